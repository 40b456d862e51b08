"""Regular expressions as the GNU tools match them: leftmost, and of these the longest.

A pattern becomes a nondeterministic automaton that is followed in all its states at once, so
no pattern takes exponential time. Where glibc's captures are not beyond doubt, NotModelled.
Sources: POSIX.1-2017, 9 Regular Expressions; grep(1), "Regular Expressions"; perlre(1).
"""

from collections.abc import Iterable

from doctor.bash.filters.call import NotModelled
from doctor.bash.filters.characters import CLASSES, DIGITS, LOWER, SPACE, UPPER, WORD
from doctor.record import NamedTuple

MAX_PROGRAM = 3_000
MAX_DEPTH = 40
FUEL = 500_000
"""Steps that one compiled pattern may take altogether."""


class Chars(NamedTuple):
    """One character of (or, `negated`, outside) `chars`."""

    chars: frozenset[str]
    negated: bool = False

    def accepts(self, char: str) -> bool:
        return (char in self.chars) != self.negated


class Assertion(NamedTuple):
    """A place: ^ $ < > b, ( ) not beside a word, or after (`behind`), before (`ahead`) a text."""

    kind: str
    text: str = ""


class Cat(NamedTuple):
    items: "tuple[Node, ...]"


class Alt(NamedTuple):
    options: "tuple[Node, ...]"


class Repeat(NamedTuple):
    item: "Node"
    least: int
    most: int | None
    lazy: bool = False


class Group(NamedTuple):
    number: int
    item: "Node"


Node = Chars | Assertion | Cat | Alt | Repeat | Group

ANY = Chars(frozenset(), True)

_CHARS, _SPLIT, _JUMP, _SAVE, _ASSERT, _MATCH = range(6)
Instruction = tuple[int, object, int]


def bracket(pattern: str, start: int, escapes: str = "") -> tuple[Chars, int]:
    """The bracket expression whose `[` stands before `start`, and where it ends.

    `escapes`: letters that a backslash makes a control character (sed: `nt`), or "\\\\" where a
    backslash escapes everything (awk, Perl).
    """
    index = start
    negated = pattern[index : index + 1] == "^"
    index += negated
    chars: set[str] = set()
    first = True
    while True:
        char = pattern[index : index + 1]
        if not char:
            raise NotModelled
        if char == "]" and not first:
            return Chars(frozenset(chars), negated), index + 1
        first = False
        if pattern[index : index + 2] in ("[:", "[.", "[="):
            end = pattern.find(":]", index)
            named = CLASSES.get(pattern[index + 2 : end]) if end > 0 else None
            if named is None:
                raise NotModelled
            chars |= named
            index = end + 2
            if pattern[index : index + 1] == "-" and pattern[index + 1 : index + 2] != "]":
                raise NotModelled
            continue
        if char == "\\" and escapes:
            after = pattern[index + 1 : index + 2]
            if escapes == "\\":
                char, several = _perl_escape(after)
                index += 1
                if several is not None:
                    chars |= several
                    index += 1
                    continue
            elif after in escapes and after:
                char = {"n": "\n", "t": "\t"}[after]
                index += 1
            elif after.isalnum() and after:
                raise NotModelled
        index += 1
        if pattern[index : index + 1] == "-" and pattern[index + 1 : index + 2] not in ("]", ""):
            last = pattern[index + 1]
            if last == "[" or not any({char, last} <= span for span in (DIGITS, LOWER, UPPER)):
                raise NotModelled
            chars |= {chr(code) for code in range(ord(char), ord(last) + 1)}
            if char > last:
                raise NotModelled
            index += 2
            if pattern[index : index + 1] == "-" and pattern[index + 1 : index + 2] != "]":
                raise NotModelled
            continue
        chars.add(char)


def _perl_escape(letter: str) -> tuple[str, frozenset[str] | None]:
    several = {"d": DIGITS, "w": WORD, "s": SPACE}.get(letter)
    single = {"n": "\n", "t": "\t", "r": "\r"}.get(letter)
    if several is None and single is None:
        if not letter or letter.isalnum() or not letter.isascii():
            raise NotModelled
        single = letter
    return single or "", several


