"""make as a process: the makefile of the repo is read, and the recipes of its goals are run.

Source: the GNU make manual, chapters 4 (rules), 5 (recipes) and 9 (how to run make).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from doctor.bash.history import Started, Unclear
from doctor.bash.machine import Exhausted, Surroundings
from doctor.bash.makefile import MAX_WORK, NAMES, Line, Makefile, NotRead, Rule, Stopped, known_text
from doctor.bash.script import HOLE, Origin, Script, Spot
from doctor.bash.scripts import Scripts, with_options
from doctor.bash.state import Array, State, Stream, ToBuffer, Variable
from doctor.bash.tools.table import after, start
from doctor.bash.values import (
    Choice,
    Mixed,
    Symbol,
    TooMany,
    Value,
    concat,
    describe,
    narrowed,
    secrets,
    whole,
)
from doctor.pattern import pattern
from doctor.place import Place
from doctor.record import NamedTuple
from doctor.source import Unreadable

MAX_READINGS = 60
"""How often one makefile, or recipe, is read anew for another way."""
MAX_LEVEL = 8
"""Calls of make within one another."""
MAX_TARGETS = 400
"""Targets that one call of make considers."""
MAX_CHAIN = 100
"""Prerequisites of prerequisites."""

_SHELLS = ("sh", "bash", "dash", "ash")
_NAME = pattern(r"[A-Za-z_][A-Za-z0-9_]*")
_GIVEN = pattern(r"([A-Za-z_][A-Za-z0-9_.-]*)(:?:?=)")
_OPTIONS = {
    "-n": "n", "--just-print": "n", "--dry-run": "n", "--recon": "n", "-s": "s", "--silent": "s",
    "--quiet": "s", "-i": "i", "--ignore-errors": "i", "-B": "B", "--always-make": "B",
    "--no-print-directory": "d", "-r": "", "-R": "", "--no-builtin-rules": "", "-j1": "",
}  # fmt: skip
_IMPLICIT = (".sh", ".c", ".cc", ".cpp", ".C", ".o", ".p", ".f", ".F", ".r", ".s", ".S", ".mod")
"""Endings of files of which make makes others without being told."""

_NOWHERE = Line("", "", 0)

T = TypeVar("T")
Pieces = list[tuple[Value, Line, int]]
"""Pieces of a command, each with the line and the character in it at which it stands."""


class Request(NamedTuple):
    """What make is asked for; `flags` are its options as letters."""

    files: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()
    given: tuple[tuple[str, Value], ...] = ()
    goals: tuple[Value, ...] = ()


class Job(NamedTuple):
    """A makefile that is carried out; `ended` takes the states in which that ends early."""

    request: Request
    makefile: Makefile
    level: int
    spot: Spot
    ended: list[State]

    @property
    def name(self) -> str:
        return f"make[{self.level}]" if self.level else "make"


class Way(NamedTuple):
    """`done` has the targets that were considered, and whether they are new; `ran` is whether any
    command was run for the goal (None: perhaps)."""

    state: State
    done: tuple[tuple[Value, bool | None], ...] = ()
    ran: bool | None = False


class Undecided(Exception):
    """The answer depends on the way: these are the states, each with what a command printed."""

    def __init__(self, ways: list[tuple[State, tuple[Value, ...]]]) -> None:
        super().__init__()
        self.ways = ways


class View:
    """The world as a makefile sees it in one state (makefile.Outside).

    `answers` are the outputs of the commands that it asks for, `asked` its questions so far.
    """

    def __init__(
        self,
        make: Make,
        state: State,
        spot: Spot,
        answers: tuple[Value, ...],
        asked: dict[tuple[Value, Value], Value],
    ) -> None:
        self._make = make
        self._state = state
        self._spot = spot
        self._answers = answers
        self._asked = asked
        self._taken = 0
        self.said: list[tuple[Value, int, Line]] = []
        self.doubts: list[tuple[str, Line]] = []

    def spend(self, characters: int) -> None:
        self._make.work(characters)

    def environment(self, name: str) -> Value | None:
        return self._make.exported(self._state, name)

    def text(self, name: str) -> tuple[str, str | None]:
        return self._make.makefile_text(self._state, name)

    def equal(self, left: Value, right: Value) -> bool:
        key = (left, right)
        if key not in self._asked:
            self._asked[key] = self._make.lift(self._state, self._equals, left, right) or "1"
        return self._holds(self._asked[key])

    def _equals(self, left: Value | None, right: Value | None) -> Value:
        return self._make.equals(self._state, left, right)

    def is_set(self, given: Value | None) -> bool:
        status = self._make.lift(self._state, lambda one: "1" if one is None else "0", given)
        return self._holds(status or "0")

    def _holds(self, status: Value) -> bool:
        yes, no = self._make.decide(self._state.copy(), status, self._spot)
        if yes and no:
            raise Undecided([(way, ()) for way in (*yes, *no)])
        return bool(yes)

    def given_or(self, given: Value | None, default: Value) -> Value:
        def made(one: Value | None, other: Value | None) -> Value:
            return (other if one is None else one) or ""

        return self._make.lift(self._state, made, given, default) or ""

    def where_set(self, given: Value, value: Value) -> Value | None:
        """`value` where an environment variable is set."""
        return self._make.lift(
            self._state, lambda one, other: None if one is None else other, given, value
        )

    def settled(self, value: Value) -> Value:
        known = narrowed(value, self._state.allowed) or ""
        parts = known.parts if type(known) is Mixed else ()
        if all([type(one) in (str, Symbol) for one in parts]):
            return known
        raise Undecided([(way, ()) for way in self._make.split(self._state.copy(), known)])

    def output(self, command: Value, line: Line) -> Value:
        self._taken += 1
        if self._taken > len(self._answers):
            raise Undecided(self._make.printed(self._state.copy(), command, line))
        return self._answers[self._taken - 1]

    def say(self, text: Value, descriptor: int, line: Line) -> None:
        self.said.append((text, descriptor, line))

    def doubt(self, why: str, line: Line) -> None:
        self.doubts.append((why, line))


class Make(Scripts):
    """Runs make; every method that runs something gives all the states that it may end in."""

    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__(surroundings)
        self._work = MAX_WORK
        self._words: dict[Symbol, Mixed] = {}
        self._handed_down: dict[Value | None, Request] = {None: Request(), "": Request()}

    def make(self, argv: tuple[Value, ...], state: State, spot: Spot) -> list[State] | None:
        """`make …`; None if no makefile is in sight, or an argument is not worked out."""
        child = self.child(state)
        around = self._handed_down.get(self._given(state, "MAKEFLAGS"))
        request = self._request(argv[1:], child, around) if around is not None else None
        names = request.files if request is not None and request.files else NAMES
        found = [one for name in names if (one := self._text_or_none(child, name)) is not None]
        is_here = bool(found) if names is NAMES else len(found) == len(names)
        if not is_here or not {"--help", "--version", "-h", "-v"}.isdisjoint(argv):
            return None
        ended: list[State] = []
        if request is None:
            self._stop(child, NotRead("its arguments are not worked out", _NOWHERE), ended, spot)
            return [end.back_in(state) for end in ended]
        level = self._given(state, "MAKELEVEL")
        at = int(level) if type(level) is str and level.isdecimal() else 0
        if at > MAX_LEVEL:
            raise Exhausted(f"more than {MAX_LEVEL} calls of make within one another")

        def read(view: View) -> tuple[Makefile, tuple[Value, ...]]:
            given = {**dict(request.given), "MAKECMDGOALS": _in_words(request.goals)}
            makefile = Makefile(view, {"MAKELEVEL": str(at), **given})
            for path, text in found[:1] if names is NAMES else found:
                makefile.read(path, text)
            for path in makefile.paths:
                if any([f"/{path}".endswith(f"/{describe(one)}") for one in makefile.rules]):
                    raise NotRead("a rule makes the makefile itself", Line("", path, 0))
            default = makefile.goal(Line("", found[0][0], 0))
            return makefile, request.goals or ((default,) if default else ())

        says = "C" in request.flags or at
        says = bool(says) and request.flags.isdisjoint("sd")
        where = concat(["directory '", self.shown(child.folder), "'\n"])
        name = f"make[{at}]" if at else "make"
        if says:
            self.write(child, 1, concat([f"{name}: Entering ", where]), spot)
        for way, (makefile, goals) in self._readings(child, spot, ended, read):
            job = Job(request, makefile, at, spot, ended)
            ended += self._goals(job, goals, way)
        for end in ended if says else ():
            self.write(end, 1, concat([f"{name}: Leaving ", where]), spot)
        return self.meet([end.back_in(state) for end in ended])

    def _given(self, state: State, name: str) -> Value | None:
        """A variable that somebody has set."""
        variable = state.variables.get(name) or self.surroundings.given.get(name) or Variable()
        return None if type(variable.value) is Array else variable.value

    def work(self, characters: int) -> None:
        """Pays for reading makefiles."""
        self._work -= characters
        if self._work < 0:
            raise Exhausted("its makefiles are too much to read")

    def _request(self, words: Sequence[Value], state: State, inherited: Request) -> Request | None:
        """The command line; sets the folder of `state`."""
        files: list[str] = []
        flags = set(inherited.flags)
        given = dict(inherited.given)
        goals: list[Value] = []
        todo = list(words)
        while todo:
            word = todo.pop(0)
            match = _GIVEN.match(start(word))
            if match is not None:
                value = after(word, match.end())
                if type(value) is Mixed and _has_dollar(value):
                    return None
                given[match[1]] = value
            elif type(word) is not str or not word:
                return None
            elif word[0] != "-":
                goals.append(word.removeprefix("./"))
            elif word in _OPTIONS:
                flags.update(_OPTIONS[word])
            elif re.fullmatch("-[nsiBrR]+", word):
                flags.update(set(word) & set("nsiB"))
            else:
                option = re.fullmatch(r"(-C|--directory|-f|--file|--makefile)=?(.*)", word)
                value = (option[2] or (todo.pop(0) if todo else "")) if option else ""
                if option is None or not value or type(value) is not str:
                    return None
                if option[1] in ("-C", "--directory"):
                    state.folder = self.path(state, value)
                    flags.add("C")
                else:
                    files.append(value)
        return Request(tuple(files), frozenset(flags), tuple(given.items()), tuple(goals))

    def exported(self, state: State, name: str) -> Value | None:
        """An environment variable as make sees it; None, also as a choice: it is not set.

        One that nobody named is a word: whoever sets it wants the same done with it. What the
        server of a CI tells is a stranger's text.
        """
        variable = self.variable(state, name)
        if variable is None or "x" not in variable.attributes or type(variable.value) is Array:
            return None
        value = variable.value
        if name in state.variables or name in self.surroundings.given or name[:3] == "CI_":
            return value

        def word(one: Value | None) -> Value | None:
            symbol = one.parts[0] if type(one) is Mixed else ""
            if type(symbol) is not Symbol or symbol.plain:
                return one
            plain = whole(Symbol(symbol.label, filled=True, plain=True))
            return self._words.setdefault(symbol, plain)

        return self.lift(state, word, value)

    def makefile_text(self, state: State, name: str) -> tuple[str, str | None]:
        """The path and the text of a file (makefile.Outside.text)."""
        path = self.path(state, name)
        text = state.files[path] if path in state.files else self.surroundings.file(path)
        if type(path) is not str or type(text) is Mixed:
            raise LookupError
        return path, text

    def _text_or_none(self, state: State, name: str) -> tuple[str, str] | None:
        try:
            path, text = self.makefile_text(state, name)
        except LookupError:
            return None
        return None if text is None else (path, text)

    def _readings(
        self, state: State, spot: Spot, ended: list[State], read: Callable[[View], T]
    ) -> list[tuple[State, T]]:
        """What `read` gives, in each state in which it gives one thing."""
        found: list[tuple[State, T]] = []
        todo: list[tuple[State, tuple[Value, ...], dict[tuple[Value, Value], Value]]]
        todo = [(state, (), {})]
        for _ in range(MAX_READINGS):
            if not todo:
                return found
            self.spend()
            way, answers, asked = todo.pop(0)
            view = View(self, way, spot, answers, asked)
            stop: Stopped | NotRead | None = None
            try:
                result = read(view)
            except Undecided as open_question:
                todo += [(one, (*answers, *more), dict(asked)) for one, more in open_question.ways]
                continue
            except TooMany as many:
                stop = NotRead(str(many), _NOWHERE)
            except (NotRead, Stopped) as one:
                stop = one
            for why, line in view.doubts:
                self.unclear(way, why, self._spot(way, line))
            for text, descriptor, line in view.said:
                self.write(way, descriptor, concat([text, "\n"]), self._spot(way, line))
            if stop is None:
                found.append((way, result))
            else:
                self._stop(way, stop, ended, spot)
        raise Exhausted(f"more than {MAX_READINGS} ways to read a makefile")

    def _stop(self, state: State, stop: Stopped | NotRead, ended: list[State], spot: Spot) -> None:
        """make ends here, or goes on in a way that is not known."""
        here = self._spot(state, stop.line) if stop.line.path else spot
        if isinstance(stop, Stopped):
            where = f"{stop.line.path}:{stop.line.row + 1}: *** "
            self.write(state, 2, concat([where, stop.message, ".  Stop.\n"]), here, "error")
            state.status = "2"
        else:
            state.age += 1
            state.note(Unclear(f"make: {stop.why}"), here)
            state.status = self.some_status("make")
        ended.append(state)

    def _spot(self, state: State, line: Line) -> Spot:
        width = len(line.text.split("\n")[0])
        place = Place(line.path, line.row + 1, 1, line.row + 1, width + 1)
        script = state.script
        return Spot(Script(script.source, line.path, "", [], place, (), script.programs), 0, 0)

    # Targets

    def _goals(self, job: Job, goals: tuple[Value, ...], state: State) -> list[State]:
        """Makes the goals one after the other."""
        if not goals:
            self._fail(job, state, "No targets.  Stop.", job.spot)
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
            status = self.some_status(f"whether {describe(goal)} is up to date")
        idle, busy = self.decide(way.state, status, job.spot)
        for state in idle:
            self.write(state, 1, text, job.spot)
        return [way._replace(state=state) for state in (*idle, *busy)]

    def _joined(self, ways: list[Way]) -> list[Way]:
        """The ways met; a target that is new on one and not on another perhaps is."""
        columns = zip(*[way.done for way in ways], strict=True)
        done = tuple([one[0] if len(set(one)) == 1 else (one[0][0], None) for one in columns])
        ran = {way.ran for way in ways}
        met = self.meet([way.state for way in ways])
        return [Way(state, done, ran.pop() if len(ran) == 1 else None) for state in met]

    def _update(self, job: Job, target: Value, way: Way, chain: tuple[Value, ...]) -> list[Way]:
        """Makes a target, after its prerequisites; each is considered once."""
        if target in chain or any([name == target for name, _ in way.done]):
            return [way]
        if len(chain) > MAX_CHAIN or len(way.done) > MAX_TARGETS:
            raise Exhausted(f"more than {MAX_TARGETS} targets, or {MAX_CHAIN} in a row")
        self.spend()
        makefile = job.makefile
        rule = makefile.rules.get(target)
        is_phony = makefile.flagged(".PHONY", target)
        why = rule.why if rule is not None else ""
        if not is_phony and (rule is None or not rule.has_recipe):
            sources = [
                self._text_or_none(way.state, f"{describe(target)}{one}") for one in _IMPLICIT
            ]
            if makefile.patterns or any(sources):
                why = f"an implicit rule may make {describe(target)}"
        if why:
            line = rule.line if rule is not None else _NOWHERE
            self._stop(way.state, NotRead(why, line), job.ended, job.spot)
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
                self._fail(job, one, message, job.spot)
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
                kept, old = self.decide(one, self.some_status(label), self._spot(one, rule.line))
                ends += [(way._replace(state=fresh), False) for fresh in kept]
                due += [(stale, False) for stale in old]
        for one, is_absent in due:
            if rule.has_recipe or is_absent:
                ends += [
                    (Way(end, done, ran or way.ran), True if is_absent else None)
                    for end, ran in self._recipe(job, target, rule, one)
                ]
            else:
                why = f"{describe(target)} has no recipe of its own"
                self._stop(one, NotRead(why, rule.line), job.ended, job.spot)
        return ends

    def _presence(self, state: State, target: Value) -> tuple[list[State], list[State]]:
        """The states in which there is a file or folder of this name, and those in which not."""
        if self.folder_exists(state, target) == "0":
            return [state], []
        found = self.exists(state, target)
        status = self.lift(state, lambda one: "1" if one is None else "0", found)
        return self.decide(state, status or "0")

    def _fail(self, job: Job, state: State, message: Value, spot: Spot) -> None:
        """make ends with a message and status 2."""
        self.write(state, 2, concat([f"{job.name}: *** ", message, "\n"]), spot, "error")
        state.status = "2"
        job.ended.append(state)

    # Recipes

    def _recipe(
        self, job: Job, target: Value, rule: Rule, state: State
    ) -> list[tuple[State, bool]]:
        """Runs a recipe, with whether it had any command; all of it is expanded first."""
        makefile = job.makefile
        names = rule.prerequisites
        automatic = {"@": target, "<": (names or [""])[0], "^": _in_words(names)}
        automatic["|"] = _in_words([name for name, is_first in rule.order.items() if is_first])

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
        for way, (lines, environment, shell) in self._readings(state, job.spot, job.ended, read):
            ways = [(way, False)]
            for pieces in lines:
                ends_of: dict[bool, list[State]] = {}
                for one, ran in ways:
                    for end, more in self._line(job, target, pieces, environment, shell, one):
                        ends_of.setdefault(ran or more, []).append(end)
                ways = [(end, ran) for ran, states in ends_of.items() for end in self.meet(states)]
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
        self._handed_down[handed] = Request((), handed_flags, request.given, ())
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
        self.spend()
        ends: list[tuple[State, bool]] = []
        always = any(["$(MAKE)" in line.text or "${MAKE}" in line.text for _, line, _ in pieces])
        for way, _ in self.cases(state, concat([value for value, _, _ in pieces])):
            known = [(narrowed(one, way.allowed) or "", line, at) for one, line, at in pieces]
            marks, command = _prefix(known)
            if not command:
                ends.append((way, False))
                continue
            line = command[0][1]
            here = self._spot(way, line)
            text = concat([value for value, _, _ in command])
            if re.search(r"(?<!\\)\n", known_text(text)) and not job.makefile.flagged(".ONESHELL"):
                self._stop(way, NotRead("it has several lines", line), job.ended, job.spot)
                continue
            flags = job.request.flags
            is_quiet = "@" in marks or "s" in flags or job.makefile.flagged(".SILENT", target)
            if "n" in flags or not is_quiet:
                self.write(way, 1, concat([text, "\n"]), here, "make shows it")
            if "n" in flags and not always and "+" not in marks:
                ends.append((way, True))
                continue
            minds = "-" not in marks and "i" not in flags
            minds = minds and not job.makefile.flagged(".IGNORE", target)
            for end in self._as_shell(command, text, environment, shell, way):
                fine, failed = self.decide(end, end.status, here)
                ends += [(one, True) for one in (fine if minds else [*fine, *failed])]
                for one in failed if minds else ():
                    where = f"[{line.path}:{line.row + 1}: "
                    self._fail(job, one, concat([where, target, "] Error ", one.status]), here)
        return ends

    def _as_shell(
        self,
        pieces: Pieces,
        text: Value,
        environment: Mapping[str, Value | None],
        shell: list[str],
        state: State,
    ) -> list[State]:
        """Runs a text as `sh -c` does."""
        here = self._spot(state, pieces[0][1])
        flags = shell[1:]
        if secrets(text, state.allowed):
            state.note(Started((*shell, text), False, type(state.channels.get(0)) is Stream), here)
        script = self._recipe_script(pieces, state)
        child = self._new_shell(state, script)
        if shell[0].rpartition("/")[2] not in _SHELLS or not any(
            [one[:1] == "-" and "c" in one for one in flags]
        ):
            state.note(Unclear(f"{' '.join(shell)} runs it"), here)
            state.status = self.some_status(shell[0])
            return [state]
        if not all([_is_plain(hole) for hole in script.holes]):
            self.unclear(
                child, f"what is not known becomes part of a command: {describe(text)}", here
            )
        child.options = with_options(frozenset(), flags)
        for name, value in environment.items():
            child.variables[name] = Variable() if value is None else Variable(value, "x")
        child.status = "0"
        return self.meet([end.back_in(state) for end in self.run_script(script, child)])

    def printed(
        self, state: State, command: Value, line: Line
    ) -> list[tuple[State, tuple[Value, ...]]]:
        """What `$(shell command)` becomes, in each way that it may end."""
        found: list[tuple[State, tuple[Value, ...]]] = []
        for way, _ in self.cases(state, command):
            buffer = self.new_buffer()
            known = narrowed(command, way.allowed) or ""
            inner = way.copy()
            inner.channels = {**way.channels, 1: ToBuffer(buffer)}
            pieces = [(known, line, 0)]
            for end in self._as_shell(pieces, known, {}, ["/bin/sh", "-c"], inner):
                end.channels = way.channels
                text = end.buffers.pop(buffer, "")
                found.append((end, (self.lift(end, _in_a_row, text) or "",)))
        return found

    def _recipe_script(self, pieces: Pieces, state: State) -> Script:
        """The script that a command is, with the places of its author."""
        source = state.script.source
        texts: list[str] = []
        origins: list[Origin] = []
        holes: list[Mixed] = []
        size = 0
        for value, line, at in pieces:
            for part in value.parts if type(value) is Mixed else (value,):
                rows = part.split("\n") if type(part) is str else [""]
                for number, row in enumerate(rows):
                    origins.append(Origin(size, *_point(state, line, at)))
                    if type(part) is not str:
                        hole = Mixed((part,))
                        if hole not in holes:
                            holes.append(hole)
                        row = chr(HOLE + holes.index(hole))
                    elif number < len(rows) - 1:
                        row += "\n"
                    texts.append(row)
                    size += len(row.encode("utf-8", "surrogateescape"))
                    at += len(row)
        around = self._spot(state, pieces[0][1]).place
        text = "".join(texts)
        return Script(source, "/bin/sh", text, origins, around, tuple(holes), state.script.programs)


def _has_dollar(value: Value | None) -> bool:
    """Whether there is something to expand in what is known of a value."""
    if type(value) is not Mixed:
        return "$" in (value or "")
    return any(
        [
            any([_has_dollar(one) for one in part.values])
            if isinstance(part, Choice)
            else "$" in str(part)
            for part in value.parts
            if type(part) is not Symbol
        ]
    )


def _is_plain(hole: Value) -> bool:
    """Whether what is filled in is one word without any syntax."""
    parts = hole.parts if type(hole) is Mixed else ()
    return all([type(part) is Symbol and part.plain for part in parts])


def _point(state: State, line: Line, at: int) -> tuple[str, int, int]:
    """Where a character of a line stands: path, row and byte column, from 0."""
    before = line.text[:at]
    row = line.row + before.count("\n")
    column = at - (before.rfind("\n") + 1)
    try:
        raw = state.script.source.read(line.path).split("\n")[row]
    except (Unreadable, IndexError):
        return "", 0, 0
    here = line.text.split("\n")[before.count("\n")]
    column += len(raw) - len(here) if raw.endswith(here) else 0
    return line.path, row, len(raw[:column].encode("utf-8", "surrogateescape"))


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


def _in_words(names: Sequence[Value]) -> Value:
    return concat([part for name in names for part in (" ", name)][1:])


def _in_a_row(text: Value | None) -> Value:
    """The output of a command as `$(shell …)` gives it: one line."""
    if type(text) is not Mixed:
        return (text or "").rstrip("\n").replace("\n", " ")
    parts = [part if type(part) is str else Mixed((part,)) for part in text.parts]
    if type(parts[-1]) is str:
        parts[-1] = parts[-1].rstrip("\n")
    return concat([one.replace("\n", " ") if type(one) is str else one for one in parts])
