"""Repos that nobody means well with: each a folder to make, and words that the doctor must say."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple


class Hostile(NamedTuple):
    """`make` fills an empty folder; `says` is a pattern that the report must match."""

    make: Callable[[Path], object]
    says: str


def flake(content: str | bytes) -> Callable[[Path], object]:
    data = content if isinstance(content, bytes) else content.encode()
    return lambda folder: (folder / "flake.nix").write_bytes(data)


def outputs(body: str) -> Callable[[Path], object]:
    """A flake that has parity-lib as an input, so that the rest of it matters."""
    url = "git+https://git.oleks.space/oleks/parity-lib"
    return flake(f'{{ inputs.parity.url = "{url}"; outputs = {{ self, parity }}: {body}; }}')


TOO_MUCH = "(deeper|more|longer) than"

HOSTILE = {
    "value that needs itself": Hostile(
        outputs("let apps = apps; in { inherit apps; }"), "infinite recursion"
    ),
    "function without an end": Hostile(
        outputs("let f = n: f (n + 1); in { apps = f 0; }"), TOO_MUCH
    ),
    "list without an end": Hostile(
        outputs("let f = n: [ n ] ++ f (n + 1); in { apps.s = builtins.listToAttrs (f 0); }"),
        TOO_MUCH,
    ),
    "names that double": Hostile(
        outputs("{ apps.s.${" + "(s: s + s) (" * 60 + '"name"' + ")" * 60 + "} = 1; }"), TOO_MUCH
    ),
    "1,000 billion apps": Hostile(
        outputs("{ apps.s = builtins.genList (n: { name = n; }) 1000000000000; }"), TOO_MUCH
    ),
    "file that imports itself": Hostile(
        outputs("(import ./flake.nix).outputs { inherit self parity; }"), TOO_MUCH
    ),
    "10 MB of [": Hostile(flake("[" * 10_000_000), "larger than"),
    "900 KB of [": Hostile(flake("[" * 900_000), "flake.nix"),
    "NUL byte": Hostile(flake(b'{ outputs = _: { }; description = "a\0b"; }'), "NUL"),
    "not UTF-8": Hostile(flake(b'{ description = "\xff"; outputs = _: { }; }'), "UTF-8"),
    "syntax error": Hostile(flake("{ outputs = _: { apps = ; }; }"), "flake.nix:1:"),
    "empty file": Hostile(flake(""), "flake.nix"),
    "no flake.nix": Hostile(lambda folder: (folder / "README").touch(), "there is no flake.nix"),
    "directory named flake.nix": Hostile(
        lambda folder: (folder / "flake.nix").mkdir(), "flake.nix is a directory"
    ),
    "link to /etc/passwd": Hostile(
        lambda folder: (folder / "flake.nix").symlink_to("/etc/passwd"), "leads out of the repo"
    ),
}
