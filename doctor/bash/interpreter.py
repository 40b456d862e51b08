"""Whole programs and lists of commands (bash(1), SHELL GRAMMAR)."""

from __future__ import annotations

from collections.abc import Callable

from doctor.bash.commands import Commands
from doctor.bash.loops import Loops
from doctor.bash.processes import Processes
from doctor.bash.program import (
    AndOr,
    Background,
    Block,
    Case,
    CFor,
    Command,
    For,
    Function,
    Group,
    If,
    Let,
    Pipeline,
    Redirected,
    Select,
    Simple,
    Subshell,
    Test,
    Unreadable,
    While,
)
from doctor.bash.script import Script, Spot
from doctor.bash.state import State
from doctor.bash.syntax import parse
from doctor.bash.traps import Traps
from doctor.bash.unwinding import TEXT, leave
from doctor.bash.values import Mixed, Symbol, Value, describe


class Interpreter(Commands, Loops, Processes, Traps):
    """Runs programs; every method that runs something gives all the states that it may end in."""

    def run_script(self, script: Script, state: State) -> list[State]:
        """Runs a whole script in `state`, as a process of its own; gives the states at its end."""
        states = self.program(script.program, state)
        return self.meet([end for way in states for end in self.finish(way)])

    def run(self, node: Command, state: State) -> list[State]:
        self.spend()
        if "DEBUG" not in state.traps or type(node) not in _DEBUGGED:
            return _RUN[type(node)](self, node, state)
        state.spot = Spot(state.script, node.start, node.end)
        return [
            end
            for way in self.trapped(state, "DEBUG")
            for end in ([way] if way.flow else _RUN[type(node)](self, node, way))
        ]

    def block(self, node: Block, state: State) -> list[State]:
        live = [state]
        done: list[State] = []
        for command in node.commands:
            after: list[State] = []
            for before in live:
                for way in self.run(command, before):
                    (after if way.flow is None else done).append(way)
            live = self.meet(after)
            if not live:
                break
        return [*live, *self.meet(done)] if done else live

    def program(self, node: Block, state: State) -> list[State]:
        """Runs a whole text; a failed expansion ends the line that it stands in."""
        if state.subshell:
            return self.block(node, state)
        live = [state]
        done: list[State] = []
        for line in _lines(node, state.script):
            after: list[State] = []
            for before in live:
                if "expand_aliases" in before.options:
                    before.readable_aliases = before.aliases
                for way in self.block(line, before):
                    if way.flow == ("discard", 0):
                        way.flow = None
                    (after if way.flow is None else done).append(way)
            live = self.meet(after)
            if not live:
                break
        return [*live, *self.meet(done)] if done else live

    def and_or(self, node: AndOr, state: State) -> list[State]:
        live = self.guard(node.first, state)
        done: list[State] = []
        for number, (operator, command) in enumerate(node.rest, 1):
            after: list[State] = []
            for before in live:
                if before.flow is not None:
                    done.append(before)
                    continue
                spot = Spot(before.script, node.start, node.end)
                yes, no = self.decide(before, before.status, spot)
                for way in yes:
                    way.status = "0"
                go, skip = (yes, no) if operator == "&&" else (no, yes)
                after += skip
                for way in go:
                    last = number == len(node.rest)
                    after += self.run(command, way) if last else self.guard(command, way)
            live = self.meet(after)
        return [*live, *self.meet(done)]

    def guard(self, node: Command, state: State) -> list[State]:
        """Runs a command whose failure `set -e` does not mind."""
        before = state.guarded
        state.guarded = True
        states = self.run(node, state)
        for after in states:
            after.guarded = before
        return states

    def evaluate(self, text: Value, state: State, spot: Spot | None) -> list[State]:
        """`eval`: known text is read and run; it stands where it is evaluated."""
        ends: list[State] = []
        for way, known in self.cases(state, text):
            parts = known.parts if type(known) is Mixed else (known or "",)
            if any([type(part) is Symbol and not part.plain for part in parts]):
                self.unclear(way, f"what it evaluates is not known: {describe(known)}", spot)
                way.status = self.some_status("eval")
                ends.append(way)
                continue
            holes = [Mixed((part,)) for part in parts if type(part) is not str]
            source = "".join(
                [
                    part if type(part) is str else chr(0xE000 + holes.index(Mixed((part,))))
                    for part in parts
                ]
            )
            script = way.script.inner(source, tuple(holes), spot)
            before, redirections = way.script, way.redirections
            way.script = script
            way.redirections = (*redirections, TEXT)
            way.level += 1
            way.status = "0" if not source.strip() else way.status
            self.spend()
            for end in self.program(parse(source), way):
                if end.script is script:
                    end.script = before
                    end.level -= 1
                leave(end, end.channels, redirections)
                ends.append(end)
        return self.meet(ends)


def _lines(node: Block, script: Script) -> list[Block]:
    """The commands of a text, those that begin on one line together."""
    lines: list[list[Command]] = []
    last = -1
    for command in node.commands:
        row = script.row(command.start)
        if lines and row == last:
            lines[-1].append(command)
        else:
            lines.append([command])
        last = script.row(max(command.start, command.end - 1))
    return [Block(tuple(line), line[0].start, line[-1].end) for line in lines]


_DEBUGGED = frozenset((Let, Select, Simple, Test))
"""The commands before which `trap … DEBUG` runs; `case` and `for` run it themselves."""

_RUN: dict[type, Callable[..., list[State]]] = {
    AndOr: Interpreter.and_or,
    Background: Interpreter.background,
    Block: Interpreter.block,
    CFor: Interpreter.looping,
    Case: Interpreter.case,
    For: Interpreter.looping,
    Function: Interpreter.function_definition,
    Group: Interpreter.group,
    If: Interpreter.if_,
    Let: Interpreter.let,
    Pipeline: Interpreter.pipeline,
    Redirected: Interpreter.redirected,
    Select: Interpreter.looping,
    Simple: Interpreter.simple,
    Subshell: Interpreter.subshell,
    Test: Interpreter.test,
    Unreadable: Interpreter.unreadable,
    While: Interpreter.looping,
}