class _Parser:
    """Reads one pattern. `dialect`: bre, ere, awk or perl; `escapes`: see `bracket`."""

    def __init__(self, pattern: str, dialect: str, escapes: str) -> None:
        self.pattern = pattern
        self.basic = dialect == "bre"
        self.dialect = dialect
        self.escapes = "\\" if dialect in ("perl", "awk") else escapes
        self.index = 0
        self.groups = 0
        self.depth = 0

    def whole(self) -> Node:
        node = self.alternatives()
        if self.index < len(self.pattern):
            raise NotModelled
        return node

    def sees(self, token: str) -> bool:
        """Whether an operator is next; in a BRE it is written with a backslash."""
        return self.pattern.startswith("\\" + token if self.basic else token, self.index)

    def takes(self, token: str) -> bool:
        if self.sees(token):
            self.index += len(token) + self.basic
            return True
        return False

    def alternatives(self) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise NotModelled
        options = [self.sequence()]
        while self.takes("|"):
            options.append(self.sequence())
        if len(options) > 1 and any([option == Cat(()) for option in options]):
            raise NotModelled
        self.depth -= 1
        return options[0] if len(options) == 1 else Alt(tuple(options))

    def sequence(self) -> Node:
        items: list[Node] = []
        while self.index < len(self.pattern) and not self.sees("|") and not self.sees(")"):
            atom = self.atom(first=not items or (self.basic and items == [Assertion("^")]))
            items.append(self.quantified(atom))
        return items[0] if len(items) == 1 else Cat(tuple(items))

    def quantified(self, atom: Node) -> Node:
        quantifier = self.quantifier()
        if quantifier is None:
            return atom
        if isinstance(atom, Assertion):
            raise NotModelled
        least, most = quantifier
        lazy = False
        if self.dialect == "perl" and self.pattern[self.index : self.index + 1] == "?":
            lazy = True
            self.index += 1
        if self.quantifier() is not None:
            raise NotModelled
        return Repeat(atom, least, most, lazy)

    def quantifier(self) -> tuple[int, int | None] | None:
        if self.pattern.startswith("*", self.index):
            self.index += 1
            return 0, None
        if self.takes("+"):
            return 1, None
        if self.takes("?"):
            return 0, 1
        if not self.sees("{"):
            return None
        if self.dialect == "awk":
            raise NotModelled
        self.takes("{")
        end = self.pattern.find("\\}" if self.basic else "}", self.index)
        low, comma, high = self.pattern[self.index : end].partition(",")
        if end < 0 or not (low.isdigit() and low.isascii() and len(low) < 4):
            raise NotModelled
        if high and not (high.isdigit() and high.isascii() and len(high) < 4):
            raise NotModelled
        self.index = end + 1 + self.basic
        least = int(low)
        most = (int(high) if high else None) if comma else least
        if most is not None and (most < least or most == 0):
            raise NotModelled
        return least, most

    def atom(self, first: bool) -> Node:
        if self.takes("("):
            return self.group()
        if any([self.sees(token) for token in "+?{"]):
            raise NotModelled
        char = self.pattern[self.index]
        self.index += 1
        if char == "[":
            chars, self.index = bracket(self.pattern, self.index, self.escapes)
            return chars
        if char == "\\":
            return self.escape()
        if char == ".":
            return ANY if self.dialect != "perl" else Chars(frozenset("\n"), True)
        if char == "*" and not (self.basic and first):
            raise NotModelled
        if char == "^" and (not self.basic or first):
            return Assertion("^")
        if char == "$":
            at_end = self.index == len(self.pattern) or self.sees(")") or self.sees("|")
            if not self.basic or at_end:
                return Assertion("$")
        return Chars(frozenset(char))

    def group(self) -> Node:
        if self.dialect == "perl" and self.pattern.startswith("?", self.index):
            return self.perl_group()
        self.groups += 1
        number = self.groups
        item = self.alternatives()
        if not self.takes(")") or item == Cat(()):
            raise NotModelled
        return Group(number, item)

    def perl_group(self) -> Node:
        opening = next(
            (mark for mark in ("?<=", "?=", "?:") if self.pattern.startswith(mark, self.index)), ""
        )
        if not opening:
            raise NotModelled
        self.index += len(opening)
        item = self.alternatives()
        if not self.takes(")"):
            raise NotModelled
        if opening == "?:":
            return item if isinstance(item, Alt) else Cat((item,))
        text = literal(item)
        if not text:
            raise NotModelled
        return Assertion("behind" if opening == "?<=" else "ahead", text)

    def escape(self) -> Node:
        char = self.pattern[self.index : self.index + 1]
        self.index += 1
        if self.dialect in ("perl", "awk"):
            return self.perl_or_awk_escape(char)
        if char in ("w", "s", "W", "S"):
            return Chars(WORD if char in "wW" else SPACE, char.isupper())
        if char in ("<", ">", "b"):
            return Assertion(char)
        if char and char in self.escapes:
            return Chars(frozenset({"n": "\n", "t": "\t"}[char]))
        if not char or char.isalnum() or char in "`'" or not char.isascii():
            raise NotModelled
        if char in "{}" and self.basic:
            raise NotModelled
        return Chars(frozenset(char))

    def perl_or_awk_escape(self, char: str) -> Node:
        if self.dialect == "awk":
            if char in ("<", ">", "`", "'", "&", '"') or char in "wsd":
                raise NotModelled
        elif char == "b":
            return Assertion("b")
        elif char == "K":
            return Group(0, Cat(()))
        elif char in ("W", "S", "D"):
            several = _perl_escape(char.lower())[1]
            return Chars(several or frozenset(), True)
        single, several = _perl_escape(char)
        return Chars(frozenset(single) if several is None else several)


