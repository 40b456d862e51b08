"""What one repo declares: inputs, lock, archetypes, apps.

Every fact is computed when it is first asked for. `None` in a fact means "cannot be known
statically"; a `Gap` says where and why.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from doctor.flakeref import FlakeRef
from doctor.lock import Lock, LockTrouble, read_lock
from doctor.nix import values
from doctor.nix.declared import FLAKE, Declared
from doctor.nix.flake import Flake
from doctor.nix.interpreter import Interpreter
from doctor.nix.machine import deep_stack
from doctor.nix.outputs import FoundApp, Gap, Outputs, Program, literal
from doctor.nix.projects import Known, identifier
from doctor.nix.values import Exhausted, NixError, Unknown
from doctor.place import Place
from doctor.record import NamedTuple
from doctor.source import Missing, Source, Unreadable

if TYPE_CHECKING:
    from doctor.bash.script import Script
    from doctor.bash.surroundings import FlakeApp, OpenWorld, Scenario
    from doctor.behaviour import Run
    from doctor.ci import CiStep, StepRun
    from doctor.woodpecker.pipeline import Pipelines

ARCHETYPES = {
    "mkPyPiWheelPublish": "pypi-wheel",
    "mkS390xNpmPublish": "npm-addon",
    "mkGenericBinaryPublish": "generic-binary",
    "mkGoBinaryPublish": "generic-binary",
    "mkNix2ContainerPublish": "oci-image",
    "mkHelmPublish": "helm-chart",
}
"""Which archetype each builder of parity-lib makes (CONTRACT.md)."""


REGISTRY = "git.oleks.space"
"""The host that the fleet publishes to, unless a builder is told otherwise (CONTRACT.md)."""


class Input(NamedTuple):
    """A flake input as `flake.nix` declares it.

    `ref` is where it points (None: it follows another input, or is not literal; then `why` says
    so), `follows` the path of the input that it follows. `is_parity` says whether it leads to
    parity-lib, itself or through the input that it follows.
    """

    name: str
    ref: FlakeRef | None
    follows: tuple[str, ...] | None
    is_parity: bool
    place: Place
    why: str


class BuilderCall(NamedTuple):
    """A call of a parity-lib builder whose result the flake uses or drops.

    `arguments` pairs each argument, sorted, with its literal value (None: not literal; a list is
    a tuple); `gives` are the names of the apps that the archetype gives (None: not known).
    """

    builder: str
    archetype: str
    arguments: tuple[tuple[str, object], ...]
    gives: frozenset[str] | None
    place: Place


class App(NamedTuple):
    """An app of the flake, the same on all `systems` that are listed.

    `made_by` is "builder", "script" (a script that the flake writes or a file of the repo) or
    "unknown": a program that is no script, or, with a `gap`, one that could not be determined.
    Behind a builder's app are the `call` and `made_as`, the builder's name for the app.
    `described`: whether it has a non-empty `meta.description` (None: unknown).
    """

    name: str
    systems: tuple[str, ...]
    made_by: str
    call: BuilderCall | None
    made_as: str | None
    described: bool | None
    place: Place
    gap: Gap | None


class EntryPoint(NamedTuple):
    """A hand-written app whose program is a script, with all that it could do.

    `names` are the apps that run it; `place` is where the first of them is declared.
    """

    names: tuple[str, ...]
    run: Run
    place: Place


def _nobody_knows(package: str) -> bool | None:
    """Whether there is a package, of a flake that does not evaluate."""
    return None


class _Evaluated(NamedTuple):
    inputs: tuple[Input, ...] = ()
    apps: tuple[App, ...] = ()
    calls: tuple[BuilderCall, ...] = ()
    gaps: tuple[Gap, ...] = ()
    programs: tuple[tuple[App, Program], ...] = ()
    has_package: Callable[[str], bool | None] = _nobody_knows
    library: frozenset[str] = frozenset()


class Repo:
    """The facts about the repo that `source` holds."""

    def __init__(self, source: Source) -> None:
        self.source = source

    @cached_property
    def trouble(self) -> Gap | None:
        """Why `flake.nix` says nothing at all, if it does not: there is none, or no text."""
        try:
            text = self.source.read(FLAKE)
        except Missing:
            return Gap(Place(FLAKE), "there is no flake.nix")
        except Unreadable as unreadable:
            return Gap(Place(FLAKE), f"flake.nix {unreadable.why}")
        return None if text.strip() else Gap(Place(FLAKE), "flake.nix is empty")

    @cached_property
    def lock(self) -> Lock | LockTrouble:
        """What `flake.lock` pins, or what is wrong with it."""
        return read_lock(self.source)

    @property
    def inputs(self) -> tuple[Input, ...]:
        """The inputs that `flake.nix` declares, sorted by name."""
        return self._evaluated.inputs

    @property
    def builder_calls(self) -> tuple[BuilderCall, ...]:
        """Every builder call that evaluating the outputs met, in order of place."""
        return self._evaluated.calls

    @property
    def apps(self) -> tuple[App, ...]:
        """All apps that are known, sorted by name."""
        return self._evaluated.apps

    @property
    def library(self) -> frozenset[str]:
        """The names in the flake's `lib`, as far as they are known."""
        return self._evaluated.library

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Why the set of apps may be incomplete; empty means that `apps` is exactly Nix's set."""
        return self._evaluated.gaps

    @property
    def apps_complete(self) -> bool:
        """Whether `apps` is exactly the set that Nix would give."""
        return not self.gaps

    @property
    def scripts(self) -> int:
        """How many scripts the apps and CI run, as far as they are known."""
        of_apps = {_script(program) for _, program in self._evaluated.programs} - {None}
        files = {program.file for _, program in self._evaluated.programs}
        return len(of_apps) + len({path for step in self.step_runs for path in step.files} - files)

    @property
    def hosts(self) -> frozenset[str]:
        """The hosts of the registries that the builders are told to publish to."""
        given = {dict(call.arguments).get("registryHost") for call in self.builder_calls}
        return frozenset([REGISTRY, *[host for host in given if isinstance(host, str) and host]])

    @property
    def entry_points(self) -> tuple[EntryPoint, ...]:
        """What each script that is an app would do, sorted by the apps' names."""
        if isinstance(self._behaviour, Exception):
            raise self._behaviour
        return self._behaviour

    @cached_property
    def _behaviour(self) -> tuple[EntryPoint, ...] | Exception:
        """The runs; a crash is kept, so that not every rule pays for it again."""
        try:
            with deep_stack():
                return self._run_scripts()
        except Exception as crash:
            return crash

    def _run_scripts(self) -> tuple[EntryPoint, ...]:
        from doctor.bash.surroundings import SCENARIOS
        from doctor.behaviour import run

        found: dict[str, tuple[list[str], Script, Place]] = {}
        for app, program in self._evaluated.programs:
            script = self._script(app, program)
            if script is not None:
                names, _, _ = found.setdefault(script.text, ([], script, app.place))
                if app.name not in names:
                    names.append(app.name)
        entries = [
            EntryPoint(tuple(sorted(names)), run(self.surroundings(SCENARIOS), script), place)
            for names, script, place in found.values()
        ]
        return tuple(sorted(entries, key=lambda entry: entry.names))

    def surroundings(self, scenarios: Sequence[Scenario]) -> OpenWorld:
        """The world in which the repo's scripts run, in these scenarios."""
        from doctor.bash.surroundings import OpenWorld

        return OpenWorld(self.source, scenarios, self.hosts, self._flake_app)

    def _script(self, app: App, program: Program) -> Script | None:
        """The hand-written script that an app is."""
        from doctor.bash.script import of_nix, of_repo

        if program.script is not None:
            return of_nix(self.source, program.script, app.place)
        return of_repo(self.source, program.file) if program.file is not None else None

    def _flake_app(self, name: str) -> FlakeApp:
        """What `nix run .#name` starts; of several systems the first is taken for all."""
        from doctor.bash.surroundings import FlakeApp
        from doctor.parity import script_of

        for app, program in self._evaluated.programs:
            if app.name != name:
                continue
            if app.call is not None:
                return FlakeApp(script_of(self.source, app.call, app.made_as or name), "", True)
            script = self._script(app, program)
            why = app.gap.why if app.gap else f"what the app {name} runs is no shell script"
            return FlakeApp(script, "" if script is not None else why, True)
        package = name.partition(".")[0]
        is_package = self._evaluated.has_package(package)
        if is_package:
            return FlakeApp(None, f"what the package {name} runs is not known", True, True)
        why = f"whether there is an app {name} is not known"
        return FlakeApp(None, why, None if self.gaps or is_package is None else False)

    @cached_property
    def pipelines(self) -> Pipelines:
        """The pipelines that the server reads."""
        from doctor.woodpecker.pipeline import FILES, FOLDER, Pipelines, read

        if all([self.source.kind(path) is None for path in (FOLDER, *FILES)]):
            return Pipelines((), (), ())
        return read(self.source)

    @cached_property
    def ci_steps(self) -> tuple[CiStep, ...]:
        """All steps of CI, in the order in which they are written."""
        if not self.pipelines.workflows:
            return ()
        from doctor.ci import steps

        return tuple(steps(self))

    @property
    def step_runs(self) -> tuple[StepRun, ...]:
        """What the steps would do that have commands."""
        if isinstance(self._ci, Exception):
            raise self._ci
        return self._ci

    @cached_property
    def _ci(self) -> tuple[StepRun, ...] | Exception:
        """The runs; a crash is kept, so that not every rule pays for it again."""
        if not self.ci_steps:
            return ()
        from doctor.ci import step_runs

        try:
            with deep_stack():
                return tuple(step_runs(self, self.ci_steps))
        except Exception as crash:
            return crash

    @property
    def _evaluated(self) -> _Evaluated:
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return self._outcome

    @cached_property
    def _outcome(self) -> _Evaluated | Exception:
        """What evaluation found; a crash is kept, so that not every rule pays for it again."""
        if self.trouble is not None:
            return _Evaluated(gaps=(self.trouble,))
        try:
            with deep_stack():
                return _Evaluation(Interpreter(self.source), self.lock).result
        except Exception as crash:
            return crash


