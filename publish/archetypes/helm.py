"""A Helm chart in the container registry, packaged and pushed by helm.

The digest of the manifest that helm pushes depends on the time of the .tgz and on $TZ; that of the
layer is the sha256 of the .tgz. So the layer tells whether a chart is the same, and both times
are fixed, so that the manifest is the same as well.
"""

import os
import shutil
from pathlib import Path

from publish import registry
from publish.answers import told_by
from publish.gate import Gate
from publish.registry import Manifest
from publish.spec import Spec
from publish.stop import NotStaged, PushFailed
from publish.store import Record, Slot
from publish.version import semver

STAGE_TOOLS = ("helm",)
PUSH_TOOLS = ("helm",)

LAYER = "application/vnd.cncf.helm.chart.content.v1.tar+gzip"
TIME = 1
"""The time of all files: that of files in a Nix store."""

_FIXED = {"TZ": "UTC", "SOURCE_DATE_EPOCH": str(TIME)}


def check_version(version: str) -> None:
    semver(version, "helm")


def stage(spec: Spec, slot: Slot, source: Path, folder: Path, gate: Gate) -> None:
    if not (source / "Chart.yaml").is_file():
        raise NotStaged(f"{source} holds no Chart.yaml")
    work = folder / ".work"
    chart = work / spec.name
    shutil.copytree(source, chart, copy_function=shutil.copyfile)
    for path in (chart, *chart.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
        os.utime(path, (TIME, TIME))
    home = {f"HELM_{kind}_HOME": str(work.resolve()) for kind in ("CACHE", "CONFIG", "DATA")}
    done = gate.run(
        ["helm", "package", str(chart), "--destination", str(folder), "--version", slot.version],
        environment={**home, **_FIXED},
        shown=True,
    )
    if done.status:
        raise NotStaged(f"helm could not package {source}: {done.complaint()}")
    shutil.rmtree(work)
    expected = f"{spec.name}-{slot.version}.tgz"
    found = sorted(path.name for path in folder.iterdir())
    if found != [expected]:
        raise NotStaged(f"helm made {', '.join(found) or 'nothing'} of {source}, not {expected}")


def ping(spec: Spec, version: str, gate: Gate) -> None:
    registry.of(gate, spec.repository).ping()


def may_write(spec: Spec, gate: Gate) -> None:
    registry.of(gate, spec.repository).may_write()


def item(spec: Spec, slot: Slot, record: Record, gate: Gate) -> "Chart":
    return Chart(spec, slot, record, gate)


class Chart:
    """One version of a chart; `wanted` is the sha256 of the .tgz."""

    def __init__(self, spec: Spec, slot: Slot, record: Record, gate: Gate) -> None:
        [self._file] = record.files
        self._slot, self._gate = slot, gate
        self._registry = registry.of(gate, spec.repository)
        # As helm does it: a tag cannot hold a plus.
        self._tag = slot.version.replace("+", "_")
        self._parent = f"oci://{gate.host}/{spec.repository.rpartition('/')[0]}"
        self.to = self._registry.ref(self._tag)
        self.wanted = f"sha256:{self._file.sha256}"

    def find(self) -> str | None:
        manifest = self._registry.manifest(self._tag)
        return None if manifest is None else _layer(manifest)

    def put(self) -> None:
        os.utime(self._slot.path / self._file.path, (TIME, TIME))
        done = self._gate.change(
            ["helm", "push", self._file.path, self._parent],
            cwd=self._slot.path,
            environment=_FIXED,
        )
        if done.status:
            doing = f"helm push to {self.to}"
            raise told_by(self._gate, done.err, doing) or PushFailed(
                f"{doing} failed: {done.complaint()}"
            )


def _layer(manifest: Manifest) -> str:
    layers = manifest.content.get("layers")
    for layer in layers if isinstance(layers, list) else ():
        if isinstance(layer, dict) and layer.get("mediaType") == LAYER:
            return str(layer.get("digest"))
    return f"{manifest.digest}, which is no chart"
