"""Which known project a flake input is.

An input is recognised by where it points (`doctor.flakeref.repository`), never by its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from doctor.flakeref import (
    BadRef,
    FlakeRef,
    from_attrs,
    is_nixpkgs,
    points_to_parity_lib,
    repository,
)
from doctor.lock import Lock, LockTrouble, Node
from doctor.nix.declared import Declared

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
}
_SYSTEMS = {
    "default": ("aarch64-darwin", "aarch64-linux", "x86_64-darwin", "x86_64-linux"),
    "default-darwin": ("aarch64-darwin", "x86_64-darwin"),
    "default-linux": ("aarch64-linux", "x86_64-linux"),
    "x86_64-linux": ("x86_64-linux",),
    "aarch64-linux": ("aarch64-linux",),
    "x86_64-darwin": ("x86_64-darwin",),
    "aarch64-darwin": ("aarch64-darwin",),
}
"""The lists in the repositories of github.com/nix-systems."""

_FLAKE_UTILS = (
    # defaultSystems of github.com/numtide/flake-utils before and since its commits c5d161c (in
    # effect since 997f7ef, three days later), 5aed528 and 1c226cc, by their time.
    (0, ("aarch64-linux", "i686-linux", "x86_64-darwin", "x86_64-linux")),
    (1629284811, ()),
    (
        1629481132,
        ("aarch64-darwin", "aarch64-linux", "i686-linux", "x86_64-darwin", "x86_64-linux"),
    ),
    (1667395993, ("aarch64-darwin", "aarch64-linux", "x86_64-darwin", "x86_64-linux")),
)
_FLAKE_UTILS_WITH_INPUT = 1681036492
"""Since then flake-utils takes the list from its input `systems`."""

_EXPOSED = (
    "aarch64-darwin", "aarch64-linux", "armv6l-linux", "armv7l-linux", "i686-linux",
    "powerpc64le-linux", "riscv64-linux", "x86_64-darwin", "x86_64-linux",
)  # fmt: skip
_FLAKE_EXPOSED = (
    # nixpkgs' lib/systems/flake-systems.nix; a release branch may keep the list of before a
    # change for a year after it: no list is known then.
    (0, ()),
    (1653312450, (*_EXPOSED, "armv5tel-linux", "mipsel-linux")),
    (1718667295, ()),
    (1721449925 + 365 * 86400, (*_EXPOSED, "x86_64-freebsd")),
)


class Known(NamedTuple):
    """A project that is modelled; `systems` is its list of systems (None: not known)."""

    project: str
    systems: tuple[str, ...] | None = None


def identifier(declared: Iterable[Declared], lock: Lock | LockTrouble) -> Identifier:
    """What says which projects the declared inputs are; a broken lock says nothing."""
    refs: dict[tuple[str, ...], FlakeRef] = {}
    follows: dict[tuple[str, ...], tuple[str, ...]] = {}
    pending: list[tuple[tuple[str, ...], Declared]] = [((one.name,), one) for one in declared]
    while pending:
        path, one = pending.pop()
        if one.ref is not None:
            refs[path] = one.ref
        if one.follows is not None:
            follows[path] = one.follows
        pending.extend(((*path, inner.name), inner) for inner in one.nested)
    return Identifier(refs, follows, lock if isinstance(lock, Lock) else None)


class Identifier:
    """Says which project an input is, from `flake.nix` and `flake.lock`.

    `refs` maps the inputs that `flake.nix` declares to where they point, `follows` those that
    follow another one to its path; keys are paths of inputs.
    """

    def __init__(
        self,
        refs: Mapping[tuple[str, ...], FlakeRef],
        follows: Mapping[tuple[str, ...], tuple[str, ...]],
        lock: Lock | None,
    ) -> None:
        self._refs = refs
        self._follows = follows
        self._lock = lock

    def known(self, path: tuple[str, ...]) -> Known | None:
        """The project that the input at `path` is."""
        for _ in range(10):
            if path not in self._follows:
                break
            path = self._follows[path]
        node = self._lock.node(path) if self._lock is not None else None
        ref = self._refs.get(path)
        if ref is None or (ref.type == "indirect" and node is not None):
            ref = _locked(node) or ref
        if ref is None:
            return None
        where = _repository(ref)
        if points_to_parity_lib(ref):
            return Known("parity-lib")
        if is_nixpkgs(ref):
            return Known("nixpkgs", _at(_FLAKE_EXPOSED, _modified(node)))
        if is_nixpkgs(ref._replace(dir="")) and ref.dir == "lib":
            return Known("nixpkgs-lib", _at(_FLAKE_EXPOSED, _modified(node)))
        if ref.dir not in ("", "."):
            return None
        if where in _PROJECTS:
            project = _PROJECTS[where]
            return Known(project, self._systems(project, path, node))
        owner, _, name = where.rpartition("/")
        if owner == "github.com/nix-systems" and name in _SYSTEMS:
            return Known("systems", _SYSTEMS[name])
        return None

    def _systems(
        self, project: str, path: tuple[str, ...], node: Node | None
    ) -> tuple[str, ...] | None:
        modified = _modified(node)
        if project == "nixpkgs-lib":
            return _at(_FLAKE_EXPOSED, modified)
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
    hub = re.match(r"/f/([^/]+/[^/]+)/", ref.path) if ref.host == "flakehub.com" else None
    return f"github.com/{hub[1]}".lower() if hub else repository(ref) or ""


def _locked(node: Node | None) -> FlakeRef | None:
    try:
        return from_attrs(node.locked) if node is not None else None
    except BadRef:
        return None


def _modified(node: Node | None) -> int | None:
    """When the locked revision was made, in seconds since 1970; None if that is not said."""
    modified = node.locked.get("lastModified") if node is not None else None
    return modified if isinstance(modified, int) else None


def _at(
    history: tuple[tuple[int, tuple[str, ...]], ...], modified: int | None
) -> tuple[str, ...] | None:
    """The list in force at that time; without a lock Nix takes the newest."""
    if modified is None:
        return history[-1][1]
    found = [systems for since, systems in history if since <= modified]
    return found[-1] or None if found else None
