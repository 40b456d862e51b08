"""Builtins that read the repo's own files, and those that would read anything else."""

from __future__ import annotations

import math
import re
from typing import Any

from doctor.nix.builtins.registry import Registry
from doctor.nix.machine import MAX_INTEGER, Call
from doctor.nix.paths import below_root, join_path
from doctor.nix.values import (
    Attrs,
    Item,
    NixError,
    Path,
    Piece,
    Script,
    StorePath,
    Symbol,
    Text,
    Unknown,
    Value,
    text,
)
from doctor.source import Missing, Unreadable

files = Registry()
define = files.define

_JSON_DEPTH = 200


def repo_path(call: Call, item: Item) -> str:
    """The path in the repo that a path or string means; raises `Unknown` for any other place."""
    machine = call.machine
    value = machine.force(item)
    if type(value) is Path:
        return value.path
    if type(value) is Symbol:
        raise Unknown(value)
    given = machine.to_text(value)
    if given.known is not None and (path := below_root(given.known)) is not None:
        return path
    root, below = given.parts[0], Text(given.parts[1:])
    if type(root) is StorePath and root.repo_path is not None:
        joined = join_path(root.repo_path, machine.literal(below))
        return machine.path(joined, call.span).path
    if given.known is not None:
        why = "it lies outside of the repo"
        raise Unknown(Symbol(given.describe(), why, call.place))
    raise Unknown(machine.symbol_of(given))


@define("import", 1)
def import_(call: Call, item: Item) -> Value:
    machine = call.machine
    value = machine.force(item)
    imported = machine.imported_input(value)
    return machine.import_file(repo_path(call, value), call) if imported is None else imported


@define("readFile", 1)
def read_file(call: Call, item: Item) -> Value:
    path = repo_path(call, item)
    return Text((Piece(read(call, path), (path, 0, 0)),))


def read(call: Call, path: str) -> str:
    """The text of a file of the repo; a file that is not there is Nix's error."""
    place = call.place
    try:
        found = call.machine.source.read(path)
    except Missing:
        raise NixError(f"{path}: no such file", place) from None
    except Unreadable as trouble:
        raise Unknown(Symbol(f"the content of {path}", trouble.why, place)) from None
    call.machine.spend(len(found) // 64)
    return found


@define("readDir", 1)
def read_dir(call: Call, item: Item) -> Value:
    path = repo_path(call, item)
    place = call.place
    try:
        entries = call.machine.source.list(path)
    except Missing:
        raise NixError(f"{path}: no such folder", place) from None
    except Unreadable as trouble:
        raise Unknown(Symbol(f"the entries of {path}", trouble.why, place)) from None
    call.machine.spend(2 * len(entries))
    return Attrs({name: text(kind) for name, kind in entries.items()})


@define("readFileType", 1)
def read_file_type(call: Call, item: Item) -> Value:
    kind = call.machine.source.kind(repo_path(call, item))
    if kind is None:
        raise NixError("no such file")
    return text(kind)


@define("pathExists", 1)
def path_exists(call: Call, item: Item) -> Value:
    call.machine.spend(20)
    return call.machine.source.kind(repo_path(call, item)) is not None


@define("fromJSON", 1)
def from_json(call: Call, item: Item) -> Value:
    import json

    string = call.machine.as_string(call.machine.force(item))
    call.machine.spend(len(string) // 4)
    try:
        return _nix_value(json.loads(string, parse_constant=_refuse), 0)
    except (ValueError, RecursionError) as error:
        raise NixError(f"fromJSON: {error}", call.place) from None


@define("fromTOML", 1)
def from_toml(call: Call, item: Item) -> Value:
    import tomllib

    string = call.machine.as_string(call.machine.force(item))
    call.machine.spend(len(string) // 4)
    try:
        return _nix_value(tomllib.loads(string), 0)
    except (ValueError, RecursionError) as error:
        raise NixError(f"fromTOML: {error}", call.place) from None


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def _nix_value(value: Any, depth: int) -> Value:
    if depth > _JSON_DEPTH:
        raise NixError("the data is nested too deeply")
    if isinstance(value, dict):
        return Attrs({key: _nix_value(item, depth + 1) for key, item in value.items()})
    if isinstance(value, list):
        return [_nix_value(item, depth + 1) for item in value]
    if isinstance(value, str):
        if any(["\ud800" <= char <= "\udfff" for char in value]):
            raise NixError("a string holds half a character")
        return text(value)
    if isinstance(value, int) and not -MAX_INTEGER - 1 <= value <= MAX_INTEGER:
        if MAX_INTEGER < value < 1 << 64:
            raise Unknown(Symbol("a number", "it does not fit into 64 bits with a sign"))
        value = float(value) if abs(value) < 1 << 1000 else math.inf
    if isinstance(value, float) and not abs(value) < math.inf:
        raise NixError("a number is too large")
    if value is None or isinstance(value, (bool, int, float)):
        return value
    raise NixError("Nix has no value for a date or time")


@define("toJSON", 1)
def to_json(call: Call, item: Item) -> Value:
    import json

    return text(json.dumps(_json(call, item), ensure_ascii=False, separators=(",", ":")))


def _json(call: Call, item: Item) -> Any:
    machine = call.machine
    value = machine.force(item)
    machine.spend(1)
    if type(value) is float and not re.fullmatch(r"-?\d+\.\d{1,6}", repr(value)):
        raise Unknown(Symbol("a number as JSON", "how it is written depends on the version of Nix"))
    if value is None or type(value) in (bool, int, float):
        return value
    if type(value) is list:
        return machine.nested(lambda: [_json(call, one) for one in value])
    if type(value) is Attrs and not ("outPath" in value.items or "__toString" in value.items):
        fields = sorted(machine.as_closed(value).items.items())
        return machine.nested(lambda: {name: _json(call, one) for name, one in fields})
    if type(value) is Symbol:
        raise Unknown(value)
    return machine.as_name(machine.to_text(value))


@define("toFile", 2)
def to_file(call: Call, name: Item, content: Item) -> Value:
    machine = call.machine
    called = machine.to_text(machine.force(name)).describe()
    written = machine.to_text(machine.force(content))
    place = call.place
    script = Script(called, written, "toFile", place)
    return Text((StorePath(called, files={"": script}),))


@define("path", 1)
def path(call: Call, argument: Item) -> Value:
    machine = call.machine
    given = machine.as_attrs(machine.force(argument))
    if given.items.keys() <= {"path", "name"} and "path" in given.items:
        found = repo_path(call, given.items["path"])
        return Text((StorePath(found.rpartition("/")[2] or "source", repo_path=found),))
    why = "a filtered copy of files is not modelled"
    raise Unknown(Symbol("builtins.path", why, call.place))
