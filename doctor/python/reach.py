"""How a module reaches out of its process: programs that it starts, connections that it opens."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from doctor.python.source import Module, dotted
from doctor.record import NamedTuple

_MODULES = frozenset(
    (
        "subprocess", "_posixsubprocess", "pty", "multiprocessing", "asyncio", "concurrent",
        "socket", "_socket", "socketserver", "ssl", "http.client", "http.server", "urllib.request",
        "urllib3", "requests", "httpx", "aiohttp", "ftplib", "smtplib", "poplib", "imaplib",
        "telnetlib", "nntplib", "xmlrpc", "paramiko", "pexpect", "sh", "plumbum", "docker",
        "ctypes", "cffi", "webbrowser",
    )
)  # fmt: skip
"""Modules (of the standard library and others) that start processes or open connections."""

_OS = (
    "system", "popen", "exec", "spawn", "fork", "forkpty", "posix_spawn", "startfile",
)  # fmt: skip
_DYNAMIC = frozenset(("eval", "exec", "__import__", "compile"))
_DYNAMIC_MODULES = frozenset(("runpy", "imp", "code", "pickle", "marshal"))


_IMPORTERS = frozenset(
    ("import_module", "spec_from_file_location", "module_from_spec", "find_spec", "reload")
)


class Way(NamedTuple):
    """A place where a module reaches out: by what, under which name in this module.

    `is_dynamic`: by code that is made up later.
    """

    module: Module
    node: ast.AST
    by: str
    name: str = ""
    is_dynamic: bool = False


def ways(module: Module) -> Iterator[Way]:
    """All ways out of the process that stand in a module."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                bound = alias.asname or alias.name.partition(".")[0]
                yield from _imported(module, node, bound, alias.name)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                bound = alias.asname or alias.name
                yield from _imported(module, node, bound, node.module or "", alias.name)
        elif isinstance(node, ast.Attribute):
            name = dotted(node)
            if name.startswith(("os.", "posix.")) and name.split(".")[1].startswith(_OS):
                yield Way(module, node, name, name.partition(".")[0])
        elif isinstance(node, ast.Call):
            name = dotted(node.func)
            if (
                name in _DYNAMIC
                or (name == "getattr" and node.args and dotted(node.args[0]) in ("os", "sys"))
                or (name.rpartition(".")[2] in _IMPORTERS and not _is_own(module, node))
            ):
                yield Way(module, node, name, is_dynamic=True)


def _imported(
    module: Module, node: ast.AST, bound: str, name: str, member: str = ""
) -> Iterator[Way]:
    top = name.partition(".")[0]
    full = f"{name}.{member}" if member else name
    if {name, top, full} & _MODULES:
        # Executors are no processes of their own making; their pools are.
        if top != "concurrent" or "Process" in member:
            yield Way(module, node, full, bound)
    elif top in _DYNAMIC_MODULES:
        yield Way(module, node, full, is_dynamic=True)
    elif top in ("os", "posix") and member.startswith(_OS):
        yield Way(module, node, full, bound)


def _is_own(module: Module, call: ast.Call) -> bool:
    """Whether an import by name is certainly one of the package itself."""
    first = call.args[0] if call.args else None
    if isinstance(first, ast.JoinedStr) and first.values:
        first = first.values[0]
    text = first.value if isinstance(first, ast.Constant) else None
    return isinstance(text, str) and text.startswith(f"{module.name.partition('.')[0]}.")
