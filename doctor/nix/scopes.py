"""What Nix refuses in a file before it evaluates anything: undefined variables, names bound twice.

Evaluation is lazy and may never come to the place, but Nix would not even start.
"""

from collections.abc import Iterator

from doctor.nix import expressions as ast
from doctor.place import Place
from doctor.record import NamedTuple

IMPURE = frozenset(["__curPos", "__currentSystem", "__currentTime", "__nixPath", "__findFile"])
"""Names that Nix knows at least where it does not evaluate purely."""
MAX_FOUND = 20
"""Places that are reported of one file."""
MAX_HOPS = 2_000_000
"""Scopes that are looked through for all names of a file; real files need some ten thousand."""


class Refused(NamedTuple):
    """A place that makes Nix refuse the whole file, and why."""

    place: Place
    why: str


class _Names(NamedTuple):
    """The names that an expression sees; behind a `with` any name may be bound."""

    names: frozenset[str]
    up: "_Names | None"
    is_with: bool = False

    def hops_to(self, name: str) -> int | None:
        """How many scopes out the name is bound; None if it is not."""
        scope: _Names | None = self
        hops = 0
        while scope is not None:
            if scope.is_with or name in scope.names:
                return hops
            scope = scope.up
            hops += 1
        return None


_Todo = tuple[ast.Expr, _Names]


def refused(expr: ast.Expr, globals_: frozenset[str]) -> list[Refused]:
    """All that Nix refuses in an expression whose scope is `globals_`; no recursion."""
    found: list[Refused] = []
    pending: list[_Todo] = [(expr, _Names(globals_, None))]
    hops_left = MAX_HOPS
    while pending and len(found) < MAX_FOUND:
        one, scope = pending.pop()
        if type(one) is ast.Deferred:
            one = one.lower()
        if type(one) is ast.Var:
            hops = scope.hops_to(one.name)
            hops_left -= hops or 0
            if hops_left < 0:
                return [*found, Refused(one.span.place, "it is nested too deeply to be checked")]
            if hops is None and one.name not in IMPURE:
                found.append(
                    Refused(one.span.place, f"Nix refuses the file: undefined variable {one.name}")
                )
        elif type(one) is ast.Broken:
            if one.is_invalid:
                found.append(Refused(one.span.place, f"Nix refuses the file: {one.why}"))
        else:
            pending.extend(_children(one, scope))
    return found


def _children(expr: ast.Expr, scope: _Names) -> Iterator[_Todo]:
    match expr:
        case ast.Str(parts) | ast.PathLiteral(parts):
            yield from ((part, scope) for part in parts if not isinstance(part, ast.Run))
        case ast.ListExpr(items):
            yield from ((item, scope) for item in items)
        case ast.AttrsExpr(recursive, bindings):
            inner = _Names(bindings.names, scope) if recursive else scope
            yield from _of_bindings(bindings, scope, inner)
        case ast.Let(bindings, body):
            inner = _Names(bindings.names, scope)
            yield from _of_bindings(bindings, scope, inner)
            yield body, inner
        case ast.With(within, body):
            yield within, scope
            yield body, _Names(frozenset(), scope, is_with=True)
        case ast.Lambda(parameter, formals, body):
            names = frozenset([parameter] if parameter else [])
            if formals is not None:
                names |= formals.defaults.keys()
            inner = _Names(names, scope)
            for default in formals.defaults.values() if formals is not None else ():
                if default is not None:
                    yield default, inner
            yield body, inner
        case ast.Select(target, path, default):
            yield target, scope
            yield from ((name, scope) for name in path)
            if default is not None:
                yield default, scope
        case ast.HasAttr(target, path):
            yield target, scope
            yield from ((name, scope) for name in path)
        case ast.If(condition, then, otherwise):
            yield from ((one, scope) for one in (condition, then, otherwise))
        case ast.Assert(condition, body):
            yield from ((one, scope) for one in (condition, body))
        case ast.Binary(_, left, right) | ast.Apply(left, right):
            yield from ((one, scope) for one in (left, right))
        case ast.Unary(_, operand):
            yield operand, scope


def _of_bindings(bindings: ast.Bindings, outer: _Names, inner: _Names) -> Iterator[_Todo]:
    yield from ((value, inner) for value in bindings.named.values())
    yield from ((variable, outer) for variable in bindings.inherited.values())
    yield from ((source, inner) for source in bindings.sources)
    for name, value in bindings.dynamic:
        yield name, inner
        yield value, inner
