"""The inputs that a `flake.nix` declares, in all the ways that Nix lets them be written."""

from collections.abc import Set

from doctor.flakeref import BadRef, FlakeRef, from_attrs, parse
from doctor.nix.expressions import AttrsExpr, Deferred, ListExpr, Literal, Run, Str, Var
from doctor.nix.machine import Machine, Thunk
from doctor.nix.values import Attrs, Closure, Item, NixError, Unknown, Value, where
from doctor.place import Place
from doctor.record import NamedTuple

FLAKE = "flake.nix"
_OTHERS = ("flake", "follows", "inputs")
"""What an input may have that is no part of its reference."""


class Declared(NamedTuple):
    """An input as `flake.nix` declares it.

    `ref` is where it points (None: it follows another input, or `why` says why not), `follows`
    the path of the input that it follows. `nested` are the inputs of the input itself, as far as
    the flake says something else of them.
    """

    name: str
    place: Place
    ref: FlakeRef | None = None
    follows: tuple[str, ...] | None = None
    is_flake: bool = True
    nested: tuple["Declared", ...] = ()
    why: str = ""


def declared_inputs(machine: Machine, flake: Attrs) -> tuple[Declared, ...]:
    """The inputs of a flake file, sorted by name.

    An argument of `outputs` that is not declared is an input too, looked up in the registry.
    Raises `NixError` and `Unknown` if their names cannot be known.
    """
    given = machine.as_closed(written_out(machine, "inputs", flake.items.get("inputs", Attrs({}))))
    found = {
        name: _declared(machine, name, item, True)
        for name, item in given.items.items()
        if name != "self"  # newer Nix lets a flake say there how it is fetched
    }
    outputs = machine.select(flake, "outputs", None, missing=None)
    if type(outputs) is Closure and outputs.function.formals is not None:
        for name in outputs.function.formals.defaults:
            if name != "self" and name not in found:
                found[name] = _implicit(name, outputs.function.span.place)
    return tuple(_checked(found[name], found.keys()) for name in sorted(found))


def _checked(one: Declared, names: Set[str]) -> Declared:
    """Nix refuses an input that follows one that is not there."""
    for path in (one.follows, *(inner.follows for inner in one.nested)):
        if path and path[0] not in names:
            return one._replace(why=f"it follows {'/'.join(path)}, but there is no input {path[0]}")
    return one


def _implicit(name: str, place: Place) -> Declared:
    try:
        return Declared(name, place, parse(name))
    except BadRef as trouble:
        return Declared(name, place, why=str(trouble))


def _declared(machine: Machine, name: str, item: Item, is_top: bool) -> Declared:
    place = (where(item.span) if type(item) is Thunk else None) or Place(FLAKE)
    try:
        given = machine.as_closed(written_out(machine, name, item))
        place = where(given.span) or place
        for key, value in given.items.items():
            written_out(machine, f"{name}.{key}", value)
        inner = machine.as_closed(machine.select(given, "inputs", None, missing=Attrs({})))
        nested = tuple(
            [_declared(machine, one, inner.items[one], False) for one in sorted(inner.items)]
        )
        is_flake = machine.as_bool(machine.select(given, "flake", None, missing=True))
        follows = machine.select(given, "follows", None, missing=None)
        if follows is not None:
            path = tuple(filter(None, machine.as_string(follows).split("/")))
            return Declared(name, place, None, path, is_flake, nested)
        ref = _reference(machine, name if is_top else None, given)
        return Declared(name, place, ref, None, is_flake, nested)
    except (NixError, Unknown, BadRef) as trouble:
        return Declared(name, place, why=str(trouble))


def written_out(machine: Machine, name: str, item: Item) -> Value:
    """The value of an item that Nix accepts in `inputs` only if it is written out there."""
    expr = item.code if type(item) is Thunk else None
    if type(expr) is Deferred:
        expr = expr.lower()
    computed = (
        (type(expr) is AttrsExpr and expr.bindings.dynamic)
        or (type(expr) is Str and any([type(part) is not Run for part in expr.parts]))
        or (type(expr) is Var and expr.name not in ("true", "false"))
        or (expr is not None and type(expr) not in (AttrsExpr, Str, Var, ListExpr, Literal))
    )
    if computed:
        raise NixError(f"{name} is computed, but Nix wants inputs to be written out")
    return machine.force(item)


def _reference(machine: Machine, name: str | None, given: Attrs) -> FlakeRef | None:
    attrs = {key: _plain(machine, item) for key, item in given.items.items() if key not in _OTHERS}
    if "type" in attrs:
        return from_attrs(attrs)
    if "url" not in attrs and name is None:
        return None
    if others := attrs.keys() - {"url"}:
        raise BadRef(f"without a type it may not have {min(others)}")
    return parse(str(attrs["url"])) if "url" in attrs else parse(name or "")


def _plain(machine: Machine, item: Item) -> str | int | bool:
    value = machine.force(item)
    return value if isinstance(value, (int, bool)) else machine.as_string(value)
