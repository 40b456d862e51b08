"""Nix text to typed expressions with positions.

Lowering is lazy: what Nix itself would not look at before it is used (the value of a binding,
an argument, a function's body) stays `Deferred`, so that a long file costs only what is read.
"""

from __future__ import annotations

from itertools import accumulate

from tree_sitter import Node

from doctor.nix.expressions import (
    Apply,
    Assert,
    AttrsExpr,
    Binary,
    Bindings,
    Broken,
    Deferred,
    Expr,
    Formals,
    HasAttr,
    If,
    Lambda,
    Let,
    ListExpr,
    Literal,
    PathLiteral,
    Run,
    Select,
    Span,
    Str,
    Unary,
    Var,
    With,
)
from doctor.nix.grammar import error_nodes, parse
from doctor.nix.indentation import Fragment, Fragments, strip_indentation
from doctor.place import Place

KEYWORDS = frozenset(["assert", "else", "if", "in", "inherit", "let", "rec", "then", "with"])
MAX_ERRORS = 20
"""Places that are reported of one file."""
MAX_DEPTH = 400
"""Nesting of one expression beyond which it is not read (long operator chains count)."""


class File:
    """A parsed Nix file.

    `path` is relative to the repo (or names a model, then `is_model`). `errors` are the places
    that the grammar could not read, whatever the reason: wrong Nix, or Nix that it does not know.
    Reading takes at most `seconds` of processor time (None: any); raises `TooSlow`.
    """

    def __init__(
        self, text: str, path: str, *, seconds: float | None = None, is_model: bool = False
    ) -> None:
        self.path = path
        self.is_model = is_model
        self.data = text.encode()
        self.tree = parse(self.data, seconds)
        self._lines: list[bytes] | None = None
        # For each line that is not ASCII: how many characters start before each byte.
        self._starts: dict[int, list[int] | None] = {}

    def place(self, start: tuple[int, int], end: tuple[int, int]) -> Place:
        """The place between two (row, byte column) points, counted in characters from 1."""
        return Place(self.path, start[0] + 1, self._character(*start),
                     end[0] + 1, self._character(*end))  # fmt: skip

    def _character(self, row: int, column: int) -> int:
        if self._lines is None:
            self._lines = self.data.split(b"\n")
        if row not in self._starts:
            line = self._lines[row] if row < len(self._lines) else b""
            # UTF-8 continues a character with bytes 10xxxxxx.
            starts = None if line.isascii() else accumulate(byte & 0xC0 != 0x80 for byte in line)
            self._starts[row] = [0, *starts] if starts is not None else None
        starts_before = self._starts[row]
        return (column if starts_before is None else starts_before[column]) + 1

    def text(self, node: Node) -> str:
        return self.data[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def lower(self, node: Node) -> Expr:
        """The expression that a node stands for."""
        return _lower(self, node, 0)

    @property
    def expr(self) -> Expr:
        """The expression that the file holds."""
        for child in self.tree.root_node.named_children:
            if child.type not in ("comment", "ERROR"):
                return Deferred(Span(self, child))
        why = "the file cannot be read as Nix" if self.errors else "the file is empty"
        return Broken(why, Span(self, self.tree.root_node))

    @property
    def errors(self) -> list[Place]:
        nodes = error_nodes(self.tree.root_node)[:MAX_ERRORS]
        return [Span(self, node).place for node in nodes]


def _lower(file: File, node: Node, depth: int) -> Expr:
    span = Span(file, node)
    if depth > MAX_DEPTH:
        return Broken("the expression is nested too deeply", span)
    lower = _LOWER.get(node.type)
    if lower is None:
        return Broken("the expression cannot be read as Nix", span)
    if node.has_error and any(child.is_error or child.is_missing for child in node.children):
        return Broken("the expression has a syntax error", span)
    return lower(file, node, depth + 1)


def _child(file: File, node: Node, field: str, depth: int) -> Expr:
    child = node.child_by_field_name(field)
    if child is None:
        return Broken("the expression is incomplete", Span(file, node))
    return _lower(file, child, depth)


def _later(file: File, node: Node, field: str) -> Expr:
    child = node.child_by_field_name(field)
    if child is None:
        return Broken("the expression is incomplete", Span(file, node))
    return Deferred(Span(file, child))


def _integer(file: File, node: Node, depth: int) -> Expr:
    digits = file.text(node)
    if len(digits) > 19 or int(digits) >= 1 << 63:
        return Broken(
            f"the integer {digits[:30]} does not fit into 64 bits", Span(file, node), True
        )
    return Literal(int(digits))


def _float(file: File, node: Node, depth: int) -> Expr:
    return Literal(float(file.text(node)))


def _uri(file: File, node: Node, depth: int) -> Expr:
    row, column = node.start_point
    return Str((Run(file.text(node), row, column),), Span(file, node))


def _search_path(file: File, node: Node, depth: int) -> Expr:
    return Broken(f"{file.text(node)} is looked up on the machine", Span(file, node))


def _variable(file: File, node: Node, depth: int) -> Expr:
    return Var(file.text(node), Span(file, node))


_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}


