"""Recipes: what of them is expanded, which environment they get, how their commands end.

Source: the GNU make manual, chapter 5.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from doctor.bash.make.command_line import Request
from doctor.bash.make.lines import Line, NotRead
from doctor.bash.make.makefile import Makefile
from doctor.bash.make.readings import Readings, View
from doctor.bash.make.rules import Rule, known_text
from doctor.bash.make.shell import Pieces, run_command, spot_of
from doctor.bash.partial import after
from doctor.bash.script import Spot
from doctor.bash.scripts import Scripts
from doctor.bash.state import State
from doctor.bash.values import Value, concat, narrowed, start
from doctor.pattern import pattern
from doctor.record import NamedTuple

_NAME = pattern(r"[A-Za-z_][A-Za-z0-9_]*")


class Job(NamedTuple):
    """A makefile that is carried out; `ended` takes the states in which that ends early."""

    request: Request
    makefile: Makefile
    level: int
    spot: Spot
    ended: list[State]

    @property
    def name(self) -> str:
        return name_at(self.level)


def name_at(level: int) -> str:
    """What make calls itself within this many others."""
    return f"make[{level}]" if level else "make"


def fail(machine: Scripts, job: Job, state: State, message: Value, spot: Spot) -> None:
    """make ends with a message and status 2."""
    machine.write(state, 2, concat([f"{job.name}: *** ", message, "\n"]), spot, "error")
    state.status = "2"
    job.ended.append(state)


class Recipes:
    """Runs recipes. `handed_down` has for each MAKEFLAGS that they were given what it says."""

    def __init__(self, readings: Readings) -> None:
        self._readings = readings
        self._machine = readings.machine
        self.handed_down: dict[Value | None, Request] = {None: Request(), "": Request()}

    def run(self, job: Job, target: Value, rule: Rule, state: State) -> list[tuple[State, bool]]:
        """Runs a recipe, with whether it had any command; all of it is expanded first."""
        makefile = job.makefile
        names = rule.prerequisites
        automatic = {"@": target, "<": (names or [""])[0], "^": in_words(names)}
        automatic["|"] = in_words([name for name, is_first in rule.order.items() if is_first])

        def read(view: View) -> tuple[list[Pieces], dict[str, Value | None], list[str]]:
            makefile.outside, makefile.automatic = view, automatic
            lines = [
                [(value, line, at) for value, at in makefile.pieces(line.text, line)]
                for line in rule.recipe
            ]
            if makefile.flagged(".ONESHELL"):
                lines = [_in_one(lines)]
            shell = view.settled(makefile.shell(rule.line))
            if type(shell) is not str:
                raise NotRead("which shell runs it is not known", rule.line)
            return lines, self._environment(job, makefile, view, rule.line), shell.split()

        ends: list[tuple[State, bool]] = []
        for way, (lines, environment, shell) in self._readings.ways(
            state, job.spot, job.ended, read
        ):
            ways = [(way, False)]
            for pieces in lines:
                ends_of: dict[bool, list[State]] = {}
                for one, ran in ways:
                    for end, more in self._line(job, target, pieces, environment, shell, one):
                        ends_of.setdefault(ran or more, []).append(end)
                ways = [
                    (end, ran)
                    for ran, states in ends_of.items()
                    for end in self._machine.meet(states)
                ]
            ends += ways
        return ends

    def _environment(
        self, job: Job, makefile: Makefile, view: View, line: Line
    ) -> dict[str, Value | None]:
        """The environment variables that make sets for a recipe; None: it takes them away."""
        found: dict[str, Value | None] = {}
        everything = makefile.exports.get("", makefile.flagged(".EXPORT_ALL_VARIABLES"))
        for name in {**makefile.variables, **makefile.exports}:
            variable = makefile.variables.get(name)
            is_exported = makefile.exports.get(name)
            if not _NAME.fullmatch(name) or name in ("MAKECMDGOALS", "MAKEFLAGS"):
                continue
            if is_exported is False:
                found[name] = None
            elif variable is None or (name == "SHELL" and not is_exported):
                continue
            elif is_exported or variable.by_command or everything:
                found[name] = makefile.lookup(name, line)
            elif variable.given is None:
                given = view.environment(name)
                lazy = "$" in str(variable.value)
                if given is not None and (not lazy or view.is_set(given)):
                    found[name] = view.where_set(given, makefile.lookup(name, line))
        request = job.request
        handed_flags = request.flags - {"C"}
        own = makefile.variables.get("MAKEFLAGS")
        if own is not None and "--no-print-directory" in str(own.value):
            handed_flags |= {"d"}
        flags = "".join(sorted(handed_flags))
        words = [part for name, text in request.given for part in (f" {name}=", text)]
        handed: Value = concat([flags, *([" --", *words] if words else [])])
        self.handed_down[handed] = Request((), handed_flags, request.given, ())
        return {**found, "MAKEFLAGS": handed, "MAKELEVEL": str(job.level + 1)}

    def _line(
        self,
        job: Job,
        target: Value,
        pieces: Pieces,
        environment: Mapping[str, Value | None],
        shell: list[str],
        state: State,
    ) -> list[tuple[State, bool]]:
        """Runs one command of a recipe, with whether there was one."""
        self._machine.spend()
        ends: list[tuple[State, bool]] = []
        always = any(["$(MAKE)" in line.text or "${MAKE}" in line.text for _, line, _ in pieces])
        for way, _ in self._machine.cases(state, concat([value for value, _, _ in pieces])):
            known = [(narrowed(one, way.allowed) or "", line, at) for one, line, at in pieces]
            marks, command = _prefix(known)
            if not command:
                ends.append((way, False))
                continue
            line = command[0][1]
            here = spot_of(way, line)
            text = concat([value for value, _, _ in command])
            if re.search(r"(?<!\\)\n", known_text(text)) and not job.makefile.flagged(".ONESHELL"):
                self._readings.stop(way, NotRead("it has several lines", line), job.ended, job.spot)
                continue
            flags = job.request.flags
            is_quiet = "@" in marks or "s" in flags or job.makefile.flagged(".SILENT", target)
            if "n" in flags or not is_quiet:
                self._machine.write(way, 1, concat([text, "\n"]), here, "make shows it")
            if "n" in flags and not always and "+" not in marks:
                ends.append((way, True))
                continue
            minds = "-" not in marks and "i" not in flags
            minds = minds and not job.makefile.flagged(".IGNORE", target)
            for end in run_command(self._machine, command, text, environment, shell, way):
                fine, failed = self._machine.decide(end, end.status, here)
                ends += [(one, True) for one in (fine if minds else [*fine, *failed])]
                for one in failed if minds else ():
                    where = f"[{line.path}:{line.row + 1}: "
                    fail(
                        self._machine,
                        job,
                        one,
                        concat([where, target, "] Error ", one.status]),
                        here,
                    )
        return ends


def _prefix(pieces: Pieces) -> tuple[str, Pieces]:
    """What of `@`, `-` and `+` stands in front of a command, and the command."""
    marks = ""
    for number, (value, line, at) in enumerate(pieces):
        if not value:
            continue
        begin = start(value)
        rest = begin.lstrip("@-+ \t\n")
        width = len(begin) - len(rest)
        marks += begin[:width]
        left = after(value, width)
        if left:
            return marks, [(left, line, at + width), *pieces[number + 1 :]]
    return marks, []


def _in_one(lines: Sequence[Pieces]) -> Pieces:
    """The lines of a recipe as one text (`.ONESHELL`)."""
    found: Pieces = []
    for pieces in lines:
        if found:
            last = found[-1][1]
            found.append(("\n", last, len(last.text)))
            if pieces and start(pieces[0][0]).lstrip(" \t")[:1] in ("@", "-", "+"):
                raise NotRead("a prefix within .ONESHELL is not worked out", pieces[0][1])
        found += pieces
    return found


def in_words(names: Sequence[Value]) -> Value:
    """Names with a blank between them."""
    return concat([part for name in names for part in (" ", name)][1:])
