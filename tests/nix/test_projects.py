"""Which project an input is, by where it leads, in `flake.nix` and in `flake.lock`."""

import json

import pytest

from doctor.lock import read_lock
from doctor.nix.flake import Flake
from doctor.nix.interpreter import Interpreter
from doctor.nix.projects import Known, identifier
from doctor.source import Memory

FOUR = ("aarch64-darwin", "aarch64-linux", "x86_64-darwin", "x86_64-linux")
SYSTEMS_REV = "da67096a3b9bf56a91d16901293e51ba5b49a27e"


def known(flake: str, lock: object = None, path: tuple[str, ...] = ("it",)) -> Known | None:
    files = {"flake.nix": flake}
    if lock is not None:
        files["flake.lock"] = json.dumps(lock)
    source = Memory(files)
    inputs = Flake(Interpreter(source)).inputs
    return identifier(inputs, read_lock(source)).known(path)


def of(url: str, lock: object = None) -> str | None:
    found = known(f'{{ inputs.it.url = "{url}"; outputs = _: {{ }}; }}', lock)
    return found.project if found is not None else None


def locked(original: dict[str, object], **pinned: object) -> dict[str, object]:
    node = {"original": original, "locked": {**original, **pinned}}
    nodes = {"root": {"inputs": {"it": "it"}}, "it": node}
    return {"version": 7, "root": "root", "nodes": nodes}


@pytest.mark.parametrize(
    ("url", "project"),
    [
        ("github:NixOS/nixpkgs", "nixpkgs"),
        ("github:nixos/nixpkgs/nixos-unstable", "nixpkgs"),
        ("nixpkgs", "nixpkgs"),
        ("https://channels.nixos.org/nixos-unstable/nixexprs.tar.xz", "nixpkgs"),
        ("https://flakehub.com/f/NixOS/nixpkgs/0.1.tar.gz", "nixpkgs"),
        ("github:NixOS/nixpkgs?dir=lib", "nixpkgs-lib"),
        ("github:nix-community/nixpkgs.lib", "nixpkgs-lib"),
        ("github:someone/nixpkgs", None),
        ("github:numtide/flake-utils", "flake-utils"),
        ("https://flakehub.com/f/numtide/flake-utils/0.1.0.tar.gz", "flake-utils"),
        ("git+https://github.com/numtide/flake-utils?ref=main", "flake-utils"),
        ("github:numtide/flake-utils/11707dc2f618dd54ca8739b309ec4fc024de578b", "flake-utils"),
        ("github:numtide/flake-utils-plus", None),
        ("github:numtide/flake-utils?dir=sub", None),
        ("flake-utils", "flake-utils"),
        ("github:hercules-ci/flake-parts", "flake-parts"),
        ("github:nix-systems/default", "systems"),
        ("github:vic/import-tree", "import-tree"),
        ("git+https://git.oleks.space/oleks/parity-lib", "parity-lib"),
        ("git+ssh://git@git.oleks.space:2222/oleks/parity-lib.git?ref=main", "parity-lib"),
        ("github:oleks/parity-lib", None),
        ("git+https://git.oleks.space/oleks/parity-lib?ref=refs/tags/v1", "parity-lib"),
        ("git+https://git.oleks.space/oleks/parity-lib?ref=refs/pull/7/head", None),
        ("git+https://git.oleks.space/oleks/parity-lib?dir=evil", None),
        ("https://git.oleks.space/oleks/parity-lib/archive/main.tar.gz", "parity-lib"),
        (
            "https://git.oleks.space/oleks/parity-lib/archive/../../../evil/lib/archive/x.tar.gz",
            None,
        ),
        ("git+https://git.oleks.space/oleks/x/../parity-lib", None),
        ("git+https://evil.example/nix-systems/default", None),
        ("git+https://git.oleks.space.evil.example/oleks/parity-lib", None),
        ("path:../parity-lib", None),
        ("github:cachix/git-hooks.nix", ""),
    ],
)
def test_by_address(url: str, project: str | None) -> None:
    assert of(url) == project


def test_the_name_says_nothing() -> None:
    flake = '{ inputs.nixpkgs.url = "github:someone/else"; outputs = _: { }; }'
    assert known(flake, path=("nixpkgs",)) is None


def test_an_argument_that_is_not_declared_comes_from_the_registry() -> None:
    found = known("{ outputs = { self, nixpkgs }: { }; }", path=("nixpkgs",))
    assert found is not None
    assert found.project == "nixpkgs"


def test_follows_lead_to_another_input() -> None:
    flake = """{
      inputs.a.url = "github:numtide/flake-utils";
      inputs.it.follows = "a";
      outputs = _: { };
    }"""
    found = known(flake)
    assert found is not None
    assert found.project == "flake-utils"


def test_follows_in_a_circle() -> None:
    assert known('{ inputs.it.follows = "b"; inputs.b.follows = "it"; outputs = _: { }; }') is None


