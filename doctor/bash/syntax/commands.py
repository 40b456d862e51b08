"""Lists, pipelines, commands (bash manual, 3.2.2 to 3.2.4)."""

from __future__ import annotations

from doctor.bash.program import (
    AndOr,
    Background,
    Block,
    Command,
    Literal,
    Pipeline,
    Redirect,
    Redirected,
    Simple,
    Unreadable,
    Word,
)
from doctor.bash.syntax.compounds import Compounds
from doctor.bash.syntax.tokens import CLOSER, OPENER, PREFIX, TIME_OPTION


class Commands(Compounds):
    """Reads commands. Nothing is skipped behind what a method has read."""

    def line(self) -> list[Command]:
        """The commands up to a newline, or to something that ends a list."""
        commands: list[Command] = []
        while True:
            start = self.pos
            command = self._and_or()
            character = self.skip()
            if character == "&":
                self.pos += 1
                command = Background(command, start, self.pos)
            elif character == ";" and CLOSER.match(self.text, self.pos, self.end) is None:
                self.pos += 1
            else:
                commands.append(command)
                return commands
            commands.append(command)
            if self.skip() in ("\n", "") or self._closes():
                return commands

    def block(self) -> Block:
        """The commands up to something that ends a list, which stays unread."""
        commands: list[Command] = []
        start = -1
        while self.skip_lines() and not self._closes():
            start = self.pos if start < 0 else start
            commands += self.line()
            if self.peek() not in ("\n", "") and not self._closes():
                raise self.unexpected()
        start = self.pos if start < 0 else start
        return Block(tuple(commands), start, _end(commands, start))

    def _closes(self) -> bool:
        return CLOSER.match(self.text, self.pos, self.end) is not None

    def _and_or(self) -> Command:
        start = self.pos
        first = self._pipeline()
        rest: list[tuple[str, Command]] = []
        while self.skip() and (self.follows("&&") or self.follows("||")):
            operator = self.text[self.pos : self.pos + 2]
            self.pos += 2
            self.skip_lines()
            rest.append((operator, self._pipeline()))
        return AndOr(first, tuple(rest), start, rest[-1][1].end) if rest else first

    def _pipeline(self) -> Command:
        start = self.pos
        negated = is_timed = False
        while (match := PREFIX.match(self.text, self.pos, self.end)) is not None:
            end = self.pos = match.end()
            if match[0] == "!":
                negated = not negated
                self.skip()
                continue
            is_timed = True
            self.skip()
            while (option := TIME_OPTION.match(self.text, self.pos, self.end)) is not None:
                end = self.pos = option.end()
                self.skip()
        commands: list[Command] = []
        if self.pos > start and self.peek() in ("", "\n", ";"):
            commands.append(Block((), end, end))
        else:
            commands.append(self._command())
            while self.skip() == "|" and not self.follows("||"):
                self.pos += 1
                if self.peek() == "&":
                    self.pos += 1
                    commands[-1] = _with_stderr(commands[-1], self.pos)
                self.skip_lines()
                if PREFIX.match(self.text, self.pos, self.end) and self.peek() == "!":
                    raise self.unexpected()
                commands.append(self._command())
        if len(commands) == 1 and not negated and not is_timed:
            return commands[0]
        return Pipeline(tuple(commands), negated, start, commands[-1].end)

    def _command(self) -> Command:
        self.check_time()
        start = self.pos
        self.spoiled, spoiled = "", self.spoiled
        match = OPENER.match(self.text, start, self.end)
        command: Command
        if self._closes():
            raise self.unexpected()
        if match is None:
            command = self._simple()
        elif match[0] == "function":
            command = self._function(start)
        elif match[0] == "coproc":
            command = self._coprocess(start)
        else:
            command = self._redirected(self._compound(match[0]))
        self.spoiled, why = spoiled, self.spoiled
        return Unreadable(why, start, command.end) if why else command


def _end(commands: list[Command], start: int) -> int:
    return commands[-1].end if commands else start


def _with_stderr(command: Command, end: int) -> Command:
    """`a |&` is `a 2>&1 |`."""
    redirect = Redirect(2, ">&", Word(end - 2, end, (Literal("1", False),)), end - 2, end)
    if isinstance(command, Simple | Redirected):
        return command._replace(redirects=(*command.redirects, redirect))
    return Redirected(command, (redirect,), command.start, command.end)
