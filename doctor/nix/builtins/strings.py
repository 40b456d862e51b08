"""Builtins on strings (Nix manual, "Built-in Functions")."""

import re
from typing import Any

from doctor.nix.builtins.registry import Registry
from doctor.nix.machine import Call
from doctor.nix.paths import HASH, ROOT, parent
from doctor.nix.posix import MAX_EFFORT, Regex, translate
from doctor.nix.values import (
    Attrs,
    Item,
    NixError,
    Path,
    Piece,
    StorePath,
    Symbol,
    Unknown,
    Value,
    text,
)

strings = Registry()
define = strings.define


@define("toString", 1)
def to_string(call: Call, value: Item) -> Value:
    return call.machine.to_text(call.machine.force(value), plain=True)


@define("stringLength", 1)
def string_length(call: Call, string: Item) -> Value:
    return len(call.machine.masked(call.machine.to_text(call.machine.force(string))).encode())


@define("substring", 3)
def substring(call: Call, start: Item, length: Item, string: Item) -> Value:
    machine = call.machine
    begin = machine.as_int(machine.force(start))
    count = machine.as_int(machine.force(length))
    if begin < 0:
        raise NixError("negative start position in substring")
    given = machine.to_text(machine.force(string))
    if begin == 0 and count < 0:
        return given
    data = machine.masked(given).encode()
    part = data[begin:] if count < 0 else data[begin : begin + count]
    if HASH.encode() in part and ROOT.encode() not in part:
        raise Unknown(Symbol("a substring", "a store path is known only to Nix"))
    if given.known is None and HASH.encode() in part:
        raise Unknown(machine.symbol_of(given))
    try:
        return text(part.decode())
    except UnicodeDecodeError:
        raise Unknown(Symbol("a substring", "it cuts a character in two")) from None


@define("getEnv", 1)
def get_env(call: Call, name: Item) -> Value:
    call.machine.as_string(call.machine.force(name))
    return text("")  # in pure evaluation, as flakes are evaluated


@define("concatStringsSep", 2)
def concat_strings_sep(call: Call, separator: Item, items: Item) -> Value:
    machine = call.machine
    between = machine.to_text(machine.force(separator)).parts
    parts: list[Any] = []
    for index, item in enumerate(machine.as_list(machine.force(items))):
        if index:
            parts.extend(between)
        parts.extend(machine.to_text(machine.force(item)).parts)
    return machine.build(parts or [Piece("", None)])


