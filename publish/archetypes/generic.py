"""A file in the generic registry: `PUT /api/packages/{owner}/generic/{name}/{version}/{file}`.

Gitea's documentation, "Generic Package Registry"; what is there tells the API v1,
`GET /packages/{owner}/generic/{name}/{version}/files`.
"""

import json
import shutil
from pathlib import Path

from publish.answers import explain
from publish.archetypes import elf
from publish.gate import Gate
from publish.spec import Spec
from publish.stop import NotStaged, NotVerified
from publish.store import Record, Slot

STAGE_TOOLS: tuple[str, ...] = ()
PUSH_TOOLS: tuple[str, ...] = ()


def check_version(version: str) -> None:
    """Any version will do."""


def stage(spec: Spec, slot: Slot, source: Path, folder: Path, gate: Gate) -> None:
    if not source.is_file():
        raise NotStaged(f"{source} is no file")
    elf.check(source, slot.arch)
    shutil.copyfile(source, folder / spec.file_name)


def ping(spec: Spec, version: str, gate: Gate) -> None:
    _listed(spec, version, gate)


def may_write(spec: Spec, gate: Gate) -> None:
    """There is but one request, and it tells."""


def item(spec: Spec, slot: Slot, record: Record, gate: Gate) -> "Asset":
    return Asset(spec, slot, record, gate)


class Asset:
    """The asset of one version; `wanted` is its sha256."""

    def __init__(self, spec: Spec, slot: Slot, record: Record, gate: Gate) -> None:
        [self._file] = record.files
        self._spec, self._slot, self._gate = spec, slot, gate
        self._path = (
            f"/api/packages/{spec.owner}/generic/{spec.name}/{slot.version}/{self._file.path}"
        )
        self.to = gate.address(self._path)
        self.wanted = f"sha256:{self._file.sha256}"

    def find(self) -> str | None:
        listed = _listed(self._spec, self._slot.version, self._gate)
        return listed.get(self._file.path)

    def put(self) -> None:
        with (self._slot.path / self._file.path).open("rb") as body:
            answer = self._gate.send("PUT", self._path, body, size=self._file.size)
        if answer.status != 201:
            raise explain(self._gate, answer, f"PUT {self._path}", writing=True)


def _listed(spec: Spec, version: str, gate: Gate) -> dict[str, str]:
    """The files of a version, with their sha256."""
    path = f"/api/v1/packages/{spec.owner}/generic/{spec.name}/{version}/files"
    answer = gate.ask(path)
    if answer.status == 404:
        return {}
    if answer.status != 200:
        raise explain(gate, answer, f"GET {path}")
    try:
        return {file["name"]: f"sha256:{file['sha256']}" for file in json.loads(answer.body)}
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NotVerified(f"{gate.address(path)} is no list of files") from None
