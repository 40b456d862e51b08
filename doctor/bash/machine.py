"""What every part of the interpreter stands on: fuel, ways that part and meet, output."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from doctor.bash.history import Carried, Doubt, Printed, Took, Unclear
from doctor.bash.script import Script, Spot
from doctor.bash.state import (
    Channel,
    FromBuffer,
    Given,
    State,
    Stream,
    Through,
    ToBuffer,
    ToFile,
    Variable,
    merge,
    rejoin,
)
from doctor.bash.values import (
    MAX_ALTERNATIVES,
    MAX_TEXT,
    Allowed,
    Choice,
    Mixed,
    Selector,
    Symbol,
    Test,
    TooMany,
    Value,
    alternatives,
    chosen,
    concat,
    derived,
    has_choice,
    mapped,
    narrowed,
    possible,
    secrets,
    whole,
)

if TYPE_CHECKING:
    from doctor.bash.surroundings import FlakeApp

MAX_STEPS = 6_000
"""Commands that are worked out from one entry point, over all scenarios."""
MANY_WAYS = 12
"""Ways beyond which arrays of different lengths are no longer told apart."""
MAX_WAYS = 48
"""Ways that are followed side by side."""
PARTS_A_STEP = 16
"""Parts of values that are put together, for combinations of choices, for as much as a command."""
MAX_DEPTH = 40
"""Calls of functions, substitutions and subshells within one another."""


class Exhausted(Exception):
    """The budget for one entry point is spent."""


class Failure(Exception):
    """The command fails with a message and this status.

    `kind` says what else that ends: "fail" nothing, "strict" the shell under `set -e`, "discard"
    the whole command line, "exit" the shell, "abort" too, though it undoes no redirections.
    "arithmetic" is "fail", or "discard" for `declare`.
    """

    def __init__(self, message: Value, status: str = "1", kind: str = "fail") -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.kind = kind


class NeedsCases(Exception):
    """A value must be settled first: the state has to be split into its cases."""

    def __init__(self, value: Value) -> None:
        super().__init__()
        self.value = value


class Surroundings(Protocol):
    """What is there before the script begins, and what it cannot change."""

    scenarios: Selector
    given: Mapping[str, Variable]
    root: Symbol
    missing: int
    down: int

    def variable(self, name: str) -> Variable | None:
        """An environment variable; None: it is not set."""

    def file(self, path: Value, age: int = 0) -> Value | None:
        """The content of a file that nobody wrote to; None: there is none."""

    def is_folder(self, path: Value) -> Value:
        """The status of `[ -d path ]`."""

    def script(self, path: Value) -> Script | None:
        """A shell script of the repo that can be run or sourced by this path."""

    def app(self, name: Value) -> FlakeApp:
        """An app of the repo's flake."""

    def is_registry(self, target: Value) -> bool:
        """Whether an address is one of a registry."""

    def pass_status(self, status: Value) -> Value:
        """The status of `pass show …`, of which nothing else is known than `status`."""

    def secret(self, program: str, label: str) -> Value:
        """The secret that a program such as `pass` prints."""

    @property
    def is_closed(self) -> bool:
        """Whether there is nothing but what is known: no other files, no other programs."""