class _Evaluation:
    """One evaluation of the flake, turned into facts; whatever stops it becomes a gap."""

    def __init__(self, machine: Interpreter, lock: Lock | LockTrouble) -> None:
        self._machine = machine
        self._calls: dict[int, BuilderCall] = {}
        self._programs: list[tuple[App, Program]] = []
        inputs: tuple[Input, ...] = ()
        apps: tuple[FoundApp, ...] = ()
        gaps: list[Gap] = []
        has_package: Callable[[str], bool | None] = _nobody_knows
        library: frozenset[str] = frozenset()
        start = Place(FLAKE)
        try:
            flake = Flake(machine)
            known = identifier(flake.inputs, lock).known
            inputs = self._inputs(flake.inputs, known)
            refused = [Gap(one.place, f"input {one.name}: {one.why}") for one in inputs if one.why]
            outputs = Outputs(machine, flake.outputs(known), start)
            apps = outputs.apps
            has_package = outputs.has_package
            library = outputs.names_of("lib")
            gaps = [*refused, *outputs.gaps]
        except NixError as error:
            gaps = [Gap(error.place or start, f"the flake fails to evaluate: {error.message}")]
        except Unknown as unknown:
            symbol = unknown.symbol
            gaps = [Gap(symbol.place or start, f"{symbol.text}: {symbol.why}")]
        except Unreadable as unreadable:
            gaps = [Gap(Place(unreadable.path), str(unreadable))]
        except Exhausted as spent:
            gaps = [Gap(start, f"the flake is too much to evaluate: {spent}")]
        except RecursionError:
            gaps = [Gap(start, "the flake is too much to evaluate: it nests too deeply")]
        gaps.extend(Gap(place, why) for place, why in machine.refused)
        self.result = _Evaluated(
            inputs,
            self._apps(apps),
            self._all_calls(),
            tuple(sorted(set(gaps))),
            tuple(self._programs),
            has_package,
            library,
        )

    def _inputs(
        self, declared: tuple[Declared, ...], known: Callable[[tuple[str, ...]], Known | None]
    ) -> tuple[Input, ...]:
        found = []
        for one in declared:
            project = known((one.name,))
            is_parity = project is not None and project.project == "parity-lib"
            found.append(Input(one.name, one.ref, one.follows, is_parity, one.place, one.why))
        return tuple(found)

    def _apps(self, found: tuple[FoundApp, ...]) -> tuple[App, ...]:
        systems: dict[App, list[str]] = {}
        for one in found:
            program = one.program
            call = self._call(program.builder) if program.builder is not None else None
            made_by = "builder" if call else "script" if _script(program) else "unknown"
            place = call.place if call else one.place
            app = App(
                one.name,
                (),
                made_by,
                call,
                program.builder_app,
                one.described,
                place,
                program.gap,
            )
            systems.setdefault(app, []).append(one.system)
            self._programs.append((app, program))
        apps = [app._replace(systems=tuple(sorted(on))) for app, on in systems.items()]
        return tuple(sorted(apps, key=lambda app: (app.name, app.systems)))

    def _all_calls(self) -> tuple[BuilderCall, ...]:
        calls = {self._call(made) for made in self._machine.builder_calls}
        return tuple(sorted(calls, key=lambda call: (call.place, call.builder, repr(call))))

    def _call(self, made: values.BuilderCall) -> BuilderCall:
        if id(made) not in self._calls:
            self._calls[id(made)] = self._facts_of(made)
        return self._calls[id(made)]

    def _facts_of(self, made: values.BuilderCall) -> BuilderCall:
        machine = self._machine
        arguments: tuple[tuple[str, object], ...] = ()
        gives: frozenset[str] | None = None
        try:
            given = machine.as_attrs(machine.force(made.arguments))
            arguments = tuple(
                (name, literal(machine, item)) for name, item in sorted(given.items.items())
            )
            names = machine.as_list(machine.force(made.apps))
            gives = frozenset(machine.as_string(machine.force(name)) for name in names)
        except (Exhausted, NixError, Unknown):
            pass  # what is not literal stays unknown
        place = made.place or Place(FLAKE)
        return BuilderCall(made.builder, ARCHETYPES[made.builder], arguments, gives, place)


def _script(program: Program) -> tuple[str, Place | None] | None:
    """What tells the scripts that apps run apart; None for another program."""
    if program.script is not None:
        return program.script.name, program.script.place
    return (program.file, None) if program.file is not None else None
