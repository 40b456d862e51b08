"""sed(1): the stream editor, without files that it writes and programs that it starts."""

from doctor.bash.filters.call import (
    MAX_TEXT,
    Call,
    NotModelled,
    Output,
    ascii_only,
    ended,
    number,
    options,
)
from doctor.bash.filters.regex import Captures, Regex, compiled
from doctor.bash.filters.regex_syntax import bracket, parse
from doctor.record import NamedTuple

_LONG = {
    "quiet": "n", "silent": "n", "expression": "e", "regexp-extended": "E", "file": "f",
    "unbuffered": "u", "null-data": "z",
}  # fmt: skip
MAX_CYCLES = 20_000
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


def run(call: Call) -> Output:
    """Runs the script on the operands or standard input."""
    given, operands = options(call.args, "nErsuz", "ef", _LONG)
    flags = {letter for letter, _ in given}
    if "s" in flags:
        raise NotModelled
    scripts: list[str] = []
    for letter, value in given:
        if letter == "e":
            scripts.append(value)
        elif letter == "f":
            try:
                scripts.append(call.read(value).removesuffix("\n"))
            except FileNotFoundError:
                raise NotModelled from None
            if scripts[-1].startswith("#n\n"):
                raise NotModelled
    if not scripts:
        if not operands:
            raise NotModelled
        scripts = [operands.pop(0)]
    if any([script.endswith("\\") for script in scripts]) or scripts[0][:2] == "#n":
        raise NotModelled
    dialect = "ere" if flags & {"E", "r"} else "bre"
    commands = _Script("\n".join(scripts), dialect).commands
    text = ""
    error = ""
    for path in operands or ("-",):
        try:
            part = call.read(path)
        except FileNotFoundError:
            error += f"sed: can't read {path}: No such file or directory\n"
            continue
        if text and not text.endswith("\n"):
            raise NotModelled
        text += part
    if text and not text.endswith("\n") and any([c.letter not in "spdynNaic{" for c in commands]):
        # Some commands end the last line all the same.
        raise NotModelled
    records = ended(text)
    if "z" in flags:
        # One record; what ^ and $ mean in it has changed.
        if not all([_plain(command) for command in commands]):
            raise NotModelled
        records = [text] if text else []
    output, status = _Run(commands, records, "n" in flags, "z" in flags).output()
    if error and status:
        raise NotModelled
    return Output(output, 2 if error else status, error)


def _plain(command: Command) -> bool:
    rule = command.argument
    return (
        isinstance(rule, Substitution)
        and command.first is None
        and not rule.regex.anchored
        and not rule.show
    )


class _Script:
    """Reads a script into a flat list of commands."""

    def __init__(self, script: str, dialect: str) -> None:
        self.script = script
        self.dialect = dialect
        self.index = 0
        self.commands: list[Command] = []
        self._read()

    def _peek(self) -> str:
        return self.script[self.index : self.index + 1]

    def _skip(self, blanks: str) -> None:
        while self._peek() and self._peek() in blanks:
            self.index += 1

    def _read(self) -> None:
        opened: list[int] = []
        labels: dict[str, int] = {}
        while True:
            self._skip(" \t\n;")
            if not self._peek():
                break
            if self._peek() == "#":
                end = self.script.find("\n", self.index)
                self.index = len(self.script) if end < 0 else end
                continue
            if self._peek() == ":":
                self.index += 1
                label = self._label()
                if not label or label in labels:
                    raise NotModelled
                labels[label] = len(self.commands)
                continue
            if len(self.commands) >= MAX_COMMANDS:
                raise NotModelled
            if self._peek() == "}":
                self.index += 1
                if not opened:
                    raise NotModelled
                place = opened.pop()
                self.commands[place] = self.commands[place]._replace(argument=len(self.commands))
                self._end()
                continue
            command = self._command()
            if command.letter == "{":
                opened.append(len(self.commands))
            self.commands.append(command)
        if opened:
            raise NotModelled
        labels.setdefault("", len(self.commands))
        for place, command in enumerate(self.commands):
            if command.letter in ("b", "t", "T"):
                target = labels.get(str(command.argument))
                if target is None:
                    raise NotModelled
                self.commands[place] = command._replace(argument=target)

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
        return compiled(parse(pattern, self.dialect, "nt"), "ere", fold)

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
        end = self.script.find("\n", self.index)
        end = len(self.script) if end < 0 else end
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


