"""The machine under the Nix evaluator: budget, thunks, calls, coercions.

Everything here works on values; `doctor.nix.evaluator` adds the expressions. What cannot be known
is a `Symbol`: code that needs a symbol's value raises `Unknown`, and the next thunk around it
becomes a symbol.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from doctor.nix import expressions as ast
from doctor.nix.paths import HASH, ROOT
from doctor.nix.values import (
    Attrs,
    BuilderCall,
    Builtin,
    Closure,
    Exhausted,
    Item,
    NixError,
    Path,
    Piece,
    Rest,
    Scope,
    StorePath,
    Symbol,
    Text,
    Unknown,
    Value,
    text,
    where,
)
from doctor.place import Place
from doctor.record import NamedTuple
from doctor.source import Source

MAX_STEPS = 800_000
"""What one repo may cost, about a second; the median of 294 public flakes takes 7,500."""
MAX_NESTING = 1_500
"""Values that may wait for one another; of 294 public flakes none needs more than 342."""
MAX_FRAMES = 30_000
"""Python's own limit meanwhile: a level of nesting takes some five to ten frames."""
MAX_TEXT = 1 << 20
"""Characters that a string may have."""
MAX_INTEGER = (1 << 63) - 1

_T = TypeVar("_T")
_NEW, _BUSY, _DONE, _FAILED = range(4)


class Thunk:
    """A value that is worked out when it is first needed.

    `code` is an expression, evaluated in `scope`, or (`scope` None) a function to call.
    """

    __slots__ = ("code", "result", "scope", "state")

    def __init__(self, code: Any, scope: Scope | None = None) -> None:
        self.code = code
        self.scope = scope
        self.state = _NEW
        self.result: Any = None

    @property
    def span(self) -> ast.Span | None:
        """Where the expression stands; inside a model, where the repo called the model."""
        span = getattr(self.code, "span", None)
        if span is not None and span.file.is_model:
            return self.scope.site if self.scope is not None else None
        return span


