"""What happens on failure and at the end: `set -e`, `trap` (bash(1))."""

from __future__ import annotations

from doctor.bash.machine import Failure, ask
from doctor.bash.program import Command
from doctor.bash.script import Spot
from doctor.bash.shell import Shell
from doctor.bash.state import LISTED, State
from doctor.bash.unwinding import Cause, in_text, unwind_for_exit
from doctor.bash.values import Mixed, Symbol, Value, concat, has_choice, whole
from doctor.bash.values import Test as Question


class Traps(Shell):
    def finish(self, state: State) -> list[State]:
        """The end of a shell: `trap … EXIT`."""
        body, depth = state.traps.get("EXIT", (None, LISTED))
        if state.flow == ("discard", 0) and state.subshell:
            if state.early_traps is not None:
                state.traps = state.early_traps
                body, depth = state.traps.get("EXIT", (None, LISTED))
                while state.frames:
                    self.leave_frame(state)
            unwind_for_exit(state, "expansion")
        state.flow = None
        if not body or depth == LISTED:
            return [state]
        state.traps = {name: trap for name, trap in state.traps.items() if name != "EXIT"}
        before = state.status
        state.guarded = state.sheltered = False
        if not state.subshell:
            state.level -= 1  # `set -x` shows it as part of the shell
        ends = self.evaluate(body, state, state.spot)
        for end in ends:
            if end.flow is None:
                end.status = before
            end.flow = None
        return ends

    def end(self, state: State, status: Value, cause: Cause) -> None:
        """The shell of `state` ends here."""
        state.status = self._final(state, status)
        state.flow = ("exit", 0 if cause == "exit" else 1)
        if state.early_traps is not None:
            state.traps = state.early_traps
        if state.traps.get("EXIT", ("", LISTED))[1] == LISTED:
            state.forget()
        else:
            if cause == "expansion" and not in_text(state):
                while state.frames:
                    self.leave_frame(state)
            unwind_for_exit(state, cause)

    def _final(self, state: State, status: Value) -> Value:
        """A status with what is known of it, which the end of the shell would forget."""

        def final(case: Value | None) -> Value:
            if type(case) is not Mixed:
                return case or "0"
            symbol = case.parts[0]
            if len(case.parts) != 1 or type(symbol) is not Symbol:
                return case
            answer = ask(state, symbol.test or Question(symbol, "equals", "0"))
            if answer is None:
                return case
            if answer is not symbol.negated:
                return "0"
            return whole(Symbol(symbol.label, filled=True, plain=True, nonzero=True))

        if type(status) is Mixed and has_choice(status):
            return self.lift(state, final, status) or "0"
        return final(status)

    def checked(
        self, states: list[State], node: Command, *, was_trapped: bool = True
    ) -> list[State]:
        """What `set -e` and `trap … ERR` make of a command's status."""
        found: list[State] = []
        for state in states:
            trap = self._error_trap(state) if was_trapped else ""
            strict = "errexit" in state.options
            if (
                state.flow is not None
                or state.guarded
                or state.inverted is node
                or state.status == "0"
                or not (trap or strict)
            ):
                found.append(state)
                continue
            spot = Spot(state.script, node.start, node.end)
            fine, failed = self.decide(state, state.status, spot)
            found += fine
            for way in failed:
                found += self._failed(way, trap, strict, spot)
        return self.meet(found) if len(found) > 1 else found

    def trapped(self, state: State, name: str) -> list[State]:
        """Runs `trap … DEBUG` or `trap … RETURN`, if it is in force; the status stays."""
        body, depth = state.traps.get(name, ("", LISTED))
        is_hidden = depth < len(state.frames) and "functrace" not in state.options
        if not body or depth == LISTED or is_hidden:
            return [state]
        before, pipestatus, running = state.status, state.pipestatus, ("", depth)
        state.traps = {**state.traps, name: running}
        ends = self.evaluate(body, state, state.spot)
        for end in ends:
            if end.traps.get(name) == running:
                end.traps = {**end.traps, name: (body, depth)}
            if end.flow is None:
                end.status, end.pipestatus = before, pipestatus
        return ends

    def _error_trap(self, state: State) -> Value:
        body, depth = state.traps.get("ERR", ("", 0))
        inherits = depth != LISTED and "errtrace" in state.options
        return body if depth == len(state.frames) or inherits else ""

    def _failed(self, state: State, trap: Value, strict: bool, spot: Spot) -> list[State]:
        ways = [state]
        state.status = self.lift(state, _failure, state.status) or "1"
        if trap:
            status, pipestatus = state.status, state.pipestatus
            state.traps = {**state.traps, "ERR": ("", 0)}
            ways = self.evaluate(trap, state, spot)
            for way in ways:
                way.traps = {**way.traps, "ERR": (trap, len(way.frames))}
                if way.flow is None:
                    way.status, way.pipestatus = status, pipestatus
        if strict:
            for way in ways:
                if way.flow is None:
                    self.end(way, way.status, "errexit")
        return ways

    def fail(self, state: State, failure: Failure, spot: Spot | None) -> None:
        self.write(state, 2, concat([state.name, ": ", failure.message, "\n"]), spot, "error")
        strict = "errexit" in state.options
        kept = failure.kind == "strict" and strict
        kept |= failure.kind == "discard" and not state.captured
        if not kept or state.status == "0":  # else bash keeps the last failure's
            state.status = failure.status
        ends = failure.kind in ("exit", "abort") or (failure.kind == "strict" and strict)
        if state.forked:  # the process that was to run the command is all that ends
            state.flow = ("fail", 0)
        elif ends:
            cause: Cause = "arithmetic" if failure.kind == "abort" else "expansion"
            self.end(state, state.status, "error" if strict else cause)
        else:
            state.flow = ("discard" if failure.kind == "discard" else "fail", 0)


def _failure(status: Value | None) -> Value:
    """A status of a command that failed."""
    if type(status) is str and status != "0":
        return status
    symbol = status.parts[0] if type(status) is Mixed else None
    label = symbol.label if type(symbol) is Symbol else "a status"
    return whole(Symbol(label, filled=True, plain=True, nonzero=True))
