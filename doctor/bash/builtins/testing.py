"""`test` and `[`: the number of arguments decides what is asked (bash(1), `test`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from doctor.bash.builtins.call import Arguments, Builtin, done
from doctor.bash.machine import Failure
from doctor.bash.questions import BINARY, NUMERIC, UNARY
from doctor.bash.script import Spot
from doctor.bash.state import State
from doctor.bash.values import Mixed, Value, derived, whole

if TYPE_CHECKING:
    from doctor.bash.interpreter import Interpreter


def _bracket(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    if not arguments or arguments[-1] != "]":
        raise Failure("[: missing `]'", "2")
    return _test(machine, state, arguments[:-1], spot)


def _test(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    ends = _Expression(machine, spot).ask(state, list(arguments))
    if any([type(one) is Mixed and one.many for one in arguments]):
        for end in ends:
            if end.status == "0":  # or there are too many arguments
                end.status = machine.some_status("a test of a text that is split")
    return ends


def _is_unary(word: Value) -> bool:
    return type(word) is str and len(word) == 2 and word[0] == "-" and word[1] in UNARY


_Operand = Callable[[list[State], list[Value]], tuple[list[State], list[Value]]]


class _Expression:
    def __init__(self, machine: Interpreter, spot: Spot) -> None:
        self._machine = machine
        self._spot = spot

    def ask(self, state: State, words: list[Value]) -> list[State]:
        count = len(words)
        machine = self._machine
        if count == 0:
            return done(state, "1")
        if count == 1:
            return done(state, machine.filled(state, words[0]))
        if count == 2:
            if words[0] == "!":
                return self._not(state, words[1:])
            if _is_unary(words[0]):
                return machine.unary(state, str(words[0]), words[1])
            raise Failure("[: unary operator expected", "2")
        if count == 3:
            if words[1] in BINARY:
                return self._binary(state, words)
            if words[1] in ("-a", "-o"):
                return self._two(state, words, 1)
            if words[0] == "!":
                return self._not(state, words[1:])
            if words[0] == "(" and words[2] == ")":
                return self.ask(state, [words[1]])
            raise Failure("[: binary operator expected", "2")
        if count == 4 and words[0] == "!":
            return self._not(state, words[1:])
        if count == 4 and words[0] == "(" and words[3] == ")":
            return self.ask(state, words[1:3])
        ends, rest = self._either([state], words)
        if rest:
            raise Failure("[: too many arguments", "2")
        return ends

    def _not(self, state: State, words: list[Value]) -> list[State]:
        states = self.ask(state, words)
        for way in states:
            way.status = self._machine.opposite(way, way.status)
        return states

    def _binary(self, state: State, words: list[Value]) -> list[State]:
        operator = str(words[1])
        machine = self._machine
        if operator in NUMERIC:
            return done(state, machine.compare(state, operator, words[0], words[2]))
        return done(state, machine.binary(state, operator, words[0], words[2]))

    def _two(self, state: State, words: list[Value], at: int) -> list[State]:
        ends = []
        is_and = words[at] == "-a"
        for way in self.ask(state, words[:at]):
            yes, no = self._machine.decide(way, way.status, self._spot)
            go, skip = (yes, no) if is_and else (no, yes)
            for one in skip:
                ends += done(one, "1" if is_and else "0")
            for one in go:
                ends += self.ask(one, words[at + 1 :])
        return self._machine.meet(ends)

    # Five words and more are an expression with precedence; all of it is evaluated.

    def _either(self, states: list[State], words: list[Value]) -> tuple[list[State], list[Value]]:
        return self._joined(states, words, "-o", self._both)

    def _both(self, states: list[State], words: list[Value]) -> tuple[list[State], list[Value]]:
        return self._joined(states, words, "-a", self._term)

    def _joined(
        self, states: list[State], words: list[Value], operator: str, operand: _Operand
    ) -> tuple[list[State], list[Value]]:
        ends, rest = operand(states, words)
        while rest and rest[0] == operator:
            before = [(end, end.status) for end in ends]
            ends = []
            following = rest
            for state, left in before:
                found, rest = operand([state], following[1:])
                for way in found:
                    way.status = self._combined(way, operator, left)
                    ends.append(way)
        return self._machine.meet(ends), rest

    def _combined(self, state: State, operator: str, left: Value) -> Value:
        right = state.status

        def both(one: Value | None, other: Value | None) -> Value:
            decisive = "1" if operator == "-a" else "0"
            if one == decisive or other == decisive:
                return decisive
            if type(one) is Mixed:
                return one if type(other) is str else whole(derived(operator, [one, other]))
            return other or "0"

        return self._machine.lift(state, both, left, right) or "0"

    def _term(self, states: list[State], words: list[Value]) -> tuple[list[State], list[Value]]:
        if not words:
            raise Failure("[: argument expected", "2")
        if words[0] == "!":
            ends, rest = self._term(states, words[1:])
            for way in ends:
                way.status = self._machine.opposite(way, way.status)
            return ends, rest
        if words[0] == "(" and not (len(words) > 2 and words[1] in BINARY):
            ends, rest = self._either(states, words[1:])
            if rest[:1] != [")"]:
                raise Failure("[: `)' expected", "2")
            return ends, rest[1:]
        if len(words) > 2 and words[1] in BINARY:
            size = 3
        elif len(words) > 1 and _is_unary(words[0]):
            size = 2
        else:
            size = 1
        return [end for way in states for end in self.ask(way, words[:size])], words[size:]


BUILTINS: dict[str, Builtin] = {"[": _bracket, "test": _test}
