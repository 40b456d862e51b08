"""What the tree of a regular expression tells before anything is matched."""

from doctor.bash.filters.call import NotModelled
from doctor.bash.filters.regex_syntax import (
    Alt,
    Assertion,
    Cat,
    Chars,
    Group,
    Node,
    Repeat,
    literal,
)
from doctor.record import NamedTuple


def nullable(node: Node) -> bool:
    """Whether the node can match the empty text."""
    return shape_of(node).least == 0


class Shape(NamedTuple):
    """`least`: shortest match. `variable`: how many parts can vary in length. `plain`: greedy
    choice from the left is what POSIX asks. `nullable_loop`: a repeated part can be empty.
    `local`: the locale can decide what matches in text that is not ASCII. `looped`: groups
    inside a loop.
    """

    least: int
    variable: int
    plain: bool
    nullable_loop: bool
    local: bool
    looped: frozenset[int]
    groups: frozenset[int]


def shape_of(node: Node, starred: bool = False) -> Shape:
    none: frozenset[int] = frozenset()
    if isinstance(node, Chars):
        local = not starred if node.negated else len(node.chars) > 1
        return Shape(1, 0, True, False, local, none, none)
    if isinstance(node, Assertion):
        return Shape(0, 0, True, False, node.kind not in "^$", none, none)
    if isinstance(node, Group):
        inner = shape_of(node.item)
        plain = inner.plain and inner.variable <= 1
        return inner._replace(plain=plain, groups=inner.groups | {node.number})
    if isinstance(node, Repeat):
        star = node.least == 0 and node.most is None
        inner = shape_of(node.item, star)
        fixed = node.least == node.most
        optional = (node.least, node.most) == (0, 1) and inner.least > 0 and inner.variable <= 1
        single = isinstance(node.item, Chars)
        return Shape(
            inner.least * node.least,
            inner.variable + (not fixed),
            single or (optional and inner.plain),
            inner.nullable_loop or (inner.least == 0 and node.most != 1),
            inner.local,
            inner.looped if node.most == 1 else inner.groups,
            inner.groups,
        )
    parts = node.items if isinstance(node, Cat) else node.options
    inside = [shape_of(part) for part in parts]
    leasts = [shape.least for shape in inside]
    variable = sum([shape.variable for shape in inside])
    plain = all([shape.plain for shape in inside])
    if isinstance(node, Alt):
        same = (
            len(set(leasts)) == 1
            and variable == 0
            and all([literal(option) is not None for option in node.options])
        )
        plain, variable = same, 0 if same else 2
    return Shape(
        (min if isinstance(node, Alt) else sum)(leasts or [0]),
        variable,
        plain,
        any([shape.nullable_loop for shape in inside]),
        any([shape.local for shape in inside]),
        none.union(*[shape.looped for shape in inside]),
        none.union(*[shape.groups for shape in inside]),
    )


def folded(node: Node) -> Node:
    if isinstance(node, Chars):
        return Chars(
            frozenset([form for char in node.chars for form in (char.lower(), char.upper())]),
            node.negated,
        )
    if isinstance(node, Cat):
        return Cat(tuple([folded(item) for item in node.items]))
    if isinstance(node, Alt):
        return Alt(tuple([folded(option) for option in node.options]))
    if isinstance(node, Repeat):
        return node._replace(item=folded(node.item))
    if isinstance(node, Group):
        return Group(node.number, folded(node.item))
    if node.text:
        raise NotModelled
    return node
