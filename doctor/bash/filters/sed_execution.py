"""Runs the commands of a sed script on lines."""

from doctor.bash.filters.call import MAX_TEXT, NotModelled, ascii_only
from doctor.bash.filters.regex import Captures
from doctor.bash.filters.sed_syntax import Address, Case, Command, Part, Substitution

MAX_CYCLES = 20_000


class Execution:
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
            changed = _substituted(argument, self.space)
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


def _substituted(rule: Substitution, text: str) -> str | None:
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
