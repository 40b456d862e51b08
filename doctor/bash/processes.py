"""Pipelines, subshells, jobs and command substitutions (bash(1))."""

from __future__ import annotations

from collections.abc import Sequence

from doctor.bash.machine import MAX_DEPTH, Exhausted, Failure
from doctor.bash.program import (
    Background,
    Block,
    Command,
    Pipeline,
    Redirect,
    Simple,
    Subshell,
)
from doctor.bash.script import Spot
from doctor.bash.scripts import OUTER_ERREXIT
from doctor.bash.shell import Shell
from doctor.bash.state import LISTED, Channel, FromBuffer, State, Through, ToBuffer, Void
from doctor.bash.unwinding import OUTER, SHELL, TEXT, in_text
from doctor.bash.values import Mixed, Symbol, Value, concat, whole


class Processes(Shell):
    def pipeline(self, node: Pipeline, state: State) -> list[State]:
        if len(node.commands) == 1:
            only = node.commands[0]
            if not node.negated:
                ways = self.run(only, state)
            elif "errexit" in state.options or state.guarded:
                ways = self.guard(only, state)
            else:  # ERR traps are obeyed within, so `only` alone is spared
                before, state.inverted = state.inverted, only
                ways = self.run(only, state)
                for way in ways:
                    way.inverted = before
        else:
            ways = self._piped(node, state)
        if node.negated:
            for way in ways:
                if way.flow is None:
                    way.status = self.opposite(way, way.status)
            return ways
        return self.checked(ways, node) if len(node.commands) > 1 else ways

    def _piped(self, node: Pipeline, state: State) -> list[State]:
        ways: list[tuple[State, tuple[Value, ...], Channel | None]] = [(state, (), None)]
        for number, command in enumerate(node.commands, 1):
            last = number == len(node.commands)
            after = []
            for parent, statuses, source in ways:
                if last and "lastpipe" in parent.options and source is not None:
                    after += self._last_here(command, parent, statuses, source)
                    continue
                child = self.child(parent)
                child.loops = 0
                if type(command) is Simple:
                    child.early_traps = parent.traps
                if source is not None:
                    child.channels = {**child.channels, 0: source}
                sink: Channel | None = None
                if not last:
                    buffer = self.new_buffer()
                    sink = FromBuffer(buffer)
                    child.channels = {**child.channels, 1: ToBuffer(buffer)}
                for end in self.ended(self.alone(command, child, forked=True)):
                    if type(sink) is FromBuffer:
                        end.buffers.setdefault(sink.number, "")
                    after.append((end.back_in(parent), (*statuses, end.status), sink))
            groups: dict[tuple[tuple[Value, ...], Channel | None], list[State]] = {}
            for way, statuses, source in after:
                groups.setdefault((statuses, source), []).append(way)
            ways = [
                (way, statuses, source)
                for (statuses, source), states in groups.items()
                for way in self.meet(states)
            ]
        ends = []
        for way, statuses, _ in ways:
            if way.flow is not None:
                ends.append(way)
                continue
            way.pipestatus = statuses
            way.status = (
                self.pipe_status(way, statuses) if "pipefail" in way.options else statuses[-1]
            )
            ends.append(way)
        return self.meet(ends)

    def _last_here(
        self, command: Command, state: State, statuses: tuple[Value, ...], source: Channel
    ) -> list[tuple[State, tuple[Value, ...], Channel | None]]:
        """The last command of a pipeline under `shopt -s lastpipe`: in the shell itself."""
        channels = state.channels
        state.channels = {**channels, 0: source}
        ends = self.run(command, state)
        for end in ends:
            end.channels = channels
        return [(end, (*statuses, end.status), None) for end in ends]

    def pipe_status(self, state: State, statuses: Sequence[Value]) -> Value:
        """With `pipefail`: the last status that is not 0."""

        def last_failure(*cases: Value | None) -> Value:
            for at, case in reversed(list(enumerate(cases))):
                if type(case) is Mixed:
                    before = [one for one in cases[:at] if one != "0"]
                    if not before:
                        return case
                    fails = any([type(one) is str for one in before])
                    label = "a pipeline's status"
                    return whole(
                        Symbol(label, filled=True, plain=True, nonzero=fails, program="a pipeline")
                    )
                if case != "0":
                    return case or "0"
            return "0"

        return self.lift(state, last_failure, *statuses) or "0"

    def background(self, node: Background, state: State) -> list[State]:
        command = node.command
        if type(command) is Pipeline and command.negated:  # bash 5.2 does not negate it
            one = len(command.commands) == 1
            command = command.commands[0] if one else command._replace(negated=False)
        child = self.child(state)
        child.loops = 0
        if type(command) is Simple:  # it is the process, so nobody is there to trap it
            child.early_traps = state.traps
            child.traps = {name: trap for name, trap in child.traps.items() if name != "ERR"}
        child.channels = {**child.channels, 0: Void()}
        child.in_background = True
        ways = []
        if type(command) is Subshell:  # so is it
            ends = self.in_subshell(command, child)
        else:
            ends = self.run(command, child)
        for end in self.ended(ends):
            way = end.back_in(state)
            way.last_background = whole(Symbol(f"job {self.new_buffer()}", filled=True, plain=True))
            way.jobs = {**way.jobs, way.last_background: end.status}
            way.status = "0"
            ways.append(way)
        return self.meet(ways)

    def _inherited_trap(
        self, child: State, name: str, trap: tuple[Value, int]
    ) -> tuple[Value, int]:
        """What a trap is in a subshell: there an inherited one is its own, and ignoring is."""
        body, depth = trap
        if _INHERITED.get(name) in child.options:
            return trap if depth == LISTED else (body, len(child.frames))
        return trap if not body and name not in _INHERITED else (body, LISTED)

    def child(self, state: State) -> State:
        """A subshell of `state`: its traps are listed, but do nothing."""
        child = state.copy()
        if child.traps:
            child.traps = {
                name: self._inherited_trap(child, name, trap) for name, trap in child.traps.items()
            }
        child.forked = False
        child.unmatched = None
        child.early_traps = None
        child.depth += 1
        child.subshell += 1
        if child.depth > MAX_DEPTH:
            raise Exhausted(f"subshells more than {MAX_DEPTH} deep")
        return child

    def subshell(self, node: Subshell, state: State) -> list[State]:
        return self.checked(self.in_subshell(node, state), node)

    def in_subshell(self, node: Subshell, state: State) -> list[State]:
        child = self.child(state)
        child.loops = 0
        # `exit` leaves the subshell, not a text that is run around it (execute_in_subshell).
        child.redirections = tuple(
            [OUTER if one in (TEXT, SHELL) else one for one in child.redirections]
        )
        commands = node.body.commands
        only = commands[0] if len(commands) == 1 else None
        if type(only) is Pipeline and only.negated:  # the shell itself is negated, but for `exit`
            live = self.alone(only._replace(negated=False), child)
            for way in live:
                if way.flow != ("exit", 0):
                    way.status = self.opposite(way, way.status)
        else:
            live = self.alone(only, child) if only is not None else self.block(node.body, child)
        ends = self.meet([end.back_in(state) for end in self.ended(live)])
        for end in ends:
            end.pipestatus = (end.status,)
        return ends

    def capture(
        self, body: Block, state: State, *, is_process: bool = False
    ) -> list[tuple[State, Value]]:
        child = self.child(state)
        child.level += 1
        child.captured |= not in_text(child)
        child.sheltered = child.guarded
        child.unsplit = None
        if is_process:
            child.loops = 0
        elif "errexit" in child.options and "inherit_errexit" not in child.options:
            child.options = child.options - {"errexit"} | {OUTER_ERREXIT}
        buffer = self.new_buffer()
        child.channels = {**child.channels, 1: ToBuffer(buffer)}
        child.redirections = (*child.redirections, SHELL)
        found: dict[Value, list[State]] = {}
        if not body.commands:
            child.status = "0"
        ends = self.block(body, child)
        for end in ends:
            if "EXIT" in end.traps and (end.flow is None or end.flow[0] != "return"):
                end.level -= 1  # `set -x` shows it as part of the subshell
        for end in self.ended(ends):
            way = end.back_in(state)
            text = way.buffers.pop(buffer, "")
            found.setdefault(text, []).append(way)
        return [(way, text) for text, ways in found.items() for way in self.meet(ways)]

    def substitute(self, body: Block, state: State, spot: Spot) -> list[tuple[State, Value]]:
        only = body.commands[0] if len(body.commands) == 1 else None
        if (
            type(only) is Simple
            and not only.words
            and not only.assignments
            and len(only.redirects) == 1
            and only.redirects[0].operator == "<"
        ):
            return self._contents(only.redirects[0], state, spot)
        ways = []
        for way, text in self.capture(body, state):
            way.substituted = True
            ways.append((way, self.lift(way, _chomped, text) or ""))
        return ways

    def _contents(self, redirect: Redirect, state: State, spot: Spot) -> list[tuple[State, Value]]:
        """`$(<file)`"""
        ways: list[tuple[State, Value]] = []
        for way, path in self.word(redirect.target, state):
            if way.flow is not None:
                ways.append((way, ""))
                continue
            for case, text in self.read_file(way, path):
                case.substituted = True
                if text is None:
                    missing = concat([path, ": No such file or directory"])
                    self.fail(case, Failure(missing, kind="strict"), spot)
                    self.unfailed(case)
                else:
                    case.status = "0"
                ways.append((case, self.lift(case, _chomped, text or "") or ""))
        return ways

    def pass_on(self, state: State, outlet: Through, text: Value) -> None:
        child = self.child(state)
        child.script = outlet.script
        buffer = self.new_buffer()
        child.buffers[buffer] = text
        child.channels = {**outlet.channels, 0: FromBuffer(buffer)}
        ends = self.meet([end.back_in(state) for end in self.ended(self.block(outlet.body, child))])
        if len(ends) > 1:
            self.unclear(ends[0], "commands in >( … ) may end in several ways", state.spot)
        state.become(ends[0])


_INHERITED = {"ERR": "errtrace", "DEBUG": "functrace", "RETURN": "functrace"}
"""The options with which a subshell has its parent's traps."""


def _chomped(text: Value | None) -> Value:
    """Without the newlines at the end."""
    if type(text) is not Mixed:
        return (text or "").replace("\0", "").rstrip("\n")
    last = text.parts[-1]
    if type(last) is str:
        return concat([Mixed(text.parts[:-1]), last.rstrip("\n")])
    return text