def _string(file: File, node: Node, depth: int) -> Expr:
    """A `"…"` string (Nix manual, "String literal")."""
    parts: list[Run | Expr] = []
    for child in node.named_children:
        row, column = child.start_point
        if child.type == "interpolation":
            parts.append(_later(file, child, "expression"))
        elif child.type == "escape_sequence":
            character = file.text(child)[1:]
            parts.append(Run(_ESCAPES.get(character, character), row, column))
        elif child.type == "string_fragment":
            text = file.text(child).replace("\r\n", "\n").replace("\r", "\n")
            parts.append(Run(text, row, column))
    return Str(tuple(parts), Span(file, node))


def _indented_string(file: File, node: Node, depth: int) -> Expr:
    """A `''…''` string, its common indentation taken out (Nix manual, "String literal")."""
    pieces: Fragments = []
    for child in node.named_children:
        row, column = child.start_point
        if child.type == "interpolation":
            pieces.append(_later(file, child, "expression"))
        elif child.type == "escape_sequence":
            text = file.text(child)
            character = text[3:] if text.startswith("''\\") else "''"
            pieces.append(Fragment(False, Run(_ESCAPES.get(character, character), row, column)))
        elif child.type == "string_fragment":
            escaped = child.prev_sibling is not None and child.prev_sibling.type == "dollar_escape"
            pieces.extend(Fragment(not escaped, run) for run in _line_runs(file, child))
    return Str(tuple(strip_indentation(pieces)), Span(file, node))


def _line_runs(file: File, node: Node) -> list[Run]:
    row, column = node.start_point
    runs = []
    for line in file.text(node).split("\n"):
        runs.append(Run(line + "\n", row, column))
        row, column = row + 1, 0
    last = runs.pop()
    if last.text != "\n":
        runs.append(Run(last.text[:-1], last.row, last.column))
    return runs


def _path(file: File, node: Node, depth: int) -> Expr:
    parts: list[Run | Expr] = []
    for child in node.named_children:
        if child.type == "interpolation":
            parts.append(_later(file, child, "expression"))
        else:
            row, column = child.start_point
            parts.append(Run(file.text(child), row, column))
    last = parts[-1] if parts else None
    if isinstance(last, Run) and last.text.endswith("/"):
        return Broken("a path ends in a slash", Span(file, node), True)
    return PathLiteral(tuple(parts), Span(file, node))


def _list(file: File, node: Node, depth: int) -> Expr:
    items = node.children_by_field_name("element")
    return ListExpr(tuple(Deferred(Span(file, item)) for item in items))


def _function(file: File, node: Node, depth: int) -> Expr:
    universal = node.child_by_field_name("universal")
    formals = node.child_by_field_name("formals")
    names = [file.text(one) for one in (universal,) if one is not None]
    if formals is not None:
        for formal in formals.children_by_field_name("formal"):
            name = formal.child_by_field_name("name")
            names.append(file.text(name) if name is not None else "")
    if len(set(names)) < len(names) or not KEYWORDS.isdisjoint(names):
        return Broken("an argument is named by a keyword, or twice", Span(file, node), True)
    return Lambda(
        file.text(universal) if universal is not None else None,
        _formals(file, formals) if formals is not None else None,
        _later(file, node, "body"),
        Span(file, node),
    )


def _formals(file: File, node: Node) -> Formals:
    defaults: dict[str, Expr | None] = {}
    for formal in node.children_by_field_name("formal"):
        name = formal.child_by_field_name("name")
        default = formal.child_by_field_name("default")
        defaults[file.text(name) if name is not None else ""] = (
            Deferred(Span(file, default)) if default is not None else None
        )
    return Formals(defaults, node.child_by_field_name("ellipses") is not None)


