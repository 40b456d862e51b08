"""Reads makefiles, and recipes, once for each way that decides how they are read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from doctor.bash.history import Unclear
from doctor.bash.machine import Exhausted
from doctor.bash.make.lines import NOWHERE, Line, NotRead, Stopped
from doctor.bash.make.shell import printed, spot_of
from doctor.bash.script import Spot
from doctor.bash.scripts import Scripts
from doctor.bash.state import Array, State
from doctor.bash.values import Mixed, Symbol, TooMany, Value, concat, narrowed, whole

MAX_WORK = 4_000_000
"""Characters that are read and expanded from one entry point, a line or reference counting 50."""
MAX_READINGS = 60
"""How often one makefile, or recipe, is read anew for another way."""

T = TypeVar("T")


class View:
    """The world as a makefile sees it in one state (variables.Outside).

    `answers` are the outputs of the commands that it asks for, `asked` its questions so far.
    """

    def __init__(
        self,
        readings: Readings,
        state: State,
        spot: Spot,
        answers: tuple[Value, ...],
        asked: dict[tuple[Value, Value], Value],
    ) -> None:
        self._readings = readings
        self._machine = readings.machine
        self._state = state
        self._spot = spot
        self._answers = answers
        self._asked = asked
        self._taken = 0
        self.said: list[tuple[Value, int, Line]] = []
        self.doubts: list[tuple[str, Line]] = []

    def spend(self, characters: int) -> None:
        self._readings.work(characters)

    def environment(self, name: str) -> Value | None:
        return self._readings.exported(self._state, name)

    def text(self, name: str) -> tuple[str, str | None]:
        return self._readings.text(self._state, name)

    def equal(self, left: Value, right: Value) -> bool:
        key = (left, right)
        if key not in self._asked:
            self._asked[key] = self._machine.lift(self._state, self._equals, left, right) or "1"
        return self._holds(self._asked[key])

    def _equals(self, left: Value | None, right: Value | None) -> Value:
        return self._machine.equals(self._state, left, right)

    def is_set(self, given: Value | None) -> bool:
        status = self._machine.lift(self._state, lambda one: "1" if one is None else "0", given)
        return self._holds(status or "0")

    def _holds(self, status: Value) -> bool:
        yes, no = self._machine.decide(self._state.copy(), status, self._spot)
        if yes and no:
            raise Undecided([(way, ()) for way in (*yes, *no)])
        return bool(yes)

    def given_or(self, given: Value | None, default: Value) -> Value:
        def made(one: Value | None, other: Value | None) -> Value:
            return (other if one is None else one) or ""

        return self._machine.lift(self._state, made, given, default) or ""

    def where_set(self, given: Value, value: Value) -> Value | None:
        """`value` where an environment variable is set."""
        return self._machine.lift(
            self._state, lambda one, other: None if one is None else other, given, value
        )

    def settled(self, value: Value) -> Value:
        known = narrowed(value, self._state.allowed) or ""
        parts = known.parts if type(known) is Mixed else ()
        if all([type(one) in (str, Symbol) for one in parts]):
            return known
        raise Undecided([(way, ()) for way in self._machine.split(self._state.copy(), known)])

    def output(self, command: Value, line: Line) -> Value:
        self._taken += 1
        if self._taken > len(self._answers):
            raise Undecided(printed(self._machine, self._state.copy(), command, line))
        return self._answers[self._taken - 1]

    def say(self, text: Value, descriptor: int, line: Line) -> None:
        self.said.append((text, descriptor, line))

    def doubt(self, why: str, line: Line) -> None:
        self.doubts.append((why, line))


class Undecided(Exception):
    """The answer depends on the way: these are the states, each with what a command printed."""

    def __init__(self, ways: list[tuple[State, tuple[Value, ...]]]) -> None:
        super().__init__()
        self.ways = ways


class Readings:
    """What makefiles read of the world of a machine."""

    def __init__(self, machine: Scripts) -> None:
        self.machine = machine
        self._work = MAX_WORK
        self._words: dict[Symbol, Mixed] = {}

    def work(self, characters: int) -> None:
        """Pays for reading makefiles."""
        self._work -= characters
        if self._work < 0:
            raise Exhausted("its makefiles are too much to read")

    def exported(self, state: State, name: str) -> Value | None:
        """An environment variable as make sees it; None, also as a choice: it is not set.

        One that nobody named is a word: whoever sets it wants the same done with it. What the
        server of a CI tells is a stranger's text.
        """
        variable = self.machine.variable(state, name)
        if variable is None or "x" not in variable.attributes or type(variable.value) is Array:
            return None
        value = variable.value
        if name in state.variables or name in self.machine.surroundings.given or name[:3] == "CI_":
            return value

        def word(one: Value | None) -> Value | None:
            symbol = one.parts[0] if type(one) is Mixed else ""
            if type(symbol) is not Symbol or symbol.plain:
                return one
            plain = whole(Symbol(symbol.label, filled=True, plain=True))
            return self._words.setdefault(symbol, plain)

        return self.machine.lift(state, word, value)

    def text(self, state: State, name: str) -> tuple[str, str | None]:
        """The path and the text of a file (variables.Outside.text)."""
        path = self.machine.path(state, name)
        text = state.files[path] if path in state.files else self.machine.surroundings.file(path)
        if type(path) is not str or type(text) is Mixed:
            raise LookupError
        return path, text

    def text_or_none(self, state: State, name: str) -> tuple[str, str] | None:
        try:
            path, text = self.text(state, name)
        except LookupError:
            return None
        return None if text is None else (path, text)

    def ways(
        self, state: State, spot: Spot, ended: list[State], read: Callable[[View], T]
    ) -> list[tuple[State, T]]:
        """What `read` gives, in each state in which it gives one thing."""
        found: list[tuple[State, T]] = []
        todo: list[tuple[State, tuple[Value, ...], dict[tuple[Value, Value], Value]]]
        todo = [(state, (), {})]
        for _ in range(MAX_READINGS):
            if not todo:
                return found
            self.machine.spend()
            way, answers, asked = todo.pop(0)
            view = View(self, way, spot, answers, asked)
            stop: Stopped | NotRead | None = None
            try:
                result = read(view)
            except Undecided as open_question:
                todo += [(one, (*answers, *more), dict(asked)) for one, more in open_question.ways]
                continue
            except TooMany as many:
                stop = NotRead(str(many), NOWHERE)
            except (NotRead, Stopped) as one:
                stop = one
            for why, line in view.doubts:
                self.machine.unclear(way, why, spot_of(way, line))
            for text, descriptor, line in view.said:
                self.machine.write(way, descriptor, concat([text, "\n"]), spot_of(way, line))
            if stop is None:
                found.append((way, result))
            else:
                self.stop(way, stop, ended, spot)
        raise Exhausted(f"more than {MAX_READINGS} ways to read a makefile")

    def stop(self, state: State, stop: Stopped | NotRead, ended: list[State], spot: Spot) -> None:
        """make ends here, or goes on in a way that is not known."""
        here = spot_of(state, stop.line) if stop.line.path else spot
        if isinstance(stop, Stopped):
            where = f"{stop.line.path}:{stop.line.row + 1}: *** "
            self.machine.write(state, 2, concat([where, stop.message, ".  Stop.\n"]), here, "error")
            state.status = "2"
        else:
            state.age += 1
            state.note(Unclear(f"make: {stop.why}"), here)
            state.status = self.machine.some_status("make")
        ended.append(state)
