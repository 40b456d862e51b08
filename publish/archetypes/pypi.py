"""A wheel in the PyPI registry, which is uploaded as twine does it.

The upload: "Upload API" in the documentation of the Python Package Index; of it, Gitea reads
content, name, version and sha256_digest.
What is there: the simple repository API, whose links end in `#sha256=…` (PEP 503).
"""

import email.parser
import html.parser
import io
import re
import secrets
import shutil
import zipfile
from email.message import Message
from pathlib import Path
from typing import IO
from urllib.parse import unquote

from publish.answers import explain
from publish.archetypes import the_file
from publish.gate import Gate, place
from publish.spec import Spec
from publish.stop import BadUsage, NotStaged, Refused
from publish.store import Record, Slot
from publish.version import pep440

STAGE_TOOLS: tuple[str, ...] = ()
PUSH_TOOLS: tuple[str, ...] = ()

PLATFORMS = {"amd64": "x86_64", "arm64": "aarch64", "noarch": "any"}
"""What the platform tag of a wheel calls an arch, where it is another name."""

_FILE_NAME = re.compile(r"[\w.!+-]+\.whl", re.ASCII)
"""The characters of a wheel's name (binary distribution format, "Escaping and Unicode")."""

_LARGEST_METADATA = 1 << 20
_REPEATED = {
    "Classifier": "classifiers",
    "Requires-Dist": "requires_dist",
    "Project-URL": "project_urls",
    "Provides-Extra": "provides_extra",
    "Dynamic": "dynamic",
    "License-File": "license_file",
}
_SINGLE = (
    "Summary",
    "Author",
    "Author-email",
    "License",
    "License-Expression",
    "Home-page",
    "Keywords",
    "Requires-Python",
    "Description-Content-Type",
)


def check_version(version: str) -> None:
    pep440(version)


def stage(spec: Spec, slot: Slot, source: Path, folder: Path, gate: Gate) -> None:
    wheel = the_file(source, "*.whl")
    parts = wheel.name.removesuffix(".whl").split("-")
    if not _FILE_NAME.fullmatch(wheel.name) or len(parts) not in (5, 6):
        raise NotStaged(f"{wheel.name!r} is no name of a wheel")
    platforms = parts[-1].split(".")
    expected = PLATFORMS.get(slot.arch, slot.arch)
    if not all(platform == expected or platform.endswith(f"_{expected}") for platform in platforms):
        raise NotStaged(f"{wheel.name} is a wheel for {parts[-1]}, not for {slot.arch}")
    shutil.copyfile(wheel, folder / wheel.name)
    metadata = _metadata(folder / wheel.name)
    for what, found, wanted in (
        ("name", _normal(str(metadata["Name"])), _normal(spec.name)),
        ("name", _normal(parts[0]), _normal(spec.name)),
        ("version", _version(str(metadata["Version"])), pep440(slot.version)),
        ("version", _version(parts[1]), pep440(slot.version)),
    ):
        if found != wanted:
            raise NotStaged(f"{wheel.name} has the {what} {found}, but {wanted} is to be published")


def ping(spec: Spec, version: str, gate: Gate) -> None:
    _listed(spec, gate)


def may_write(spec: Spec, gate: Gate) -> None:
    """There is but one request, and it tells."""


def item(spec: Spec, slot: Slot, record: Record, gate: Gate) -> "Wheel":
    return Wheel(spec, slot, record, gate)


