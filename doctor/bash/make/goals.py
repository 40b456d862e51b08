"""Goals: which targets are made for them, in which order, and whether they are out of date.

Source: the GNU make manual, chapters 4 (rules), 9 (how to run make) and 10 (implicit rules).
"""

from __future__ import annotations

from doctor.bash.machine import Exhausted
from doctor.bash.make.lines import NOWHERE, NotRead
from doctor.bash.make.readings import Readings
from doctor.bash.make.recipes import Job, Recipes, fail
from doctor.bash.make.rules import Rule
from doctor.bash.make.shell import spot_of
from doctor.bash.state import State
from doctor.bash.values import Value, concat, describe
from doctor.record import NamedTuple

MAX_TARGETS = 400
"""Targets that one call of make considers."""
MAX_CHAIN = 100
"""Prerequisites of prerequisites."""
_IMPLICIT = (".sh", ".c", ".cc", ".cpp", ".C", ".o", ".p", ".f", ".F", ".r", ".s", ".S", ".mod")
"""Endings of files of which make makes others without being told."""


class Way(NamedTuple):
    """`done` has the targets that were considered, and whether they are new; `ran` is whether any
    command was run for the goal (None: perhaps)."""

    state: State
    done: tuple[tuple[Value, bool | None], ...] = ()
    ran: bool | None = False


class Goals:
    """Makes goals; every method that runs something gives all the states that it may end in."""

    def __init__(self, readings: Readings, recipes: Recipes) -> None:
        self._readings = readings
        self._recipes = recipes
        self._machine = readings.machine

    def make(self, job: Job, goals: tuple[Value, ...], state: State) -> list[State]:
        """Makes the goals one after the other."""
        if not goals:
            fail(self._machine, job, state, "No targets.  Stop.", job.spot)
        ways = [Way(state)] if goals else []
        for goal in goals:
            later: list[Way] = []
            for way in ways:
                for end in self._update(job, goal, way._replace(ran=False), ()):
                    later += self._report(job, goal, end)
            ways = self._joined(later)
        for way in ways:
            way.state.status = "0"
        return [way.state for way in ways]

    def _report(self, job: Job, goal: Value, way: Way) -> list[Way]:
        """What make says if there was nothing to do for a goal."""
        if way.ran or "s" in job.request.flags or job.makefile.flagged(".SILENT"):
            return [way]
        rule = job.makefile.rules.get(goal)
        if rule is None or not rule.has_recipe or job.makefile.flagged(".PHONY", goal):
            text = concat([f"{job.name}: Nothing to be done for '", goal, "'.\n"])
        else:
            text = concat([f"{job.name}: '", goal, "' is up to date.\n"])
        status: Value = "0"
        if way.ran is None:
            status = self._machine.some_status(f"whether {describe(goal)} is up to date")
        idle, busy = self._machine.decide(way.state, status, job.spot)
        for state in idle:
            self._machine.write(state, 1, text, job.spot)
        return [way._replace(state=state) for state in (*idle, *busy)]

    def _joined(self, ways: list[Way]) -> list[Way]:
        """The ways met; a target that is new on one and not on another perhaps is."""
        columns = zip(*[way.done for way in ways], strict=True)
        done = tuple([one[0] if len(set(one)) == 1 else (one[0][0], None) for one in columns])
        ran = {way.ran for way in ways}
        met = self._machine.meet([way.state for way in ways])
        return [Way(state, done, ran.pop() if len(ran) == 1 else None) for state in met]

    def _update(self, job: Job, target: Value, way: Way, chain: tuple[Value, ...]) -> list[Way]:
        """Makes a target, after its prerequisites; each is considered once."""
        if target in chain or any([name == target for name, _ in way.done]):
            return [way]
        if len(chain) > MAX_CHAIN or len(way.done) > MAX_TARGETS:
            raise Exhausted(f"more than {MAX_TARGETS} targets, or {MAX_CHAIN} in a row")
        self._machine.spend()
        makefile = job.makefile
        rule = makefile.rules.get(target)
        is_phony = makefile.flagged(".PHONY", target)
        why = rule.why if rule is not None else ""
        if not is_phony and (rule is None or not rule.has_recipe):
            sources = [
                self._readings.text_or_none(way.state, f"{describe(target)}{one}")
                for one in _IMPLICIT
            ]
            if makefile.patterns or any(sources):
                why = f"an implicit rule may make {describe(target)}"
        if why:
            line = rule.line if rule is not None else NOWHERE
            self._readings.stop(way.state, NotRead(why, line), job.ended, job.spot)
            return []
        if rule is not None:
            rule.drop((*chain, target))
        ways = [way]
        for name in rule.order if rule is not None else ():
            ways = self._joined(
                [end for one in ways for end in self._update(job, name, one, (*chain, target))]
            )
        ends = [
            Way(end.state, (*end.done, (target, is_new)), end.ran)
            for one in ways
            for end, is_new in self._remake(job, target, rule, one, is_phony=is_phony)
        ]
        return self._joined(ends)

    def _remake(
        self, job: Job, target: Value, rule: Rule | None, way: Way, *, is_phony: bool
    ) -> list[tuple[Way, bool | None]]:
        """Runs the recipe of a target if it is due, with whether the target is new then."""
        state, done, _ = way
        present, absent = ([], [state]) if is_phony else self._presence(state, target)
        if rule is None:
            for one in absent if not is_phony else ():
                message = concat(["No rule to make target '", target, "'.  Stop."])
                fail(self._machine, job, one, message, job.spot)
            kept = absent if is_phony else present
            return [(way._replace(state=one), is_phony) for one in kept]
        names = set(rule.prerequisites)
        news = [is_new for name, is_new in done if name in names]
        ends: list[tuple[Way, bool | None]] = []
        due = [(one, True) for one in absent]
        for one in present:
            if True in news or "B" in job.request.flags:
                due.append((one, False))
            elif not names:
                ends.append((way._replace(state=one), False))
            else:
                label = f"whether {describe(target)} is up to date"
                kept, old = self._machine.decide(
                    one, self._machine.some_status(label), spot_of(one, rule.line)
                )
                ends += [(way._replace(state=fresh), False) for fresh in kept]
                due += [(stale, False) for stale in old]
        for one, is_absent in due:
            if rule.has_recipe or is_absent:
                ends += [
                    (Way(end, done, ran or way.ran), True if is_absent else None)
                    for end, ran in self._recipes.run(job, target, rule, one)
                ]
            else:
                why = f"{describe(target)} has no recipe of its own"
                self._readings.stop(one, NotRead(why, rule.line), job.ended, job.spot)
        return ends

    def _presence(self, state: State, target: Value) -> tuple[list[State], list[State]]:
        """The states in which there is a file or folder of this name, and those in which not."""
        if self._machine.folder_exists(state, target) == "0":
            return [state], []
        found = self._machine.exists(state, target)
        status = self._machine.lift(state, lambda one: "1" if one is None else "0", found)
        return self._machine.decide(state, status or "0")
