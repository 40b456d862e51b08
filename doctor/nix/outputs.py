"""The apps among a flake's outputs: who made each, and whether it is described."""

from collections.abc import Iterator

from doctor.nix.interpreter import Interpreter
from doctor.nix.machine import Thunk
from doctor.nix.paths import below_root
from doctor.nix.values import (
    Attrs,
    BuilderCall,
    Closure,
    Exhausted,
    Item,
    NixError,
    Path,
    Piece,
    Rest,
    Script,
    StorePath,
    Symbol,
    Text,
    Unknown,
    Value,
    where,
)
from doctor.place import Place
from doctor.record import NamedTuple

MAX_APPS = 5_000
"""Apps of all systems together; a generated flake may well have some hundreds."""

_TRUSTED = (
    "bash", "cacert", "coreutils", "crane", "curl", "kubernetes-helm", "pass", "python3",
    "regclient", "runCommand", "runtimeShell", "writeScript", "writeScriptBin",
    "writeShellApplication", "writeShellScript", "writeShellScriptBin", "writeText",
    "writeTextFile",
)  # fmt: skip
"""What a builder may use of nixpkgs for a program that publishes."""


class Gap(NamedTuple):
    """Something that evaluation could not tell: where, and why."""

    place: Place
    why: str


class Program(NamedTuple):
    """What an app runs: a builder's program, a script of the flake, or a file of the repo.

    `builder_app` is the app that the builder made the program for. With `gap` the program is not
    known; with nothing at all it is some package's.
    """

    builder: BuilderCall | None = None
    builder_app: str | None = None
    script: Script | None = None
    file: str | None = None
    gap: Gap | None = None


class FoundApp(NamedTuple):
    """One app of one system."""

    system: str
    name: str
    program: Program
    described: bool | None
    place: Place