def test_nix_follows_a_lock_that_leads_elsewhere() -> None:
    original = {"type": "github", "owner": "numtide", "repo": "flake-utils"}
    assert of("github:numtide/flake-utils", locked(original, rev="a" * 40)) == "flake-utils"
    moved = locked(original, owner="someone", rev="a" * 40)
    assert of("github:numtide/flake-utils", moved) is None


PARITY = {"type": "git", "url": "https://git.oleks.space/oleks/parity-lib"}


@pytest.mark.parametrize(
    "pinned",
    [
        {"dir": "evil"},
        {"type": "path", "path": "/evil"},
        {"type": "tarball", "url": "https://evil.example/x.tar.gz"},
        {"url": "https://git.oleks.space/evil/parity-lib"},
    ],
)
def test_a_lock_that_leads_away_from_parity_lib(pinned: dict[str, object]) -> None:
    url = "git+https://git.oleks.space/oleks/parity-lib"
    assert of(url, locked(PARITY, rev="a" * 40)) == "parity-lib"
    assert of(url, locked(PARITY, **pinned)) is None


def test_a_lock_that_takes_a_flake_for_a_folder() -> None:
    lock = locked(PARITY, rev="a" * 40)
    lock["nodes"]["it"]["flake"] = False
    assert of("git+https://git.oleks.space/oleks/parity-lib", lock) is None


def test_flakehub_locks_to_another_host() -> None:
    url = "https://flakehub.com/f/numtide/flake-utils/0.1.tar.gz"
    pinned = "https://api.flakehub.com/f/pinned/numtide/flake-utils/0.1.102/0190/source.tar.gz"
    original = {"type": "tarball", "url": url}
    assert of(url, locked(original, url=pinned)) == "flake-utils"
    assert of(url, locked(original, url=pinned.replace("numtide", "someone"))) is None


def test_a_channel_is_locked_to_a_file_of_its_own() -> None:
    url = "https://channels.nixos.org/nixos-unstable/nixexprs.tar.xz"
    release = "https://releases.nixos.org/nixos/unstable/nixos-26.05pre1/nixexprs.tar.xz"
    original = {"type": "tarball", "url": url}
    assert of(url, locked(original, url=release)) == "nixpkgs"
    assert of(url, locked(original, url="https://evil.example/nixexprs.tar.xz")) is None
    assert of(url, locked(original, type="path", path="/evil")) is None


def test_a_stale_lock_says_nothing() -> None:
    other = {"type": "github", "owner": "someone", "repo": "else"}
    assert of("github:numtide/flake-utils", locked(other, rev="a" * 40)) == "flake-utils"


def systems_of(url: str, original: dict[str, object], **pinned: object) -> object:
    flake = f'{{ inputs.it.url = "{url}"; outputs = _: {{ }}; }}'
    found = known(flake, locked(original, **pinned))
    assert found is not None
    return found.systems


@pytest.mark.parametrize(
    ("modified", "systems"),
    [
        (1_600_000_000, {"aarch64-linux", "i686-linux", "x86_64-darwin", "x86_64-linux"}),
        (1_629_300_000, None),
        (1_650_000_000, {*FOUR, "i686-linux"}),
        (1_670_000_000, set(FOUR)),
        (1_700_000_000, set(FOUR)),
    ],
)
def test_systems_of_flake_utils(modified: int, systems: object) -> None:
    original = {"type": "github", "owner": "numtide", "repo": "flake-utils"}
    found = systems_of("github:numtide/flake-utils", original, lastModified=modified)
    assert (set(found) if isinstance(found, tuple) else None) == systems


def test_systems_of_flake_utils_may_be_replaced() -> None:
    flake = """{
      inputs.it = {
        url = "github:numtide/flake-utils";
        inputs.systems.url = "github:nix-systems/default-linux";
      };
      outputs = _: { };
    }"""
    found = known(flake)
    assert found is not None
    assert found.systems == ("aarch64-linux", "x86_64-linux")


def test_systems_by_revision() -> None:
    original = {"type": "github", "owner": "nix-systems", "repo": "default"}
    url = "github:nix-systems/default"
    assert systems_of(url, original, rev=SYSTEMS_REV) == FOUR
    assert systems_of(url, original, rev="b" * 40) is None


@pytest.mark.parametrize(
    ("ref", "modified", "size"),
    [
        ("nixos-24.05", 1_730_000_000, 11),
        ("nixos-25.11", 1_770_000_000, 10),
        ("nixos-26.11", 1_800_000_000, None),
        ("nixos-unstable", 1_690_000_000, 11),
        ("nixos-unstable", 1_720_000_000, None),
        ("nixos-unstable", 1_750_000_000, 10),
        ("nixos-unstable", 1_790_000_000, None),
    ],
)
def test_systems_that_nixpkgs_exposes(ref: str, modified: int, size: int | None) -> None:
    original = {"type": "github", "owner": "NixOS", "repo": "nixpkgs", "ref": ref}
    systems = systems_of(f"github:NixOS/nixpkgs/{ref}", original, lastModified=modified)
    assert (len(systems) if isinstance(systems, tuple) else None) == size
