"""`[[ … ]]` (bash(1), Compound Commands)."""

from __future__ import annotations

from collections.abc import Sequence

from doctor.bash import regex
from doctor.bash.expand import Segment
from doctor.bash.limits import TooMuch, Unpredictable
from doctor.bash.machine import Failure, NeedsCases
from doctor.bash.program import Binary, Both, Condition, Either, Not, Test, Unary
from doctor.bash.questions import NUMERIC, Questions, answer, flip
from doctor.bash.script import Spot
from doctor.bash.state import Array, State, Variable
from doctor.bash.values import (
    Mixed,
    Symbol,
    TooMany,
    Value,
    concat,
    derived,
    describe,
    known_texts,
    whole,
)
from doctor.bash.values import Test as Question


class Conditions(Questions):
    def tested(self, node: Test, state: State) -> list[State]:
        """Runs `[[ … ]]`; the status is the answer."""
        return self.meet(
            self._condition(node.condition, state, Spot(state.script, node.start, node.end))
        )

    def _condition(self, node: Condition, state: State, spot: Spot, sign: str = "") -> list[State]:
        """Answers a condition; `sign` is "! " if it stands in front of a single one."""
        if type(node) is Not:
            ways = self._condition(node.operand, state, spot, "" if sign else "! ")
            for way in ways:
                if way.flow is None:
                    way.status = self.lift(way, flip, way.status) or "0"
            return ways
        if type(node) is Both or type(node) is Either:
            ends = []
            for way in self._condition(node.left, state, spot):
                if way.flow is not None:
                    ends.append(way)
                    continue
                yes, no = self.decide(way, way.status, spot)
                go, skip = (yes, no) if type(node) is Both else (no, yes)
                for one in skip:
                    if one.status != "2":  # of a regular expression that is none
                        one.status = "1" if type(node) is Both else "0"
                    ends.append(one)
                for one in go:
                    ends += self._condition(node.right, one, spot)
            return self.meet(ends)
        if type(node) is Unary:
            ends = []
            for way, value in self.word(node.operand, state, "subject"):
                if way.flow is None:
                    shown = [f"[[ {sign}{node.operator} ", value or "''", " ]]"]
                    self.trace_text(way, shown, spot)
                    ends += self._unary(way, node.operator, value, spot)
                else:
                    ends.append(way)
            return ends
        assert type(node) is Binary
        return self._binary(node, state, spot, sign)

    def _unary(self, state: State, operator: str, value: Value, spot: Spot) -> list[State]:
        try:
            return self.unary(state, operator, value)
        except NeedsCases as needed:
            return [
                end
                for way, _ in self.cases(state, needed.value)
                for end in self._unary(way, operator, value, spot)
            ]
        except Failure as failure:
            self.fail(state, failure, spot)
            return [self._answered(state)]

    def _answered(self, state: State) -> State:
        """What cannot be worked out does not hold, and the condition goes on."""
        if state.flow == ("fail", 0):
            state.flow = None
        return state

    def _binary(self, node: Binary, state: State, spot: Spot, sign: str) -> list[State]:
        ends = []
        for way, left in self.word(node.left, state, "subject"):
            if way.flow is not None:
                ends.append(way)
                continue
            for after, pieces in self.segments(node.right, way):
                if after.flow is not None:
                    ends.append(after)
                    continue
                right = self.joined(after, pieces)
                self._trace_test(after, sign, node.operator, left, pieces, spot)
                if node.operator in ("=", "==", "!="):
                    status = self.matches(after, left, pieces)
                    if node.operator == "!=":
                        status = self.lift(after, flip, status) or "0"
                    after.status = status
                    ends.append(after)
                elif node.operator == "=~":
                    ends += self._regex(after, left, pieces)
                elif node.operator in NUMERIC:
                    ends += self._numeric(after, node.operator, left, right, spot)
                else:
                    after.status = self.binary(after, node.operator, left, right)
                    ends.append(after)
        return ends

    def _trace_test(
        self,
        state: State,
        sign: str,
        operator: str,
        left: Value,
        pieces: Sequence[Segment],
        spot: Spot,
    ) -> None:
        if "xtrace" not in state.options:
            return
        right: list[Value] = []
        for text, quoted in pieces:
            if quoted and operator in ("=", "==", "!=", "=~"):
                escape = _escape_regex if operator == "=~" else _escape_pattern
                text = self.known(state, escape, text, label="a traced word")
            right.append(text)
        shown = concat(right) or "''"
        self.trace_text(state, [f"[[ {sign}", left or "''", f" {operator} ", shown, " ]]"], spot)

    def _regex(self, state: State, subject: Value, pieces: Sequence[Segment]) -> list[State]:
        ends = []
        for way, text in self.cases(state, subject):
            given = [piece for piece, _ in pieces]
            known = known_texts(given)
            if known is None:
                status = whole(derived("a match", [text, *given], way.allowed))
                self._unmatched(way, text, status)
                ends.append(way)
                continue
            try:
                quoted = [bool(flag) for _, flag in pieces]
                written = list(zip(known, quoted, strict=True))
                compiled = regex.compile(written, "nocasematch" in way.options)
                if type(text) is Mixed:
                    self._unmatched(way, text, self._may_search(way, text, "".join(known)))
                else:
                    groups = compiled.search(text or "")
                    way.status = "1" if groups is None else "0"
                    found = [group or "" for group in groups or ()]
                    way.variables["BASH_REMATCH"] = Variable(Array(dict(enumerate(found))))
            except regex.BadRegex:
                way.status = "2"
            except (TooMuch, Unpredictable) as limit:
                self._unmatched(way, text, self.some_status("a match", str(limit)))
            ends.append(way)
        return ends

    def _may_search(self, state: State, text: Mixed, label: str) -> Value:
        first = text.parts[0]
        if len(text.parts) == 1 and type(first) is Symbol:
            return answer(Question(first, "matches", f"/{label}/"))
        return whole(derived(f"{describe(text)} =~ {label}", [text], state.allowed))

    def _unmatched(self, state: State, text: Value | None, status: Value) -> None:
        state.status = status
        group = whole(derived("what matched", [text], state.allowed, partial=True))
        state.variables["BASH_REMATCH"] = Variable(Array(dict.fromkeys(range(10), group)))

    def _numeric(
        self, state: State, operator: str, left: Value, right: Value, spot: Spot
    ) -> list[State]:
        """`-eq` in `[[`, whose operands are arithmetic expressions."""
        try:
            one = self.compute_value(state, left)
            other = self.compute_value(state, right)
        except NeedsCases as needed:
            try:
                ways = self.split(state, needed.value)
            except TooMany as many:
                label = f"{describe(left)} {operator} {describe(right)}"
                state.status = self.some_status(label, str(many))
                return [state]
            return [end for way in ways for end in self._numeric(way, operator, left, right, spot)]
        except Failure as failure:
            self.fail(state, failure, spot)
            return [self._answered(state)]
        state.status = self.compare(state, operator, one, other)
        return [state]


def _escape_pattern(text: str) -> str:
    return "".join(["\\" + character for character in text])


def _escape_regex(text: str) -> str:
    return "".join(["\\" + one if one in "\\.[]{}()*+?^$|" else one for one in text])
