"""What the five archetypes have in common; each has a module of its own."""

import importlib
from pathlib import Path
from typing import Protocol, cast

from publish.gate import Gate
from publish.spec import Spec
from publish.stop import NotStaged
from publish.store import Record, Slot


class Item(Protocol):
    """One thing that the registry shall hold."""

    to: str
    """Where: as the user knows it."""
    wanted: str
    """What identifies it, most often a digest."""

    def find(self) -> str | None:
        """What identifies that which the registry holds there now; None where there is nothing.

        Raises Stop where the registry gives no clear answer.
        """

    def put(self) -> None:
        """Puts it there. Raises Stop if that seems to have failed."""


class Archetype(Protocol):
    """A module of this package."""

    STAGE_TOOLS: tuple[str, ...]
    PUSH_TOOLS: tuple[str, ...]

    @staticmethod
    def check_version(version: str) -> None:
        """Raises BadUsage where the archetype cannot have such a version."""

    @staticmethod
    def stage(spec: Spec, slot: Slot, source: Path, folder: Path, gate: Gate) -> None:
        """Puts the artifact that is made from `source` into the empty `folder`.

        Raises NotStaged where it cannot be made or is not what it should be. It asks no registry.
        """

    @staticmethod
    def ping(spec: Spec, version: str, gate: Gate) -> None:
        """Raises RegistryDown or Refused unless the registry answers and takes the token."""

    @staticmethod
    def may_write(spec: Spec, gate: Gate) -> None:
        """Raises Refused where the token may not write, if that can be told beforehand.

        It is called before the first of several pushes.
        """

    @staticmethod
    def item(spec: Spec, slot: Slot, record: Record, gate: Gate) -> Item:
        """What a staged arch shall be in the registry."""


_MODULES = {
    "pypi-wheel": "pypi",
    "npm-addon": "npm",
    "generic-binary": "generic",
    "oci-image": "oci",
    "helm-chart": "helm",
}


def of(spec: Spec) -> Archetype:
    """The archetype of a spec."""
    module = importlib.import_module(f"publish.archetypes.{_MODULES[spec.archetype]}")
    return cast(Archetype, module)


def the_file(source: Path, pattern: str) -> Path:
    """`source` itself, or the one file in it (at any depth) whose name matches `pattern`."""
    if source.is_file():
        return source
    found = sorted(path for path in source.rglob(pattern) if path.is_file())
    if len(found) == 1:
        return found[0]
    if not source.exists():
        raise NotStaged(f"{source} does not exist")
    names = ", ".join(path.name for path in found)
    raise NotStaged(f"{source} must hold one {pattern}: it holds {names or 'none'}")
