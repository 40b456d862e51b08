"""The modules of a package, as trees, with places."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from doctor.place import Place
from doctor.record import NamedTuple
from doctor.source import Source, Unreadable
from doctor.verdict import Evidence

MAX_MODULES = 400
MAX_NODES = 400_000


class Module(NamedTuple):
    """A module: its path in the repo, its dotted name, its tree."""

    path: str
    name: str
    tree: ast.Module

    def place(self, node: ast.AST) -> Place:
        """Where a part of it stands; columns count characters, as everywhere."""
        line = getattr(node, "lineno", 1)
        end = getattr(node, "end_lineno", None) or line
        return Place(
            self.path,
            line,
            getattr(node, "col_offset", 0) + 1,
            end,
            (getattr(node, "end_col_offset", None) or 0) + 1,
        )


class Package(NamedTuple):
    """The modules below a folder, and what there could not be read."""

    modules: tuple[Module, ...]
    unread: tuple[Evidence, ...]


def read(source: Source, folder: str) -> Package:
    """The Python modules in a folder of the repo and the folders in it."""
    modules: list[Module] = []
    unread: list[Evidence] = []
    left = MAX_NODES
    for path in _files(source, folder, unread):
        if len(modules) == MAX_MODULES or left < 0:
            unread.append(Evidence(Place(path), "there is more than is read"))
            break
        try:
            tree = ast.parse(source.read(path))
        except Unreadable as bad:
            unread.append(Evidence(Place(path), str(bad)))
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            line = getattr(error, "lineno", None) or 1
            unread.append(Evidence(Place(path, line, 1, line, 1), "it is no Python"))
        else:
            left -= sum([1 for _ in ast.walk(tree)])
            name = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
            modules.append(Module(path, name, tree))
    return Package(tuple(modules), tuple(unread))


def _files(source: Source, folder: str, unread: list[Evidence]) -> Iterator[str]:
    try:
        entries = source.list(folder)
    except Unreadable as bad:
        unread.append(Evidence(Place(folder), str(bad)))
        return
    for name, kind in entries.items():
        path = f"{folder}/{name}"
        if name == "__pycache__" and source.revision is None:
            continue  # Python's own, of this machine; one that is committed could be anything
        if kind == "directory":
            yield from _files(source, path, unread)
        elif name.endswith((".py", ".pyw")):
            yield path
        elif name.endswith((".so", ".pyc")) or kind == "symlink":
            unread.append(Evidence(Place(path), "it may be Python, and is not read"))


def dotted(node: ast.AST) -> str:
    """`a.b.c` as text; "" for what is no such name."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join([node.id, *reversed(parts)])
