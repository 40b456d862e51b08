"""Reads sed scripts into a flat list of commands."""

from doctor.bash.filters.call import NotModelled, number
from doctor.bash.filters.regex import Regex, compiled
from doctor.bash.filters.regex_syntax import bracket
from doctor.bash.filters.regex_syntax import parse as parse_regex
from doctor.record import NamedTuple

MAX_COMMANDS = 200


class Case(NamedTuple):
    """From here on upper case (U), lower case (L), or neither (E)."""

    letter: str


Part = str | int | Case
"""Of a replacement: text, a group's number (0: the whole match), or a change of case."""


class Substitution(NamedTuple):
    regex: Regex
    parts: tuple[Part, ...]
    every: bool
    nth: int
    show: bool


class Address(NamedTuple):
    """One place: a line number, the last line (`line` None and no regex), or a regex; as the
    second address also a number of lines `more`.
    """

    line: int | None
    regex: Regex | None = None
    more: bool = False


class Command(NamedTuple):
    """`argument`: a substitution, a table for `y`, a text for `a`, `i`, `c`, a status for `q`;
    for `{` the index behind its `}`; for `b`, `t`, `T` the label, later its index.
    """

    letter: str
    first: Address | None
    second: Address | None
    negated: bool
    argument: object = None


def parse(script: str, dialect: str) -> list[Command]:
    """The commands of a script whose regular expressions are of this dialect: bre or ere."""
    return _Parser(script, dialect).commands()


