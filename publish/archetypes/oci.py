"""A container image for several arches: per-arch tags, an index over them, and `:latest`.

nix2container's `copyTo` stages an image (it hands its arguments to skopeo). crane pushes it:
where a proxy limits the size of a request, regctl tries for minutes. regctl assembles the index,
which crane then reads once more, and moves the tags: one manifest each, `:latest` last.
"""

import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from publish import registry
from publish.answers import told_by
from publish.archetypes import layout
from publish.gate import Gate
from publish.registry import DIGEST, Manifest, Registry
from publish.spec import Spec
from publish.stop import BadUsage, NotStaged, NotVerified, PushFailed, Stop
from publish.store import Record, Slot

STAGE_TOOLS: tuple[str, ...] = ()
PUSH_TOOLS = ("regctl", "crane")

LATEST = "latest"
_LAYOUT = "layout"


def check_version(version: str) -> None:
    if "+" in version:
        raise BadUsage(f"the tag of an image cannot hold a plus: {version}")
    if version == LATEST:
        raise BadUsage("latest is no version")


def stage(spec: Spec, slot: Slot, source: Path, folder: Path, gate: Gate) -> None:
    program = source / "bin" / "copy-to" if source.is_dir() else source
    if not os.access(program, os.X_OK) or not program.is_file():
        raise NotStaged(f"{program} is no program: is it nix2container's copyTo?")
    to = f"oci:{_LAYOUT}:{arch_tag(slot.version, slot.arch)}"
    done = gate.run([str(program.resolve()), to], cwd=folder, shown=True)
    if done.status:
        raise NotStaged(f"copyTo of {slot.arch} failed: {done.complaint()}")
    layout.read(folder / _LAYOUT, slot.arch)


def ping(spec: Spec, version: str, gate: Gate) -> None:
    registry.of(gate, spec.repository).ping()


def may_write(spec: Spec, gate: Gate) -> None:
    registry.of(gate, spec.repository).may_write()


def item(spec: Spec, slot: Slot, record: Record, gate: Gate) -> "Image":
    return Image(spec, slot, record, gate)


def arch_tag(version: str, arch: str) -> str:
    """The tag of the image for one arch."""
    return f"{version}-{arch}"


class Image:
    """The image for one arch; `wanted` is the digest of its manifest."""

    def __init__(self, spec: Spec, slot: Slot, record: Record, gate: Gate) -> None:
        staged = layout.read(slot.path / _LAYOUT, slot.arch)
        self._slot, self._gate = slot, gate
        self._largest = staged.largest
        self._registry = registry.of(gate, spec.repository)
        self._tag = arch_tag(slot.version, slot.arch)
        self.to = self._registry.ref(self._tag)
        self.wanted = staged.digest

    def find(self) -> str | None:
        return _digest(self._registry, self._tag)

    def put(self) -> None:
        try:
            _change(self._gate, ["crane", "push", _LAYOUT, self.to], cwd=self._slot.path)
        except Stop as error:
            error.args = (f"{error}; the largest layer has {self._largest} bytes",)
            raise