def _assert(file: File, node: Node, depth: int) -> Expr:
    return Assert(_later(file, node, "condition"), _later(file, node, "body"), Span(file, node))


def _with(file: File, node: Node, depth: int) -> Expr:
    return With(_later(file, node, "environment"), _later(file, node, "body"))


def _if(file: File, node: Node, depth: int) -> Expr:
    return If(
        _child(file, node, "condition", depth),
        _later(file, node, "consequence"),
        _later(file, node, "alternative"),
        Span(file, node),
    )


def _let(file: File, node: Node, depth: int) -> Expr:
    bindings = _bindings(file, node)
    for name, _ in bindings.dynamic:
        if isinstance(name, Broken):
            return name
        return Broken("a name in let is computed", Span(file, node), True)
    return Let(bindings, _later(file, node, "body"))


def _let_attrset(file: File, node: Node, depth: int) -> Expr:
    # The ancient `let { …; body = …; }` is `(rec { …; }).body`.
    span = Span(file, node)
    body = Literal("body")
    return Select(AttrsExpr(True, _bindings(file, node), span), (body,), None, span)


def _attrs(file: File, node: Node, depth: int) -> Expr:
    return AttrsExpr(False, _bindings(file, node), Span(file, node))


def _rec_attrs(file: File, node: Node, depth: int) -> Expr:
    return AttrsExpr(True, _bindings(file, node), Span(file, node))


def _has_attr(file: File, node: Node, depth: int) -> Expr:
    path = node.child_by_field_name("attrpath")
    return HasAttr(_child(file, node, "expression", depth), _attrpath(file, path, depth))


def _select(file: File, node: Node, depth: int) -> Expr:
    has_default = node.child_by_field_name("default") is not None
    return Select(
        _child(file, node, "expression", depth),
        _attrpath(file, node.child_by_field_name("attrpath"), depth),
        _later(file, node, "default") if has_default else None,
        Span(file, node),
    )


def _attrpath(file: File, node: Node | None, depth: int) -> tuple[Expr, ...]:
    if node is None:
        return ()
    return tuple(_attr_name(file, attr, depth) for attr in node.children_by_field_name("attr"))


def _attr_name(file: File, node: Node, depth: int) -> Expr:
    """The name as a `Literal` if it stands there, else the expression that gives it."""
    if node.type == "identifier":
        return Literal(file.text(node))
    if node.type == "interpolation":
        string = _child(file, node, "expression", depth)
    else:
        string = _lower(file, node, depth)
    if isinstance(string, Str) and all(isinstance(part, Run) for part in string.parts):
        return Literal("".join(part.text for part in string.parts if isinstance(part, Run)))
    return string


_NOT_ASSOCIATIVE = ({"==", "!="}, {"<", ">", "<=", ">="})


def _unary(file: File, node: Node, depth: int) -> Expr:
    return Unary(_operator(file, node), _child(file, node, "argument", depth), Span(file, node))


def _binary(file: File, node: Node, depth: int) -> Expr:
    for field in ("left", "right"):
        operand = node.child_by_field_name(field)
        if operand is not None and operand.type == "binary_expression":
            for alike in _NOT_ASSOCIATIVE:
                if {_operator(file, node), _operator(file, operand)} <= alike:
                    return Broken("comparisons are chained", Span(file, node), True)
    return Binary(
        _operator(file, node),
        _child(file, node, "left", depth),
        _child(file, node, "right", depth),
        Span(file, node),
    )


def _operator(file: File, node: Node) -> str:
    operator = node.child_by_field_name("operator")
    return file.text(operator) if operator is not None else ""


def _apply(file: File, node: Node, depth: int) -> Expr:
    return Apply(
        _child(file, node, "function", depth), _later(file, node, "argument"), Span(file, node)
    )


def _parenthesized(file: File, node: Node, depth: int) -> Expr:
    return _child(file, node, "expression", depth)


def _bindings(file: File, node: Node) -> Bindings:
    bindings = Bindings({}, {}, [], {}, [])
    for child in node.children:
        if child.type == "binding_set":
            for binding in child.children:
                _binding(file, binding, bindings)
    return bindings


