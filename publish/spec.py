"""A spec says what is to be published: a JSON object that a builder in Nix writes.

It holds the builder's arguments by their names, and `archetype`. What an app does not build it
need not know: `wheel`, `nodeFile`, `binary`, `chartSrc` and an image's `copyTo` may be absent.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from publish.stop import BadUsage

LARGEST = 4 << 20


class Spec(NamedTuple):
    """What a repo publishes, by one builder."""

    archetype: str
    name: str
    """The package's name, the image's without the host, the chart's."""
    version: str
    """The default; see publish/version.py."""
    host: str
    owner: str
    pass_entry: str
    arches: tuple[str, ...]
    """Those that this host builds."""
    sources: Mapping[str, str]
    """By arch, where what is to be staged lies; not those of arches that the app does not build."""
    covers: tuple[str, ...] = ()
    """For images: the arches that the index must cover, in its order."""
    file_name: str = ""
    """The name of the asset, or of the .node file."""
    package_json: str = ""
    """For npm, with `$VERSION` in it."""
    repository: str = ""
    """For images and charts: where in the registry's container side."""

    @property
    def apps(self) -> tuple[str, ...]:
        """The apps that the archetype gives."""
        each = [f"{verb}-{arch}" for arch in self.arches for verb in ("stage", "publish")]
        return (*each, *(["publish-index"] if self.covers else []), "publish", "push-staged")


def read(path: str) -> Spec:
    """Reads the spec in a file; raises BadUsage, which names every bad field."""
    try:
        with open(path, "rb") as file:
            text = file.read(LARGEST + 1)
    except OSError as error:
        raise BadUsage(f"the spec {path} cannot be read: {error.strerror}") from None
    try:
        if len(text) > LARGEST:
            raise ValueError("it is too large")
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadUsage(f"the spec {path} is no JSON: {error}") from None
    found = parse(content)
    if isinstance(found, Spec):
        return found
    raise BadUsage("\n  ".join([f"the spec {path} is wrong:", *found]))


def parse(content: object) -> Spec | list[str]:
    """The spec that a JSON value is, or everything that is wrong with it."""
    if not isinstance(content, dict):
        return [f"it must be an object, not {_kind(content)}"]
    archetype = content.get("archetype")
    if not isinstance(archetype, str) or archetype not in _ARCHETYPES:
        return [f"archetype: must be one of {', '.join(_ARCHETYPES)}, not {json.dumps(archetype)}"]
    fields, make = _ARCHETYPES[archetype]
    known = {"archetype": _one_of(archetype), **_COMMON, **fields}
    wrong = [
        f"{name}: is missing"
        for name in known
        if name not in content and name not in _MAY_BE_ABSENT
    ]
    for name, value in content.items():
        if name not in known:
            wrong.append(f"{name}: no argument of this name belongs to {archetype}")
        else:
            wrong += known[name](name, value)
    return sorted(wrong) or make(content)


_Check = Callable[[str, Any], list[str]]


def _text(pattern: str, what: str) -> _Check:
    expression = re.compile(pattern)

    def check(path: str, value: Any) -> list[str]:
        if not isinstance(value, str):
            return [f"{path}: must be a string, not {_kind(value)}"]
        if not expression.fullmatch(value):
            return [f"{path}: {value!r} is no {what}"]
        return []

    return check


def _one_of(value: str) -> _Check:
    return lambda path, given: [] if given == value else [f"{path}: must be {value}"]


def _arches(path: str, value: Any) -> list[str]:
    if not isinstance(value, list) or not value:
        return [f"{path}: must be a list with at least one arch"]
    wrong = [text for n, arch in enumerate(value) for text in _ARCH(f"{path}[{n}]", arch)]
    if not wrong and len(set(value)) < len(value):
        wrong.append(f"{path}: names an arch twice")
    return wrong


def _images(path: str, value: Any) -> list[str]:
    if not isinstance(value, dict) or not value:
        return [f"{path}: must be an object with at least one arch"]
    wrong = []
    for arch, image in value.items():
        here = f"{path}.{arch}"
        wrong += _ARCH(here, arch)
        if not isinstance(image, dict) or image.keys() - {"copyTo"}:
            wrong.append(f"{here}: must be an object with copyTo alone")
        elif "copyTo" in image:
            wrong += _SOURCE(f"{here}.copyTo", image["copyTo"])
    return wrong


