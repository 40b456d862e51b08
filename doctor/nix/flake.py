"""What a flake gives: its outputs, called with its inputs and itself.

The call follows Nix's own `call-flake.nix`; inputs that are known projects are models, any other
input is a symbol.
"""

from collections.abc import Callable

from doctor.nix.declared import FLAKE, Declared, declared_inputs
from doctor.nix.interpreter import Interpreter
from doctor.nix.machine import Thunk
from doctor.nix.models import models
from doctor.nix.projects import Known
from doctor.nix.values import Attrs, Item, Rest, StorePath, Symbol, Text, Unknown, Value, text

_SOURCE_INFO = ("lastModified", "lastModifiedDate", "narHash")
_REVISION = ("rev", "shortRev", "revCount", "dirtyRev", "dirtyShortRev", "submodules")


class Flake:
    """The flake of a repo; `NixError`, `Unknown` and `Exhausted` rise from all that it does."""

    def __init__(self, interpreter: Interpreter) -> None:
        self._machine = interpreter
        self._top = interpreter.as_attrs(interpreter.import_flake(FLAKE))
        self.inputs = declared_inputs(interpreter, self._top)

    def outputs(self, known: Callable[[tuple[str, ...]], Known | None]) -> Value:
        """What the flake gives: `outputs` called with its inputs and itself.

        `known` says which project the input at a path is, if it is one that is modelled.
        """
        machine = self._machine
        function = machine.select(self._top, "outputs", None)
        arguments: dict[str, Item] = {}
        built = models(machine, {one.name: known((one.name,)) for one in self.inputs})
        for declared in self.inputs:
            name = declared.name
            arguments[name] = self._input_value(declared, built.get(name))
        myself = Thunk(lambda: self._result(function, arguments))
        arguments["self"] = myself
        return machine.force(myself)

    def _result(self, function: Value, arguments: dict[str, Item]) -> Value:
        machine = self._machine
        inputs = {name: item for name, item in arguments.items() if name != "self"}
        made = machine.call(function, Attrs(dict(arguments)), None)
        if type(made) is Symbol:
            raise Unknown(made)
        outputs = machine.as_attrs(made)
        root = Text((StorePath("source", repo_path=""),))
        info = _tree("self", root)
        added: dict[str, Item] = {
            "inputs": Attrs(inputs),
            "outputs": outputs,
            "sourceInfo": info,
            "_type": text("flake"),
        }
        return machine.update(machine.update(outputs, info), Attrs(added))

    def _input_value(self, declared: Declared, model: Attrs | None) -> Value:
        name = declared.name
        root = Text((StorePath(name, source=name),))
        why = f"the input {name} is not read" if model is None else f"{name} has no model of it"
        symbol = Symbol(f"inputs.{name}", why, declared.place, name)
        items: dict[str, Item] = dict(_tree(name, root).items)
        if declared.is_flake:
            items["_type"] = text("flake")
            if model is not None:
                items.update(model.items)
        return Attrs(items, Rest(symbol))


def _tree(name: str, root: Text) -> Attrs:
    """What Nix says of a source tree; its revision may be known or not."""
    symbol = Symbol(name, "the revision is not part of the repo's files", None, name)
    info: dict[str, Item] = {key: symbol.derive(f"{name}.{key}") for key in _SOURCE_INFO}
    return Attrs({**info, "outPath": root}, Rest(symbol, frozenset(_REVISION)))
