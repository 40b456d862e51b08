"""The evaluator with a repo under it: reads and imports its files, and knows the models."""

import os
import time
from functools import cache

from doctor.nix import syntax
from doctor.nix.builtins import global_names
from doctor.nix.evaluator import Evaluator
from doctor.nix.expressions import AttrsExpr, Broken, Deferred
from doctor.nix.grammar import TooSlow
from doctor.nix.machine import Call
from doctor.nix.scopes import Refused, refused
from doctor.nix.values import (
    Attrs,
    NixError,
    StorePath,
    Symbol,
    Text,
    Unknown,
    Value,
)
from doctor.place import Place
from doctor.source import Missing, Source, Unreadable

MAX_NIX = 512 << 10
"""Characters that a Nix file may have; a tree takes up to 250 bytes for each."""
MAX_PARSE_SECONDS = 0.5
"""Processor time for parsing all files of a repo; 180 KB of nixpkgs take 13 ms."""


class Interpreter(Evaluator):
    """Evaluates the files of one repo; `refused` is what Nix would not even begin to evaluate."""

    def __init__(self, source: Source) -> None:
        super().__init__(source, global_names())
        self.refused: list[Refused] = []
        self._parse_seconds = MAX_PARSE_SECONDS
        self._files: dict[str, syntax.File] = {}
        self._imports: dict[str, Value] = {}

    def file(self, path: str) -> syntax.File:
        """A parsed file of the repo; raises `Unreadable`."""
        if path not in self._files:
            self._files[path] = self._parsed(path, self.source.read(path))
            self.refused.extend(self._refused(self._files[path]))
        return self._files[path]

    def _parsed(self, path: str, text: str) -> syntax.File:
        if len(text) > MAX_NIX:
            raise Unreadable(path, f"is larger than {MAX_NIX >> 10} KiB, too large to parse")
        self.spend(len(text) // 32)
        start = time.thread_time()
        try:
            return syntax.File(text, path, seconds=self._parse_seconds)
        except TooSlow:
            raise Unreadable(path, "takes too long to parse") from None
        finally:
            self._parse_seconds -= time.thread_time() - start

    def _refused(self, file: syntax.File) -> list[Refused]:
        if file.errors:
            return [Refused(place, "this cannot be read as Nix") for place in file.errors]
        names = self.globals.names or {}
        return refused(file.expr, frozenset(names))

    def flake_attrs(self, path: str) -> Attrs:
        """What a flake file holds: Nix takes nothing but a set that is written out."""
        expr = self.file(self.source.follow(path)).expr
        written = expr.lower() if isinstance(expr, Deferred) else expr
        if not isinstance(written, (AttrsExpr, Broken)):
            raise NixError("a flake must be an attribute set, written out", Place(path))
        return self.as_attrs(self.eval(written, self.globals))

    def import_file(self, path: str, call: Call) -> Value:
        """What `import` gives for a file or folder of the repo."""
        place = call.place
        if path not in self._imports:
            try:
                path = self._file_behind(path)
                file = self.file(path)
            except Missing:
                raise NixError(f"{path}: no such file", place) from None
            except Unreadable as trouble:
                raise Unknown(Symbol(f"import {path}", trouble.why, place)) from None
            if path not in self._imports:
                self._imports[path] = self.eval(file.expr, self.globals)
        return self._imports[path]

    def _file_behind(self, path: str) -> str:
        path = self.source.follow(path)
        if self.source.kind(path) == "directory":
            path = f"{path}/default.nix" if path else "default.nix"
        return path

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
    # importlib.resources would do the same in a tenth of the start-up time.
    path = os.path.join(os.path.dirname(__file__), "models", f"{name}.nix")
    with open(path, encoding="utf-8") as model:
        text = model.read()
    file = syntax.File(text, f"<{name}>", is_model=True)
    if file.errors:
        raise AssertionError(f"the model {name} cannot be parsed: {file.errors[0]}")
    return file
