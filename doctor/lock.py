"""What `flake.lock` pins.

The format is that of the Nix manual, "Lock files" of `nix flake`
(<https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-flake#lock-files>): a graph of nodes,
whose edges are the names of inputs, or the path of another input that is followed. `lockfile.cc`
of Nix 2.8 and 2.31 accept versions 5 to 7.
"""

import json
import re
from typing import Any, NoReturn

from doctor.place import Place
from doctor.record import NamedTuple
from doctor.source import Missing, Source, Unreadable

PATH = "flake.lock"
VERSIONS = (5, 6, 7)
MAX_DEPTH = 50
"""Brackets inside one another; a lock that Nix writes has five."""
MAX_STEPS = 1000
"""Edges that are walked to find one node; a chain of follows is rarely longer than two."""


class LockTrouble(NamedTuple):
    """Why there is nothing to be known of `flake.lock`.

    `broken` says that Nix can do nothing with it either: it is missing or malformed.
    """

    place: Place
    why: str
    broken: bool


class Node(NamedTuple):
    """A locked flake.

    Each input is the name of a node, or the path from the root of an input that it follows.
    `original` and `locked` are flake references as attribute sets; the root has none. Of one that
    is no flake only the files are used.
    """

    name: str
    inputs: dict[str, str | tuple[str, ...]]
    original: dict[str, object]
    locked: dict[str, object]
    is_flake: bool = True


class Lock(NamedTuple):
    """A well-formed lock file: every edge leads to a node, or to a path."""

    version: int
    root: Node
    nodes: dict[str, Node]
    text: str

    def node(self, path: tuple[str, ...]) -> Node | None:
        """The node of the input `path`, all follows resolved; None if there is none."""
        here, todo = self.root, [*reversed(path)]
        for _ in range(MAX_STEPS):
            if not todo:
                return here
            edge = here.inputs.get(todo.pop())
            if edge is None:
                return None
            if isinstance(edge, str):
                here = self.nodes[edge]
            else:
                here = self.root
                todo += edge[::-1]
                if len(todo) > MAX_STEPS:
                    return None
        return None

    def place(self, node: Node) -> Place:
        """Where a node stands in the file, or the start of the file."""
        name = json.dumps(node.name, ensure_ascii=False)
        match = re.search(re.escape(name) + r"\s*:\s*\{", self.text)
        if not match:
            return Place(PATH)
        line = self.text.count("\n", 0, match.start()) + 1
        column = match.start() - self.text.rfind("\n", 0, match.start())
        return Place(PATH, line, column, line, column + len(name))


def read_lock(source: Source) -> Lock | LockTrouble:
    """The lock of a repo, or what is wrong with it."""
    try:
        text = source.read(PATH)
    except Missing:
        return LockTrouble(Place(PATH), "there is no flake.lock", broken=True)
    except Unreadable as failure:
        return LockTrouble(Place(PATH), str(failure), broken=False)
    try:
        return _lock(text)
    except ValueError as error:
        return LockTrouble(Place(PATH), f"flake.lock is malformed: {error!s:.200}", broken=True)


def _lock(text: str) -> Lock:
    _check_depth(text)
    data = _object(json.loads(text, parse_constant=_refuse), "the file")
    version = data.get("version")
    if type(version) is not int or version not in VERSIONS:
        raise ValueError(f"version is {version!r:.20}, not 5, 6 or 7")
    root = _string(data.get("root"), "root")
    entries = _object(data.get("nodes"), "nodes")
    if root not in entries:
        raise ValueError(f"the root {root!r} is not among the nodes")
    nodes = {name: _node(name, entry, name == root) for name, entry in entries.items()}
    for node in nodes.values():
        for name, edge in node.inputs.items():
            if isinstance(edge, str) and edge not in nodes:
                raise ValueError(f"input {name} of {node.name} leads to {edge!r}, which is no node")
    return Lock(version, nodes[root], nodes, text)


def _node(name: str, entry: object, is_root: bool) -> Node:
    data = _object(entry, name)
    edges = _object(data.get("inputs", {}), f"inputs of {name}")
    inputs = {label: _edge(edge, f"input {label} of {name}") for label, edge in edges.items()}
    if is_root:
        return Node(name, inputs, {}, {})
    original = _object(data.get("original"), f"original of {name}")
    locked = _object(data.get("locked"), f"locked of {name}")
    info = _object(data.get("info", {}), f"info of {name}")  # version 5 put some of locked here
    return Node(name, inputs, original, {**locked, **info}, data.get("flake", True) is not False)


def _edge(edge: object, what: str) -> str | tuple[str, ...]:
    if isinstance(edge, list):
        return tuple(_string(step, what) for step in edge)
    return _string(edge, what)


def _object(value: object, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{what} is no object")
    return value


def _string(value: object, what: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{what} is no string")
    return value


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _check_depth(text: str) -> None:
    """Before `json` recurses into it."""
    depth = 0
    for token in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        if depth > MAX_DEPTH:
            raise ValueError(f"more than {MAX_DEPTH} brackets inside one another")