class _Run:
    """One run of a script over lines. `ends`: by command, the last line of the range that it is
    in: None where a regex decides, 0 when the range is over.
    """

    def __init__(self, commands: list[Command], text: list[str], quiet: bool, whole: bool) -> None:
        self.commands = commands
        self.text = text
        self.quiet = quiet
        self.whole = whole
        self.place = 0
        self.space = ""
        self.newline = True
        self.unended = False
        self.hold = ""
        self.changed = False
        self.out: list[str] = []
        self.size = 0
        self.appended: list[str] = []
        self.ends: dict[int, int | None] = {}
        self.cycles = 0

    def output(self) -> tuple[str, int]:
        """All output and the exit status."""
        status = 0
        again = False
        while again or self._next():
            self.cycles += 1
            if self.cycles > MAX_CYCLES:
                raise NotModelled
            ending, status = self._cycle()
            again = ending == "D"
            if not self.quiet and ending not in ("d", "D", "Q"):
                self._show(self.space)
            self._flush()
            if ending in ("q", "Q"):
                break
        return "".join(self.out), status

    def _next(self) -> bool:
        if self.place >= len(self.text):
            return False
        line = self.text[self.place]
        self.place += 1
        self.newline = line.endswith("\n") and not self.whole
        self.changed = False
        self.space = line.removesuffix("\n") if self.newline else line
        return True

    def _write(self, text: str) -> None:
        # A last line without newline gets one when something follows it.
        if self.unended:
            self.out.append("\n")
            self.unended = False
        self.size += len(text)
        if self.size > MAX_TEXT:
            raise NotModelled
        if text:
            self.out.append(text)

    def _show(self, text: str) -> None:
        self._write(text + "\n" * self.newline)
        self.unended = not self.newline

    def _flush(self) -> None:
        for text in self.appended:
            self._write(text)
        self.appended = []

    def _selected(self, index: int, command: Command) -> bool:
        return self._addressed(index, command) != command.negated

    def _addressed(self, index: int, command: Command) -> bool:
        first, second = command.first, command.second
        if first is None:
            return True
        if second is None:
            return self._at(first)
        if first.line == 0:
            self.ends.setdefault(index, None)
        if self.ends.get(index, 0) != 0:
            last = self.ends[index]
            if last is None:
                assert second.regex is not None
                self.ends[index] = 0 if second.regex.matches(self.space) else None
            elif self.place > last:
                raise NotModelled
            elif self.place == last:
                self.ends[index] = 0
            return True
        if first.line is not None and self.place > first.line and index not in self.ends:
            # It was not looked at when its first line came by.
            raise NotModelled
        if not self._at(first):
            return False
        if second.regex is not None:
            self.ends[index] = None
        else:
            last = len(self.text) if second.line is None else second.line
            last += self.place * second.more
            self.ends[index] = last if self.place < last else 0
        return True

    def _at(self, address: Address) -> bool:
        if address.regex is not None:
            return address.regex.matches(self.space)
        return self.place == (len(self.text) if address.line is None else address.line)

    def _cycle(self) -> tuple[str, int]:
        """Runs the commands once; how the cycle ended ("" at the end of the script)."""
        index = 0
        while index < len(self.commands):
            command = self.commands[index]
            here = index
            index += 1
            letter = command.letter
            if not self._selected(here, command):
                if letter == "{":
                    assert isinstance(command.argument, int)
                    index = command.argument
                continue
            if letter in ("q", "Q"):
                assert isinstance(command.argument, int)
                return letter, command.argument
            if letter == "c":
                self._write(str(command.argument))
                return "d", 0
            if letter == "d":
                return "d", 0
            if letter == "D":
                _, newline, rest = self.space.partition("\n")
                if not newline:
                    return "d", 0
                self.space = rest
                return "D", 0
            if letter in ("b", "t", "T"):
                assert isinstance(command.argument, int)
                if letter == "b" or self.changed == (letter == "t"):
                    index = command.argument
                self.changed = self.changed and letter == "b"
                self.cycles += 1 + len(self.space) // 64
                if self.cycles > MAX_CYCLES:
                    raise NotModelled
            elif letter in ("n", "N"):
                if not self._following(letter):
                    return "q", 0
            else:
                self._apply(command)
        return "", 0

    def _following(self, letter: str) -> bool:
        """`n` or `N`: the next line is read; False where there is none."""
        if self.place >= len(self.text):
            return False
        before = self.space
        if letter == "n" and not self.quiet:
            self._show(before)
        self._flush()
        self._next()
        if letter == "N":
            self.space = before + "\n" + self.space
            if len(self.space) > MAX_TEXT:
                raise NotModelled
        return True

    def _apply(self, command: Command) -> None:
        letter, argument = command.letter, command.argument
        if letter == "s":
            assert isinstance(argument, Substitution)
            changed = substitute(argument, self.space)
            if changed is not None:
                self.changed = True
                self.space = changed
                if argument.show:
                    self._show(self.space)
        elif letter == "y":
            assert isinstance(argument, dict)
            self.space = self.space.translate(argument)
        elif letter == "p":
            self._show(self.space)
        elif letter == "P":
            self._write(self.space.partition("\n")[0] + "\n")
        elif letter == "=":
            self._write(f"{self.place}\n")
        elif letter == "a":
            self.appended.append(str(argument))
        elif letter == "i":
            self._write(str(argument))
        elif letter == "g":
            self.space = self.hold
        elif letter == "G":
            self.space += "\n" + self.hold
        elif letter == "h":
            self.hold = self.space
        elif letter == "H":
            self.hold += "\n" + self.space
        elif letter == "x":
            self.space, self.hold = self.hold, self.space
        if len(self.space) > MAX_TEXT or len(self.hold) > MAX_TEXT:
            raise NotModelled