class Index:
    """The index of a version over the per-arch images, by their digests.

    `wanted` names the digest of every arch, in order. It stands under its digest, and is read
    back, before the tag of the version is set.
    """

    def __init__(
        self,
        spec: Spec,
        version: str,
        digests: Mapping[str, str],
        known: Collection[str],
        gate: Gate,
    ) -> None:
        """known: the arches whose images this run has read in the stage."""
        self._known = known
        self._gate, self._version = gate, version
        self._registry = registry.of(gate, spec.repository)
        self._digests = {arch: digests[arch] for arch in spec.covers}
        self.to = self._registry.ref(version)
        self.wanted = _over(self._digests.items())

    def find(self) -> str | None:
        manifest = self._registry.manifest(self._version)
        return None if manifest is None else _describe(manifest)

    def check(self, arches: Iterable[str]) -> None:
        """Raises NotVerified unless the registry serves the digest of each of `arches` under its
        tag, as an image for that arch."""
        wrong = []
        for arch in arches:
            tag, digest = arch_tag(self._version, arch), self._digests[arch]
            served = _digest(self._registry, tag)
            if served != digest:
                wrong.append(f"{arch}: {tag} is {served or 'not there'}, it should be {digest}")
            elif arch not in self._known and (built := self._arch_of(digest)) != arch:
                wrong.append(f"{arch}: {digest} is an image for {built}")
        if wrong:
            raise NotVerified("\n  ".join([f"no index for {self.to}:", *wrong]))

    def put(self) -> None:
        refs = [self._registry.ref(digest) for digest in self._digests.values()]
        repository = self.to.rpartition(":")[0]
        words = [word for ref in refs for word in ("--ref", ref)]
        create = ["regctl", "index", "create", "--by-digest", repository]
        told = _change(self._gate, [*create, *words])
        found = DIGEST.search(told)
        if found is None:
            raise NotVerified(f"regctl did not say which index it made: {told!r}")
        manifest = self._registry.manifest(found[0])
        if manifest is None or _describe(manifest) != self.wanted:
            made = "nothing" if manifest is None else _describe(manifest)
            raise NotVerified(f"read-back failed: {found[0]} is {made}, not {self.wanted}")
        ref = self._registry.ref(found[0])
        done = self._gate.read(["crane", "validate", "--fast", "--remote", ref])
        if done.status:
            raise NotVerified(f"read-back failed: crane says of {ref}: {done.complaint()}")
        _change(self._gate, ["regctl", "image", "copy", ref, self.to])

    def _arch_of(self, digest: str) -> str:
        ref = self._registry.ref(digest)
        done = self._gate.read(
            ["regctl", "image", "inspect", ref, "--format", "{{.OS}}/{{.Architecture}}"]
        )
        if done.status:
            raise told_by(self._gate, done.err, f"reading {ref}") or NotVerified(
                f"{ref} cannot be read: {done.complaint()}"
            )
        return done.out.strip().removeprefix("linux/")


class Latest:
    """`:latest`, which is the version's index; `wanted` is that index's digest."""

    def __init__(self, spec: Spec, version: str, gate: Gate) -> None:
        self._gate = gate
        self._registry = registry.of(gate, spec.repository)
        self.to = self._registry.ref(LATEST)
        digest = _digest(self._registry, version)
        if digest is None:
            raise NotVerified(f"{self._registry.ref(version)} is gone again")
        self.wanted = digest

    def find(self) -> str | None:
        return _digest(self._registry, LATEST)

    def put(self) -> None:
        source = self._registry.ref(self.wanted)
        _change(self._gate, ["regctl", "image", "copy", source, self.to])


def _change(gate: Gate, command: list[str], cwd: Path | None = None) -> str:
    """Changes the registry by a tool; gives what it printed, raises Stop where it failed."""
    done = gate.change(command, cwd=cwd)
    if done.status:
        doing = " ".join(command[:3])
        raise told_by(gate, done.err, doing) or PushFailed(f"{doing} failed: {done.complaint()}")
    return done.out


def _digest(registry: Registry, tag: str) -> str | None:
    manifest = registry.manifest(tag)
    return None if manifest is None else manifest.digest


def _describe(manifest: Manifest) -> str:
    """What `Index.wanted` would be for a manifest of the registry."""
    entries = manifest.content.get("manifests")
    if not isinstance(entries, list):
        return f"the single image {manifest.digest}"
    return _over(_arch_and_digest(entry) for entry in entries)


def _arch_and_digest(entry: Any) -> tuple[str, str]:
    entry = entry if isinstance(entry, dict) else {}
    platform = entry.get("platform")
    platform = platform if isinstance(platform, dict) else {}
    system, arch = platform.get("os"), platform.get("architecture")
    return str(arch) if system == "linux" else f"{system}/{arch}", str(entry.get("digest"))


def _over(pairs: Iterable[tuple[str, str]]) -> str:
    return "an index of " + ", ".join(f"{arch} {digest}" for arch, digest in pairs)
