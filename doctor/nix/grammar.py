"""Nix text to a concrete tree; the quirks of the grammar are mended here.

tree-sitter-nix 0.1.0 takes `{ a, b, }:` for an error, and stumbles over carriage returns.
"""

import re
import time
from importlib.machinery import PathFinder
from importlib.util import module_from_spec

from tree_sitter import Language, Node, Parser, Tree


def _grammar() -> object:
    """The grammar of `tree_sitter_nix`, from its extension module alone.

    The package's own `__init__` loads importlib.resources for queries that nobody here reads,
    which takes as long as reading a flake.
    """
    name = "tree_sitter_nix._binding"
    package = PathFinder.find_spec("tree_sitter_nix")
    spec = package and PathFinder.find_spec(name, package.submodule_search_locations or [])
    if not spec or not spec.loader:  # it is not a folder on the path
        import tree_sitter_nix

        return tree_sitter_nix.language()
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.language()


_PARSER = Parser(Language(_grammar()))


class TooSlow(Exception):
    """The parser took longer than it was given."""


def parse(data: bytes, seconds: float | None) -> Tree:
    """The tree of a file, in at most `seconds` of processor time (None: any); raises `TooSlow`.

    The lexer reads ahead, so that a few kilobytes of `-` or `/*` can keep it busy for hours. The
    tree's byte offsets are those of `data`, whatever was mended.
    """
    deadline = None if seconds is None else time.thread_time() + seconds
    # Nix takes carriage returns for white space; strings are read from the file's own bytes.
    readable = data.replace(b"\r\n", b" \n") if b"\r\n" in data else data
    tree = _parse(readable, deadline)
    if tree.root_node.has_error:
        blanked = bytearray(readable)
        for comma in _trailing_commas(tree.root_node, readable):
            blanked[comma] = 0x20
        if blanked != readable:
            tree = _parse(bytes(blanked), deadline)
    return tree


def _parse(data: bytes, deadline: float | None) -> Tree:
    if deadline is None:
        return _PARSER.parse(data)

    def read(offset: int, _point: object) -> bytes:
        return data[offset : offset + 65_536]

    def is_late(_offset: int, _has_error: bool) -> bool:
        return time.thread_time() > deadline

    try:
        return _PARSER.parse(read, encoding="utf8", progress_callback=is_late)
    except ValueError:
        _PARSER.reset()
        raise TooSlow from None


_GAP = re.compile(rb"(?:[ \t\r\n]+|#[^\n]*|/\*.*?\*/)*", re.DOTALL)


def _trailing_commas(root: Node, data: bytes) -> list[int]:
    """Where `{ a, b, }:` has its last comma, which grammar 0.1.0 does not know."""
    found = []
    for node in error_nodes(root):
        if node.is_missing and node.type == "identifier" and node.parent is not None:
            before = node.parent.prev_sibling
            while before is not None and before.type == "comment":
                before = before.prev_sibling
        else:
            before = node.child(0) if node.type == "ERROR" and node.child_count == 1 else None
        if before is None or before.type != ",":
            continue
        previous = (before if before.parent != node else node).prev_sibling
        while previous is not None and previous.type == "comment":
            previous = previous.prev_sibling
        gap = _GAP.match(data, before.end_byte)
        closes = gap is not None and data[gap.end() : gap.end() + 1] == b"}"
        if closes and previous is not None and previous.type == "formal":
            found.append(before.start_byte)
    return found


def error_nodes(root: Node) -> list[Node]:
    """The ERROR and MISSING nodes, outermost first; no recursion, the tree may be deep."""
    if not root.has_error:
        return []
    found, pending = [], [root]
    while pending:
        node = pending.pop()
        if node.is_error or node.is_missing:
            found.append(node)
        elif node.has_error:
            pending.extend(reversed(node.children))
    return found
