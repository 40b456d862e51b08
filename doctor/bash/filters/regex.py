"""Regular expressions as the GNU tools match them: leftmost, and of these the longest.

A pattern becomes a nondeterministic automaton that is followed in all its states at once, so
no pattern takes exponential time. Where glibc's captures are not beyond doubt, NotModelled.
"""

from collections.abc import Iterable, Mapping

from doctor.bash.filters.call import NotModelled
from doctor.bash.filters.characters import WORD
from doctor.bash.filters.regex_program import ASSERT, CHARS, JUMP, MATCH, SAVE, SPLIT, translate
from doctor.bash.filters.regex_shape import folded, shape_of
from doctor.bash.filters.regex_syntax import Assertion, Chars, Node, literal

FUEL = 500_000
"""Steps that one compiled pattern may take altogether."""

Slots = tuple[tuple[int, int], ...]
Thread = tuple[int, Slots]
Captures = dict[int, str | None]
Context = tuple[bool, bool, bool, bool]
Span = tuple[int, int]


class Regex:
    """A compiled pattern. Every method raises NotModelled for what is beyond doubt or budget."""

    def __init__(self, node: Node, dialect: str) -> None:
        self._shape = shape_of(node)
        self._literal = literal(node)
        self._perl = dialect == "perl"
        self._program = translate(node)
        self._placeless = not any([op == ASSERT for op, _, _ in self._program])
        self._closures: dict[
            tuple[frozenset[int], Context | None], tuple[tuple[int, ...], bool]
        ] = {}
        self._moves: dict[tuple[tuple[int, ...], str], frozenset[int]] = {}
        self._fuel = FUEL

    @property
    def groups(self) -> int:
        """The highest group number."""
        return max(self._shape.groups, default=0)

    @property
    def anchored(self) -> bool:
        """Whether the pattern looks at where it stands."""
        return not self._placeless

    def _burn(self, steps: int) -> None:
        self._fuel -= steps
        if self._fuel < 0:
            raise NotModelled

    def _check(self, text: str) -> None:
        if self._shape.local and not text.isascii():
            raise NotModelled

    def _context(self, text: str, index: int) -> Context | None:
        if self._placeless:
            return None
        return (
            index == 0,
            index == len(text),
            index > 0 and text[index - 1] in WORD,
            index < len(text) and text[index] in WORD,
        )

    def _close(
        self, kernel: frozenset[int], context: Context | None
    ) -> tuple[tuple[int, ...], bool]:
        """The states that read a character, reached without reading, and whether all is read."""
        known = self._closures.get((kernel, context))
        if known is not None:
            return known
        seen = set(kernel)
        stack = list(kernel)
        readers = []
        accepting = False
        while stack:
            state = stack.pop()
            operation, argument, target = self._program[state]
            follow: tuple[int, ...] = ()
            if operation == CHARS:
                readers.append(state)
            elif operation == MATCH:
                accepting = True
            elif operation == SPLIT:
                follow = (state + 1, target)
            elif operation == JUMP:
                follow = (target,)
            elif operation == SAVE or _holds(argument, context):
                follow = (state + 1,)
            for other in follow:
                if other not in seen:
                    seen.add(other)
                    stack.append(other)
        self._burn(len(seen))
        answer = tuple(sorted(readers)), accepting
        self._closures[kernel, context] = answer
        return answer

    def _move(self, readers: tuple[int, ...], char: str) -> frozenset[int]:
        known = self._moves.get((readers, char))
        if known is None:
            self._burn(len(readers))
            known = frozenset([state + 1 for state in readers if self._accepts(state, char)])
            self._moves[readers, char] = known
        return known

    def matches(self, text: str) -> bool:
        """Whether the pattern is found anywhere in the text."""
        self._check(text)
        if self._literal is not None:
            return self._literal in text
        if self._perl:
            return self.search(text) is not None
        kernel: frozenset[int] = frozenset()
        for index in range(len(text) + 1):
            readers, accepting = self._close(kernel | {0}, self._context(text, index))
            if accepting:
                return True
            if index < len(text):
                kernel = self._move(readers, text[index])
        self._burn(len(text))
        return False

    def search(self, text: str, start: int = 0) -> Span | None:
        """Begin and end of the first match from `start` on; of those that begin there the
        longest, or in Perl the preferred one.
        """
        if self._perl:
            found = self._search_perl(text, start)
            return None if found is None else found[0]
        self._check(text)
        if self._literal is not None:
            begin = text.find(self._literal, start)
            return None if begin < 0 else (begin, begin + len(self._literal))
        if start == 0 and len(text) > 40 and not self.matches(text):
            return None
        for begin in range(start, len(text) + 1):
            end = self._longest(text, begin)
            if end is not None:
                return begin, end
        return None

    def _longest(self, text: str, begin: int) -> int | None:
        kernel = frozenset((0,))
        found = None
        index = begin
        while True:
            readers, accepting = self._close(kernel, self._context(text, index))
            if accepting:
                found = index
            if not readers or index == len(text):
                break
            kernel = self._move(readers, text[index])
            index += 1
        self._burn(index - begin + 1)
        return found

    def captures(self, text: str, span: Span, wanted: Iterable[int]) -> Captures:
        """What the `wanted` groups hold in a match that `search` found; None where unset."""
        numbers = frozenset(wanted)
        if not numbers:
            return {}
        if not numbers <= self._shape.groups:
            raise NotModelled
        if self._perl:
            found = self._search_perl(text, span[0])
            if found is None or found[0] != span:
                raise NotModelled
            return {number: found[1].get(number) for number in numbers}
        shape = self._shape
        if shape.nullable_loop or self._doubtful(numbers):
            raise NotModelled
        answers = self._walk(text, span, numbers, first_only=shape.plain)
        if len(answers) != 1:
            raise NotModelled
        return _held(text, dict(answers[0]), numbers)

    def _doubtful(self, numbers: frozenset[int]) -> bool:
        """glibc keeps a nested group from an earlier round of a loop; POSIX does not."""
        return bool(numbers & self._shape.looped) and len(self._shape.looped) > 1

    def _walk(
        self, text: str, span: Span, numbers: frozenset[int], first_only: bool
    ) -> list[Slots]:
        """The ways in which the wanted groups can share the span, in order of preference."""
        slots = frozenset([slot for number in numbers for slot in (number * 2, number * 2 + 1)])
        begin, end = span
        threads: list[Thread] = [(0, ())]
        answers: list[Slots] = []
        for index in range(begin, end + 1):
            readers, done = self._reach(text, index, threads, slots, first_only)
            if index == end:
                answers = [saved for saved, _ in done]
                break
            threads = self._step(readers, text[index])
        return answers[:1] if first_only else list(dict.fromkeys(answers))

    def _reach(
        self,
        text: str,
        index: int,
        threads: list[Thread],
        slots: frozenset[int],
        first_only: bool,
    ) -> tuple[
        list[Thread],
        list[tuple[Slots, int]],
    ]:
        """The threads that read a character next, in order of preference, and the finished ones,
        each with the number of reading threads that are preferred to it.
        """
        context = self._context(text, index)
        readers = []
        done = []
        seen = set()
        stack = threads[::-1]
        while stack:
            state, saved = stack.pop()
            mark: object = state if first_only else (state, saved)
            if mark in seen:
                continue
            seen.add(mark)
            operation, argument, target = self._program[state]
            if operation == CHARS:
                readers.append((state, saved))
            elif operation == MATCH:
                done.append((saved, len(readers)))
            elif operation == SPLIT:
                pair = [(target, saved), (state + 1, saved)]
                stack.extend(pair[::-1] if argument else pair)
            elif operation == JUMP:
                stack.append((target, saved))
            elif operation == SAVE:
                if target in slots:
                    kept = dict(saved)
                    kept[target] = index
                    saved = tuple(sorted(kept.items()))
                stack.append((state + 1, saved))
            elif _holds(argument, context, text, index):
                stack.append((state + 1, saved))
        self._burn(len(seen))
        return readers, done

    def _accepts(self, state: int, char: str) -> bool:
        """Whether the set of characters that a state tests has this one."""
        tested = self._program[state][1]
        return isinstance(tested, Chars) and tested.accepts(char)

    def _step(self, readers: list[Thread], char: str) -> list[Thread]:
        """The threads that go on behind a character."""
        return [(state + 1, saved) for state, saved in readers if self._accepts(state, char)]

    def _search_perl(self, text: str, start: int) -> tuple[Span, Captures] | None:
        """The first match from `start` on as Perl prefers it, and its groups."""
        if not text.isascii() or self._shape.nullable_loop:
            raise NotModelled
        slots = frozenset(range(self.groups * 2 + 2))
        for begin in range(start, len(text) + 1):
            threads: list[Thread] = [(0, ())]
            found = None
            index = begin
            while threads:
                readers, done = self._reach(text, index, threads, slots, True)
                if done:
                    found = index, done[0][0]
                    readers = readers[: done[0][1]]
                if index == len(text):
                    break
                threads = self._step(readers, text[index])
                index += 1
            if found is not None:
                end, saved = found
                kept = dict(saved)
                captures = _held(text, kept, range(1, self.groups + 1))
                return (kept.get(0, begin), end), captures
        return None


def _held(text: str, saved: Mapping[int, int], numbers: Iterable[int]) -> Captures:
    """What groups hold, given the places that were saved; None where unset."""
    return {
        number: text[saved[number * 2] : saved[number * 2 + 1]] if number * 2 + 1 in saved else None
        for number in numbers
    }


def _holds(assertion: object, context: Context | None, text: str = "", index: int = 0) -> bool:
    assert isinstance(assertion, Assertion)
    assert context is not None
    at_start, at_end, after_word, before_word = context
    kind = assertion.kind
    if kind == "behind":
        return text.endswith(assertion.text, 0, index)
    if kind == "ahead":
        return text.startswith(assertion.text, index)
    return {
        "^": at_start, "$": at_end, "<": before_word and not after_word,
        ">": after_word and not before_word, "b": after_word != before_word,
        "(": not after_word, ")": not before_word,
    }[kind]  # fmt: skip


def compiled(node: Node, dialect: str = "ere", fold: bool = False) -> Regex:
    """The automaton of a tree; `fold`: letters match in both cases (ASCII only)."""
    return Regex(folded(node) if fold else node, dialect)