@define("replaceStrings", 3)
def replace_strings(call: Call, wanted: Item, replacements: Item, string: Item) -> Value:
    machine = call.machine
    sources = [
        machine.as_string(machine.force(one)) for one in machine.as_list(machine.force(wanted))
    ]
    targets = machine.as_list(machine.force(replacements))
    if len(sources) != len(targets):
        raise NixError("replaceStrings needs lists of the same length")
    given = machine.as_string(machine.force(string))
    if HASH in given and any([not source or source.isalnum() for source in sources]):
        given = machine.as_name(machine.force(string))
    if "" in sources and not given.isascii():
        raise Unknown(Symbol("a string", "Nix replaces between its bytes"))
    machine.spend(len(given) * (len(sources) + 1) // 2)
    parts: list[Any] = []
    literal: list[str] = []
    position = 0
    while position <= len(given):
        for index, source in enumerate(sources):
            if given.startswith(source, position):
                if literal:
                    parts.append(Piece("".join(literal), None))
                    literal = []
                parts.extend(machine.to_text(machine.force(targets[index])).parts)
                if not source:
                    literal.append(given[position : position + 1])
                position += len(source) or 1
                break
        else:
            literal.append(given[position : position + 1])
            position += 1
    return machine.build([*parts, Piece("".join(literal), None)])


@define("match", 2)
def match(call: Call, pattern: Item, string: Item) -> Value:
    regex, subject = _regex(call, pattern, string)
    found = regex.pattern.fullmatch(subject)
    if found is None:
        return None
    if regex.alternates:
        why = "POSIX may capture something else among alternatives"
        return [Symbol("a capture", why) for _ in found.groups()]
    return [_group(group) for group in found.groups()]


@define("split", 2)
def split(call: Call, pattern: Item, string: Item) -> Value:
    regex, subject = _regex(call, pattern, string)
    if regex.alternates:
        raise Unknown(Symbol("a split string", "POSIX may choose another alternative"))
    parts: list[Value] = []
    position = 0
    for found in regex.pattern.finditer(subject):
        call.machine.spend(1)
        parts.append(text(subject[position : found.start()]))
        parts.append([_group(group) for group in found.groups()])
        position = found.end()
    return [*parts, text(subject[position:])]


def _group(group: str | None) -> Value:
    return None if group is None else text(group)


def _regex(call: Call, pattern: Item, string: Item) -> tuple[Regex, str]:
    machine = call.machine
    written = machine.as_string(machine.force(pattern))
    subject = machine.as_string(machine.force(string))
    regex = translate(written)
    if HASH in subject and written not in ("/", "(/)"):
        raise Unknown(Symbol("a match", "a store path is known only to Nix"))
    if not (written.isascii() and subject.isascii()):
        raise Unknown(Symbol("a match", "Nix matches bytes, not characters"))
    if regex is None or regex.effort(subject) > MAX_EFFORT:
        raise Unknown(Symbol("a match", f"the regular expression {written!r} cannot be decided"))
    machine.spend(len(written) + len(subject) + regex.effort(subject) // 64)
    return regex, subject


@define("splitVersion", 1)
def split_version(call: Call, version: Item) -> Value:
    return [text(part) for part in _components(call.machine.as_name(call.machine.force(version)))]


def _components(version: str) -> list[str]:
    """Runs of digits and of other characters, as Nix splits them at dots and dashes."""
    return re.findall(r"[0-9]+|[^0-9.\-]+", version)


@define("compareVersions", 2)
def compare_versions(call: Call, left: Item, right: Item) -> Value:
    machine = call.machine
    one = _components(machine.as_name(machine.force(left)))
    other = _components(machine.as_name(machine.force(right)))
    if any([len(part) > 9 and part[0] in "0123456789" for part in (*one, *other)]):
        # How large a number may be depends on the version of Nix.
        raise Unknown(Symbol("a comparison of versions", "a number in them is too large"))
    for index in range(max(len(one), len(other))):
        a = one[index] if index < len(one) else ""
        b = other[index] if index < len(other) else ""
        if _older(a, b):
            return -1
        if _older(b, a):
            return 1
    return 0


def _is_number(part: str) -> bool:
    return part.isascii() and part.isdigit()


def _older(a: str, b: str) -> bool:
    """Nix manual, `nix-env --upgrade`: numbers by value, "pre" before all, "" before numbers."""
    if _is_number(a) and _is_number(b):
        return int(a) < int(b)
    if a == "" and _is_number(b):
        return True
    if a == "pre" and b != "pre":
        return True
    if b == "pre":
        return False
    if _is_number(b):
        return True
    if _is_number(a):
        return False
    return a < b


@define("parseDrvName", 1)
def parse_drv_name(call: Call, name: Item) -> Value:
    given = call.machine.as_string(call.machine.force(name))
    found = re.search(r"-(?=[^a-zA-Z])", given)
    split_at = found.start() if found else len(given)
    return Attrs({"name": text(given[:split_at]), "version": text(given[split_at + 1 :])})


@define("baseNameOf", 1)
def base_name_of(call: Call, path: Item) -> Value:
    machine = call.machine
    value = machine.force(path)
    if type(value) is Path:
        return text(value.path.rpartition("/")[2]) if value.path else machine.to_text(_ROOT_NAME)
    given = machine.to_text(value)
    last = given.parts[-1]
    if type(last) is Piece and "/" in last.text.removesuffix("/"):
        return text(last.text.removesuffix("/").rpartition("/")[2])
    string = machine.literal(given)
    return text(string.removesuffix("/").rpartition("/")[2])


_ROOT_NAME = Symbol("the name of the repo's folder", "a store path is known only to Nix")


@define("dirOf", 1)
def dir_of(call: Call, path: Item) -> Value:
    machine = call.machine
    value = machine.force(path)
    if type(value) is Path:
        if not value.path:
            raise Unknown(Symbol("the folder above the repo", "it lies outside of the repo"))
        return Path(parent(value.path))
    string = machine.as_string(machine.to_text(value))
    folder = string.rpartition("/")[0]
    return text(folder or ("/" if "/" in string else "."))


@define("hasContext", 1)
def has_context(call: Call, string: Item) -> Value:
    given = call.machine.to_text(call.machine.force(string))
    if any([type(part) is StorePath for part in given.parts]):
        return True
    call.machine.literal(given)
    return False


@define("unsafeDiscardStringContext", 1)
def unsafe_discard_string_context(call: Call, string: Item) -> Value:
    return call.machine.to_text(call.machine.force(string))


@define("hashString", 2)
def hash_string(call: Call, kind: Item, string: Item) -> Value:
    import hashlib

    machine = call.machine
    algorithm = machine.as_string(machine.force(kind))
    if algorithm not in ("md5", "sha1", "sha256", "sha512"):
        raise NixError(f"unknown hash type {algorithm}")
    data = machine.as_name(machine.force(string)).encode()
    return text(hashlib.new(algorithm, data, usedforsecurity=False).hexdigest())
