"""A lazy, symbolic evaluator for Nix expressions, on a budget.

It follows the Nix manual ("Nix language"); see `doctor.nix.machine` for what unknown values do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from doctor.nix import expressions as ast
from doctor.nix.machine import Machine, Thunk, join_rests
from doctor.nix.operators import arithmetic, equal, less
from doctor.nix.paths import join_path, parent
from doctor.nix.values import (
    Attrs,
    Builtin,
    Closure,
    Item,
    NixError,
    Path,
    Piece,
    Rest,
    Scope,
    Symbol,
    Text,
    Thrown,
    Unknown,
    Value,
    text,
    where,
)
from doctor.source import Source


class Evaluator(Machine):
    """Evaluates expressions in a global scope."""

    def __init__(self, source: Source, globals_: dict[str, Item]) -> None:
        super().__init__(source)
        self.globals = Scope(globals_, None)
        self._eval: dict[type, Callable[[Any, Scope], Value]] = {
            ast.Literal: self._literal,
            ast.Str: self._str,
            ast.PathLiteral: self._path,
            ast.Var: self._var,
            ast.ListExpr: self._list,
            ast.AttrsExpr: self._attrs,
            ast.Let: self._let,
            ast.With: self._with,
            ast.Assert: self._assert,
            ast.If: self._if,
            ast.Select: self._select,
            ast.HasAttr: self._has_attr,
            ast.Unary: self._unary,
            ast.Binary: self._binary,
            ast.Apply: self._apply,
            ast.Lambda: self._lambda,
            ast.Broken: self._broken,
        }
        self._operators: dict[str, Callable[[ast.Binary, Scope], Value]] = {
            "+": self._plus,
            "-": self._arithmetic,
            "*": self._arithmetic,
            "/": self._arithmetic,
            "==": lambda e, scope: self._equals(e, scope),
            "!=": lambda e, scope: not self._equals(e, scope),
            "<": self._order,
            ">": self._order,
            "<=": self._order,
            ">=": self._order,
            "//": self._update,
            "++": self._concat,
            "&&": lambda e, scope: (
                self.as_bool(self.eval(e.left, scope)) and self.as_bool(self.eval(e.right, scope))
            ),
            "||": lambda e, scope: (
                self.as_bool(self.eval(e.left, scope)) or self.as_bool(self.eval(e.right, scope))
            ),
            "->": lambda e, scope: (
                not self.as_bool(self.eval(e.left, scope))
                or self.as_bool(self.eval(e.right, scope))
            ),
        }

    def eval(self, expr: ast.Expr, scope: Scope) -> Value:
        """The value of `expr`, forced to its outermost constructor."""
        self.steps -= 1
        if self.steps < 0:
            self.spend(0)
        while type(expr) is ast.Deferred:
            expr = expr.lower()
        return self._eval[type(expr)](expr, scope)

    def _literal(self, expr: ast.Literal, scope: Scope) -> Value:
        return text(expr.value) if type(expr.value) is str else expr.value

    def _str(self, expr: ast.Str, scope: Scope) -> Value:
        file = expr.span.file
        parts: list[Any] = []
        for part in expr.parts:
            if isinstance(part, ast.Run):
                origin = None if file.is_model else (file.path, part.row, part.column)
                parts.append(Piece(part.text, origin))
            else:
                parts.extend(self.to_text(self.eval(part, scope)).parts)
        return self.build(parts or [Piece("", None)])

    def _path(self, expr: ast.PathLiteral, scope: Scope) -> Value:
        written = ""
        for part in expr.parts:
            if isinstance(part, ast.Run):
                written += part.text
            else:
                written += self.literal(self.to_text(self.eval(part, scope)))
        if written.startswith(("/", "~")):
            why = "it lies outside of the repo"
            raise Unknown(Symbol(written, why, where(expr.span)))
        return self.path(join_path(parent(expr.span.file.path), written), expr.span)

    def _var(self, expr: ast.Var, scope: Scope) -> Value:
        name = expr.name
        frame: Scope | None = scope
        hops = 0
        while frame is not None:
            if frame.names is not None and name in frame.names:
                if hops > 64:
                    self.spend(hops // 16)
                return self.force(frame.names[name])
            frame = frame.up
            hops += 1
        self.spend(hops // 16)
        frame = scope
        while frame is not None:
            if frame.names is None:
                within = self.force(frame.within)
                if type(within) is Symbol:
                    return within.derive(f"{within.text}.{name}", where(expr.span))
                found = self.as_attrs(within)
                if name in found.items or (found.rest is not None and found.rest.may_have(name)):
                    return self.select(found, name, expr.span)
            frame = frame.up
        if name == "__curPos":
            raise Unknown(Symbol("__curPos", "positions are not modelled", where(expr.span)))
        raise NixError(f"undefined variable {name}", where(expr.span))

    def _list(self, expr: ast.ListExpr, scope: Scope) -> Value:
        self.spend(len(expr.items))
        return [self.delay(item, scope) for item in expr.items]

    def _attrs(self, expr: ast.AttrsExpr, scope: Scope) -> Value:
        items: dict[str, Item] = {}
        inner = Scope(items, scope) if expr.recursive else scope
        self._bind_names(expr.bindings, scope, inner, items)
        rest = None
        if expr.recursive and "__overrides" in items:
            raise Unknown(Symbol("__overrides", "it is not modelled", where(expr.span)))
        if expr.bindings.dynamic:
            items = dict(items)
            rest = self._bind_dynamic(expr, inner, items)
        return Attrs(items, rest, expr.span)

    def _bind_names(
        self, bindings: ast.Bindings, outer: Scope, inner: Scope, items: dict[str, Item]
    ) -> None:
        self.spend(len(bindings.named) + len(bindings.inherited) + len(bindings.taken))
        for name, value in bindings.named.items():
            items[name] = self.delay(value, inner)
        for name, variable in bindings.inherited.items():
            items[name] = Thunk(variable, outer)
        sources = [Thunk(source, inner) for source in bindings.sources]
        for name, (index, span) in bindings.taken.items():
            items[name] = self.lazily_selected(sources[index], name, span)

    def _bind_dynamic(
        self, expr: ast.AttrsExpr, scope: Scope, items: dict[str, Item]
    ) -> Rest | None:
        rest: Rest | None = None
        for name_expr, value in expr.bindings.dynamic:
            try:
                name = self._name(name_expr, scope)
            except Unknown as unknown:
                rest = join_rests(rest, Rest(unknown.symbol))
                continue
            if name is None:
                continue
            if name in items:
                raise NixError(f"attribute {name} is bound twice", where(expr.span))
            items[name] = self.delay(value, scope)
        return rest

    def _name(self, expr: ast.Expr, scope: Scope) -> str | None:
        value = expr.value if type(expr) is ast.Literal else self.eval(expr, scope)
        if isinstance(value, str):
            return value
        return None if value is None else self.as_name(value)

    def _let(self, expr: ast.Let, scope: Scope) -> Value:
        items: dict[str, Item] = {}
        inner = Scope(items, scope)
        self._bind_names(expr.bindings, scope, inner, items)
        return self.eval(expr.body, inner)

    def _with(self, expr: ast.With, scope: Scope) -> Value:
        return self.eval(expr.body, Scope(None, scope, within=Thunk(expr.scope, scope)))

    def _assert(self, expr: ast.Assert, scope: Scope) -> Value:
        try:
            holds = self.as_bool(self.eval(expr.condition, scope))
        except Unknown:
            if not expr.span.file.is_model or self.trying:
                raise
            holds = True  # if it fails, there is no value at all
        if not holds:
            raise Thrown("an assertion fails", where(expr.span))
        return self.eval(expr.body, scope)

    def _if(self, expr: ast.If, scope: Scope) -> Value:
        chosen = self.as_bool(self.eval(expr.condition, scope))
        return self.eval(expr.then if chosen else expr.otherwise, scope)

    def _select(self, expr: ast.Select, scope: Scope) -> Value:
        value = self.eval(expr.target, scope)
        for name_expr in expr.path:
            name = self._name(name_expr, scope)
            if name is None:
                raise NixError("an attribute name is null", where(expr.span))
            if expr.default is not None:
                value = self.select(value, name, expr.span, missing=_MISSING)
                if value is _MISSING:
                    return self.eval(expr.default, scope)
            else:
                value = self.select(value, name, expr.span)
        return value

    def _has_attr(self, expr: ast.HasAttr, scope: Scope) -> Value:
        value = self.eval(expr.target, scope)
        for index, name_expr in enumerate(expr.path):
            name = self._name(name_expr, scope)
            if name is None or not self.has(value, name):
                return False
            if index < len(expr.path) - 1:
                value = self.select(value, name, None)
        return True

    def _unary(self, expr: ast.Unary, scope: Scope) -> Value:
        value = self.eval(expr.operand, scope)
        if expr.operator == "!":
            return not self.as_bool(value)
        return arithmetic("-", 0, value)

    def _binary(self, expr: ast.Binary, scope: Scope) -> Value:
        operator = self._operators.get(expr.operator)
        if operator is None:
            why = f"the operator {expr.operator} is not known"
            raise Unknown(Symbol("an expression", why, where(expr.span)))
        return operator(expr, scope)

    def _plus(self, expr: ast.Binary, scope: Scope) -> Value:
        left = self.eval(expr.left, scope)
        if type(left) in (Path, Attrs, Symbol):
            absolute = self._absolute(expr.right)
            if absolute is not None:
                return self._below(left, absolute, expr.span)
        right = self.eval(expr.right, scope)
        if type(left) in (int, float) and type(right) in (int, float):
            return arithmetic("+", left, right)
        if type(left) is Path:
            if type(right) is Path:
                self.path(None, expr.span)  # a store path below another one
            return self._below(left, self.as_name(self.to_text(right)), expr.span)
        for one in (left, right):
            if type(one) is Symbol and type(left) is not Text and type(right) is not Text:
                raise Unknown(one)
        return self.build([*self.to_text(left).parts, *self.to_text(right).parts])

    @staticmethod
    def _absolute(expr: ast.Expr) -> str | None:
        """The text of an absolute path literal, which means nothing else when it is added."""
        if type(expr) is not ast.PathLiteral or type(expr.parts[0]) is not ast.Run:
            return None
        written = expr.parts[0].text
        return written if len(expr.parts) == 1 and written.startswith("/") else None

    def _below(self, left: Value, added: str, span: ast.Span) -> Value:
        if type(left) is Path:
            below = f"{left.path}{added}" if left.path or added.startswith("/") else ".."
            return self.path(join_path("", below), span)
        return self.build([*self.to_text(left).parts, Piece(added, None)])

    def _arithmetic(self, expr: ast.Binary, scope: Scope) -> Value:
        left = self.eval(expr.left, scope)
        return arithmetic(expr.operator, left, self.eval(expr.right, scope))

    def _equals(self, expr: ast.Binary, scope: Scope) -> bool:
        left, right = self.eval(expr.left, scope), self.eval(expr.right, scope)
        if type(left) in (Closure, Builtin) and type(right) in (Closure, Builtin):
            return False  # only inside of lists and sets may Nix find the very same one
        return equal(self, left, right)

    def _order(self, expr: ast.Binary, scope: Scope) -> bool:
        left, right = self.eval(expr.left, scope), self.eval(expr.right, scope)
        if expr.operator == "<":
            return less(self, left, right)
        if expr.operator == ">":
            return less(self, right, left)
        if expr.operator == "<=":
            return not less(self, right, left)
        return not less(self, left, right)

    def _update(self, expr: ast.Binary, scope: Scope) -> Value:
        left = self._updated(self.eval(expr.left, scope))
        return self.update(left, self._updated(self.eval(expr.right, scope)))

    def _updated(self, value: Value) -> Attrs:
        # An unknown operand of `//` is an attribute set of which nothing is known.
        return Attrs({}, Rest(value)) if type(value) is Symbol else self.as_attrs(value)

    def _concat(self, expr: ast.Binary, scope: Scope) -> Value:
        joined = self.as_list(self.eval(expr.left, scope)) + self.as_list(
            self.eval(expr.right, scope)
        )
        self.spend(len(joined) // 8)
        return joined

    def _apply(self, expr: ast.Apply, scope: Scope) -> Value:
        function = self.eval(expr.function, scope)
        span = scope.site if expr.span.file.is_model else expr.span
        return self.call(function, self.delay(expr.argument, scope), span)

    def _lambda(self, expr: ast.Lambda, scope: Scope) -> Value:
        return Closure(expr, scope)

    def _broken(self, expr: ast.Broken, scope: Scope) -> Value:
        raise Unknown(Symbol("an expression", expr.why, where(expr.span)))


_MISSING = object()
