"""A .node addon as an npm package, made of two files and published in one request.

The request is npm's own (libnpmpublish): `PUT /api/packages/{owner}/npm/{name}`, a JSON document
with the package in base64. No script of a package runs, and nothing in it can lead elsewhere.
"""

import base64
import gzip
import hashlib
import io
import json
import tarfile
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from publish.answers import explain
from publish.archetypes import elf, the_file
from publish.gate import Gate
from publish.spec import Spec
from publish.stop import NotStaged, NotVerified
from publish.store import Record, Slot
from publish.version import precedes, semver

STAGE_TOOLS: tuple[str, ...] = ()
PUSH_TOOLS: tuple[str, ...] = ()

PACKED = 499162500
"""The time of all files in a package: that which npm gives them (26 October 1985)."""

LATEST, PRERELEASE, OLDER = "latest", "next", "older"
"""Where a version is tagged: `npm install` takes `latest`, so that never goes back."""


def check_version(version: str) -> None:
    semver(version, "npm")


def stage(spec: Spec, slot: Slot, source: Path, folder: Path, gate: Gate) -> None:
    text = spec.package_json.replace("$VERSION", slot.version)
    try:
        package = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotStaged(f"packageJson is no JSON: {error}") from None
    if not isinstance(package, dict):
        raise NotStaged("packageJson is no JSON object")
    for field, wanted in (("name", spec.name), ("version", slot.version)):
        if package.get(field) != wanted:
            raise NotStaged(
                f"packageJson has the {field} {package.get(field)!r}, "
                f"but {wanted!r} is to be published"
            )
    if package.get("private"):
        raise NotStaged("packageJson says private: npm would not publish it")
    config = package.get("publishConfig")
    elsewhere = config.get("registry") if isinstance(config, dict) else None
    if elsewhere is not None and urlsplit(str(elsewhere)).netloc != spec.host:
        raise NotStaged(f"packageJson wants to be published to {elsewhere}, not to {spec.host}")
    addon = the_file(source, "*.node")
    elf.check(addon, slot.arch)
    with (
        (folder / _file_name(slot)).open("xb") as file,
        gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for name, content in (
            ("package.json", text.encode()),
            (spec.file_name, addon.read_bytes()),
        ):
            entry = tarfile.TarInfo(f"package/{name}")
            entry.size, entry.mtime, entry.mode = len(content), PACKED, 0o644
            archive.addfile(entry, io.BytesIO(content))


def ping(spec: Spec, version: str, gate: Gate) -> None:
    _document(spec, gate)


def may_write(spec: Spec, gate: Gate) -> None:
    """There is but one request, and it tells."""


def item(spec: Spec, slot: Slot, record: Record, gate: Gate) -> "Package":
    return Package(spec, slot, record, gate)


class Package:
    """One version of a package; `wanted` is its integrity, the sha512 of the package file."""

    def __init__(self, spec: Spec, slot: Slot, record: Record, gate: Gate) -> None:
        [file] = record.files
        self._spec, self._slot, self._gate = spec, slot, gate
        self._bytes = (slot.path / file.path).read_bytes()
        self._tag_as(_tag(slot.version, None))
        sha512 = hashlib.sha512(self._bytes).digest()
        self.wanted = f"sha512-{base64.b64encode(sha512).decode()}"

    def find(self) -> str | None:
        known = _document(self._spec, self._gate) or {}
        version = _part(known, "versions").get(self._slot.version)
        if version is not None:
            return _integrity(version)
        self._tag_as(_tag(self._slot.version, _part(known, "dist-tags").get(LATEST)))
        return None

    def put(self) -> None:
        path = _path(self._spec)
        answer = self._gate.send(
            "PUT",
            path,
            json.dumps(self._document()).encode(),
            headers={"Content-Type": "application/json"},
            login="Bearer",
        )
        if answer.status not in (200, 201):
            raise explain(self._gate, answer, f"PUT {path}", writing=True)

    def _tag_as(self, tag: str) -> None:
        self._tag = tag
        self.to = f"{self._gate.address(_path(self._spec))} {self._slot.version}, tagged {tag}"

    def _document(self) -> dict[str, Any]:
        spec, version, name = self._spec, self._slot.version, _file_name(self._slot)
        with tarfile.open(fileobj=io.BytesIO(self._bytes)) as archive:
            packed = archive.extractfile("package/package.json")
            assert packed is not None
            package = json.loads(packed.read())
        dist = {
            "integrity": self.wanted,
            "shasum": hashlib.sha1(self._bytes).hexdigest(),
            "tarball": f"{self._gate.address(_path(spec))}/-/{quote(name)}",
        }
        return {
            "_id": spec.name,
            "name": spec.name,
            "description": package.get("description", ""),
            "dist-tags": {self._tag: version},
            "versions": {version: {**package, "_id": f"{spec.name}@{version}", "dist": dist}},
            "access": None,
            "_attachments": {
                name: {
                    "content_type": "application/octet-stream",
                    "data": base64.b64encode(self._bytes).decode(),
                    "length": len(self._bytes),
                }
            },
        }


def _tag(version: str, latest: Any) -> str:
    """The tag for a version, where `latest` is what the registry has under that tag."""
    if semver(version, "npm")[4]:
        return PRERELEASE
    return OLDER if isinstance(latest, str) and precedes(version, latest) else LATEST


def _path(spec: Spec) -> str:
    return f"/api/packages/{spec.owner}/npm/{quote(spec.name, safe='@')}"


def _file_name(slot: Slot) -> str:
    return f"{slot.name.rpartition('/')[2]}-{slot.version}.tgz"


def _document(spec: Spec, gate: Gate) -> dict[str, Any] | None:
    """What the registry knows of the package; None where it does not know it."""
    answer = gate.ask(_path(spec), login="Bearer")
    if answer.status == 404:
        return None
    if answer.status != 200:
        raise explain(gate, answer, f"GET {_path(spec)}")
    try:
        document = json.loads(answer.body)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        raise NotVerified(f"{gate.address(_path(spec))} is no document of npm's")
    return document


def _part(document: dict[str, Any], name: str) -> dict[str, Any]:
    part = document.get(name)
    return part if isinstance(part, dict) else {}


def _integrity(version: Any) -> str:
    dist = version.get("dist") if isinstance(version, dict) else None
    integrity = dist.get("integrity") if isinstance(dist, dict) else None
    if not isinstance(integrity, str):
        return "bytes of which it gives no integrity"
    return integrity
