"""Which known project a flake input is.

An input is recognised by where it points (`doctor.flakeref.repository`), never by its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from doctor.flakeref import (
    BadRef,
    FlakeRef,
    from_attrs,
    is_nixpkgs,
    points_to_parity_lib,
    repository,
    same,
)
from doctor.lock import Lock, LockTrouble, Node
from doctor.nix.declared import Declared
from doctor.record import NamedTuple

REGISTRY = {
    "flake-parts": "github.com/hercules-ci/flake-parts",
    "flake-utils": "github.com/numtide/flake-utils",
    "systems": "github.com/nix-systems/default",
}
"""What the public flake registry says of the ids that flakes leave out of their inputs."""

_PROJECTS = {
    "github.com/hercules-ci/flake-parts": "flake-parts",
    "github.com/nix-community/nixpkgs.lib": "nixpkgs-lib",
    "github.com/numtide/flake-utils": "flake-utils",
    "github.com/denful/import-tree": "import-tree",
    "github.com/vic/import-tree": "import-tree",
}

_FOUR = ("aarch64-darwin", "aarch64-linux", "x86_64-darwin", "x86_64-linux")
_SYSTEMS = {
    ("default", "da67096a3b9bf56a91d16901293e51ba5b49a27e"): _FOUR,
    ("default", "c29398b59d2048c4ab79345812849c9bd15e9150"): (_FOUR[0], _FOUR[1], _FOUR[3]),
    ("default", ""): _FOUR,
    ("default-linux", "31732fcf5e8fea42e59c2488ad31a0e651500f68"): (_FOUR[1], _FOUR[3]),
    ("default-linux", ""): (_FOUR[1], _FOUR[3]),
    ("default-darwin", ""): (_FOUR[0], _FOUR[2]),
    **{(system, ""): (system,) for system in _FOUR},
}
"""The lists in the repositories of github.com/nix-systems, by name and locked revision."""

_WITH_I686 = (
    "aarch64-linux", "aarch64-darwin", "i686-linux", "x86_64-darwin", "x86_64-linux",
)  # fmt: skip
_FLAKE_UTILS = (
    # defaultSystems of github.com/numtide/flake-utils since its commits c5d161c (reverted for a
    # few hours two days later), 5aed528 and 1c226cc, by their time.
    (0, tuple(system for system in _WITH_I686 if system != "aarch64-darwin")),
    (1629284811, ()),
    (1629481132, _WITH_I686),
    (1667395993, _FOUR),
)
_FLAKE_UTILS_WITH_INPUT = 1681036452
"""Since then flake-utils takes the list from its input `systems`."""

_EXPOSED_OLD = (
    "x86_64-linux", "aarch64-linux", "x86_64-darwin", "armv6l-linux", "armv7l-linux", "i686-linux",
    "mipsel-linux", "aarch64-darwin", "armv5tel-linux", "powerpc64le-linux", "riscv64-linux",
)  # fmt: skip
_EXPOSED_NEW = (
    "x86_64-linux", "aarch64-linux", "x86_64-darwin", "armv6l-linux", "armv7l-linux", "i686-linux",
    "aarch64-darwin", "powerpc64le-linux", "riscv64-linux", "x86_64-freebsd",
)  # fmt: skip
_EXPOSED_BY_DATE = (
    # lib/systems/flake-systems.nix of nixpkgs changed on 2022-05-23, 2024-06-17 and 2024-07-19,
    # and may have changed after 2026-06-14. A revision may belong to a release that lags behind:
    # no list is known for as long as such releases lived.
    (0, ()),
    (1673740800, _EXPOSED_OLD),
    (1717372800, ()),
    (1738368000, _EXPOSED_NEW),
    (1781395200, ()),
)
_CHECKS_ONLY = (
    "cachix/git-hooks.nix", "cachix/pre-commit-hooks.nix", "numtide/devshell",
    "numtide/treefmt-nix",
)  # fmt: skip
"""Repositories on GitHub whose flake-parts modules define checks, formatter and devShells alone."""
_NO_APPS = (
    "aciceri/agenix-shell", "cachix/devenv", "hercules-ci/hercules-ci-effects",
    "juspay/rust-flake", "juspay/services-flake", "mlabs-haskell/hercules-ci-effects",
    "nix-community/disko", "nix-community/home-manager", "nix-community/nix-unit",
    "nix-community/nixvim", "oddlama/agenix-rekey", "oddlama/nix-topology",
    "platonic-systems/mission-control", "srid/flake-root", "srid/nixos-flake",
    "srid/nixos-unified",
)  # fmt: skip
"""Repositories on GitHub whose flake-parts modules define no apps, by their source."""


class Known(NamedTuple):
    """A project of which something is known.

    `project` names its model ("" if there is none), `systems` is its list of systems (None: not
    known). `adds_nothing_to` are outputs of a flake that its flake-parts modules leave alone.
    """

    project: str
    systems: tuple[str, ...] | None = None
    adds_nothing_to: tuple[str, ...] = ()


def identifier(declared: Iterable[Declared], lock: Lock | LockTrouble) -> Identifier:
    """What says which projects the declared inputs are; a broken lock says nothing."""
    refs: dict[tuple[str, ...], FlakeRef] = {}
    follows: dict[tuple[str, ...], tuple[str, ...]] = {}
    sources: set[tuple[str, ...]] = set()
    pending: list[tuple[tuple[str, ...], Declared]] = [((one.name,), one) for one in declared]
    while pending:
        path, one = pending.pop()
        if one.ref is not None:
            refs[path] = one.ref
        if one.follows is not None:
            follows[path] = one.follows
        if not one.is_flake:
            sources.add(path)
        pending.extend(((*path, inner.name), inner) for inner in one.nested)
    found = lock if isinstance(lock, Lock) else None
    return Identifier(refs, follows, frozenset(sources), found)


class Identifier:
    """Says which project an input is, from `flake.nix` and `flake.lock`.

    `refs` maps the inputs that `flake.nix` declares to where they point, `follows` those that
    follow another one to its path, `sources` are those that are no flakes; keys are paths of
    inputs.
    """

    def __init__(
        self,
        refs: Mapping[tuple[str, ...], FlakeRef],
        follows: Mapping[tuple[str, ...], tuple[str, ...]],
        sources: frozenset[tuple[str, ...]],
        lock: Lock | None,
    ) -> None:
        self._refs = refs
        self._sources = sources
        self._follows = follows
        self._lock = lock

    def known(self, path: tuple[str, ...]) -> Known | None:
        """The project that the input at `path` is."""
        for _ in range(10):
            if path not in self._follows:
                break
            path = self._follows[path]
        node = self._lock.node(path) if self._lock is not None else None
        if node is not None and node.is_flake is (path in self._sources):
            return None  # the lock was made for something else, or by hand
        ref, node = _in_force(self._refs.get(path), node)
        if ref is None:
            return None
        where = _repository(ref)
        if points_to_parity_lib(ref):
            return Known("parity-lib")
        if is_nixpkgs(ref):
            return Known("nixpkgs", _exposed(ref, _modified(node)))
        if is_nixpkgs(ref._replace(dir="")) and ref.dir == "lib":
            return Known("nixpkgs-lib", _exposed(ref, _modified(node)))
        if ref.dir not in ("", "."):
            return None
        if where in _PROJECTS:
            project = _PROJECTS[where]
            return Known(project, self._systems(project, path, node))
        host, _, name = where.partition("/")
        if host != "github.com":
            return None
        if name.startswith("nix-systems/"):
            revision = str(node.locked.get("rev")) if node is not None else ref.rev or ref.ref
            systems = _SYSTEMS.get((name.rpartition("/")[2], revision))
            return Known("systems", systems)
        if name in _CHECKS_ONLY:
            return Known("", adds_nothing_to=("apps", "nixosConfigurations", "packages"))
        if name in _NO_APPS:
            return Known("", adds_nothing_to=("apps",))
        return None

    def _systems(
        self, project: str, path: tuple[str, ...], node: Node | None
    ) -> tuple[str, ...] | None:
        modified = _modified(node)
        if project != "flake-utils":
            return None
        if modified is not None and modified < _FLAKE_UTILS_WITH_INPUT:
            return _at(_FLAKE_UTILS, modified)
        systems_path = (*path, "systems")
        if (
            systems_path in self._refs
            or systems_path in self._follows
            or (node is not None and "systems" in node.inputs)
        ):
            systems = self.known(systems_path)
            return systems.systems if systems and systems.project == "systems" else None
        return _FLAKE_UTILS[-1][1]


def _repository(ref: FlakeRef) -> str:
    if ref.type == "indirect":
        return REGISTRY.get(ref.path, "")
    if ref.host in ("flakehub.com", "api.flakehub.com"):
        hub = re.fullmatch(r"/f/(?:pinned/)?([^/.]+/[^/]+)/(?!.*\.\./).*", ref.path)
        return f"github.com/{hub[1]}".lower() if hub else ""
    return repository(ref) or ""


def _in_force(declared: FlakeRef | None, node: Node | None) -> tuple[FlakeRef | None, Node | None]:
    """Where an input really leads: Nix follows the lock if it was made for the declaration."""
    locked = _locked(node)
    if node is None or locked is None or declared is None:
        return declared or locked, node
    try:
        if not same(declared, from_attrs(node.original)):
            return declared, None
    except BadRef:
        return declared, None
    if locked.type == "tarball" and is_nixpkgs(locked) and is_nixpkgs(declared):
        return declared, node  # a channel leads to a file of its own for each revision
    return locked._replace(ref=declared.ref), node


def _locked(node: Node | None) -> FlakeRef | None:
    try:
        return from_attrs(node.locked) if node is not None else None
    except BadRef:
        return None


def _modified(node: Node | None) -> int | None:
    """When the locked revision was made, in seconds since 1970; None if that is not said."""
    modified = node.locked.get("lastModified") if node is not None else None
    return modified if isinstance(modified, int) else None


def _exposed(ref: FlakeRef, modified: int | None) -> tuple[str, ...] | None:
    """`lib.systems.flakeExposed` of a nixpkgs."""
    release = re.search(r"\b(\d\d)\.(\d\d)\b", ref.ref)
    if release is None:
        return _at(_EXPOSED_BY_DATE, modified)
    version = (int(release[1]), int(release[2]))
    if (24, 11) <= version <= (26, 5):
        return _EXPOSED_NEW
    return _EXPOSED_OLD if (22, 11) <= version <= (24, 5) else None


def _at(
    history: tuple[tuple[int, tuple[str, ...]], ...], modified: int | None
) -> tuple[str, ...] | None:
    """The list in force at that time; without a lock Nix takes the newest."""
    if modified is None:
        return history[-1][1] or None
    found = [systems for since, systems in history if since <= modified]
    return found[-1] or None if found else None