def literal(node: Node) -> str | None:
    """The text that alone matches the node, if it is one text."""
    if isinstance(node, Chars) and len(node.chars) == 1 and not node.negated:
        return next(iter(node.chars))
    if isinstance(node, Cat):
        parts = [literal(item) for item in node.items]
        if all([part is not None for part in parts]):
            return "".join([part or "" for part in parts])
    return None


def nullable(node: Node) -> bool:
    """Whether the node can match the empty text."""
    return _shape(node).least == 0


def _folded(node: Node) -> Node:
    if isinstance(node, Chars):
        return Chars(
            frozenset([form for char in node.chars for form in (char.lower(), char.upper())]),
            node.negated,
        )
    if isinstance(node, Cat):
        return Cat(tuple([_folded(item) for item in node.items]))
    if isinstance(node, Alt):
        return Alt(tuple([_folded(option) for option in node.options]))
    if isinstance(node, Repeat):
        return node._replace(item=_folded(node.item))
    if isinstance(node, Group):
        return Group(node.number, _folded(node.item))
    if node.text:
        raise NotModelled
    return node


class _Shape(NamedTuple):
    """`least`: shortest match. `variable`: how many parts can vary in length. `plain`: greedy
    choice from the left is what POSIX asks. `nullable_loop`: a repeated part can be empty.
    `local`: the locale can decide what matches in text that is not ASCII. `looped`: groups
    inside a loop.
    """

    least: int
    variable: int
    plain: bool
    nullable_loop: bool
    local: bool
    looped: frozenset[int]
    groups: frozenset[int]


def _shape(node: Node, starred: bool = False) -> _Shape:
    none: frozenset[int] = frozenset()
    if isinstance(node, Chars):
        local = not starred if node.negated else len(node.chars) > 1
        return _Shape(1, 0, True, False, local, none, none)
    if isinstance(node, Assertion):
        return _Shape(0, 0, True, False, node.kind not in "^$", none, none)
    if isinstance(node, Group):
        inner = _shape(node.item)
        plain = inner.plain and inner.variable <= 1
        return inner._replace(plain=plain, groups=inner.groups | {node.number})
    if isinstance(node, Repeat):
        star = node.least == 0 and node.most is None
        inner = _shape(node.item, star)
        fixed = node.least == node.most
        optional = (node.least, node.most) == (0, 1) and inner.least > 0 and inner.variable <= 1
        single = isinstance(node.item, Chars)
        return _Shape(
            inner.least * node.least,
            inner.variable + (not fixed),
            single or (optional and inner.plain),
            inner.nullable_loop or (inner.least == 0 and node.most != 1),
            inner.local,
            inner.looped if node.most == 1 else inner.groups,
            inner.groups,
        )
    parts = node.items if isinstance(node, Cat) else node.options
    inside = [_shape(part) for part in parts]
    leasts = [shape.least for shape in inside]
    variable = sum([shape.variable for shape in inside])
    plain = all([shape.plain for shape in inside])
    if isinstance(node, Alt):
        same = (
            len(set(leasts)) == 1
            and variable == 0
            and all([literal(option) is not None for option in node.options])
        )
        plain, variable = same, 0 if same else 2
    return _Shape(
        (min if isinstance(node, Alt) else sum)(leasts or [0]),
        variable,
        plain,
        any([shape.nullable_loop for shape in inside]),
        any([shape.local for shape in inside]),
        none.union(*[shape.looped for shape in inside]),
        none.union(*[shape.groups for shape in inside]),
    )


Slots = tuple[tuple[int, int], ...]
Thread = tuple[int, Slots]
Captures = dict[int, str | None]
Context = tuple[bool, bool, bool, bool]
Span = tuple[int, int]


