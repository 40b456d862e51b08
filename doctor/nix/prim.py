"""What the models have beyond Nix: `prim`, the interpreter's side of `models/*.nix`."""

from doctor.nix.builtins.registry import Registry
from doctor.nix.machine import Call, join_rests
from doctor.nix.values import (
    Attrs,
    BuilderCall,
    Item,
    NixError,
    Rest,
    Script,
    StorePath,
    Symbol,
    Text,
    Unknown,
    Value,
    text,
)

prim = Registry()
define = prim.define


@define("symbol", 1)
def symbol(call: Call, name: Item) -> Value:
    """An unknown value of that name."""
    called = call.machine.as_string(call.machine.force(name))
    place = call.place
    return Symbol(called, f"{called} is not modelled", place)


@define("open", 2)
def open_(call: Call, attrs: Item, why: Item) -> Value:
    """`attrs`, which may have further attributes because of the unknown value `why`."""
    machine = call.machine
    given = machine.as_attrs(machine.force(attrs))
    reason = machine.force(why)
    if type(reason) is not Symbol:
        reason = Symbol("an unknown value", "it is not modelled")
    return Attrs(dict(given.items), join_rests(given.rest, Rest(reason.anonymous())), given.span)


@define("isKnown", 1)
def is_known(call: Call, item: Item) -> Value:
    """False for an unknown value."""
    try:
        return type(call.machine.force(item)) is not Symbol
    except Unknown:
        return False


@define("gap", 1)
def gap(call: Call, item: Item) -> Value:
    """The unknown value behind what is not known of an item: it, or its members; else null."""
    try:
        value = call.machine.force(item)
    except Unknown as unknown:
        return unknown.symbol
    if type(value) is Attrs and value.rest is not None and value.rest.only is None:
        return value.rest.symbol.derive(f"{value.rest.symbol.text}.…")
    return value if type(value) is Symbol else None


@define("moduleFacts", 1)
def module_facts(call: Call, module: Item) -> Value:
    """What is known of a foreign flake-parts module; null: nothing."""
    value = call.machine.force(module)
    # Facts are about the modules that a flake exports, not about what its functions return.
    if type(value) is Symbol and value.source is not None and "(" not in value.text:
        return call.machine.module_facts.get(value.source)
    return None


@define("script", 1)
def script(call: Call, argument: Item) -> Value:
    """The store path of `{ name, text, at, writer }`: a script, at `at` below the path."""
    machine = call.machine
    given = machine.force(argument)
    name = machine.to_text(machine.select(given, "name", None)).describe()
    content = machine.to_text(machine.select(given, "text", None))
    at = machine.to_text(machine.select(given, "at", None)).describe()
    writer = machine.as_string(machine.select(given, "writer", None))
    written = Script(name, content, writer, call.place)
    return Text((StorePath(name, files={at: written}),))


@define("storePath", 1)
def store_path(call: Call, name: Item) -> Value:
    """A store path of that name, of which only Nix knows the content."""
    return Text((StorePath(call.machine.to_text(call.machine.force(name)).describe()),))


@define("builder", 3)
def builder(call: Call, name: Item, gives: Item, pkgs: Item) -> Value:
    """The builder `name` of parity-lib; `gives` maps its arguments to the names of its apps."""
    from doctor.nix.values import Builtin

    machine = call.machine
    called = machine.as_string(machine.force(name))

    def build(inner: Call, arguments: Item) -> Value:
        names_given = machine.later(gives, arguments, span=inner.span)
        made = BuilderCall(called, pkgs, arguments, names_given, inner.place)
        machine.builder_calls.append(made)
        try:
            names = machine.as_list(machine.force(made.apps))
        except NixError as error:
            raise NixError(f"{called}: {error.message}", inner.place) from None
        apps: dict[str, Item] = {}
        rest: Rest | None = None
        for item in names:
            try:
                app = machine.as_name(machine.force(item))
            except Unknown as unknown:
                rest = join_rests(rest, Rest(unknown.symbol))
                continue
            apps[app] = _built_app(called, app, made)
        return Attrs(apps, rest, inner.span)

    return Builtin(called, 1, build)


def _built_app(builder_name: str, name: str, made: BuilderCall) -> Attrs:
    program = Text((StorePath(name, builder=made),))
    described = Attrs({"description": text(f"{name}, made by {builder_name}")})
    return Attrs({"type": text("app"), "program": program, "meta": described})
