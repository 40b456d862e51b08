"""POSIX extended regular expressions as `[[ text =~ expression ]]` has them: those of the GNU C
library (glibc's manual, Regular Expressions), with the longest of the leftmost matches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from doctor.bash import spans
from doctor.bash.classes import CLASSES, is_word
from doctor.bash.limits import TooMuch, Unpredictable
from doctor.bash.spans import (
    Choice,
    Edge,
    Group,
    Node,
    One,
    Repeat,
    Run,
    Subject,
    fold,
)

MAX_DEPTH = 40
"""Groups inside one another."""

MAX_REPEATS = 32_767
"""RE_DUP_MAX of the C library."""

_SPECIAL = frozenset(".[\\()*+?{|^$")


class BadRegex(Exception):
    """The C library refuses the expression: the status of `[[` is 2."""


def compile(pieces: Sequence[tuple[str, bool]], nocase: bool = False) -> Regex:  # noqa: A001
    """The expression that stands in these (text, quoted) pieces; quoted text means itself.

    Raises BadRegex, TooMuch, and Unpredictable for back references and word boundaries.
    """
    return Regex(_Parser(_written(pieces), nocase), nocase)


class Regex:
    """A compiled expression."""

    def __init__(self, parser: _Parser, nocase: bool) -> None:
        self._node = parser.parse()
        self._groups = parser.groups
        self._nocase = nocase

    def search(self, text: str) -> tuple[str | None, ...] | None:
        """BASH_REMATCH: what matched and what each group captured, "" for one that did not;
        None where nothing matches. Raises TooMuch.

        A capture is None where the C library follows no rule that is known: in a part that is
        repeated and can match nothing, or that was repeated and has parts of its own.
        """
        subject = Subject(text, self._nocase)
        starts = subject.before(self._node, subject.everywhere)
        if not starts:
            return None
        start = (starts & -starts).bit_length() - 1
        end = subject.after(self._node, 1 << start).bit_length() - 1
        captured: list[str | None] = [""] * (self._groups + 1)
        captured[0] = text[start:end]
        if self._groups:
            _capture(subject, self._node, start, 1 << end, captured)
        return tuple(captured)


def _capture(
    subject: Subject, node: Node, start: int, ends: int, captured: list[str | None]
) -> int:
    """Notes what the groups of the node capture where it begins here and ends in one of these
    positions, which it can; gives the end.

    As in the C library the earlier alternative goes first, and what repeats takes what it can, as
    long as the whole expression still comes to the end that was found.
    """
    match node:
        case Group(number, item):
            end = _capture(subject, item, start, ends, captured)
            captured[number] = subject.text[start:end]
            return end
        case Choice(options):
            for option in options:
                if subject.after(option, 1 << start) & ends:
                    return _capture(subject, option, start, ends, captured)
        case spans.Sequence(items):
            reaching = [ends]
            for item in items[:0:-1]:
                reaching.append(subject.before(item, reaching[-1]))
            for item in items:
                start = _capture(subject, item, start, reaching.pop(), captured)
            return start
        case Repeat(item, least, most):
            if most != 1 and subject.after(item, 1 << start) >> start & 1:
                for number in _groups(item):
                    captured[number] = None
                return (subject.after(node, 1 << start) & ends).bit_length() - 1
            rounds = 0
            while most is None or most > 0:
                least = max(least - 1, 0)
                most = None if most is None else most - 1
                reaching_ends = subject.before(Repeat(item, least, most), ends)
                if not subject.after(item, 1 << start) & reaching_ends:
                    break
                start = _capture(subject, item, start, reaching_ends, captured)
                rounds += 1
            if rounds > 1:
                for number in _inner_groups(item):
                    captured[number] = None
            return start
    return (subject.after(node, 1 << start) & ends).bit_length() - 1


def _groups(node: Node) -> Iterator[int]:
    """The numbers of the groups in a node."""
    match node:
        case Group(number, item):
            yield number
            yield from _groups(item)
        case Choice(items) | spans.Sequence(items):
            for item in items:
                yield from _groups(item)
        case Repeat(item):
            yield from _groups(item)


def _inner_groups(node: Node) -> Iterator[int]:
    """Those in a node that is no group itself, or in one that is."""
    return _groups(node.item if isinstance(node, Group) else node)


def _written(pieces: Sequence[tuple[str, bool]]) -> str:
    """The expression with a backslash before quoted characters that are special outside of
    brackets, as bash hands it to the C library."""
    if len(pieces) == 1 and not pieces[0][1]:
        return pieces[0][0]
    characters = [(character, quoted) for text, quoted in pieces for character in text]
    out: list[str] = []
    at = 0
    while at < len(characters):
        character, quoted = characters[at]
        at += 1
        if quoted:
            out.append("\\" + character if character in _SPECIAL else character)
            continue
        out.append(character)
        if character == "[":
            end = _end_of_bracket(characters, at)
            out += [character for character, _ in characters[at:end]]
            at = max(at, end)
    return "".join(out)


def _end_of_bracket(characters: list[tuple[str, bool]], at: int) -> int:
    """Where bash sees the end of the bracket whose inside begins here; 0 if it is not closed.

    After a leading `]` it takes the next character for content too, even a second `]`.
    """
    size = len(characters)
    if at < size and characters[at] == ("^", False):
        at += 1
    if at < size and characters[at] == ("]", False):
        at += 1
    first = at
    special = ""
    while at < size:
        character, quoted = characters[at]
        follows = characters[at + 1] if at + 1 < size else ("", False)
        if not quoted:
            if character == "[" and follows[0] in (":", "=", ".") and not follows[1]:
                special = follows[0]
                at += 1
            elif special and character == special and follows == ("]", False):
                special = ""
                at += 1
            elif character == "]" and at != first:
                return at + 1
        at += 1
    return 0


class _Parser:
    """An expression read into nodes."""

    def __init__(self, written: str, nocase: bool) -> None:
        self.written = written
        self.nocase = nocase
        self.fold = fold if nocase else str
        self.at = 0
        self.groups = 0
        self.closed: set[int] = set()

    def parse(self) -> Node:
        return self.choice(0)

    def peek(self) -> str:
        return self.written[self.at : self.at + 1]

    def choice(self, depth: int) -> Node:
        options = [self.branch(depth)]
        while self.peek() == "|":
            self.at += 1
            options.append(self.branch(depth))
        if options[0] == _NOTHING:
            # The C library then tries the second alternative first.
            options[:2] = options[1::-1]
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def branch(self, depth: int) -> Node:
        items: list[Node] = []
        run: list[str] = []

        def flush() -> None:
            if run:
                items.append(Run("".join(run)))
                run.clear()

        while (character := self.peek()) and character != "|":
            if character == ")" and depth:
                break
            item = self.atom(character, depth)
            repeated = self.repeated(item)
            if repeated is item and isinstance(item, Run):
                run.append(item.text)
            else:
                flush()
                items.append(repeated)
        flush()
        return items[0] if len(items) == 1 else spans.Sequence(tuple(items))

    def atom(self, character: str, depth: int) -> Node:
        self.at += 1
        match character:
            case "(":
                return self.group(depth)
            case "[":
                return self.bracket()
            case ".":
                return One(_is_character)
            case "^":
                return Edge(_at_start)
            case "$":
                return Edge(_at_end)
            case "*" | "+" | "?" | "{":
                raise BadRegex("nothing to repeat")
            case "\\":
                return self.escape()
        return Run(self.fold(character))

    def group(self, depth: int) -> Node:
        if depth >= MAX_DEPTH:
            raise TooMuch("a regular expression is nested too deeply")
        self.groups += 1
        number = self.groups
        item = self.choice(depth + 1)
        if self.peek() != ")":
            raise BadRegex("unmatched (")
        self.at += 1
        self.closed.add(number)
        return Group(number, item)

    def escape(self) -> Node:
        character = self.peek()
        self.at += 1
        if not character:
            raise BadRegex("trailing backslash")
        if character in _ESCAPED:
            return _ESCAPED[character]
        if character in "<>bB":
            raise Unpredictable("the C library loses word boundaries")
        if character in "123456789":
            if int(character) not in self.closed:
                raise BadRegex("invalid back reference")
            raise Unpredictable("a back reference in a regular expression")
        return Run(self.fold(character))

    def repeated(self, item: Node) -> Node:
        while True:
            operator = self.peek()
            if operator not in ("*", "+", "?", "{"):
                return item
            if isinstance(item, Edge):
                raise BadRegex("nothing to repeat")
            self.at += 1
            if operator == "{":
                least, most = self.bounds()
            else:
                least = int(operator == "+")
                most = 1 if operator == "?" else None
            item = Repeat(item, least, most)

    def bounds(self) -> tuple[int, int | None]:
        end = self.written.find("}", self.at)
        if end < 0:
            raise BadRegex("unmatched {")
        low, comma, high = self.written[self.at : end].partition(",")
        self.at = end + 1
        for number in (low, high):
            if number and not (number.isdigit() and number.isascii()):
                raise BadRegex("invalid bounds")
        if not low and not comma:
            raise BadRegex("invalid bounds")
        least = int(low[:6] or "0")
        most = (int(high[:6]) if high else None) if comma else least
        if (most is not None and least > most) or max(least, most or 0) > MAX_REPEATS:
            raise BadRegex("invalid bounds")
        return least, most

    def bracket(self) -> Node:
        negated = self.peek() == "^"
        self.at += negated
        singles: set[str] = set()
        ranges: list[tuple[str, str]] = []
        classes: list[Callable[[str], bool]] = []
        first = True
        while first or self.peek() != "]":
            if self.peek() == "-" and not first and self.written[self.at + 1 : self.at + 2] != "]":
                raise BadRegex("invalid range")
            first = False
            low = self.member(classes)
            if self.peek() == "-" and self.written[self.at + 1 : self.at + 2] not in ("]", ""):
                self.at += 1
                high = self.member(classes)
                if self.nocase and not f"{low}{high}".isalnum():
                    raise Unpredictable("a range of no letters where case is ignored")
                if low is None or high is None or low > high:
                    raise BadRegex("invalid range")
                ranges.append((self.fold(low), self.fold(high)))
            elif low is not None:
                singles.add(self.fold(low))
        self.at += 1
        fold_one = self.fold

        def accepts(character: str) -> bool:
            folded = fold_one(character)
            return _is_character(character) and negated != (
                folded in singles
                or any([low <= folded <= high for low, high in ranges])
                or any([is_member(character) for is_member in classes])
            )

        return One(accepts)

    def member(self, classes: list[Callable[[str], bool]]) -> str | None:
        """One character of a bracket; None for a class, which goes to `classes`."""
        written = self.written
        character = self.peek()
        self.at += 1
        if not character:
            raise BadRegex("unmatched [")
        kind = self.peek()
        if character != "[" or kind not in (":", "=", ".") or not kind:
            return character
        close = written.find(kind + "]", self.at + 1)
        if close < 0:
            raise BadRegex("unmatched [")
        name = written[self.at + 1 : close]
        self.at = close + 2
        if kind == ":":
            if name not in CLASSES:
                raise BadRegex("invalid character class")
            classes.append(CLASSES[name])
            return None
        if len(name) != 1:
            raise BadRegex("invalid collating element")
        return name


_NOTHING = spans.Sequence(())


def _is_character(character: str) -> bool:
    """Not a byte that is no UTF-8."""
    return not "\udc80" <= character <= "\udcff"


def _at_start(_: str, at: int) -> bool:
    return at == 0


def _at_end(text: str, at: int) -> bool:
    return at == len(text)


_ESCAPED: dict[str, Node] = {
    "`": Edge(_at_start),
    "'": Edge(_at_end),
    "w": One(is_word),
    "W": One(lambda character: _is_character(character) and not is_word(character)),
    "s": One(CLASSES["space"]),
    "S": One(lambda character: _is_character(character) and not CLASSES["space"](character)),
}