_WORD = r"[A-Za-z0-9](?:[A-Za-z0-9._+-]*[A-Za-z0-9+])?"
_PART = (
    r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*"  # OCI distribution specification, "Pulling manifests"
)
_LABEL = r"[A-Za-z0-9-]{1,63}"
_HOST_PATTERN = rf"(?:{_LABEL}(?:\.{_LABEL})*|\[[0-9a-f:]+\])(?::[0-9]{{1,5}})?"

_NAME = _text(_WORD, "name of a package")
_ARCH = _text(r"[a-z0-9][a-z0-9_]*", "arch")
_SOURCE = _text(r"[^\0\ud800-\udfff]+", "path")
_COMMON: dict[str, _Check] = {
    "version": _text(r"[^\0/\s]+", "version"),
    "registryHost": _text(_HOST_PATTERN, "host, with or without a port"),
    "registryOwner": _text(_WORD, "owner"),
    "passEntry": _text(r"[A-Za-z0-9_.@][A-Za-z0-9_.@/ +-]*", "entry of pass"),
}
_MAY_BE_ABSENT = {"wheel", "nodeFile", "binary", "chartSrc"}


def _kind(value: object) -> str:
    kinds = {dict: "an object", list: "a list", str: "a string", bool: "a boolean"}
    return "null" if value is None else kinds.get(type(value), "a number")


def _package(content: Mapping[str, Any], source: str) -> Spec:
    arch = content["arch"]
    return Spec(
        archetype=content["archetype"],
        name=content["pname"],
        version=content["version"],
        host=content["registryHost"],
        owner=content["registryOwner"],
        pass_entry=content["passEntry"],
        arches=(arch,),
        sources={arch: content[source]} if source in content else {},
    )


def _wheel(content: Mapping[str, Any]) -> Spec:
    return _package(content, "wheel")


def _addon(content: Mapping[str, Any]) -> Spec:
    spec = _package(content, "nodeFile")
    return spec._replace(file_name=content["nodeFileName"], package_json=content["packageJson"])


def _binary(content: Mapping[str, Any]) -> Spec:
    return _package(content, "binary")._replace(file_name=content["assetName"])


def _chart(content: Mapping[str, Any]) -> Spec | list[str]:
    spec = _package(content, "chartSrc")
    host, _, owner = content["ociRepo"].removeprefix("oci://").partition("/")
    if host != spec.host:
        return [f"ociRepo: is at {host}, but registryHost is {spec.host}"]
    return spec._replace(repository=f"{owner}/{spec.name}")


def _image(content: Mapping[str, Any]) -> Spec | list[str]:
    host, _, name = content["imageName"].partition("/")
    images, index = content["images"], tuple(content["arches"])
    wrong = [f"images.{arch}: is not among arches" for arch in images if arch not in index]
    if host != content["registryHost"]:
        wrong.append(f"imageName: is at {host}, but registryHost is {content['registryHost']}")
    return wrong or Spec(
        archetype=content["archetype"],
        name=name,
        version=content["version"],
        host=host,
        owner=content["registryOwner"],
        pass_entry=content["passEntry"],
        arches=tuple(arch for arch in index if arch in images),
        sources={arch: image["copyTo"] for arch, image in images.items() if "copyTo" in image},
        covers=index,
        repository=name,
    )


_ARCHETYPES: dict[
    str, tuple[dict[str, _Check], Callable[[Mapping[str, Any]], Spec | list[str]]]
] = {
    "pypi-wheel": ({"pname": _NAME, "wheel": _SOURCE, "arch": _ARCH}, _wheel),
    "npm-addon": (
        {
            "pname": _text(rf"(?:@{_WORD}/)?{_WORD}", "name of an npm package"),
            "nodeFile": _SOURCE,
            "nodeFileName": _text(_WORD, "file name"),
            "packageJson": _text(r"[^\ud800-\udfff]+", "text"),
            "arch": _ARCH,
        },
        _addon,
    ),
    "generic-binary": (
        {
            "pname": _NAME,
            "binary": _SOURCE,
            "assetName": _text(_WORD, "file name"),
            "arch": _ARCH,
        },
        _binary,
    ),
    "oci-image": (
        {
            "imageName": _text(rf"{_HOST_PATTERN}(?:/{_PART})+", "name of an image, with its host"),
            "images": _images,
            "arches": _arches,
        },
        _image,
    ),
    "helm-chart": (
        {
            "pname": _text(_PART, "name of a chart (lower case)"),
            "chartSrc": _SOURCE,
            "ociRepo": _text(
                rf"oci://{_HOST_PATTERN}(?:/{_PART})+", "repository such as oci://host/owner"
            ),
            "arch": _ARCH,
        },
        _chart,
    ),
}