class _Parser:
    def __init__(self, script: str, dialect: str) -> None:
        self.script = script
        self.dialect = dialect
        self.index = 0

    def _peek(self) -> str:
        return self.script[self.index : self.index + 1]

    def _skip(self, blanks: str) -> None:
        while self._peek() and self._peek() in blanks:
            self.index += 1

    def _line_end(self) -> int:
        end = self.script.find("\n", self.index)
        return len(self.script) if end < 0 else end

    def commands(self) -> list[Command]:
        commands: list[Command] = []
        opened: list[int] = []
        labels: dict[str, int] = {}
        while True:
            self._skip(" \t\n;")
            if not self._peek():
                break
            if self._peek() == "#":
                self.index = self._line_end()
                continue
            if self._peek() == ":":
                self.index += 1
                label = self._label()
                if not label or label in labels:
                    raise NotModelled
                labels[label] = len(commands)
                continue
            if len(commands) >= MAX_COMMANDS:
                raise NotModelled
            if self._peek() == "}":
                self.index += 1
                if not opened:
                    raise NotModelled
                place = opened.pop()
                commands[place] = commands[place]._replace(argument=len(commands))
                self._end()
                continue
            command = self._command()
            if command.letter == "{":
                opened.append(len(commands))
            commands.append(command)
        if opened:
            raise NotModelled
        labels.setdefault("", len(commands))
        for place, command in enumerate(commands):
            if command.letter in ("b", "t", "T"):
                target = labels.get(str(command.argument))
                if target is None:
                    raise NotModelled
                commands[place] = command._replace(argument=target)
        return commands

    def _command(self) -> Command:
        first = self._address()
        second = None
        if first is not None:
            self._skip(" \t")
            if self._peek() == ",":
                self.index += 1
                self._skip(" \t")
                second = self._address(second=True)
                if second is None or (second.line == 0 and not second.more):
                    raise NotModelled
            if first.line == 0 and (second is None or second.regex is None):
                raise NotModelled
        self._skip(" \t")
        negated = self._peek() == "!"
        if negated:
            self.index += 1
            self._skip(" \t")
        letter = self._peek()
        self.index += 1
        argument: object = None
        if letter in ("a", "i", "c"):
            argument = self._text()
            if letter == "c" and (second is not None or negated):
                raise NotModelled
        elif letter == "s":
            argument = self._substitution()
            self._end()
        elif letter == "y":
            argument = self._table()
            self._end()
        elif letter in ("q", "Q"):
            self._skip(" \t")
            argument = self._digits() or 0
            if second is not None:
                raise NotModelled
            self._end()
        elif letter in ("b", "t", "T"):
            argument = self._label()
        elif letter and letter in "pdnNDPgGhHx=":
            self._end()
        elif letter != "{":
            raise NotModelled
        return Command(letter, first, second, negated, argument)

    def _label(self) -> str:
        """A plain name; versions differ in what else may be in a label."""
        self._skip(" \t")
        start = self.index
        while self._peek() and (self._peek().isalnum() or self._peek() == "_"):
            self.index += 1
        label = self.script[start : self.index]
        self._end()
        return label

    def _end(self) -> None:
        self._skip(" \t")
        if self._peek() not in ("", ";", "\n", "}", "#"):
            raise NotModelled

    def _digits(self) -> int | None:
        start = self.index
        self._skip("0123456789")
        return number(self.script[start : self.index]) if self.index > start else None

    def _address(self, second: bool = False) -> Address | None:
        char = self._peek()
        if char == "$":
            self.index += 1
            return Address(None)
        if char == "/":
            self.index += 1
            return Address(None, self._regex(self._delimited("/", pattern=True), self._take("I")))
        if char in ("\\", "~"):
            raise NotModelled
        more = second and self._take("+")
        line = self._digits()
        if line is None and not more:
            return None
        if line is None or self._peek() == "~":
            raise NotModelled
        return Address(line, more=more)

    def _take(self, letter: str) -> bool:
        if self._peek() == letter:
            self.index += 1
            return True
        return False

    def _regex(self, pattern: str, fold: bool) -> Regex:
        if not pattern:
            raise NotModelled
        return compiled(parse_regex(pattern, self.dialect, "nt"), "ere", fold)

    def _delimited(self, delimiter: str, pattern: bool = False) -> str:
        """The text up to the delimiter, in which `\\` before the delimiter is dropped.

        In a `pattern` a bracket expression may hold the delimiter.
        """
        out: list[str] = []
        while True:
            char = self._peek()
            self.index += 1
            if not char or char == "\n":
                raise NotModelled
            if char == delimiter:
                return "".join(out)
            if char == "[" and pattern:
                end = bracket(self.script, self.index, "nt")[1]
                inside = self.script[self.index : end]
                if "\n" in inside:
                    raise NotModelled
                out.append(char + inside)
                self.index = end
                continue
            if char == "\\":
                after = self._peek()
                self.index += 1
                quote = {"x27": "'", "x22": '"'}.get(self.script[self.index - 1 : self.index + 2])
                if quote is not None:
                    self.index += 2
                    out.append(quote)
                    continue
                # What an escaped special delimiter means differs too.
                if not after or (after == delimiter and after not in '/,#:@%!~=;_" -'):
                    raise NotModelled
                char = after if after == delimiter else char + after
            out.append(char)

    def _substitution(self) -> Substitution:
        delimiter = self._delimiter()
        pattern = self._delimited(delimiter, pattern=True)
        replacement = self._delimited(delimiter)
        every = show = fold = False
        nth = 0
        while True:
            char = self._peek()
            if char == "g" and not every:
                every = True
            elif char == "p" and not show:
                show = True
            elif char and char in "iI" and not fold:
                fold = True
            elif char and char in "123456789" and not nth:
                nth = self._digits() or 0
                continue
            elif char and char in "0123456789gpiIeEwmM":
                raise NotModelled
            else:
                break
            self.index += 1
        if every and nth:
            raise NotModelled
        regex = self._regex(pattern, fold)
        parts = _replacement(replacement)
        if max([part for part in parts if isinstance(part, int)], default=0) > regex.groups:
            raise NotModelled
        return Substitution(regex, parts, every, max(nth, 1), show)

    def _delimiter(self) -> str:
        delimiter = self._peek()
        self.index += 1
        if not delimiter or delimiter in "\\\n" or not delimiter.isascii():
            raise NotModelled
        if delimiter.isalnum():
            raise NotModelled
        return delimiter

    def _table(self) -> dict[int, int]:
        delimiter = self._delimiter()
        one = self._delimited(delimiter)
        two = self._delimited(delimiter)
        if "\\" in one + two or len(one) != len(two) or len(set(one)) != len(one):
            raise NotModelled
        return {ord(a): ord(b) for a, b in zip(one, two, strict=True)}

    def _text(self) -> str:
        """The one line of text of `a`, `i`, `c`, in the GNU or in the `a\\` form."""
        self._skip(" \t")
        if self._peek() == "\\":
            self.index += 1
            self._skip(" \t")
            if self._peek() != "\n":
                raise NotModelled
            self.index += 1
            if self._peek() and self._peek() in " \t":
                raise NotModelled
        end = self._line_end()
        text = self.script[self.index : end]
        if not text or "\\" in text:
            raise NotModelled
        self.index = end
        return text + "\n"


def _replacement(written: str) -> tuple[Part, ...]:
    parts: list[Part] = []
    index = 0
    while index < len(written):
        char = written[index]
        index += 1
        if char == "&":
            parts.append(0)
        elif char != "\\":
            parts.append(char)
        else:
            after = written[index]
            index += 1
            if after.isdigit() and after.isascii():
                parts.append(int(after))
            elif after in "ULE":
                parts.append(Case(after))
            elif after in "nt":
                parts.append({"n": "\n", "t": "\t"}[after])
            elif after.isalnum() or not after.isascii():
                raise NotModelled
            else:
                parts.append(after)
    return tuple(parts)
