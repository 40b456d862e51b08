"""Comparison and arithmetic of Nix values (Nix manual, "Operators")."""

from doctor.nix.machine import MAX_INTEGER, Machine, describe
from doctor.nix.paths import HASH
from doctor.nix.values import Attrs, Item, NixError, Path, Symbol, Text, Unknown, Value


def equal(machine: Machine, left: Value, right: Value) -> bool:
    """`left == right`, deeply; raises `Unknown` when that depends on a symbol."""
    machine.spend(1)
    if type(left) is Symbol:
        raise Unknown(left)
    if type(right) is Symbol:
        raise Unknown(right)
    if isinstance(left, (int, float)) and isinstance(right, (int, float)):
        same_kind = isinstance(left, bool) == isinstance(right, bool)
        return same_kind and bool(left == right)
    if type(left) is not type(right):
        return False
    if type(left) is Text:
        return _equal_texts(machine, left, right)
    if type(left) is list:
        if len(left) != len(right):
            return False
        return _equal_pairs(machine, list(zip(left, right, strict=True)))
    if type(left) is Attrs:
        return _equal_attrs(machine, left, right)
    if left is None or type(left) is Path:
        return bool(left == right)
    # Nix compares functions by where they lie in its memory, if at all.
    raise Unknown(Symbol("a comparison", "functions are compared"))


def _equal_texts(machine: Machine, left: Text, right: Text) -> bool:
    # The very same store path is equal to itself, whatever it is.
    if len(left.parts) == len(right.parts) and all(
        [a is b for a, b in zip(left.parts, right.parts, strict=True)]
    ):
        return True
    one, other = machine.literal(left), machine.literal(right)
    if one == other:
        return True
    if HASH in one + other and len(one) == len(other):
        pairs = zip(one, other, strict=True)
        if all([a == b or HASH in (a, b) for a, b in pairs]):
            raise Unknown(Symbol("a comparison", "a store path is known only to Nix"))
    return False


def _equal_items(machine: Machine, left: Item, right: Item) -> bool:
    if left is right:
        return True  # as in Nix, whatever it is
    return machine.nested(lambda: equal(machine, machine.force(left), machine.force(right)))


def _equal_attrs(machine: Machine, left: Attrs, right: Attrs) -> bool:
    if left is right:
        return True
    if "outPath" in left.items and "outPath" in right.items and _both_drv(machine, left, right):
        return _equal_items(machine, left.items["outPath"], right.items["outPath"])
    if machine.as_closed(left).items.keys() != machine.as_closed(right).items.keys():
        return False
    names = sorted(left.items)
    return _equal_pairs(machine, [(left.items[name], right.items[name]) for name in names])


def _equal_pairs(machine: Machine, pairs: list[tuple[Item, Item]]) -> bool:
    return all(_equal_items(machine, a, b) for a, b in pairs)


def _both_drv(machine: Machine, left: Attrs, right: Attrs) -> bool:
    for one in (left, right):
        kind = machine.select(one, "type", None, missing=None)
        if type(kind) is not Text or kind.known != "derivation":
            return False
    return True


def less(machine: Machine, left: Value, right: Value) -> bool:
    """`left < right`."""
    machine.spend(1)
    for one in (left, right):
        if type(one) is Symbol:
            raise Unknown(one)
    if type(left) in (int, float) and type(right) in (int, float):
        return bool(left < right)
    if type(left) is Text and type(right) is Text:
        return machine.as_name(left).encode() < machine.as_name(right).encode()
    if type(left) is Path and type(right) is Path:
        return bool(left.path < right.path)
    if type(left) is list and type(right) is list:
        for a, b in zip(left, right, strict=False):
            if not _equal_items(machine, a, b):
                return _less_items(machine, a, b)
        return len(left) < len(right)
    raise NixError(f"cannot compare {describe(left)} with {describe(right)}")


def _less_items(machine: Machine, left: Item, right: Item) -> bool:
    return machine.nested(lambda: less(machine, machine.force(left), machine.force(right)))


def arithmetic(operator: str, left: Value, right: Value) -> int | float:
    """`+ - * /` on numbers; a result beyond 64 bits is refused, as newer Nix does."""
    for one in (left, right):
        if type(one) is Symbol:
            raise Unknown(one)
        if type(one) not in (int, float):
            raise NixError(f"a number is expected, not {describe(one)}")
    if operator == "/" and right == 0:
        raise NixError("division by zero")
    result: int | float
    if operator == "+":
        result = left + right
    elif operator == "-":
        result = left - right
    elif operator == "*":
        result = left * right
    elif type(left) is int and type(right) is int:
        result = abs(left) // abs(right) * (1 if (left < 0) == (right < 0) else -1)
    else:
        result = left / right
    if type(result) is int and not -MAX_INTEGER - 1 <= result <= MAX_INTEGER:
        raise NixError("integer overflow")
    return result
