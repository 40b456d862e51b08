"""Builtins on lists (Nix manual, "Built-in Functions")."""

from collections.abc import Callable
from functools import cmp_to_key

from doctor.nix.builtins.registry import Registry
from doctor.nix.machine import Call, join_rests
from doctor.nix.operators import equal
from doctor.nix.values import Attrs, Item, NixError, Rest, Unknown, Value

lists = Registry()
define = lists.define


@define("head", 1)
def head(call: Call, items: Item) -> Value:
    found = call.machine.as_list(call.machine.force(items))
    if not found:
        raise NixError("head of an empty list")
    return call.machine.force(found[0])


@define("tail", 1)
def tail(call: Call, items: Item) -> Value:
    found = call.machine.as_list(call.machine.force(items))
    if not found:
        raise NixError("tail of an empty list")
    call.machine.spend(len(found) // 8)
    return found[1:]


@define("length", 1)
def length(call: Call, items: Item) -> Value:
    return len(call.machine.as_list(call.machine.force(items)))


@define("elemAt", 2)
def elem_at(call: Call, items: Item, index: Item) -> Value:
    found = call.machine.as_list(call.machine.force(items))
    position = call.machine.as_int(call.machine.force(index))
    if not 0 <= position < len(found):
        raise NixError(f"list index {position} is out of bounds")
    return call.machine.force(found[position])


@define("map", 2)
def map_(call: Call, function: Item, items: Item) -> Value:
    machine = call.machine
    found = machine.as_list(machine.force(items))
    machine.spend(4 * len(found))
    return [machine.later(function, item, span=call.span) for item in found]


@define("filter", 2)
def filter_(call: Call, predicate: Item, items: Item) -> Value:
    holds = _predicate(call, predicate)
    return [item for item in call.machine.as_list(call.machine.force(items)) if holds(item)]


@define("partition", 2)
def partition(call: Call, predicate: Item, items: Item) -> Value:
    holds = _predicate(call, predicate)
    right: list[Item] = []
    wrong: list[Item] = []
    for item in call.machine.as_list(call.machine.force(items)):
        (right if holds(item) else wrong).append(item)
    return Attrs({"right": right, "wrong": wrong})


@define("all", 2)
def all_(call: Call, predicate: Item, items: Item) -> Value:
    holds = _predicate(call, predicate)
    return all(holds(item) for item in call.machine.as_list(call.machine.force(items)))


@define("any", 2)
def any_(call: Call, predicate: Item, items: Item) -> Value:
    holds = _predicate(call, predicate)
    return any(holds(item) for item in call.machine.as_list(call.machine.force(items)))


@define("elem", 2)
def elem(call: Call, wanted: Item, items: Item) -> Value:
    machine = call.machine
    for item in machine.as_list(machine.force(items)):
        if equal(machine, machine.force(wanted), machine.force(item)):
            return True
    return False


@define("foldl'", 3)
def foldl(call: Call, step: Item, start: Item, items: Item) -> Value:
    machine = call.machine
    function = machine.force(step)
    result = start
    for item in machine.as_list(machine.force(items)):
        result = machine.call_all(function, result, item, span=call.span)
    return machine.force(result)


@define("concatLists", 1)
def concat_lists(call: Call, items: Item) -> Value:
    machine = call.machine
    joined: list[Item] = []
    for item in machine.as_list(machine.force(items)):
        found = machine.as_list(machine.force(item))
        machine.spend(len(found) // 8 + 1)
        joined.extend(found)
    return joined


@define("concatMap", 2)
def concat_map(call: Call, function: Item, items: Item) -> Value:
    return concat_lists(call, map_(call, function, items))


@define("genList", 2)
def gen_list(call: Call, function: Item, length: Item) -> Value:
    machine = call.machine
    count = machine.as_int(machine.force(length))
    if count < 0:
        raise NixError("genList with a negative length")
    machine.spend(4 * count)
    return [machine.later(function, index, span=call.span) for index in range(count)]


@define("sort", 2)
def sort(call: Call, less: Item, items: Item) -> Value:
    machine = call.machine
    function = machine.force(less)

    def compare(a: Item, b: Item) -> int:
        if machine.as_bool(machine.call_all(function, a, b, span=call.span)):
            return -1
        return int(machine.as_bool(machine.call_all(function, b, a, span=call.span)))

    return sorted(machine.as_list(machine.force(items)), key=cmp_to_key(compare))


@define("groupBy", 2)
def group_by(call: Call, key: Item, items: Item) -> Value:
    machine = call.machine
    function = machine.force(key)
    groups: dict[str, list[Item]] = {}
    for item in machine.as_list(machine.force(items)):
        name = machine.as_name(machine.call(function, item, call.span))
        groups.setdefault(name, []).append(item)
    return Attrs(dict(groups))


@define("genericClosure", 1)
def generic_closure(call: Call, argument: Item) -> Value:
    machine = call.machine
    given = machine.as_attrs(machine.force(argument))
    operator = machine.select(given, "operator", call.span)
    pending = list(machine.as_list(machine.select(given, "startSet", call.span)))
    keys: list[Value] = []
    done: list[Item] = []
    while pending:
        item = machine.force(pending.pop(0))
        key = machine.select(item, "key", call.span)
        if any([equal(machine, key, seen) for seen in keys]):
            continue
        keys.append(key)
        done.append(item)
        pending.extend(machine.as_list(machine.call(operator, item, call.span)))
    return done


@define("listToAttrs", 1)
def list_to_attrs(call: Call, items: Item) -> Value:
    machine = call.machine
    found: dict[str, Item] = {}
    rest: Rest | None = None
    pairs = machine.as_list(machine.force(items))
    machine.spend(len(pairs) // 8)
    for pair in pairs:
        value = machine.force(pair)
        try:
            name = machine.as_name(machine.select(value, "name", call.span))
        except Unknown as unknown:
            rest = join_rests(rest, Rest(unknown.symbol))
            continue
        if type(value) is Attrs and value.rest is None and "value" not in value.items:
            raise NixError(f"listToAttrs: {name} has no value", call.place)
        if name in found:
            continue
        if rest is not None:
            # The unknown pair before it may have had this very name, and the first one counts.
            found[name] = rest.symbol.derive(f"{name} from {rest.symbol.text} or from after it")
        else:
            found[name] = machine.lazily_selected(value, "value", call.span)
    return Attrs(found, rest)


def _predicate(call: Call, predicate: Item) -> Callable[[Item], bool]:
    function = call.machine.force(predicate)
    return lambda item: call.machine.as_bool(call.machine.call(function, item, call.span))