def _binding(file: File, node: Node, into: Bindings) -> None:
    if node.has_error and (
        node.is_error or any(child.is_error or child.is_missing for child in node.children)
    ):
        # Whatever stood here may have bound any name.
        unreadable = Broken("a syntax error stands here", Span(file, node))
        into.dynamic.append((unreadable, unreadable))
    elif node.type == "binding":
        path = _attrpath(file, node.child_by_field_name("attrpath"), 0)
        if len(path) > MAX_DEPTH:
            deep = Broken("the attribute path is too long", Span(file, node))
            into.dynamic.append((deep, deep))
        elif path:
            _bind(into, path, _later(file, node, "expression"), Span(file, node))
    elif node.type in ("inherit", "inherit_from"):
        source = node.child_by_field_name("expression")
        if source is not None:
            into.sources.append(Deferred(Span(file, source)))
        names = node.child_by_field_name("attrs")
        for name_node in names.children_by_field_name("attr") if names is not None else ():
            name = _attr_name(file, name_node, 0)
            span = Span(file, name_node)
            if (
                isinstance(name, Literal)
                and name.value in KEYWORDS
                and name_node.type == "identifier"
            ):
                into.named[name.value] = Broken("a keyword is inherited", span, True)
            elif not isinstance(name, Literal):
                into.dynamic.append((name, Broken("inherit of a computed name", span, True)))
            elif into.binds(name.value):
                into.named[name.value] = Broken(f"{name.value} is bound twice", span, True)
            elif source is None:
                into.inherited[name.value] = Var(name.value, span)
            else:
                into.taken[name.value] = (len(into.sources) - 1, span)


def _bind(into: Bindings, path: tuple[Expr, ...], value: Expr, span: Span) -> None:
    """Add `path = value`; attribute sets given in several bindings are merged, as Nix does."""
    head, rest = path[0], path[1:]
    if not isinstance(head, Literal):
        if rest:
            inner = Bindings({}, {}, [], {}, [])
            _bind(inner, rest, value, span)
            value = AttrsExpr(False, inner, span)
        into.dynamic.append((head, value))
        return
    name = head.value
    present = into.named.get(name)
    if present is None and into.binds(name):
        into.named[name] = Broken(f"{name} is bound twice", span, True)
        return
    if present is None and not rest:
        into.named[name] = value
        return
    if isinstance(present, Deferred):
        present = present.lower()
    if present is None:
        present = AttrsExpr(False, Bindings({}, {}, [], {}, []), span)
    if not isinstance(present, AttrsExpr):
        into.named[name] = Broken(f"{name} is bound twice", span, True)
        return
    into.named[name] = present
    if rest:
        _bind(present.bindings, rest, value, span)
        return
    added = value.lower() if isinstance(value, Deferred) else value
    if not isinstance(added, AttrsExpr):
        into.named[name] = Broken(f"{name} is bound twice", span, True)
        return
    for inner_name, inner_value in added.bindings.named.items():
        _bind(present.bindings, (Literal(inner_name),), inner_value, span)
    for inner_name in (*added.bindings.inherited, *added.bindings.taken):
        if present.bindings.binds(inner_name):
            into.named[name] = Broken(f"{inner_name} is bound twice", span, True)
            return
    present.bindings.inherited.update(added.bindings.inherited)
    offset = len(present.bindings.sources)
    present.bindings.sources.extend(added.bindings.sources)
    for inner_name, (index, inner_span) in added.bindings.taken.items():
        present.bindings.taken[inner_name] = (index + offset, inner_span)
    present.bindings.dynamic.extend(added.bindings.dynamic)


_LOWER = {
    "integer_expression": _integer,
    "float_expression": _float,
    "uri_expression": _uri,
    "spath_expression": _search_path,
    "hpath_expression": _search_path,
    "path_expression": _path,
    "variable_expression": _variable,
    "string_expression": _string,
    "indented_string_expression": _indented_string,
    "list_expression": _list,
    "function_expression": _function,
    "assert_expression": _assert,
    "with_expression": _with,
    "if_expression": _if,
    "let_expression": _let,
    "let_attrset_expression": _let_attrset,
    "attrset_expression": _attrs,
    "rec_attrset_expression": _rec_attrs,
    "has_attr_expression": _has_attr,
    "select_expression": _select,
    "unary_expression": _unary,
    "binary_expression": _binary,
    "apply_expression": _apply,
    "parenthesized_expression": _parenthesized,
}
