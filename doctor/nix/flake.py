"""What a flake gives: its outputs, called with its inputs and itself.

The call follows Nix's own `call-flake.nix`; inputs that are known projects are models, any other
input is a symbol.
"""

from collections.abc import Callable

from doctor.nix.declared import FLAKE, Declared, declared_inputs, written_out
from doctor.nix.expressions import Deferred, Lambda
from doctor.nix.interpreter import Interpreter
from doctor.nix.machine import Thunk
from doctor.nix.models import Model
from doctor.nix.paths import ROOT
from doctor.nix.projects import Known
from doctor.nix.values import (
    Attrs,
    Item,
    NixError,
    Rest,
    StorePath,
    Symbol,
    Text,
    Unknown,
    Value,
    text,
)

_ATTRIBUTES = ("description", "inputs", "nixConfig", "outputs")
_SOURCE_INFO = ("lastModified", "lastModifiedDate", "narHash")
_REVISION = ("rev", "shortRev", "revCount", "dirtyRev", "dirtyShortRev", "submodules")


class Flake:
    """The flake of a repo; `NixError`, `Unknown` and `Exhausted` rise from all that it does."""

    def __init__(self, interpreter: Interpreter) -> None:
        self._machine = interpreter
        self._top = interpreter.flake_attrs(FLAKE)
        for name in self._top.items:
            if name not in _ATTRIBUTES:
                raise NixError(f"a flake has no attribute {name}")
        self._check_written_out()
        self.inputs = declared_inputs(interpreter, self._top)

    def _check_written_out(self) -> None:
        """Nix evaluates none of these, and wants them to be what they are."""
        machine, items = self._machine, self._top.items
        if "description" in items:
            machine.as_string(written_out(machine, "description", items["description"]))
        if "nixConfig" in items:
            settings = machine.as_attrs(written_out(machine, "nixConfig", items["nixConfig"]))
            for name, value in settings.items.items():
                written_out(machine, name, value)
        outputs = items.get("outputs")
        expr = outputs.code if type(outputs) is Thunk else None
        if type(expr) is Deferred:
            expr = expr.lower()
        if type(expr) is not Lambda:
            raise NixError("outputs must be a function, written out")

    def outputs(self, known: Callable[[tuple[str, ...]], Known | None]) -> Value:
        """What the flake gives: `outputs` called with its inputs and itself.

        `known` says which project the input at a path is, if something is known of it.
        """
        machine = self._machine
        function = machine.select(self._top, "outputs", None)
        arguments: dict[str, Item] = {}
        for declared in self.inputs:
            arguments[declared.name] = self._input(declared, known((declared.name,)))
        arguments["self"] = Thunk(lambda: self._result(function, arguments))
        return machine.force(arguments["self"])

    def _input(self, declared: Declared, known: Known | None) -> Thunk:
        machine = self._machine
        model = Model(machine, known) if known is not None and known.project else None
        if known is not None and known.adds_nothing_to:
            facts: dict[str, Item] = dict.fromkeys(known.adds_nothing_to, False)
            machine.module_facts[declared.name] = Attrs(facts)
        if model is not None:
            machine.importables[declared.name] = Thunk(model.imported)
        return Thunk(lambda: self._input_value(declared, model))

    def _result(self, function: Value, arguments: dict[str, Item]) -> Value:
        machine = self._machine
        inputs = {name: item for name, item in arguments.items() if name != "self"}
        made = machine.call(function, Attrs(dict(arguments)), None)
        if type(made) is Symbol:
            raise Unknown(made)
        outputs = machine.as_attrs(made)
        root = text(ROOT)
        info = _tree("self", root)
        added: dict[str, Item] = {
            "inputs": Attrs(inputs),
            "outputs": outputs,
            "sourceInfo": info,
            "_type": text("flake"),
        }
        return machine.update(machine.update(outputs, info), Attrs(added))

    @staticmethod
    def _input_value(declared: Declared, model: Model | None) -> Value:
        name = declared.name
        root = Text((StorePath(name, source=name),))
        why = f"the input {name} is not read" if model is None else f"{name} has no model of it"
        symbol = Symbol(f"inputs.{name}", why, declared.place, name)
        items: dict[str, Item] = dict(_tree(name, root).items)
        if declared.is_flake:
            items["_type"] = text("flake")
            if model is not None:
                outputs = model.outputs()
                items.update(outputs.items)
                items["outputs"] = outputs
        return Attrs(items, Rest(symbol))


def _tree(name: str, root: Text) -> Attrs:
    """What Nix says of a source tree; its revision may be known or not."""
    symbol = Symbol(name, "the revision is not part of the repo's files", None, name)
    info: dict[str, Item] = {key: symbol.derive(f"{name}.{key}") for key in _SOURCE_INFO}
    return Attrs({**info, "outPath": root}, Rest(symbol, frozenset(_REVISION)))
