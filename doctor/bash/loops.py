"""Loops; where nobody can know how often they run, a few rounds stand for all."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from doctor.bash.compounds import Compounds
from doctor.bash.machine import Failure, NeedsCases
from doctor.bash.program import CFor, For, Select, While, Word
from doctor.bash.script import Spot
from doctor.bash.state import Array, State
from doctor.bash.values import (
    ENDLESS,
    Mixed,
    Symbol,
    Value,
    concat,
    derived,
    possible,
    restrict,
    secrets,
    whole,
)

OPEN_ROUNDS = 8
"""Rounds that are followed of a loop of which nobody can know how many there are; what they change
is known no longer, so two or three are enough unless each changes something else."""
MAX_ROUNDS = 300
"""Rounds of a loop of which it is known how many there are."""
ROUNDS_WITH_ENDS = 12
"""The same, where the script may end in each."""

_GROWS = "a text that grows in a loop"


class Loops(Compounds):
    def looping(self, node: For | CFor | While | Select, state: State) -> list[State]:
        """Runs a loop, which `break` can leave."""
        before = state.loops
        state.loops += 1
        ends = _LOOPS[type(node)](self, node, state)
        for end in ends:
            if end.flow is None or end.flow[0] != "exit":
                end.loops = before
        return ends

    def for_(self, node: For, state: State) -> list[State]:
        ways = self._listed(node, state)
        ends: list[State] = []
        for way, items in ways:
            if way.flow is not None:
                ends.append(self.unfailed(way))
                continue
            if not items:
                way.status = "0"
            ends += self._rounds(node, way, items)
        return self.meet(ends)

    def _rounds(self, node: For, state: State, items: Sequence[Value]) -> list[State]:
        live, left = [state], []
        spot = Spot(state.script, node.start, node.start)
        for place, item in enumerate(items):
            many = _is_many(item)
            before = live[0].copy() if many and live else None
            changed: Hashable = None
            for number in range(OPEN_ROUNDS if many else 1):
                after: list[State] = [way.copy() for way in live] if many else []
                if place == number == 0:  # without a round it is a success
                    for way in after:
                        way.status = "0"
                if before is not None and number:
                    for way in live:
                        self._widen(way, before)
                for way in self._announced(live, node):
                    if way.flow is not None:
                        left.append(way)
                        continue
                    value = item
                    if many:
                        value = whole(derived("one of many", [item], way.allowed, filled=True))
                    try:
                        self.assign(way, node.name, value, spot=spot)
                    except Failure as failure:
                        self.fail(way, failure, spot)
                        left.append(self.unfailed(way))
                        continue
                    for end in self.block(node.body, way):
                        self._looped(end, after, left)
                live = self.meet(after)
                if before is None or changed == (changed := self._changes(live, before)):
                    break
            else:
                self._unsettled(live, spot)
        return [*live, *left]

    def _announced(self, states: list[State], node: For) -> list[State]:
        """Before each round."""
        ways = []
        for state in states:
            if "xtrace" in state.options:
                self._trace_words(state, "for", node)
            ways += self.trapped(state, "DEBUG") if "DEBUG" in state.traps else [state]
        return ways

    def _trace_words(self, state: State, keyword: str, node: For | Select) -> None:
        words = [] if node.words is None else list({one.start: one for one in node.words}.values())
        shown = " ".join([self.source(one, state) for one in words])
        shown = '"$@"' if node.words is None else shown
        spot = Spot(state.script, node.start, node.start)
        self.trace_text(state, [f"{keyword} {node.name} in {shown}"], spot)

    def _listed(self, node: For | Select, state: State) -> list[tuple[State, tuple[Value, ...]]]:
        """What a loop goes through: words, or the positional parameters."""
        if node.words is not None:
            return self.unsheltered(self.fields, node.words, state)
        try:
            return [(state, self.positional(state))]
        except NeedsCases as needed:
            return [
                found
                for way in self.split(state, needed.value)
                for found in self._listed(node, way)
            ]

    def _looped(self, state: State, again: list[State], left: list[State]) -> None:
        """Sorts a state at the end of a round: does the loop go on?"""
        if state.flow is None:
            again.append(state)
            return
        kind, count = state.flow
        if kind == "continue" and count == 1:
            state.flow = None
            again.append(state)
            return
        if kind in ("break", "continue"):
            state.flow = (kind, count - 1) if count > 1 else None
        left.append(state)

    def while_(self, node: While, state: State) -> list[State]:
        def condition(way: State) -> tuple[list[State], list[State], list[State]]:
            yes, no, left = self.condition(node.condition, way)
            return (no, yes, left) if node.until else (yes, no, left)

        return self._loop(condition, lambda way: self.block(node.body, way), state)

    def c_for(self, node: CFor, state: State) -> list[State]:
        spot = Spot(state.script, node.start, node.end)

        def expression(text: Word, state: State) -> list[tuple[State, Value]]:
            """One of the three; a missing one is 1."""
            found = []
            for way, written in self.unsheltered(self.word, text, state):
                shown = self.known(way, str.lstrip, written, label="an expression") or "1"
                if way.flow is None:
                    self.trace_text(way, ["(( ", shown, " ))"], spot)
                    for one in self.trapped(way, "DEBUG") if "DEBUG" in way.traps else [way]:
                        found += [(one, shown)] if one.flow else self.computed(one, shown, spot)
                else:
                    found.append((way, shown))
            return found

        def condition(way: State) -> tuple[list[State], list[State], list[State]]:
            yes: list[State] = []
            no: list[State] = []
            left: list[State] = []
            for after, number in expression(node.condition, way):
                if after.flow is not None:
                    left.append(after)
                    continue
                status = self.lift(after, self.is_nonzero, number) or "0"
                holds, fails = self.decide(after, status, spot)
                yes += holds
                no += fails
            return yes, no, left

        def body(way: State) -> list[State]:
            ends = []
            for end in self.block(node.body, way):
                if end.flow is None or end.flow == ("continue", 1):
                    end.flow = None
                    status = end.status
                    for after, _ in expression(node.step, end):
                        if after.flow is None:
                            after.status = status
                        ends.append(after)
                else:
                    ends.append(end)
            return ends

        ends: list[State] = []
        for way, _ in expression(node.first, state):
            if way.flow is not None:
                ends.append(self.unfailed(way))
            else:
                ends += self._loop(condition, body, way)
        return self.meet(ends)

    def _loop(
        self,
        condition: Callable[[State], tuple[list[State], list[State], list[State]]],
        body: Callable[[State], list[State]],
        state: State,
    ) -> list[State]:
        """`while`; once nobody can know whether there is another round, only a few are followed."""
        live: list[tuple[State, Value]] = [(state, "0")]
        left: list[State] = []
        ends: list[State] = []
        open_rounds = rounds = 0
        changed: Hashable = None
        first = state.copy()
        while live:
            after: list[State] = []
            unknown = False
            entered = live
            live = []
            for way, status in entered:
                yes, no, gone = condition(way)
                unknown |= self._both_possible(yes, no)
                ends += gone
                for one in no:
                    one.status = status
                    ends.append(one)
                for one in yes:
                    for end in body(one):
                        self._looped(end, after, left)
            rounds += 1
            after = self.meet(after)
            # It goes on, but may as well have ended: nobody can know how long it will.
            broke = [way for way in left if way.flow is None]
            unknown |= self._both_possible(after, broke)
            unknown |= any([self._both_possible([way], after[:at]) for at, way in enumerate(after)])
            unknown |= rounds > (MAX_ROUNDS if not left else ROUNDS_WITH_ENDS)
            ends += left
            left = []
            open_rounds += unknown
            if open_rounds:
                settled = changed == (changed := self._changes(after, first))
                if open_rounds > 2 and (settled or open_rounds > OPEN_ROUNDS):
                    if not settled:
                        self._unsettled(after, state.spot)
                    again: list[State] = []
                    for way in after:
                        more, no, gone = condition(way)
                        again += more
                        ends += [*no, *gone]
                    ends += self._endless(again, ends)
                    break
                for way in after:
                    self._widen(way, first)
            live = [(way, way.status) for way in after]
            ends = self.meet(ends)
        for end in ends:
            if end.flow is not None and end.flow[0] == "while":
                end.flow = None
        return self.meet(ends)

    def _endless(self, again: list[State], ends: list[State]) -> list[State]:
        """The states that go round in scenarios in which no round ends: somebody stops them."""
        stopped = []
        ended = self._scenarios(ends)
        for state in again:
            mask = possible(state.allowed, self.scenarios) & ~ended
            allowed = restrict(state.allowed, self.scenarios, mask)
            if allowed is not None:
                state.allowed = allowed
                self.end(state, whole(ENDLESS), "exit")
                stopped.append(state)
        return stopped

    def _scenarios(self, states: list[State]) -> int:
        """The scenarios in which it may be one of these states, as a bit mask."""
        mask = 0
        for state in states:
            mask |= possible(state.allowed, self.scenarios)
        return mask

    def _both_possible(self, some: list[State], others: list[State]) -> bool:
        """Whether there is a scenario in which it may be one of both: nobody can know which."""
        return bool(self._scenarios(some) & self._scenarios(others))

    def _unsettled(self, states: list[State], spot: Spot | None) -> None:
        """Another round would change something else again."""
        for state in states:
            self.unclear(state, "a loop changes other things in each round", spot)

    def _changes(self, states: list[State], first: State) -> Hashable:
        """What differs from how it was, and which secrets are in it, for each state."""
        found = []
        for state in states:
            texts: dict[object, Sequence[Value | None]] = {
                name: value.values if type(value) is Array else [value]
                for name, value in self._moved(state, first)
            }
            for path, content in state.files.items():
                if content is not first.files.get(path):
                    texts[("file", path)] = [content]
            held = {
                key: frozenset().union(*[secrets(value, state.allowed) for value in values])
                for key, values in texts.items()
            }
            functions = frozenset([(name, id(one.body)) for name, one in state.functions.items()])
            traps = frozenset(state.traps.items())
            found.append((frozenset(held.items()), functions, traps, state.options))
        return frozenset(found)

    def _moved(self, state: State, first: State) -> list[tuple[str, Value | Array | None]]:
        """The variables that are not what they were."""
        return [
            (name, variable.value)
            for name, variable in state.variables.items()
            if variable is not (before := first.variables.get(name))
            and (before is None or before.value != variable.value)
        ]

    def _widen(self, state: State, first: State) -> None:
        """What changes from round to round is no longer known."""
        for name, value in self._moved(state, first):
            variable = state.variables[name]
            if type(value) is Array:
                rest = self.derive(state, f"an element of {name}", value.values)
                state.variables[name] = variable._replace(value=value._replace(items={}, rest=rest))
            elif value is not None:
                grown = self.derive(state, f"${name} in a loop", [value])
                state.variables[name] = variable._replace(value=grown)
        for path, content in list(state.files.items()):
            if content is not None and content is not first.files.get(path):
                state.files[path] = self.derive(state, _GROWS, [content])
        for number, text in list(state.buffers.items()):
            if text is not first.buffers.get(number):
                state.buffers[number] = self.derive(state, _GROWS, [text])
        if state.arguments != first.arguments:
            self.unclear(state, "a loop changes the arguments", state.spot)

    def select(self, node: Select, state: State) -> list[State]:
        spot = Spot(state.script, node.start, node.end)
        if self.surroundings.is_closed:
            return self._select_known(node, state, spot)
        [(state, items), *_] = self.fields(node.words or (), state)
        if items:
            menu = concat([part for item in items for part in (item, "\n")])
            self.write(state, 2, menu, spot, "select")
        ends = [state.copy()]
        try:
            self.assign(state, node.name, whole(Symbol("what is selected")), spot=spot)
        except Failure as failure:
            self.fail(state, failure, spot)
            return [self.unfailed(state)]
        again: list[State] = []
        for end in self.block(node.body, state):
            self._looped(end, again, ends)
        return self.meet([*ends, *again])

    def _select_known(self, node: Select, state: State, spot: Spot) -> list[State]:
        """`select` where all that is typed is known."""
        ways = self._listed(node, state)
        ends: list[State] = []
        for way, items in ways:
            if way.flow is not None:
                ends.append(way)
                continue
            if "xtrace" in way.options:
                self._trace_words(way, "select", node)
            if not items:
                way.status = "0"
            live = [way] if items else []
            ends += [] if items else [way]
            while live:
                after: list[State] = []
                for one in live:
                    self.spend()
                    status = one.status
                    [one] = self.call(("read", "REPLY"), one, spot)
                    if one.status != "0":
                        self.write(one, 1, "\n", spot)
                        one.status = "1"
                        ends.append(one)
                        continue
                    one.status = status
                    reply = self.value(one, "REPLY")
                    if reply == "":
                        after.append(one)
                        continue
                    number = int(reply) if type(reply) is str and reply.isdecimal() else 0
                    chosen = items[number - 1] if 0 < number <= len(items) else ""
                    self.assign(one, node.name, chosen, spot=spot)
                    for end in self.block(node.body, one):
                        self._looped(end, after, ends)
                live = self.meet(after)
        return self.meet(ends)


def _is_many(item: Value) -> bool:
    """Whether one field stands for any number of them."""
    if type(item) is not Mixed:
        return False
    last = item.parts[-1]
    return item.many or (type(last) is Symbol and "*" in last.label and not last.plain)


_LOOPS: dict[type, Callable[..., list[State]]] = {
    CFor: Loops.c_for,
    For: Loops.for_,
    Select: Loops.select,
    While: Loops.while_,
}
