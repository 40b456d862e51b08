"""The builtins of the Nix language, as far as they shape what a flake gives."""

from doctor.nix.builtins.basics import basics
from doctor.nix.builtins.files import files
from doctor.nix.builtins.lists import lists
from doctor.nix.builtins.sets import sets
from doctor.nix.builtins.strings import strings
from doctor.nix.values import Attrs, Item, Rest, Symbol, text

_WITHOUT_PREFIX = (
    "abort", "baseNameOf", "derivation", "dirOf", "import", "map", "removeAttrs", "throw",
    "toString", "fromTOML", "isNull", "scopedImport",
)  # fmt: skip
_IMPURE = (
    "derivationStrict", "fetchGit", "fetchMercurial", "fetchTarball", "fetchTree", "fetchurl",
    "filterSource", "getFlake", "placeholder", "scopedImport", "storePath",
)  # fmt: skip
_OTHERS = frozenset([
    "addDrvOutputDependencies", "appendContext", "convertHash", "exec", "fetchClosure",
    "fetchFinalTree", "findFile", "flakeRefToString", "getContext", "hashFile", "importNative",
    "nixPath", "nixVersion", "outputOf", "parseFlakeRef", "toXML", "traceVerbose",
    "unsafeDiscardOutputDependency", "wasm",
])  # fmt: skip
"""Builtins that some versions of Nix have, and that are not modelled.

A flake is evaluated purely: there is no `currentSystem` and no `currentTime`.
"""


def global_names() -> dict[str, Item]:
    """The names that every Nix file can use."""
    table = {
        **basics.table, **files.table, **lists.table, **sets.table, **strings.table,
        "true": True, "false": False, "null": None,
        "langVersion": 6, "storeDir": text("/nix/store"),
    }  # fmt: skip
    for name in _IMPURE:
        table[name] = Symbol(f"builtins.{name}", "it depends on more than the repo")
    builtins = Attrs(table, Rest(Symbol("builtins", "the builtin is not modelled"), _OTHERS))
    table["builtins"] = builtins
    names = {name: table[name] for name in ("builtins", "true", "false", "null")}
    names.update({name: table[name] for name in _WITHOUT_PREFIX})
    for name in (
        "derivationStrict",
        "fetchGit",
        "fetchMercurial",
        "fetchTarball",
        "fetchTree",
        "placeholder",
    ):
        names[name] = table[name]
    names["break"] = Symbol("break", "it starts the debugger")
    names.update({f"__{name}": item for name, item in table.items()})
    return names