def substitute(rule: Substitution, text: str) -> str | None:
    """The text after the substitution; None where nothing matched."""
    out: list[str] = []
    start = count = size = 0
    after_match = -1
    wanted = {part for part in rule.parts if isinstance(part, int) and part}
    while start <= len(text):
        span = rule.regex.search(text, start)
        if span is None:
            break
        begin, end = span
        out.append(text[start:begin])
        start = end
        # An empty match right behind a match is none.
        if begin != end or begin != after_match:
            count += 1
            if count < rule.nth:
                out.append(text[begin:end])
            else:
                captures = rule.regex.captures(text, span, wanted)
                captures[0] = text[begin:end]
                new = _filled(rule.parts, captures)
                out.extend(new)
                size += sum(map(len, new))
                if size > MAX_TEXT:
                    raise NotModelled
                if not rule.every:
                    break
        after_match = end
        if begin == end:
            out.append(text[start : start + 1])
            start += 1
    if count < rule.nth:
        return None
    return "".join(out) + text[start:]


def _filled(parts: tuple[Part, ...], captures: Captures) -> list[str]:
    new: list[str] = []
    case = "E"
    for part in parts:
        if isinstance(part, Case):
            case = part.letter
            continue
        text = (captures[part] or "") if isinstance(part, int) else part
        if case != "E":
            ascii_only(text)
            text = text.upper() if case == "U" else text.lower()
        new.append(text)
    return new
