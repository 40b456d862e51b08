"""Assignments to variables and arrays (bash(1), PARAMETERS and Arrays)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from doctor.bash.machine import Failure, NeedsCases
from doctor.bash.program import Assignment, Element, Word
from doctor.bash.quoting import quote_single
from doctor.bash.script import Spot
from doctor.bash.shell import Shell
from doctor.bash.state import Array, State, Variable
from doctor.bash.values import Mixed, Value, concat, describe

ELEMENTS_A_STEP = 256
"""Elements of an array that are copied for as much as a command."""


class Assignments(Shell):
    def assign_all(
        self,
        assignments: Sequence[Assignment],
        state: State,
        *,
        trace: bool = False,
        temporary: bool = False,
    ) -> list[State]:
        """Carries out assignments from left to right; `temporary`: those in front of a command."""
        ways = [state]
        for assignment in assignments:
            ways = [
                after
                for way in ways
                for after in (
                    self.assignment(assignment, way, trace, temporary)
                    if way.flow is None
                    else [way]
                )
            ]
        return ways

    def assignment(
        self, node: Assignment, state: State, trace: bool = False, temporary: bool = False
    ) -> list[State]:
        """Carries out one assignment."""
        spot = Spot(state.script, node.start, node.end)
        ends = []
        for way, subscript in self._subscript_of(node, state):
            if way.flow is not None:
                ends.append(way)
            elif type(node.value) is Word:
                for after, value in self.word(node.value, way):
                    if after.flow is None:
                        if trace:
                            self.trace_assignment(after, self._target(node, after), value, spot)
                        if temporary:
                            self._set_temporarily(node, after, value, spot)
                        else:
                            after = self._set(node, after, subscript, value, spot)
                    ends.append(after)
            else:
                if trace and "xtrace" in way.options:
                    text = f"{self._target(node, way)}({self._elements_of(node.value, way)})"
                    self.trace_text(way, [text], spot)
                ends += self.set_array(node, way, spot)
        return ends

    def _elements_of(self, elements: Sequence[Element], state: State) -> str:
        """The elements of an array as they are written."""
        shown: list[str] = []
        last = -1
        for one in elements:
            if one.value.start == last:  # a brace expansion makes several of one word
                continue
            last = one.value.start
            equals = "+=" if one.append else "="
            sub = "" if one.subscript is None else f"[{self.source(one.subscript, state)}]{equals}"
            shown.append(sub + self.source(one.value, state))
        return " ".join(shown)

    def _target(self, node: Assignment, state: State) -> str:
        """What stands in front of the value in a trace."""
        bracket = "" if node.subscript is None else f"[{self.source(node.subscript, state)}]"
        return f"{node.name}{bracket}{'+=' if node.append else '='}"

    def _subscript_of(self, node: Assignment, state: State) -> list[tuple[State, str | None]]:
        if node.subscript is None:
            return [(state, None)]
        ways: list[tuple[State, str | None]] = []
        associative = self.is_associative(state, node.name)
        word = self.subscript_word(node.subscript, associative=associative)
        for way, text in self.word(word, state):
            for case, known in self.cases(way, text):
                if type(known) is not str:
                    spot = Spot(state.script, node.start, node.end)
                    self.unclear(case, "a subscript is not known", spot)
                ways.append((case, known if type(known) is str else "0"))
        return ways

    def _set(
        self, node: Assignment, state: State, subscript: str | None, value: Value, spot: Spot
    ) -> State:
        try:
            self.assign(state, node.name, value, subscript=subscript, append=node.append, spot=spot)
        except NeedsCases as needed:
            self.unclear(state, f"a number is not known: {describe(needed.value)}", spot)
        except Failure as failure:
            self.fail(state, failure, spot)
        return state

    def _set_temporarily(self, node: Assignment, state: State, value: Value, spot: Spot) -> None:
        """An assignment in front of a command: it hides the variable, attributes and all."""
        name = self.target(state, node.name)
        before = self.variable(state, name) or Variable()
        if "r" in before.attributes:
            self.fail(state, Failure(f"{name}: readonly variable", kind="strict"), spot)
            return
        if node.append and type(before.value) is not Array:
            value = concat([before.value, value])
        if name not in state.temporary:
            state.temporary = {**state.temporary, name: state.variables.get(name)}
        state.variables[name] = Variable(value, "xt")
        if name == "OPTIND":
            state.option_at = 0
        self.carry(state, value, f"${name}", spot)

    def _attributed(self, state: State, variable: Variable, value: Value) -> Value:
        """An element as the array's attributes make it."""
        try:
            return self.made(state, variable.attributes, value, None)
        except Failure as failure:
            self.fail(state, failure, None)
        except NeedsCases as needed:
            self.unclear(state, f"a number is not known: {describe(needed.value)}", None)
        return value

    def _traced(self, state: State, array: Array) -> list[Value]:
        """An array as the trace of `declare name=(…)` shows it."""
        shown: list[Value] = []
        for at, (key, value) in enumerate(array.items.items()):
            label = f"[{quote_single(str(key))}]=" if array.associative else ""
            quoted = self.known(state, quote_single, value, label="a traced value")
            shown += [" " if at else "", label, quoted]
        return ["(", *shown, ")"]

    def set_array(
        self,
        node: Assignment,
        state: State,
        spot: Spot,
        *,
        trace: bool = False,
        make: Callable[[State], None] | None = None,
        kind: str = "",
    ) -> list[State]:
        """`name=( … )`.

        For `declare`: `trace` shows it its way, `make` makes the variable once the elements are
        expanded, `kind` is "A" where it will be an associative array.
        """
        assert type(node.value) is tuple
        before = self.variable(state, node.name) or Variable()
        if "r" in before.attributes:
            failure = Failure(f"{node.name}: readonly variable", kind="strict")
            self.fail(state, failure, spot)
            return [state]
        old = before.value
        associative = kind == "A" or (type(old) is Array and old.associative)
        start: dict[int | str, Value] = {}
        if node.append and old is not None:
            start = dict(old.items) if type(old) is Array else {0: old}
        ways: list[tuple[State, dict[int | str, Value], int]] = [
            (state, start, max([key for key in start if isinstance(key, int)], default=-1) + 1)
        ]
        kept = old.rest if node.append and type(old) is Array else None
        rests: dict[int, Value] = {}
        for element in node.value:
            after: list[tuple[State, dict[int | str, Value], int]] = []
            for way, items, following in ways:
                if way.flow is not None:
                    after.append((way, items, following))
                elif element.subscript is None:
                    for end, fields in self.fields([element.value], way):
                        if associative:
                            self.unclear(end, "an associative array is set from a list", spot)
                        if any([type(one) is Mixed and one.many for one in fields]):
                            held = [*fields, kept] if kept is not None else fields
                            rests[id(end)] = self.derive(end, f"elements of {node.name}", held)
                        more: dict[int | str, Value] = dict(enumerate(fields, following))
                        after.append((end, {**items, **more}, following + len(fields)))
                else:
                    subscript = self.subscript_word(element.subscript, associative=associative)
                    for end, key in self.fields([subscript], way):
                        for last, value in self.word(element.value, end):
                            known = key[0] if len(key) == 1 and type(key[0]) is str else ""
                            at: int | str = known
                            if not associative:
                                try:
                                    at = self.index(last, known)
                                except (Failure, NeedsCases):
                                    self.unclear(last, "a subscript is not known", spot)
                                    at = 0
                            if element.append:
                                value = concat([items.get(at, ""), value])
                            following = at + 1 if isinstance(at, int) else following
                            after.append((last, {**items, at: value}, following))
            ways = after
        for way, items, _ in ways:
            if way.flow is None and trace:
                array = Array(items, associative)
                equals = "+=" if node.append else "="
                self.trace_text(way, [f"{node.name}{equals}", *self._traced(way, array)], spot)
            if way.flow is None and make is not None:
                make(way)
                before = self.variable(way, node.name) or Variable()
            if way.flow is None and before.attributes:
                for index, value in items.items():
                    if value is not start.get(index):
                        items[index] = self._attributed(way, before, value)
            if way.flow is None:
                name = self.target(way, node.name)
                rest = rests.get(id(way), kept)
                way.variables[name] = Variable(Array(items, associative, rest), before.attributes)
                for index, value in items.items():
                    if value is not start.get(index):
                        self.carry(way, value, f"${name}", spot)
                self.spend(len(items) // ELEMENTS_A_STEP)
        return [way for way, _, _ in ways]