class Outputs:
    """Walks the outputs; `gaps` collects why the set of apps may be larger than `apps`."""

    def __init__(self, machine: Interpreter, outputs: Value, place: Place) -> None:
        self._machine = machine
        self._place = place
        self._outputs = outputs
        self.gaps: list[Gap] = []
        self.apps = tuple(self._apps(outputs))

    def has_package(self, name: str) -> bool | None:
        """Whether some system has a package of this name; None: not known."""
        known: bool | None = False
        for output in ("packages", "legacyPackages"):
            try:
                systems = self._machine.force(self._attribute(self._outputs, output))
                if type(systems) is not Attrs:
                    known = None
                    continue
                if systems.rest is not None:
                    known = None
                for item in systems.items.values():
                    of_system = self._machine.force(item)
                    if type(of_system) is Attrs and name in of_system.items:
                        return True
                    if type(of_system) is not Attrs or of_system.rest is not None:
                        known = None
            except (Exhausted, NixError, RecursionError, Unknown):
                known = None
        return known

    def names_of(self, output: str) -> frozenset[str]:
        """The known names in an output, such as `lib`."""
        try:
            value = self._machine.force(self._attribute(self._outputs, output))
        except (Exhausted, NixError, RecursionError, Unknown):
            return frozenset()
        return frozenset(value.items) if type(value) is Attrs else frozenset()

    def _apps(self, outputs: Value) -> Iterator[FoundApp]:
        count = 0
        systems = self._members("the apps", self._attribute(outputs, "apps"), self._place)
        for system, of_system in systems:
            place = self._span_place(of_system, self._place)
            for name, item in self._members("the apps of a system", of_system, place):
                count += 1
                if count > MAX_APPS:
                    self._add_gap(f"there are more than {MAX_APPS:,} apps", None, place)
                    return
                yield self._app(system, name, item, self._span_place(item, place))

    def _attribute(self, outputs: Value, name: str) -> Item:
        attrs = self._machine.as_attrs(outputs)
        if name in attrs.items:
            return attrs.items[name]
        if attrs.rest is not None and attrs.rest.may_have(name):
            return attrs.rest.symbol.derive(name)
        return Attrs({})

    def _members(self, what: str, item: Item, place: Place) -> Iterator[tuple[str, Item]]:
        """The known members of an attribute set, sorted; what may be missing is a gap."""
        try:
            value = self._machine.force(item)
        except NixError as error:
            self._add_gap(f"{what} fail to evaluate: {error.message}", error.place, place)
            return
        if type(value) is Symbol:
            self._gap_of_symbol(what, value, place)
        elif type(value) is not Attrs:
            self._add_gap(f"{what} are no attribute set", None, place)
        else:
            yield from sorted(value.items.items())
            if value.rest is not None:
                self._gap_of_rest(what, value.rest, place)

    def _gap_of_symbol(self, what: str, symbol: Symbol, place: Place) -> None:
        self._add_gap(f"{what} are not known: {symbol.text}: {symbol.why}", symbol.place, place)

    def _gap_of_rest(self, what: str, rest: Rest, place: Place) -> None:
        symbol = rest.symbol
        why = f"{what} may be more: {symbol.text}: {symbol.why}"
        self._add_gap(why, symbol.place, place)

    def _add_gap(self, why: str, exact: Place | None, place: Place) -> None:
        self.gaps.append(Gap(exact or place, why))

    def _span_place(self, item: Item, default: Place) -> Place:
        return where(item.span) or default if type(item) is Thunk else default

    def _app(self, system: str, name: str, item: Item, place: Place) -> FoundApp:
        machine = self._machine
        try:
            app = machine.force(item)
            place = where(app.span) or place if type(app) is Attrs else place
            kind = machine.as_string(machine.select(app, "type", None))
            program = self._program(machine.select(app, "program", None), place)
            if kind != "app":
                program = Program(gap=Gap(place, f"it has the type {kind!r}, not 'app'"))
        except NixError as error:
            gap = Gap(error.place or place, f"it fails to evaluate: {error.message}")
            return FoundApp(system, name, Program(gap=gap), None, place)
        except Unknown as unknown:
            program = Program(gap=_gap_of(unknown.symbol, place))
            return FoundApp(system, name, program, None, place)
        return FoundApp(system, name, program, self._described(app), place)

    def _described(self, app: Value) -> bool | None:
        machine = self._machine
        try:
            meta = machine.select(app, "meta", None, missing=Attrs({}))
            description = machine.select(meta, "description", None, missing=None)
        except (NixError, Unknown):
            return None
        if type(description) is Symbol:
            return None
        if type(description) is not Text:
            return False
        if any([type(part) is Piece and part.text.strip() for part in description.parts]):
            return True
        return False if description.known is not None else None

    def _program(self, value: Value, place: Place) -> Program:
        if type(value) is Path:
            return Program(file=value.path)
        given = self._machine.to_text(value)
        if given.known is not None and (path := below_root(given.known)) is not None:
            return Program(file=path)
        first, below = given.parts[0], Text(given.parts[1:])
        for part in given.parts:
            if type(part) is Symbol:
                return Program(gap=_gap_of(part, place))
        if type(first) is not StorePath:
            return Program()
        if first.builder is not None:
            if wrong := self._wrong_with(first.builder.pkgs):
                why = f"{first.builder.builder} gets {wrong}"
                return Program(gap=Gap(first.builder.place or place, why))
            if not below.parts:
                return Program(builder=first.builder, builder_app=first.name)
            return Program(gap=Gap(place, "it is not the builder's program as it is"))
        path = "".join([part.text for part in below.parts if type(part) is Piece])
        if first.files is not None and path in first.files:
            return Program(script=first.files[path])
        if first.repo_path is not None:
            return Program(file=f"{first.repo_path}{path}".strip("/"))
        return Program()

    def _wrong_with(self, pkgs: Item) -> str | None:
        """Why a builder cannot be trusted to write its programs with this nixpkgs."""
        try:
            given = self._machine.force(pkgs)
        except (NixError, Unknown):
            return None
        if type(given) is not Attrs:
            return None
        for name in _TRUSTED:
            if name in given.items and not self._is_of_nixpkgs(given.items[name]):
                return f"a pkgs of which {name} is another"
        return "a flake for its pkgs" if "_type" in given.items else None

    def _is_of_nixpkgs(self, item: Item) -> bool:
        try:
            value = self._machine.force(item)
        except (NixError, Unknown):
            return False
        if type(value) is Text:
            value = value.parts[0]
        if type(value) is Symbol:
            return value.text.startswith("pkgs.")
        return type(value) is Closure and value.function.span.file.is_model


def _gap_of(symbol: Symbol, place: Place) -> Gap:
    return Gap(symbol.place or place, f"{symbol.text}: {symbol.why}")


def literal(machine: Interpreter, item: Item) -> object:
    """A value as JSON has it (a list as a tuple); None for what is not literal."""
    try:
        machine.spend(1)
        value = machine.force(item)
        if type(value) is list:
            return machine.nested(lambda: tuple([literal(machine, one) for one in value]))
    except (Exhausted, NixError, Unknown):
        return None
    if type(value) is Text:
        return value.known
    if type(value) is Path:
        return f"./{value.path}"
    return value if type(value) in (int, float, bool) else None
