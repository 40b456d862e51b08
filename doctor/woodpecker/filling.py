"""Whether a pipeline keeps its shape when the server fills it in.

It is filled in as text, before it is YAML: `${X}` may become a list, a map with `from_secret`, a
comment. The model is read with holes; it holds for what is filled in only if that changes no more
than the texts in which the holes stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from doctor.bash.values import Value
from doctor.pattern import pattern
from doctor.woodpecker.substitution import Expression, Template
from doctor.woodpecker.syntax import Malformed, Mapping, Node, Scalar, parse

_HARMLESS = pattern(r"[A-Za-z0-9][A-Za-z0-9_./+@-]*")
"""What means nothing to YAML, wherever it stands."""
MAX_FILLED = 10_000
"""Values that are worked out for one file, and kilobytes that are parsed again."""


def reshaped(
    template: Template, root: Node, values: Sequence[Callable[[Expression], Value]]
) -> Iterator[tuple[Expression, str]]:
    """The first hole that may change the shape of a file, and why; `values` are its fillings."""
    holes = template.holes
    if key := next(_keys(template, root), None):
        yield key, "what it fills in is a key"
        return
    if len(holes) * len(values) > MAX_FILLED:
        yield holes[0], "there is too much to fill in"
        return
    seen = set()
    for value_of in values:
        filled = [value_of(hole) for hole in holes]
        known = tuple([value if isinstance(value, str) else None for value in filled])
        risky = [hole for hole, value in zip(holes, known, strict=True) if _is_risky(value)]
        if not risky or known in seen:
            continue
        seen.add(known)
        if len(seen) * len(template.text) > MAX_FILLED << 10:
            yield risky[0], "there is too much to fill in"
            return
        if not _keeps(template, root, known):
            yield risky[0], "what it fills in changes the YAML around it"
            return


def _is_risky(value: str | None) -> bool:
    return value is not None and _HARMLESS.fullmatch(value) is None


def _keys(template: Template, root: Node) -> Iterator[Expression]:
    todo, seen = [root], set()
    while todo:
        node = todo.pop()
        if id(node) in seen or isinstance(node, Scalar):
            continue
        seen.add(id(node))
        if isinstance(node, Mapping):
            for key, value in node.entries:
                yield from template.expressions(key.text)
                todo.append(value)
        else:
            todo += node.items


def _keeps(template: Template, root: Node, known: tuple[str | None, ...]) -> bool:
    """Whether the file is the same tree with these values, but for texts and blanks in them."""
    fillings = dict(zip([hole.start for hole in template.holes], known, strict=True))

    def fill(text: str) -> str:
        return template.replaced(text, lambda hole: fillings[hole.start])

    try:
        other = parse(fill(template.text))
    except Malformed:
        return False
    todo: list[tuple[Node, Node | None]] = [(root, other)]
    seen = set()
    while todo:
        mine, theirs = todo.pop()
        if type(mine) is not type(theirs) or theirs is None:
            return False
        if (id(mine), id(theirs)) in seen:
            continue
        seen.add((id(mine), id(theirs)))
        if isinstance(mine, Scalar) and isinstance(theirs, Scalar):
            if fill(mine.text).split() != theirs.text.split():
                return False
            continue
        ours, others = _parts(mine), _parts(theirs)
        if len(ours) != len(others):
            return False
        todo += zip(ours, others, strict=True)
    return True


def _parts(node: Node) -> list[Node]:
    if isinstance(node, Mapping):
        return [part for entry in node.entries for part in entry]
    return [] if isinstance(node, Scalar) else [*node.items]
