"""The models that stand for known projects among the inputs (the Nix files beside this)."""

from functools import partial

from doctor.nix.interpreter import Interpreter
from doctor.nix.machine import Thunk
from doctor.nix.prim import prim
from doctor.nix.projects import Known
from doctor.nix.values import Attrs, Item, Rest, Symbol, Value, text

SECTIONS = (
    "asserts", "attrsets", "cli", "customisation", "debug", "derivations", "filesystem",
    "fixedPoints", "generators", "lists", "meta", "modules", "options", "path", "strings",
    "systems", "trivial", "types", "versions",
)  # fmt: skip
"""The parts of nixpkgs' lib that are modelled: `models/lib/` has a file for each."""


class Model:
    """What stands for a known project: the outputs of its flake, and what importing it gives."""

    def __init__(self, machine: Interpreter, known: Known) -> None:
        self._machine = machine
        self._known = known
        self._primitives = Attrs({**prim.table, **_facts(known)})
        self._primitives.items["lib"] = Thunk(self._lib)
        self._sections: dict[str, Item] = {
            name: Thunk(partial(self._section, name)) for name in SECTIONS
        }
        self._model = Thunk(self._evaluate)

    def outputs(self) -> Attrs:
        """The outputs of the project's flake, as far as they are modelled."""
        if self._known.project == "systems":
            return Attrs({})
        if self._known.project == "nixpkgs-lib":
            return Attrs({"lib": self._primitives.items["lib"]})
        model = self._machine.force(self._model)
        if self._known.project == "nixpkgs":
            model = self._machine.select(model, "outputs", None)
        return self._machine.as_attrs(model)

    def imported(self) -> Value:
        """What `import` of the project's source gives."""
        if self._known.project == "systems":
            return self._primitives.items["defaultSystems"]
        if self._known.project == "nixpkgs":
            return self._machine.select(self._machine.force(self._model), "import", None)
        if self._known.project == "import-tree":
            return self.outputs()
        return Symbol(f"import {self._known.project}", "what importing it gives is not modelled")

    def _evaluate(self) -> Value:
        arguments = {"lib": self._primitives.items["lib"], "prim": self._primitives}
        return self._call(self._known.project, arguments)

    def _lib(self) -> Value:
        """The model of nixpkgs' lib; what it leaves out, in a section or above, is a symbol."""
        arguments: dict[str, Item] = {"prim": self._primitives, "sections": Attrs(self._sections)}
        lib = self._call("lib", arguments)
        opened: dict[str, Item] = {
            name: Thunk(partial(self._opened, f"lib.{name}", item))
            for name, item in self._machine.as_attrs(lib).items.items()
        }
        return self._opened("lib", Attrs(opened))

    def _section(self, name: str) -> Value:
        return self._call(f"lib/{name}", {"prim": self._primitives, **self._sections})

    def _call(self, name: str, arguments: dict[str, Item]) -> Value:
        """What the model file `name` gives."""
        return self._machine.call(self._machine.model(name), Attrs(arguments), None)

    def _opened(self, name: str, item: Item) -> Value:
        value = self._machine.force(item)
        if type(value) is not Attrs:
            return value
        return Attrs(value.items, Rest(Symbol(name, "nixpkgs' lib is modelled only in part")))


def _facts(known: Known) -> dict[str, Item]:
    systems: Value = Symbol("the list of systems", "it depends on the version of the input")
    if known.systems is not None:
        systems = [text(system) for system in known.systems]
    return {"flakeExposed": systems, "defaultSystems": systems}
