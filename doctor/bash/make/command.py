"""make as a process: the makefile of the repo is read, and the recipes of its goals are run.

Source: the GNU make manual, chapter 9 (how to run make).
"""

from __future__ import annotations

from doctor.bash.machine import Exhausted
from doctor.bash.make.command_line import parse
from doctor.bash.make.goals import Goals
from doctor.bash.make.lines import NOWHERE, Line, NotRead
from doctor.bash.make.makefile import NAMES, Makefile
from doctor.bash.make.readings import Readings, View
from doctor.bash.make.recipes import Job, Recipes, in_words, name_at
from doctor.bash.script import Spot
from doctor.bash.scripts import Scripts
from doctor.bash.state import Array, State, Variable
from doctor.bash.values import Value, concat, describe

MAX_LEVEL = 8
"""Calls of make within one another."""


class Make:
    """Runs make for a machine."""

    def __init__(self, machine: Scripts) -> None:
        self._machine = machine
        self._readings = Readings(machine)
        self._recipes = Recipes(self._readings)
        self._goals = Goals(self._readings, self._recipes)

    def run(self, argv: tuple[Value, ...], state: State, spot: Spot) -> list[State] | None:
        """`make …`; None if no makefile is in sight, or an argument is not worked out."""
        child = self._machine.child(state)
        around = self._recipes.handed_down.get(self._given(state, "MAKEFLAGS"))
        request = parse(self._machine, argv[1:], child, around) if around is not None else None
        names = request.files if request is not None and request.files else NAMES
        found = [
            one for name in names if (one := self._readings.text_or_none(child, name)) is not None
        ]
        is_here = bool(found) if names is NAMES else len(found) == len(names)
        if not is_here or not {"--help", "--version", "-h", "-v"}.isdisjoint(argv):
            return None
        ended: list[State] = []
        if request is None:
            self._readings.stop(
                child, NotRead("its arguments are not worked out", NOWHERE), ended, spot
            )
            return [end.back_in(state) for end in ended]
        level = self._given(state, "MAKELEVEL")
        at = int(level) if type(level) is str and level.isdecimal() else 0
        if at > MAX_LEVEL:
            raise Exhausted(f"more than {MAX_LEVEL} calls of make within one another")

        def read(view: View) -> tuple[Makefile, tuple[Value, ...]]:
            given = {**dict(request.given), "MAKECMDGOALS": in_words(request.goals)}
            makefile = Makefile(view, {"MAKELEVEL": str(at), **given})
            for path, text in found[:1] if names is NAMES else found:
                makefile.read(path, text)
            for path in makefile.paths:
                if any([f"/{path}".endswith(f"/{describe(one)}") for one in makefile.rules]):
                    raise NotRead("a rule makes the makefile itself", Line("", path, 0))
            default = makefile.goal(Line("", found[0][0], 0))
            return makefile, request.goals or ((default,) if default else ())

        says = ("C" in request.flags or at > 0) and request.flags.isdisjoint("sd")
        where = concat(["directory '", self._machine.shown(child.folder), "'\n"])
        name = name_at(at)
        if says:
            self._machine.write(child, 1, concat([f"{name}: Entering ", where]), spot)
        for way, (makefile, goals) in self._readings.ways(child, spot, ended, read):
            job = Job(request, makefile, at, spot, ended)
            ended += self._goals.make(job, goals, way)
        for end in ended if says else ():
            self._machine.write(end, 1, concat([f"{name}: Leaving ", where]), spot)
        return self._machine.meet([end.back_in(state) for end in ended])

    def _given(self, state: State, name: str) -> Value | None:
        """A variable that somebody has set."""
        variable = (
            state.variables.get(name) or self._machine.surroundings.given.get(name) or Variable()
        )
        return None if type(variable.value) is Array else variable.value
