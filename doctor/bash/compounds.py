"""Compound commands (bash(1), Compound Commands)."""

from __future__ import annotations

from functools import partial

from doctor.bash.program import Block, Case, Function, Group, If, Let, Test, Unreadable
from doctor.bash.script import Spot
from doctor.bash.shell import Shell
from doctor.bash.state import Procedure, State
from doctor.bash.values import Value


class Compounds(Shell):
    def group(self, node: Group, state: State) -> list[State]:
        return self.block(node.body, state)

    def condition(self, node: Block, state: State) -> tuple[list[State], list[State], list[State]]:
        """The states in which a condition holds, in which it does not, and those that left it."""
        before = state.guarded
        state.guarded = True
        yes: list[State] = []
        no: list[State] = []
        left: list[State] = []
        spot = Spot(state.script, node.start, node.end)
        for way in self.block(node, state):
            way.guarded = before
            if way.flow is not None:
                left.append(way)
                continue
            holds, fails = self.decide(way, way.status, spot)
            yes += holds
            no += fails
        return self.meet(yes), self.meet(no), left

    def if_(self, node: If, state: State) -> list[State]:
        ends: list[State] = []
        undecided = [state]
        for condition, body in node.branches:
            after: list[State] = []
            for way in undecided:
                yes, no, left = self.condition(condition, way)
                ends += left
                after += no
                for one in yes:
                    ends += self.block(body, one)
            undecided = self.meet(after)
        for way in undecided:
            if node.otherwise is not None:
                ends += self.block(node.otherwise, way)
            else:
                way.status = "0"
                ends.append(way)
        return self.meet(ends)

    def case(self, node: Case, state: State) -> list[State]:
        ends: list[State] = []
        if "xtrace" in state.options:
            spot = Spot(state.script, node.start, node.end)
            self.trace_text(state, [f"case {self.source(node.subject, state)} in"], spot)
        before = self.trapped(state, "DEBUG") if "DEBUG" in state.traps else [state]
        ends += [way for way in before if way.flow is not None]
        for way, subject in [
            found
            for one in before
            if one.flow is None
            for found in self.unsheltered(partial(self.word, place="subject"), node.subject, one)
        ]:
            if way.flow is not None:
                ends.append(self.unfailed(way))
                continue
            ends += self._arms(node, 0, way, subject, "0")
        return self.meet(ends)

    def _arms(
        self,
        node: Case,
        number: int,
        state: State,
        subject: Value,
        status: Value,
        *,
        falls: bool = False,
    ) -> list[State]:
        """The arms from `number` on; `falls` if the body is entered whatever its patterns.

        `status` is that of the arms before, which `$?` in these need not be.
        """
        if number == len(node.arms):
            state.status = status
            return [state]
        arm = node.arms[number]
        hits, misses = [state], []
        if not falls:
            hits, misses = [], [state]
            for pattern in arm.patterns:
                left: list[State] = []
                for way in misses:
                    spot = Spot(way.script, pattern.start, pattern.end)
                    for after, pieces in self.unsheltered(self.segments, pattern, way):
                        if after.flow is not None:
                            left.append(after)
                            continue
                        extglob = "extglob" in after.options
                        matches = self.matches(after, subject, pieces, extglob)
                        yes, no = self.decide(after, matches, spot)
                        hits += yes
                        left += no
                misses = self.meet(left)
            hits = self.meet(hits)
        ends: list[State] = []
        for way in hits:
            for end in self.block(arm.body, way):
                reached = end.status if arm.body.commands else "0"
                following = len(node.arms) if arm.ending == ";;" else number + 1
                falls = arm.ending == ";&"
                if end.flow is not None:
                    ends.append(end)
                else:
                    ends += self._arms(node, following, end, subject, reached, falls=falls)
        for way in misses:
            if way.flow is not None:
                ends.append(way)
            else:
                ends += self._arms(node, number + 1, way, subject, status)
        return ends

    def function_definition(self, node: Function, state: State) -> list[State]:
        before = state.functions.get(node.name)
        attributes = before.attributes if before is not None else ""
        made = Procedure(node.body, state.script, attributes)
        state.functions = {**state.functions, node.name: made}
        state.status = "0"
        return [state]

    def let(self, node: Let, state: State) -> list[State]:
        spot = Spot(state.script, node.start, node.end)
        ends = []
        compute = partial(self.arithmetic, spot=spot, traced=True)
        for way, number in self.unsheltered(compute, node.text, state):
            if way.flow is None:
                way.status = self.lift(way, self.is_nonzero, number) or "0"
                way.pipestatus = (way.status,)
            ends.append(self.unfailed(way))
        return self.checked(ends, node)

    def test(self, node: Test, state: State) -> list[State]:
        ends = self.meet([self.unfailed(way) for way in self.tested(node, state)])
        for way in ends:
            way.pipestatus = (way.status,)
        return self.checked(ends, node)

    def unreadable(self, node: Unreadable, state: State) -> list[State]:
        spot = Spot(state.script, node.start, node.end)
        self.unclear(state, node.why, spot)
        state.status = self.some_status("what could not be read")
        return self.checked([state], node)
