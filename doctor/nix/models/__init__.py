"""The models that stand for known projects among the inputs (the Nix files beside this)."""

from collections.abc import Mapping
from functools import partial

from doctor.nix.interpreter import Interpreter
from doctor.nix.machine import Thunk
from doctor.nix.prim import prim
from doctor.nix.projects import Known
from doctor.nix.values import Attrs, Item, Rest, Symbol, Value, text


def models(machine: Interpreter, known: Mapping[str, Known | None]) -> dict[str, Attrs]:
    """The outputs of those inputs that are known projects, by input name."""
    table: dict[str, Attrs] = {}
    for name, one in known.items():
        if one is not None:
            _add_model(machine, name, one, table)
    return table


def _open_lib(machine: Interpreter, primitives: Attrs) -> Attrs:
    """The model of nixpkgs' lib; what it leaves out, in a section or above, is a symbol."""

    def opened(name: str, item: Item) -> Attrs:
        value = machine.force(item)
        if type(value) is not Attrs:
            return value  # type: ignore[no-any-return]
        return Attrs(value.items, Rest(Symbol(name, "nixpkgs' lib is modelled only in part")))

    lib = machine.call(machine.model("lib"), Attrs({"prim": primitives}), None)
    items = {name: Thunk(partial(opened, f"lib.{name}", item)) for name, item in lib.items.items()}
    return opened("lib", Attrs(items))


def _add_model(machine: Interpreter, name: str, known: Known, table: dict[str, Attrs]) -> None:
    systems: Value = Symbol("the list of systems", "it depends on the version of the input")
    if known.systems is not None:
        systems = [text(system) for system in known.systems]
    if known.project == "systems":
        machine.importables[name] = systems
        return
    primitives = Attrs({**prim.table, "flakeExposed": systems, "defaultSystems": systems})
    lib = primitives.items["lib"] = _open_lib(machine, primitives)
    if known.project == "nixpkgs-lib":
        table[name] = Attrs({"lib": lib})
        return
    arguments: dict[str, Item] = {"lib": lib, "prim": primitives}
    model = machine.call(machine.model(known.project), Attrs(arguments), None)
    if known.project == "nixpkgs":
        machine.importables[name] = machine.select(model, "import", None)
        model = machine.select(model, "outputs", None)
    table[name] = machine.as_attrs(model)
