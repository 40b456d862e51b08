"""Where a token gets to that people see: arguments of programs, messages, output."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from doctor.python.source import Module, dotted
from doctor.verdict import Evidence

TOKEN = "REGISTRY_TOKEN"
_REVEALING = "reveal"
_STARTING = frozenset(
    (
        "run", "read", "change", "Popen", "call", "check_call", "check_output", "getoutput",
        "system", "popen", "execv", "execve", "execvp", "spawnv", "posix_spawn", "_start",
    )
)  # fmt: skip
_SHOWING = frozenset(
    (
        "print", "show", "_show", "line", "end", "info", "debug", "warning", "error", "exception",
        "critical", "log", "echo",
    )
)  # fmt: skip
_WRITING = ("stdout.write", "stderr.write")
_HARMLESS = frozenset(("len", "bool", "isinstance", "type", "isascii", "isprintable"))


def leaks(module: Module) -> Iterator[Evidence]:
    """The places where a token stands in an argument list or in what is shown."""
    functions = [
        node
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    inner = {id(node) for function in functions for node in ast.walk(function)}
    rest = [node for node in ast.walk(module.tree) if id(node) not in inner]
    for nodes in [rest, *[list(ast.walk(function)) for function in functions]]:
        held = _held(nodes)
        for node in nodes:
            yield from _leak(module, node, held)


def _held(nodes: list[ast.AST]) -> set[str]:
    """The names that hold a token, in one function."""
    held: set[str] = set()
    while True:
        before = len(held)
        for node in nodes:
            if not isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr):
                continue
            if node.value is not None and _is_secret(node.value, held):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                held |= {name for target in targets if (name := dotted(target))}
        if len(held) == before:
            return held


def _leak(module: Module, node: ast.AST, held: set[str]) -> Iterator[Evidence]:
    if isinstance(node, ast.Raise) and node.exc is not None and _is_secret(node.exc, held):
        yield Evidence(module.place(node), "the token is in the message of an error")
    if not isinstance(node, ast.Call):
        return
    name = dotted(node.func)
    called = name.rpartition(".")[2]
    values = [*node.args, *[keyword.value for keyword in node.keywords]]
    command = values[0] if called in _STARTING and values else None
    if isinstance(command, ast.List | ast.Tuple) and _is_secret(command, held):
        yield Evidence(module.place(node), "the token is in the arguments of a program")
    shows = called in _SHOWING or name.endswith(_WRITING)
    if shows and any([_is_secret(value, held) for value in values]):
        yield Evidence(module.place(node), "the token is shown")


def _is_secret(node: ast.AST, held: set[str]) -> bool:
    """Whether a token stands in an expression, other than in a question about it."""
    if isinstance(node, ast.Call):
        called = dotted(node.func).rpartition(".")[2] or getattr(node.func, "attr", "")
        if called == _REVEALING:
            return True
        if called in ("get", "pop", "getenv", "setdefault") and _names_token(node):
            return True
        if called in _HARMLESS:
            return False
    elif isinstance(node, ast.Subscript):
        if isinstance(node.slice, ast.Constant) and node.slice.value == TOKEN:
            return True
    elif isinstance(node, ast.Compare | ast.Lambda):
        return False
    elif isinstance(node, ast.IfExp):
        return _is_secret(node.body, held) or _is_secret(node.orelse, held)
    elif isinstance(node, ast.Name | ast.Attribute) and dotted(node) in held:
        return True
    return any([_is_secret(child, held) for child in ast.iter_child_nodes(node)])


def _names_token(call: ast.Call) -> bool:
    return any([isinstance(one, ast.Constant) and one.value == TOKEN for one in call.args])