class Machine:
    """Runs on fuel: raises Exhausted when it is spent."""

    def __init__(self, surroundings: Surroundings) -> None:
        self.surroundings = surroundings
        self.scenarios = surroundings.scenarios
        self._steps = MAX_STEPS
        self._buffers = 0
        self.process = Symbol("the process id", filled=True, plain=True)

    def spend(self, steps: int = 1) -> None:
        """Pays for one command, or for what takes as long as some."""
        self._steps -= steps
        if self._steps < 0:
            raise Exhausted(f"more than {MAX_STEPS:,} commands")

    def meet(self, states: list[State]) -> list[State]:
        """The states, joined where they differ only in values."""
        if len(states) > 1:
            self._steps -= sum([1 + len(state.allowed) // 64 for state in states]) // 2
            states = merge(states, self.surroundings)
            if len(states) > MANY_WAYS:
                states = merge(states, self.surroundings, loosely=True)
            if len(states) > MAX_WAYS:
                raise Exhausted(f"more than {MAX_WAYS} ways through it")
        return states

    def unclear(self, state: State, why: str, spot: Spot | None) -> None:
        """From here on `state` may be wrong: something happens that is not in sight."""
        state.note(Unclear(why), spot)
        state.doubts |= {Doubt(spot or why, True, why)}

    def carry(self, state: State, value: Value, where: str, spot: Spot | None) -> None:
        """Remembers that a secret went somewhere, if there is one in the value."""
        if type(value) is Mixed and secrets(value, state.allowed):
            state.note(Carried(value, where), spot)

    def cases(self, state: State, value: Value | None) -> list[tuple[State, Value | None]]:
        """A state for each case of a value; the values are free of choices."""
        if type(value) is not Mixed or not has_choice(value):
            return [(state, value)]
        try:
            found = list(alternatives(value, state.allowed))
        except TooMany:
            lossy = "there are too many combinations"
            return [(state, whole(derived("a text", [value], state.allowed, lossy=lossy)))]
        ways = []
        for at, (allowed, one) in enumerate(found):
            way = state if at == len(found) - 1 else state.copy()
            way.allowed = allowed
            ways.append((way, one))
        return ways

    def positional(self, state: State) -> tuple[Value, ...]:
        """The positional parameters; raises NeedsCases if it depends on the scenario how many."""
        given = state.arguments
        if type(given) is not Given:
            return given
        count = narrowed(given.number, state.allowed)
        if type(count) is not str:
            raise NeedsCases(given.number)
        values = given.values[: int(count)]
        return tuple([narrowed(value, state.allowed) or "" for value in values])

    def split(self, state: State, value: Value) -> list[State]:
        """A state for each case of a value that has to be settled; raises TooMany."""
        before = state.allowed
        ways = [way for way, _ in self.cases(state, value)]
        if len(ways) == 1 and ways[0].allowed == before:
            raise TooMany
        return ways

    def lift(
        self,
        state: State,
        function: Callable[..., Value | None],
        *values: Value | None,
        label: str = "a text",
    ) -> Value | None:
        """`function` of the values, for each combination of their choices.

        It is called with values free of choices. Where it raises Failure for one of several
        cases, this raises NeedsCases: each case is a state of its own then.
        """
        left = [MAX_ALTERNATIVES]
        try:
            return mapped(function, values, state.allowed, left)
        except Failure:
            for value in values:
                open_value = narrowed(value, state.allowed)
                if open_value is not None and has_choice(open_value):
                    raise NeedsCases(open_value) from None
            raise
        except TooMany:
            lossy = "there are too many combinations"
            return whole(derived(label, values, state.allowed, lossy=lossy))
        finally:
            parts = sum([len(value.parts) for value in values if type(value) is Mixed])
            self._steps -= (MAX_ALTERNATIVES - left[0]) * (4 + parts) // PARTS_A_STEP

    def derive(
        self,
        state: State,
        label: str,
        values: Sequence[Value | None],
        lossy: str = "",
        *,
        partial: bool = False,
    ) -> Value:
        """A text that is made from values in a way that is not worked out.

        For each case of the values a symbol of its own, so that it holds only their secrets; one
        for all where there is no secret in them.
        """
        one = derived(label, values, state.allowed, lossy=lossy, partial=partial)
        if not one.secrets:
            return whole(one)

        def made(*cases: Value | None) -> Value:
            return whole(derived(label, cases, state.allowed, lossy=lossy, partial=partial))

        return self.lift(state, made, *values, label=label) or ""

    def decide(
        self, state: State, status: Value, spot: Spot | None = None
    ) -> tuple[list[State], list[State]]:
        """The state where a status is 0, and where it is not; one of both may be missing."""
        if type(status) is str:
            return ([state], []) if status == "0" else ([], [state])
        yes: list[State] = []
        no: list[State] = []
        for way, one in self.cases(state, _success(status, state.allowed)):
            if type(one) is Mixed:
                self._ask(way, one, spot, yes, no)
            else:
                (yes if one == "0" else no).append(way)
        return self._rejoined(yes), self._rejoined(no)

    def _rejoined(self, states: list[State]) -> list[State]:
        if len(states) < 2:
            return states
        self.spend(len(states) // 2)
        return [rejoin(states, self.scenarios)]

    def _ask(
        self, state: State, status: Mixed, spot: Spot | None, yes: list[State], no: list[State]
    ) -> None:
        symbol = status.parts[0]
        if len(status.parts) != 1 or type(symbol) is not Symbol:
            symbol = derived("a status", [status], state.allowed)
        test = symbol.test or Test(symbol, "equals", "0")
        answer = ask(state, test)
        if answer is not None:
            (yes if answer is not symbol.negated else no).append(state)
            return
        for holds in (True, False):
            way = state.copy() if holds else state
            way.facts = {**way.facts, test: holds}
            if symbol.lossy:
                way.doubts |= {Doubt(symbol, holds, symbol.lossy)}
            is_yes = holds is not symbol.negated
            failed = test.symbol.program if not holds and test.argument == "0" else ""
            way.note(Took(_turn(symbol, is_yes), failed), spot)
            (yes if is_yes else no).append(way)

    def new_buffer(self) -> int:
        self._buffers += 1
        return self._buffers

    def write(
        self, state: State, descriptor: int, text: Value, spot: Spot | None, how: str = ""
    ) -> None:
        """Writes text to a file descriptor."""
        if text:
            self.send(state, state.channels.get(descriptor), text, spot, how)

    def send(
        self, state: State, channel: Channel | None, text: Value, spot: Spot | None, how: str = ""
    ) -> None:
        """Writes text to a channel; None is a closed one."""
        if how == "error" and type(channel) is not Stream:
            text = concat([whole(_WORDING), text])  # it may be compared, or split
        if type(channel) is Stream:
            state.note(Printed(text, channel.name, how), spot)
        elif type(channel) is ToFile:
            before = state.files.get(channel.path, "")
            state.files[channel.path] = self.bounded(state, concat([before, text]))
            self.carry(state, text, "a file", spot)
        elif type(channel) is ToBuffer:
            before = state.buffers.get(channel.number, "")
            state.buffers[channel.number] = self.bounded(state, concat([before, text]))
        elif type(channel) is Through:
            self.pass_on(state, channel, text)

    def pass_on(self, state: State, outlet: Through, text: Value) -> None:
        """Gives text to the commands in `>(…)`."""
        raise NotImplementedError

    def bounded(self, state: State, text: Value) -> Value:
        """The text, or a symbol for it if it is too long to be known."""
        if type(text) is str and len(text) > MAX_TEXT:
            return whole(derived("a long text", [text], lossy=f"it has over {MAX_TEXT} characters"))
        return text

    def take(self, state: State, descriptor: int = 0) -> Value:
        """All that is left to read from a file descriptor."""
        channel = state.channels.get(descriptor)
        if type(channel) is FromBuffer:
            text = state.buffers.get(channel.number, "")
            state.buffers[channel.number] = ""
            return text
        if type(channel) is Stream and not self.surroundings.is_closed:
            return whole(Symbol("standard input"))
        return ""


_WORDING = Symbol("how bash words a message", filled=True)


def _turn(symbol: Symbol, holds: bool) -> str:
    """What a condition turned out to be, for a reader; "" where a program did its job."""
    about = symbol.test.symbol if symbol.test is not None else symbol
    if about.program:
        did = holds is not symbol.negated
        return "" if did else f"here {about.program} fails"
    return f"here {symbol.label}" if holds else f"here it is not so: {symbol.label}"


def _success(status: Value, allowed: Allowed) -> Value | None:
    """A status of which it only matters whether it is 0; many ways to fail are one case then."""
    if type(status) is not Mixed:
        return "0" if status == "0" else "1"
    part = status.parts[0]
    if type(part) is Symbol:
        return "1" if part.nonzero and not part.test else status
    if len(status.parts) > 1 or type(part) is not Choice:
        return status
    mask = possible(allowed, part.selector)
    cases = [
        None if one is None or not mask >> index & 1 else _success(one, allowed)
        for index, one in enumerate(part.values)
    ]
    return chosen(part.selector, cases, mask)


def ask(state: State, test: Test) -> bool | None:
    """What is known of a symbol."""
    answer = state.facts.get(test)
    if answer is not None:
        return answer
    symbol, kind, argument = test
    if symbol.nonzero and kind == "equals" and argument == "0":
        return False
    if symbol.filled and (kind == "empty" or (kind == "equals" and not argument)):
        return False
    if kind == "equals" and not argument:
        return state.facts.get(Test(symbol, "empty"))
    for known, holds in state.facts.items():
        if known.symbol is symbol and holds and known.kind in ("equals", "empty"):
            text = known.argument
            if kind == "empty":
                return not text
            if kind == "equals":
                return text == argument
    return None


def lines(value: Value) -> Iterator[str]:
    """The known lines of a text."""
    if type(value) is str:
        yield from value.split("\n")
    elif type(value) is Mixed:
        for part in value.parts:
            if type(part) is str:
                yield from part.split("\n")