class Wheel:
    """A wheel; `wanted` is its sha256."""

    def __init__(self, spec: Spec, slot: Slot, record: Record, gate: Gate) -> None:
        [self._file] = record.files
        self._spec, self._slot, self._gate = spec, slot, gate
        self._root = f"/api/packages/{spec.owner}/pypi/"
        self.to = gate.address(f"{_simple(spec)}{self._file.path}")
        self.wanted = f"sha256:{self._file.sha256}"

    def find(self) -> str | None:
        return _listed(self._spec, self._gate).get(self._file.path)

    def put(self) -> None:
        path = self._slot.path / self._file.path
        with path.open("rb") as wheel:
            form = _Form(_fields(path, self._file.sha256), self._file.path, wheel)
            answer = self._gate.send(
                "POST",
                self._root,
                form,
                size=form.size + self._file.size,
                headers={"Content-Type": form.content_type},
            )
        if answer.status not in (200, 201):
            raise explain(self._gate, answer, f"POST {self._root}", writing=True)


def _fields(wheel: Path, sha256: str) -> list[tuple[str, str]]:
    metadata = _metadata(wheel)
    fields = [
        (":action", "file_upload"),
        ("protocol_version", "1"),
        ("filetype", "bdist_wheel"),
        ("pyversion", wheel.name.removesuffix(".whl").split("-")[-3]),
        ("metadata_version", str(metadata["Metadata-Version"])),
        ("name", str(metadata["Name"])),
        ("version", str(metadata["Version"])),
        ("sha256_digest", sha256),
    ]
    fields += [
        (header.lower().replace("-", "_"), str(metadata[header]))
        for header in _SINGLE
        if header in metadata
    ]
    for header, field in _REPEATED.items():
        fields += [(field, str(value)) for value in metadata.get_all(header, ())]
    description = metadata.get_payload()
    if isinstance(description, str) and description.strip():
        fields.append(("description", description))
    return fields


class _Form:
    """A multipart/form-data body (RFC 7578) whose last part is a file, read as it is sent."""

    def __init__(self, fields: list[tuple[str, str]], name: str, file: IO[bytes]) -> None:
        boundary = secrets.token_hex(16)
        self.content_type = f"multipart/form-data; boundary={boundary}"
        head = "".join(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'
            for field, value in fields
        )
        head += (
            f"--{boundary}\r\n"
            f'Content-Disposition: form-data; name="content"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        )
        ends = (head.encode(), f"\r\n--{boundary}--\r\n".encode())
        self.size = sum(map(len, ends))
        self._parts: list[IO[bytes]] = [io.BytesIO(ends[0]), file, io.BytesIO(ends[1])]

    def read(self, size: int = -1) -> bytes:
        while self._parts:
            if part := self._parts[0].read(size):
                return part
            del self._parts[0]
        return b""


def _simple(spec: Spec) -> str:
    return f"/api/packages/{spec.owner}/pypi/simple/{_normal(spec.name)}/"


def _listed(spec: Spec, gate: Gate) -> dict[str, str]:
    """The files that the registry has of the package, with what it says of their sha256."""
    answer = gate.ask(_simple(spec))
    if answer.status == 404:
        return {}
    if answer.status != 200:
        raise explain(gate, answer, f"GET {_simple(spec)}")
    links = _Links()
    links.feed(answer.body.decode(errors="replace"))
    listed = {}
    for link in links.found:
        name = unquote(place(link).path.rpartition("/")[2])
        kind, _, digest = place(link).fragment.partition("=")
        if kind != "sha256":
            raise Refused(f"{gate.address(_simple(spec))} gives no sha256 of {name}")
        listed[name] = f"sha256:{digest}"
    return listed


class _Links(html.parser.HTMLParser):
    """The addresses of the links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]


def _metadata(wheel: Path) -> Message:
    """The METADATA of a wheel; raises NotStaged where there is none."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            [name] = [
                name
                for name in archive.namelist()
                if name.count("/") == 1 and name.endswith(".dist-info/METADATA")
            ]
            with archive.open(name) as file:
                text = file.read(_LARGEST_METADATA).decode()
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise NotStaged(f"{wheel.name} is no wheel: {error}") from None
    return email.parser.Parser().parsestr(text)


def _normal(name: str) -> str:
    """The normal form of a project's name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _version(version: str) -> str:
    try:
        return pep440(version)
    except BadUsage:
        return version
