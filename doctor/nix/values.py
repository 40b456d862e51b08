"""The values of the Nix language, and the unknown ones beside them.

Integers, floats, booleans and null are Python's own; a list is a Python list. Elements of lists
and attribute sets are values or `Thunk`s (`Machine.force` tells them apart).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from doctor.nix.expressions import Lambda, Span
from doctor.place import Place
from doctor.record import NamedTuple

Value = Any
"""int, float, bool, None, Text, Path, list, Attrs, Closure, Builtin or Symbol."""

Item = Any
"""A value or a Thunk."""


def where(span: Span | None) -> Place | None:
    """The place of a span; None for what stands in a model, which is no file of the repo."""
    return None if span is None or span.file.is_model else span.place


class NixError(Exception):
    """Nix itself would refuse here: a type error, a missing attribute, a throw."""

    def __init__(self, message: str, place: Place | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.place = place


class Thrown(NixError):
    """An error that `builtins.tryEval` catches: `throw` and a failed `assert`."""


class Unknown(Exception):
    """A value was needed that cannot be known statically; it becomes a symbol at the next thunk."""

    def __init__(self, symbol: Symbol) -> None:
        super().__init__(symbol.text)
        self.symbol = symbol.anonymous()


class Exhausted(Exception):
    """The budget for evaluating this repo is spent."""


class Symbol:
    """A value that is not known, and where it came from.

    `text` is what stands for it, e.g. `inputs.foo.lib.x`; `why` says why it is unknown; `place`
    is where it arose; `source` is the flake input that it is a part of, by name.
    """

    __slots__ = ("place", "source", "text", "why")

    def __init__(
        self, text: str, why: str, place: Place | None = None, source: str | None = None
    ) -> None:
        self.text = text if len(text) <= 120 else text[:119] + "…"
        self.why = why
        self.place = place
        self.source = source

    def derive(self, text: str, place: Place | None = None) -> Symbol:
        """A symbol for something made from this one."""
        return Symbol(text, self.why, place or self.place, self.source)

    def anonymous(self) -> Symbol:
        """The same, where a value only depends on the input, and is nothing that it exports."""
        return Symbol(self.text, self.why, self.place)

    def __repr__(self) -> str:
        return f"<{self.text}>"


class Piece(NamedTuple):
    """Literal text, and where it stands: file path, row and byte column from 0 (or None)."""

    text: str
    origin: tuple[str, int, int] | None


class StorePath(NamedTuple):
    """Something that Nix would put into its store.

    `files` maps paths below it (`bin/publish`, or "" for a file itself) to the scripts that
    are known to be there. `builder` is set for the program of an app that a parity-lib builder
    made. `repo_path` is set for a file or folder of the repo itself. `source` names the flake
    input whose source tree it is.
    """

    name: str
    files: dict[str, Script] | None = None
    builder: BuilderCall | None = None
    repo_path: str | None = None
    source: str | None = None


class Script(NamedTuple):
    """A script that the flake writes: its text, what runs it, and where it stands."""

    name: str
    text: Text
    writer: str
    place: Place | None


class BuilderCall(NamedTuple):
    """A parity-lib builder applied to a nixpkgs and its arguments."""

    builder: str
    pkgs: Item
    arguments: Item
    apps: Item
    place: Place | None


Hole = StorePath | Symbol


class Text(NamedTuple):
    """A string: literal pieces, store paths and unknown parts, in order."""

    parts: tuple[Piece | Hole, ...]

    @property
    def known(self) -> str | None:
        """The string if all of it is literal."""
        if len(self.parts) == 1 and type(self.parts[0]) is Piece:
            return self.parts[0].text
        if all(type(part) is Piece for part in self.parts):
            return "".join([part.text for part in self.parts if type(part) is Piece])
        return None

    @property
    def hole(self) -> Hole | None:
        """The first part that is not literal."""
        for part in self.parts:
            if not isinstance(part, Piece):
                return part
        return None

    def describe(self) -> str:
        """The string with `…` for what is not literal."""
        return "".join([part.text if type(part) is Piece else "…" for part in self.parts])


def text(string: str) -> Text:
    """A string that stands nowhere in the repo."""
    return Text((Piece(string, None),))


class Path(NamedTuple):
    """A file or folder of the repo, normalised; "" is its root."""

    path: str


class Rest(NamedTuple):
    """What an open attribute set may hold beyond its known names.

    `only` are the names that are possible; None: any.
    """

    symbol: Symbol
    only: frozenset[str] | None = None

    def may_have(self, name: str) -> bool:
        return self.only is None or name in self.only


class Attrs:
    """An attribute set; an open one (`rest` is not None) may have further attributes.

    `span` is where it was written.
    """

    __slots__ = ("items", "rest", "span")

    def __init__(
        self, items: dict[str, Item], rest: Rest | None = None, span: Span | None = None
    ) -> None:
        self.items = items
        self.rest = rest
        self.span = span


class Scope:
    """The names around an expression: a `let`, `rec` or argument frame, or a `with`.

    `site` is where the repo called into a model, inside models.
    """

    __slots__ = ("names", "site", "up", "within")

    def __init__(
        self,
        names: dict[str, Item] | None,
        up: Scope | None,
        within: Item = None,
        site: Span | None = None,
    ) -> None:
        self.names = names
        self.up = up
        self.within = within
        self.site: Span | None = site if site is not None or up is None else up.site


class Closure(NamedTuple):
    function: Lambda
    scope: Scope


class Builtin:
    """A function of the interpreter, possibly with some of its arguments already given."""

    __slots__ = ("arguments", "arity", "name", "run")

    def __init__(
        self,
        name: str,
        arity: int,
        run: Callable[..., Value],
        arguments: tuple[Item, ...] = (),
    ) -> None:
        self.name = name
        self.arity = arity
        self.run = run
        self.arguments = arguments
