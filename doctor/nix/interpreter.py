"""The evaluator with a repo under it: reads and imports its files, and knows the models."""

from functools import cache
from importlib import resources

from doctor.nix import syntax
from doctor.nix.builtins import global_names
from doctor.nix.evaluator import Evaluator
from doctor.nix.values import (
    Attrs,
    BuilderCall,
    Call,
    Item,
    NixError,
    StorePath,
    Symbol,
    Text,
    Unknown,
    Value,
)
from doctor.place import Place
from doctor.source import Missing, Source, Unreadable


class Interpreter(Evaluator):
    """Evaluates the files of one repo.

    `importables` maps the name of a flake input to what importing it gives. What evaluation met
    is kept: `builder_calls`, and `misread`, the places that could not be parsed.
    """

    def __init__(self, source: Source) -> None:
        super().__init__(global_names())
        self.source = source
        self.importables: dict[str, Item] = {}
        self.builder_calls: list[BuilderCall] = []
        self.misread: list[Place] = []
        self.module_facts: dict[str, Item] = {}
        self._files: dict[str, syntax.File] = {}
        self._imports: dict[str, Value] = {}

    def file(self, path: str) -> syntax.File:
        """A parsed file of the repo; raises `Unreadable`."""
        if path not in self._files:
            text = self.source.read(path)
            self.spend(len(text) // 32)
            self._files[path] = syntax.File(text, path)
            self.misread.extend(self._files[path].errors)
        return self._files[path]

    def import_flake(self, path: str) -> Value:
        """The value of the flake file itself; raises `Unreadable`."""
        return self.eval(self.file(path).expr, self.globals)

    def import_file(self, path: str, call: Call) -> Value:
        """What `import` gives for a file or folder of the repo."""
        place = call.place
        if self.source.kind(path) == "directory":
            path = f"{path}/default.nix" if path else "default.nix"
        if path not in self._imports:
            try:
                file = self.file(path)
            except Missing:
                raise NixError(f"{path}: no such file", place) from None
            except Unreadable as trouble:
                raise Unknown(Symbol(f"import {path}", trouble.why, place)) from None
            self._imports[path] = self.eval(file.expr, self.globals)
        return self._imports[path]

    def imported_input(self, value: Value) -> Value | None:
        """What importing a flake input's own tree gives; None if `value` is something else."""
        path = value
        if type(value) is Attrs and "outPath" in value.items:
            path = self.force(value.items["outPath"])
        if type(path) is not Text or type(path.parts[0]) is not StorePath:
            return None
        source = path.parts[0].source
        if source is None:
            return None
        if len(path.parts) == 1 and source in self.importables:
            return self.force(self.importables[source])
        why = f"the files of the input {source} are not read"
        return Symbol(f"import {source}", why, None, source)

    def model(self, name: str) -> Value:
        """The value of the model file `name` (a function, see `models/`)."""
        return self.eval(_model(name).expr, self.globals)


@cache
def _model(name: str) -> syntax.File:
    text = resources.files("doctor.nix").joinpath("models", f"{name}.nix").read_text("utf-8")
    file = syntax.File(text, f"<{name}>", is_model=True)
    if file.errors:
        raise AssertionError(f"the model {name} cannot be parsed: {file.errors[0]}")
    return file
