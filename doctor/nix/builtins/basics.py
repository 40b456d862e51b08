"""Builtins on numbers, kinds of values and control (Nix manual, "Built-in Functions")."""

import math

from doctor.nix.builtins.registry import Registry
from doctor.nix.machine import MAX_INTEGER, Call, type_name
from doctor.nix.operators import arithmetic, less
from doctor.nix.values import (
    Attrs,
    Builtin,
    Closure,
    Item,
    NixError,
    Path,
    Symbol,
    Text,
    Thrown,
    Unknown,
    Value,
    text,
)

basics = Registry()
define = basics.define

_OPERATORS = {"add": "+", "sub": "-", "mul": "*", "div": "/"}


def _define_operator(name: str, operator: str) -> None:
    @define(name, 2)
    def run(call: Call, left: Item, right: Item) -> Value:
        machine = call.machine
        return arithmetic(operator, machine.force(left), machine.force(right))


for _name, _operator in _OPERATORS.items():
    _define_operator(_name, _operator)


@define("lessThan", 2)
def less_than(call: Call, left: Item, right: Item) -> Value:
    return less(call.machine, call.machine.force(left), call.machine.force(right))


def _define_bitwise(name: str) -> None:
    @define(name, 2)
    def run(call: Call, left: Item, right: Item) -> Value:
        machine = call.machine
        a, b = machine.as_int(machine.force(left)), machine.as_int(machine.force(right))
        return {"bitAnd": a & b, "bitOr": a | b, "bitXor": a ^ b}[name]


for _name in ("bitAnd", "bitOr", "bitXor"):
    _define_bitwise(_name)


def _define_rounding(name: str) -> None:
    @define(name, 1)
    def run(call: Call, number: Item) -> Value:
        value = call.machine.force(number)
        if type(value) is Symbol:
            raise Unknown(value)
        if type(value) not in (int, float):
            raise NixError(f"{name} needs a number")
        if not abs(value) < MAX_INTEGER:
            raise NixError(f"{name} of a number that is no 64-bit integer")
        return math.ceil(value) if name == "ceil" else math.floor(value)


for _name in ("ceil", "floor"):
    _define_rounding(_name)

_KINDS: dict[str, tuple[type, ...]] = {
    "isAttrs": (Attrs,),
    "isBool": (bool,),
    "isFloat": (float,),
    "isFunction": (Closure, Builtin),
    "isInt": (int,),
    "isList": (list,),
    "isNull": (type(None),),
    "isPath": (Path,),
    "isString": (Text,),
}


def _define_kind(name: str, kinds: tuple[type, ...]) -> None:
    @define(name, 1)
    def run(call: Call, item: Item) -> Value:
        value = call.machine.force(item)
        if type(value) is Symbol:
            raise Unknown(value)
        return type(value) in kinds


for _name, _kinds in _KINDS.items():
    _define_kind(_name, _kinds)


@define("typeOf", 1)
def type_of(call: Call, item: Item) -> Value:
    value = call.machine.force(item)
    if type(value) is Symbol:
        raise Unknown(value)
    return text(type_name(value))


@define("seq", 2)
def seq(call: Call, first: Item, second: Item) -> Value:
    _forced(call, first)
    return call.machine.force(second)


@define("deepSeq", 2)
def deep_seq(call: Call, first: Item, second: Item) -> Value:
    _force_deeply(call, first)
    return call.machine.force(second)


def _force_deeply(call: Call, item: Item) -> None:
    """Force all that `item` holds; unknown values hold nothing."""
    seen: set[int] = set()
    pending = [item]
    while pending:
        value = _forced(call, pending.pop())
        call.machine.spend(1)
        if id(value) in seen:
            continue
        if type(value) is list:
            seen.add(id(value))
            pending.extend(reversed(value))
        elif type(value) is Attrs:
            seen.add(id(value))
            pending.extend([value.items[name] for name in sorted(value.items, reverse=True)])


@define("trace", 2)
def trace(call: Call, message: Item, value: Item) -> Value:
    return seq(call, message, value)


@define("warn", 2)
def warn(call: Call, message: Item, value: Item) -> Value:
    return seq(call, message, value)


@define("addErrorContext", 2)
def add_error_context(call: Call, context: Item, value: Item) -> Value:
    return call.machine.force(value)


def _forced(call: Call, item: Item) -> Value:
    """The value of an item, also if it is an unknown one."""
    value = call.machine.force(item)
    if type(value) is Symbol and call.machine.trying:
        raise Unknown(value)  # whether it fails would be seen
    return value


@define("throw", 1)
def throw(call: Call, message: Item) -> Value:
    raise Thrown(_message(call, message), call.place)


@define("abort", 1)
def abort(call: Call, message: Item) -> Value:
    raise NixError(_message(call, message), call.place)


def _message(call: Call, message: Item) -> str:
    return call.machine.to_text(call.machine.force(message)).describe()[:500]


@define("tryEval", 1)
def try_eval(call: Call, value: Item) -> Value:
    call.machine.trying += 1
    try:
        found = call.machine.force(value)
    except Thrown:
        return Attrs({"success": False, "value": False})
    finally:
        call.machine.trying -= 1
    if type(found) is Symbol:
        raise Unknown(found)
    return Attrs({"success": True, "value": found})
