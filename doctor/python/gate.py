"""The one module that reaches out: which of its methods may be called although nothing may change.

A guard is a function that raises where some flag is not set. What calls the guard before anything
else is guarded; a public method that reaches out and is not must not be able to change anything.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from doctor.bash.tools import Reach, describe
from doctor.bash.values import Symbol, Value, whole
from doctor.python.reach import Way
from doctor.python.source import Module, Package, dotted
from doctor.verdict import Evidence

_READING = ("GET", "HEAD", "OPTIONS")
_REQUESTS = ("request", "putrequest", "urlopen")

Methods = dict[str, ast.FunctionDef]


def problems(package: Package, gate: Module, ways: list[Way]) -> Iterator[Evidence]:
    """What could change a registry without passing the guard of `gate`."""
    methods: Methods = {
        node.name: node for node in ast.walk(gate.tree) if isinstance(node, ast.FunctionDef)
    }
    guards = {name for name, method in methods.items() if _is_guard(method)}
    if not guards:
        yield Evidence(gate.place(gate.tree), f"{gate.path} never refuses to change anything")
        return
    guarded = {name for name, method in methods.items() if _is_guarded(method, guards)}
    outside = _reaching(methods, ways)
    free = {name for name in outside - guarded if not name.startswith("_")}
    for name in sorted(free):
        yield from _other_requests(gate, methods, name, guarded)
    for module in package.modules:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and _is_of_gate(node.func, free):
                yield from _change(module, node)


def _is_of_gate(node: ast.expr, methods: set[str]) -> bool:
    """Whether one of these methods of a gate is called."""
    return (
        isinstance(node, ast.Attribute)
        and node.attr in methods
        and dotted(node.value).endswith("gate")
    )


def _is_guard(method: ast.FunctionDef) -> bool:
    """Whether all that a function does is to raise where a flag is not set."""
    body = [one for one in method.body if not _is_docstring(one)]
    if len(body) != 1 or not isinstance(body[0], ast.If):
        return False
    test = body[0].test
    return (
        isinstance(test, ast.UnaryOp)
        and isinstance(test.op, ast.Not)
        and isinstance(test.operand, ast.Attribute)
        and isinstance(body[0].body[-1], ast.Raise)
        and not body[0].orelse
    )


def _is_guarded(method: ast.FunctionDef, guards: set[str]) -> bool:
    """Whether a function calls a guard before anything else."""
    body = [one for one in method.body if not _is_docstring(one)]
    return bool(body) and isinstance(body[0], ast.Expr) and bool(_called(body[0]) & guards)


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _called(node: ast.AST) -> set[str]:
    """The names of the functions and methods that are called in a piece of code."""
    return {
        dotted(one.func).rpartition(".")[2] for one in ast.walk(node) if isinstance(one, ast.Call)
    }


def _reaching(methods: Methods, ways: list[Way]) -> set[str]:
    """The functions that reach out, themselves or by others that they call."""
    names = {way.name for way in ways}
    found = {
        name
        for name, method in methods.items()
        for node in ast.walk(method)
        if isinstance(node, ast.Name) and node.id in names and isinstance(node.ctx, ast.Load)
    }
    calls = {name: _called(method) for name, method in methods.items()}
    while more := {name for name in calls if calls[name] & found} - found:
        found |= more
    return found


def _other_requests(
    gate: Module, methods: Methods, name: str, guarded: set[str]
) -> Iterator[Evidence]:
    """The requests that a method makes without a guard and that do more than read."""
    todo, seen = [name], set[str]()
    while todo:
        one = todo.pop()
        if one in seen or one in guarded:
            continue
        seen.add(one)
        for node in ast.walk(methods[one]):
            if not isinstance(node, ast.Call):
                continue
            called = dotted(node.func).rpartition(".")[2]
            if called in methods:
                if not _reads(node):
                    todo.append(called)
            elif called in _REQUESTS and not _reads(node):
                why = f"{name} sends any request, although nothing may change"
                yield Evidence(gate.place(node), why)


def _reads(call: ast.Call) -> bool:
    """Whether a call asks for what changes nothing: its first word, or that of the record that it
    is given, is such a verb."""
    first = call.args[0] if call.args else None
    if isinstance(first, ast.Call):
        return _reads(first)
    return isinstance(first, ast.Constant) and first.value in _READING


def _change(module: Module, call: ast.Call) -> Iterator[Evidence]:
    """A command that changes a registry, and is run by a method without a guard."""
    command = call.args[0] if call.args else None
    if not isinstance(command, ast.List | ast.Tuple):
        return
    words = [_word(one) for one in command.elts]
    name = str(words[0]).rpartition("/")[2] if words and isinstance(words[0], str) else ""
    known = describe((name, *words[1:]), lambda _: None) if name else None
    if known is not None and any([one.reach == Reach.MUTATES for one in known.effects]):
        shown = " ".join([one if isinstance(one, str) else "…" for one in words])
        yield Evidence(module.place(call), f"{shown} changes the registry around the gate")


def _word(node: ast.expr) -> Value:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return whole(Symbol("a value", filled=True, plain=True))