@contextmanager
def deep_stack() -> Iterator[None]:
    """Room for evaluation, which recurses; `MAX_NESTING` keeps it within what is safe."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, MAX_FRAMES))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


class Machine:
    """What evaluating needs beside the syntax; one per repo, since the budget is one.

    `source` holds the repo's files. `importables` maps the name of a flake input to what
    importing it gives, `module_facts` to what is known of its flake-parts modules.
    `builder_calls` collects the builders of parity-lib that were called. `trying` counts the
    `tryEval`s around what is being evaluated.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.importables: dict[str, Item] = {}
        self.module_facts: dict[str, Item] = {}
        self.builder_calls: list[BuilderCall] = []
        self.steps = MAX_STEPS
        self.nesting = 0
        self.trying = 0

    # The engine: budget, thunks, calls.

    def spend(self, steps: int) -> None:
        """Take `steps` from the budget; raises `Exhausted` when it is spent."""
        self.steps -= steps
        if self.steps < 0:
            raise Exhausted(f"evaluation takes more than {MAX_STEPS:,} steps")

    def eval(self, expr: ast.Expr, scope: Scope) -> Value:
        """The value of `expr`, forced to its outermost constructor."""
        raise NotImplementedError

    def import_file(self, path: str, call: Call) -> Value:
        """What `import` gives for a file or folder of the repo."""
        raise NotImplementedError

    def imported_input(self, value: Value) -> Value | None:
        """What importing a flake input's own tree gives; None if `value` is something else."""
        raise NotImplementedError

    def force(self, item: Item) -> Value:
        """The value of a thunk (or of a value: itself)."""
        if type(item) is not Thunk:
            return item
        if item.state == _DONE:
            return item.result
        if item.state == _FAILED:
            raise item.result.with_traceback(None)
        if item.state == _BUSY:
            raise NixError("infinite recursion", where(item.span))
        self._deepen()
        item.state = _BUSY
        try:
            if item.scope is not None:
                value = self.eval(item.code, item.scope)
            else:
                value = item.code()
        except Unknown as unknown:
            value = unknown.symbol
        except NixError as error:
            item.state, item.result = _FAILED, error
            raise
        except BaseException:
            item.state = _NEW
            raise
        finally:
            self.nesting -= 1
        item.state, item.result = _DONE, value
        return value

    def _deepen(self) -> None:
        self.nesting += 1
        if self.nesting > MAX_NESTING:
            self.nesting -= 1
            why = f"evaluation nests deeper than {MAX_NESTING:,} levels"
            raise Unknown(Symbol("a deeply nested value", why))

    def delay(self, expr: ast.Expr, scope: Scope) -> Item:
        """`expr` as an item: evaluated now only if that costs nothing."""
        if type(expr) is ast.Deferred:
            lowered = expr._expr
            if type(lowered) is ast.Literal:
                return lowered.value if type(lowered.value) is not str else text(lowered.value)
        return Thunk(expr, scope)

    def call(self, function: Value, argument: Item, span: ast.Span | None) -> Value:
        """Apply `function`; `span` is the call in the repo that this belongs to."""
        kind = type(function)
        if kind is Closure:
            return self._call_closure(function, argument, span)
        if kind is Builtin:
            arguments = (*function.arguments, argument)
            if len(arguments) < function.arity:
                return Builtin(function.name, function.arity, function.run, arguments)
            self._deepen()
            try:
                return function.run(Call(self, span), *arguments)
            finally:
                self.nesting -= 1
        if kind is Symbol:
            return function.derive(f"{function.text} (…)", where(span))
        if kind is Attrs:
            functor = self.select(function, "__functor", span, missing=None)
            if functor is not None:
                return self.call(self.call(functor, function, span), argument, span)
        raise NixError(f"attempt to call {describe(function)}", where(span))

    def call_all(self, function: Value, *arguments: Item, span: ast.Span | None) -> Value:
        for argument in arguments:
            function = self.call(function, argument, span)
        return function

    def later(self, function: Value, *arguments: Item, span: ast.Span | None) -> Thunk:
        """A thunk for `function` applied to `arguments`."""
        return Thunk(lambda: self.call_all(self.force(function), *arguments, span=span))

    def _call_closure(self, closure: Closure, argument: Item, span: ast.Span | None) -> Value:
        function = closure.function
        names: dict[str, Item] = {}
        site = span if function.span.file.is_model else None
        scope = Scope(names, closure.scope, site=site)
        if function.parameter is not None:
            names[function.parameter] = argument
        self._deepen()
        try:
            if function.formals is not None:
                self._bind_formals(function.formals, argument, names, scope, span or function.span)
            return self.eval(function.body, scope)
        finally:
            self.nesting -= 1

    def _bind_formals(
        self,
        formals: ast.Formals,
        argument: Item,
        names: dict[str, Item],
        scope: Scope,
        span: ast.Span,
    ) -> None:
        given = self.force(argument)
        if type(given) is Symbol:
            for name in formals.defaults:
                names[name] = given.derive(f"{given.text}.{name}")
            return
        self.spend(len(formals.defaults) // 4)
        if type(given) is not Attrs:
            raise NixError(f"a set is expected as argument, not {describe(given)}", where(span))
        for name, default in formals.defaults.items():
            if name in given.items:
                names[name] = given.items[name]
            elif given.rest is not None and given.rest.may_have(name):
                names[name] = given.rest.symbol.derive(f"{given.rest.symbol.text}.{name}")
            elif default is not None:
                names[name] = Thunk(default, scope)
            else:
                raise NixError(f"the function is called without its argument {name}", where(span))
        if not formals.ellipsis:
            for name in given.items:
                if name not in formals.defaults:
                    raise NixError(f"the function takes no argument {name}", where(span))

    # What a value must be.

    def as_attrs(self, value: Value) -> Attrs:
        return self._expect(value, Attrs, "a set")

    def as_closed(self, value: Value) -> Attrs:
        """An attribute set whose names are all known."""
        found = self.as_attrs(value)
        if found.rest is not None:
            raise Unknown(found.rest.symbol)
        return found

    def as_list(self, value: Value) -> list[Item]:
        return self._expect(value, list, "a list")

    def as_bool(self, value: Value) -> bool:
        return self._expect(value, bool, "a Boolean")

    def as_int(self, value: Value) -> int:
        return self._expect(value, int, "an integer")

    def as_string(self, value: Value) -> str:
        """A fully known string."""
        return self.literal(self._expect(value, Text, "a string"))

    def as_name(self, value: Value) -> str:
        """A fully known string that holds nothing of a store path's hash."""
        name = self.as_string(value)
        if HASH in name:
            raise Unknown(Symbol("a name", "a store path is known only to Nix"))
        return name

    def literal(self, value: Text) -> str:
        known = value.known
        if known is None:
            raise Unknown(self.symbol_of(value))
        self.spend(len(value.parts) // 8 + len(known) // 512)
        return known

    def _expect(self, value: Value, kind: type[_T], name: str) -> _T:
        if type(value) is kind:
            return value
        if type(value) is Symbol:
            raise Unknown(value)
        raise NixError(f"{name} is expected, not {describe(value)}")

    def masked(self, value: Text) -> str:
        """The string with `HASH` for all that only Nix knows of its store paths."""
        parts: list[Any] = []
        for part in value.parts:
            if type(part) is StorePath and (part.repo_path is not None or part.files is not None):
                parts.append(Piece(f"/nix/store/{HASH * 32}-{part.name}", None))
            else:
                parts.append(part)
        return self.literal(Text(tuple(parts)))

    @staticmethod
    def symbol_of(value: Text) -> Symbol:
        """A symbol for a string that is not literal."""
        hole = value.hole
        if type(hole) is Symbol:
            return hole.derive(f'"{value.describe()}"')
        return Symbol(f'"{value.describe()}"', "a store path is known only to Nix")

    # Strings.

    def to_text(self, value: Value, *, plain: bool = False) -> Text:
        """Coerce as `"${value}"` does, or (`plain`) as `toString` does."""
        kind = type(value)
        if isinstance(value, Text):
            return value
        if kind is Symbol:
            return Text((value,))
        if kind is Path:
            if plain:
                return text(f"{ROOT}/{value.path}" if value.path else ROOT)
            name = value.path.rpartition("/")[2] or "source"
            return Text((StorePath(name, repo_path=value.path),))
        if kind is Attrs:
            return self._attrs_to_text(value, plain)
        if plain:
            return self._plain_text(value)
        raise NixError(f"cannot coerce {describe(value)} to a string")

    def _attrs_to_text(self, value: Attrs, plain: bool) -> Text:
        if "__toString" in value.items:
            function = self.force(value.items["__toString"])
            return self.to_text(self.call(function, value, None), plain=plain)
        if "outPath" in value.items:
            return self.to_text(self.force(value.items["outPath"]), plain=plain)
        if value.rest is not None:
            return Text((value.rest.symbol.derive(f"{value.rest.symbol.text}.outPath"),))
        raise NixError("cannot coerce a set to a string")

    def _plain_text(self, value: Value) -> Text:
        if value is True:
            return text("1")
        if value is False or value is None:
            return text("")
        if type(value) is int:
            return text(str(value))
        if type(value) is float:
            return text(f"{value:f}")
        if type(value) is list:
            parts: list[Any] = []
            for index, item in enumerate(value):
                one = self.force(item)
                parts.extend(self.to_text(one, plain=True).parts)
                # Nix leaves out the blank after an empty list.
                if index < len(value) - 1 and one != []:
                    parts.append(Piece(" ", None))
            return self.build(parts)
        raise NixError(f"cannot coerce {describe(value)} to a string")

    def build(self, parts: list[Any]) -> Text:
        """A string of `parts`, within the budget."""
        size = sum([len(part.text) for part in parts if type(part) is Piece])
        if size > MAX_TEXT:
            raise Unknown(Symbol("a string", f"it is longer than {MAX_TEXT:,} characters"))
        self.spend(len(parts) + size // 64)
        return Text(tuple(parts))

    # Attribute sets.

    def select(self, value: Value, name: str, span: ast.Span | None, **default: Value) -> Value:
        """Attribute `name` of `value`; `missing=…` is given back instead of an error."""
        if type(value) is Attrs:
            if name in value.items:
                return self.force(value.items[name])
            if value.rest is not None and value.rest.may_have(name):
                symbol = value.rest.symbol
                return symbol.derive(f"{symbol.text}.{name}", where(span))
        elif type(value) is Symbol:
            return value.derive(f"{value.text}.{name}", where(span))
        if "missing" in default:
            return default["missing"]
        place = where(span)
        if type(value) is Attrs:
            raise NixError(f"attribute {name} is missing", place)
        raise NixError(f"cannot select {name} from {describe(value)}", place)

    def lazily_selected(self, item: Item, name: str, span: ast.Span | None) -> Thunk:
        """A thunk for attribute `name` of `item`."""
        return Thunk(lambda: self.select(self.force(item), name, span))

    def update(self, left: Attrs, right: Attrs) -> Attrs:
        """`left // right`."""
        self.spend((len(left.items) + len(right.items)) // 2)
        items = dict(left.items)
        if right.rest is not None:
            for name in items:
                if right.rest.may_have(name):
                    symbol = right.rest.symbol
                    items[name] = Symbol(
                        f"{name} from {symbol.text} or from before it", symbol.why, symbol.place
                    )
        items.update(right.items)
        return Attrs(items, join_rests(left.rest, right.rest), left.span or right.span)

    def has(self, value: Value, name: str) -> bool:
        """`value ? name`."""
        if type(value) is Symbol:
            raise Unknown(value)
        if type(value) is not Attrs:
            return False
        if name in value.items:
            return True
        if value.rest is not None and value.rest.may_have(name):
            raise Unknown(value.rest.symbol)
        return False

    def nested(self, compute: Callable[[], _T]) -> _T:
        """What `compute` gives, counted as one level of nesting."""
        self._deepen()
        try:
            return compute()
        finally:
            self.nesting -= 1

    def path(self, path: str | None, span: ast.Span | None) -> Path:
        """A path of the repo; None stands for one that leaves it."""
        if path is None:
            why = "the path leads out of the repo"
            raise Unknown(Symbol("a path", why, where(span)))
        return Path(path)


class Call(NamedTuple):
    """What a builtin gets beside its arguments: the machine and where it was called."""

    machine: Machine
    span: ast.Span | None

    @property
    def place(self) -> Place | None:
        """Where in the repo the call stands."""
        return where(self.span)


def join_rests(left: Rest | None, right: Rest | None) -> Rest | None:
    """What may be in an attribute set made of two open ones."""
    if left is None or right is None:
        return left or right
    if left.only is None or right.only is None:
        return left if left.only is None else right
    return Rest(left.symbol, left.only | right.only)


def type_name(value: Value) -> str:
    """What `builtins.typeOf` says of a known value."""
    names = {
        int: "int", float: "float", bool: "bool", type(None): "null", Text: "string",
        Path: "path", list: "list", Attrs: "set", Closure: "lambda", Builtin: "lambda",
    }  # fmt: skip
    return names[type(value)]


def describe(value: Value) -> str:
    """A value's kind, for messages."""
    return "an unknown value" if type(value) is Symbol else f"a {type_name(value)}"
