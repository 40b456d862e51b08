"""The expressions of the Nix language, as a small typed tree."""

from __future__ import annotations

from typing import Any, Protocol

from tree_sitter import Node

from doctor.place import Place
from doctor.record import NamedTuple


class File(Protocol):
    """What an expression needs of the file that it stands in."""

    path: str
    is_model: bool

    def place(self, start: tuple[int, int], end: tuple[int, int]) -> Place: ...

    def lower(self, node: Node) -> Expr: ...


class Span(NamedTuple):
    """A syntax node and the file that it stands in."""

    file: File
    node: Node

    @property
    def place(self) -> Place:
        return self.file.place(self.node.start_point, self.node.end_point)


class Literal(NamedTuple):
    value: Any


class Str(NamedTuple):
    """A string: literal runs `(text, row, byte column)` and interpolated expressions.

    Each run is contiguous in the file, so that a position inside the string's value can be
    turned into a position in the file even where indentation or escapes were taken out.
    """

    parts: tuple[Run | Expr, ...]
    span: Span


class Run(NamedTuple):
    """Literal text of a string and where it begins in the file (row and byte column from 0)."""

    text: str
    row: int
    column: int


class PathLiteral(NamedTuple):
    parts: tuple[Run | Expr, ...]
    span: Span


class Var(NamedTuple):
    name: str
    span: Span


class ListExpr(NamedTuple):
    items: tuple[Expr, ...]


class Bindings(NamedTuple):
    """The bindings of an attribute set or `let`.

    `inherited` names come from the scope around, `sources` are the expressions of
    `inherit (source) …`, `taken` maps a name to its index in `sources`.
    """

    named: dict[str, Expr]
    inherited: dict[str, Var]
    sources: list[Expr]
    taken: dict[str, tuple[int, Span]]
    dynamic: list[tuple[Expr, Expr]]

    def binds(self, name: str) -> bool:
        return name in self.named or name in self.inherited or name in self.taken

    @property
    def names(self) -> frozenset[str]:
        return frozenset([*self.named, *self.inherited, *self.taken])


class AttrsExpr(NamedTuple):
    recursive: bool
    bindings: Bindings
    span: Span


class Let(NamedTuple):
    bindings: Bindings
    body: Expr


class With(NamedTuple):
    scope: Expr
    body: Expr


class Assert(NamedTuple):
    condition: Expr
    body: Expr
    span: Span


class If(NamedTuple):
    condition: Expr
    then: Expr
    otherwise: Expr
    span: Span


class Select(NamedTuple):
    target: Expr
    path: tuple[Expr, ...]
    default: Expr | None
    span: Span


class HasAttr(NamedTuple):
    target: Expr
    path: tuple[Expr, ...]


class Unary(NamedTuple):
    operator: str
    operand: Expr
    span: Span


class Binary(NamedTuple):
    operator: str
    left: Expr
    right: Expr
    span: Span


class Apply(NamedTuple):
    function: Expr
    argument: Expr
    span: Span


class Formals(NamedTuple):
    """`{ name ? default, … }`: defaults (None: required), and whether others are let in."""

    defaults: dict[str, Expr | None]
    ellipsis: bool


class Lambda(NamedTuple):
    parameter: str | None
    formals: Formals | None
    body: Expr
    span: Span


class Broken(NamedTuple):
    """A region without a value: it could not be read, or (`is_invalid`) Nix refuses it."""

    why: str
    span: Span
    is_invalid: bool = False


class Deferred:
    """An expression that is lowered when it is first needed."""

    __slots__ = ("_expr", "span")

    def __init__(self, span: Span) -> None:
        self.span = span
        self._expr: Expr | None = None

    def lower(self) -> Expr:
        if self._expr is None:
            self._expr = self.span.file.lower(self.span.node)
        return self._expr


Expr = (
    Literal | Str | PathLiteral | Var | ListExpr | AttrsExpr | Let | With | Assert | If | Select
    | HasAttr | Unary | Binary | Apply | Lambda | Broken | Deferred
)  # fmt: skip
