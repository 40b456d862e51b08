"""Builtins on attribute sets and functions (Nix manual, "Built-in Functions")."""

from doctor.nix.builtins.registry import Registry
from doctor.nix.machine import Call, Thunk
from doctor.nix.values import (
    Attrs,
    Builtin,
    Closure,
    Item,
    NixError,
    Rest,
    Symbol,
    Unknown,
    Value,
    text,
)

sets = Registry()
define = sets.define


@define("attrNames", 1)
def attr_names(call: Call, attrs: Item) -> Value:
    found = call.machine.as_closed(call.machine.force(attrs))
    call.machine.spend(len(found.items) // 4)
    return [text(name) for name in sorted(found.items)]


@define("attrValues", 1)
def attr_values(call: Call, attrs: Item) -> Value:
    found = call.machine.as_closed(call.machine.force(attrs))
    call.machine.spend(len(found.items) // 4)
    return [found.items[name] for name in sorted(found.items)]


@define("getAttr", 2)
def get_attr(call: Call, name: Item, attrs: Item) -> Value:
    machine = call.machine
    wanted = machine.as_name(machine.force(name))
    return machine.select(machine.force(attrs), wanted, call.span)


@define("hasAttr", 2)
def has_attr(call: Call, name: Item, attrs: Item) -> Value:
    machine = call.machine
    wanted = machine.as_name(machine.force(name))
    return machine.has(machine.as_attrs(machine.force(attrs)), wanted)


@define("mapAttrs", 2)
def map_attrs(call: Call, function: Item, attrs: Item) -> Value:
    machine = call.machine
    given = machine.as_attrs(machine.force(attrs))
    machine.spend(4 * len(given.items))
    mapped = {
        name: machine.later(function, text(name), item, span=call.span)
        for name, item in given.items.items()
    }
    return Attrs(mapped, given.rest, given.span)


@define("removeAttrs", 2)
def remove_attrs(call: Call, attrs: Item, names: Item) -> Value:
    machine = call.machine
    given = machine.as_attrs(machine.force(attrs))
    removed = {
        machine.as_name(machine.force(name)) for name in machine.as_list(machine.force(names))
    }
    machine.spend(len(given.items) // 8)
    kept = {name: item for name, item in given.items.items() if name not in removed}
    return Attrs(kept, given.rest, given.span)


@define("intersectAttrs", 2)
def intersect_attrs(call: Call, left: Item, right: Item) -> Value:
    machine = call.machine
    names = machine.as_attrs(machine.force(left))
    values = machine.as_attrs(machine.force(right))
    machine.spend((len(names.items) + len(values.items)) // 8)
    both = {name: item for name, item in values.items.items() if name in names.items}
    if names.rest is not None:
        return Attrs(both, Rest(names.rest.symbol.anonymous()))
    if values.rest is not None:
        possible = {name for name in names.items if name not in both and values.rest.may_have(name)}
        return Attrs(both, Rest(values.rest.symbol, frozenset(possible)) if possible else None)
    return Attrs(both)


@define("catAttrs", 2)
def cat_attrs(call: Call, name: Item, items: Item) -> Value:
    machine = call.machine
    wanted = machine.as_name(machine.force(name))
    found = []
    for item in machine.as_list(machine.force(items)):
        attrs = machine.as_attrs(machine.force(item))
        if machine.has(attrs, wanted):
            found.append(attrs.items[wanted])
    return found


@define("zipAttrsWith", 2)
def zip_attrs_with(call: Call, function: Item, items: Item) -> Value:
    machine = call.machine
    zipped: dict[str, list[Item]] = {}
    for item in machine.as_list(machine.force(items)):
        attrs = machine.as_closed(machine.force(item))
        machine.spend(len(attrs.items))
        for name, value in attrs.items.items():
            zipped.setdefault(name, []).append(value)
    return Attrs(
        {
            name: machine.later(function, text(name), values, span=call.span)
            for name, values in zipped.items()
        }
    )


@define("functionArgs", 1)
def function_args(call: Call, function: Item) -> Value:
    value = call.machine.force(function)
    if type(value) is Symbol:
        raise Unknown(value)
    if type(value) is Closure and value.function.formals is not None:
        defaults = value.function.formals.defaults
        call.machine.spend(len(defaults))
        return Attrs({name: default is not None for name, default in defaults.items()})
    if type(value) not in (Closure, Builtin):
        raise NixError("functionArgs needs a function")
    return Attrs({})


@define("unsafeGetAttrPos", 2)
def unsafe_get_attr_pos(call: Call, name: Item, attrs: Item) -> Value:
    raise Unknown(Symbol("builtins.unsafeGetAttrPos", "positions are not modelled"))


@define("derivation", 1)
def derivation(call: Call, argument: Item) -> Value:
    from doctor.nix.values import Text

    machine = call.machine
    given = machine.as_attrs(machine.force(argument))
    path = Text((Symbol("a derivation's path", "a store path is known only to Nix"),))
    added: dict[str, Item] = {"type": text("derivation"), "outPath": path, "drvPath": path}
    result = machine.update(given, Attrs({**added, "outputName": text("out")}))
    result.items["out"] = Thunk(lambda: result)
    return result