class Regex:
    """A compiled pattern. Every method raises NotModelled for what is beyond doubt or budget."""

    def __init__(self, node: Node, dialect: str) -> None:
        self._shape = _shape(node)
        self._literal = literal(node)
        self._perl = dialect == "perl"
        self._program: list[Instruction] = []
        self._emit(node)
        self._add(_MATCH)
        self._placeless = not any([op == _ASSERT for op, _, _ in self._program])
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

    def _add(self, operation: int, argument: object = None, target: int = 0) -> int:
        if len(self._program) >= MAX_PROGRAM:
            raise NotModelled
        self._program.append((operation, argument, target))
        return len(self._program) - 1

    def _emit(self, node: Node) -> None:
        if isinstance(node, Chars):
            self._add(_CHARS, node)
        elif isinstance(node, Assertion):
            self._add(_ASSERT, node)
        elif isinstance(node, Cat):
            for item in node.items:
                self._emit(item)
        elif isinstance(node, Group):
            self._add(_SAVE, None, node.number * 2)
            self._emit(node.item)
            self._add(_SAVE, None, node.number * 2 + 1)
        elif isinstance(node, Alt):
            self._emit_alternatives(node)
        else:
            self._emit_repeat(node)

    def _emit_alternatives(self, node: Alt) -> None:
        jumps = []
        for option in node.options[:-1]:
            split = self._add(_SPLIT)
            self._emit(option)
            jumps.append(self._add(_JUMP))
            self._program[split] = (_SPLIT, False, len(self._program))
        self._emit(node.options[-1])
        for jump in jumps:
            self._program[jump] = (_JUMP, None, len(self._program))

    def _emit_repeat(self, node: Repeat) -> None:
        for _ in range(node.least):
            self._emit(node.item)
        if node.most is None:
            split = self._add(_SPLIT)
            self._emit(node.item)
            self._add(_JUMP, None, split)
            self._program[split] = (_SPLIT, node.lazy, len(self._program))
            return
        splits = []
        for _ in range(node.most - node.least):
            splits.append(self._add(_SPLIT))
            self._emit(node.item)
        for split in splits:
            self._program[split] = (_SPLIT, node.lazy, len(self._program))

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
            if operation == _CHARS:
                readers.append(state)
            elif operation == _MATCH:
                accepting = True
            elif operation == _SPLIT:
                follow = (state + 1, target)
            elif operation == _JUMP:
                follow = (target,)
            elif operation == _SAVE or _holds(argument, context):
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
            program = self._program
            known = frozenset([state + 1 for state in readers if program[state][1].accepts(char)])  # type: ignore[attr-defined]
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
            found = self.search_perl(text, start)
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
            found = self.search_perl(text, span[0])
            if found is None or found[0] != span:
                raise NotModelled
            return {number: found[1].get(number) for number in numbers}
        shape = self._shape
        if shape.nullable_loop or self._doubtful(numbers):
            raise NotModelled
        answers = self._walk(text, span, numbers, first_only=shape.plain)
        if len(answers) != 1:
            raise NotModelled
        saved = dict(answers[0])
        return {
            number: text[saved[number * 2] : saved[number * 2 + 1]]
            if number * 2 + 1 in saved
            else None
            for number in numbers
        }

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
            char = text[index]
            program = self._program
            threads = [
                (state + 1, saved)
                for state, saved in readers
                if program[state][1].accepts(char)  # type: ignore[attr-defined]
            ]
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
            if operation == _CHARS:
                readers.append((state, saved))
            elif operation == _MATCH:
                done.append((saved, len(readers)))
            elif operation == _SPLIT:
                pair = [(target, saved), (state + 1, saved)]
                stack.extend(pair[::-1] if argument else pair)
            elif operation == _JUMP:
                stack.append((target, saved))
            elif operation == _SAVE:
                if target in slots:
                    kept = dict(saved)
                    kept[target] = index
                    saved = tuple(sorted(kept.items()))
                stack.append((state + 1, saved))
            elif _holds(argument, context, text, index):
                stack.append((state + 1, saved))
        self._burn(len(seen))
        return readers, done

    def search_perl(self, text: str, start: int = 0) -> tuple[Span, Captures] | None:
        """The first match from `start` on as Perl prefers it, and its groups."""
        if not text.isascii() or self._shape.nullable_loop:
            raise NotModelled
        slots = frozenset(range(self.groups * 2 + 2))
        program = self._program
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
                char = text[index]
                threads = [
                    (state + 1, saved)
                    for state, saved in readers
                    if program[state][1].accepts(char)  # type: ignore[attr-defined]
                ]
                index += 1
            if found is not None:
                end, saved = found
                kept = dict(saved)
                captures: Captures = {
                    number: text[kept[number * 2] : kept[number * 2 + 1]]
                    for number in range(1, self.groups + 1)
                    if number * 2 + 1 in kept
                }
                return (kept.get(0, begin), end), captures
        return None


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


def parse(pattern: str, dialect: str, escapes: str = "") -> Node:
    """The tree of a pattern. `dialect`: bre, ere, awk or perl. `escapes`: the letters of which
    a backslash makes a control character. NotModelled for what the tools may read differently.
    """
    return _Parser(pattern, dialect, escapes).whole()


def compiled(node: Node, dialect: str = "ere", fold: bool = False) -> Regex:
    """The automaton of a tree; `fold`: letters match in both cases (ASCII only)."""
    return Regex(_folded(node) if fold else node, dialect)
