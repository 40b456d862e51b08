"""An image in an OCI image layout (OCI image specification 1.1, image-layout.md)."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from publish.registry import DIGEST, MANIFESTS
from publish.stop import NotStaged
from publish.store import digest_of

_LARGEST = 16 << 20


class Image(NamedTuple):
    """The one image of a layout: its digest, and its largest layer's size."""

    digest: str
    largest: int


def read(folder: Path, arch: str) -> Image:
    """The image in a layout; raises NotStaged unless it is whole and for linux on `arch`."""
    entries = _json(folder / "index.json").get("manifests")
    if not isinstance(entries, list) or len(entries) != 1:
        raise NotStaged(f"{folder} must hold one image")
    manifest = _json(_blob(folder, entries[0]))
    if manifest.get("mediaType", MANIFESTS[0]) not in MANIFESTS or "manifests" in manifest:
        raise NotStaged(f"{folder} holds no image, but {manifest.get('mediaType')}")
    layers = manifest.get("layers")
    if not isinstance(layers, list):
        raise NotStaged(f"{folder} holds an image without layers")
    sizes = [_blob(folder, layer).stat().st_size for layer in layers]
    config = _json(_blob(folder, manifest.get("config")))
    if (config.get("os"), config.get("architecture")) != ("linux", arch):
        built = f"{config.get('os')}/{config.get('architecture')}"
        raise NotStaged(f"the image is for {built}, not for linux/{arch}")
    return Image(entries[0]["digest"], max(sizes, default=0))


def _blob(folder: Path, descriptor: Any) -> Path:
    """The file of a descriptor; raises NotStaged unless it is there, with that size and digest."""
    digest = descriptor.get("digest") if isinstance(descriptor, dict) else None
    if not isinstance(digest, str) or not DIGEST.fullmatch(digest):
        raise NotStaged(f"{folder} holds a descriptor without a sha256 digest")
    path = folder / "blobs" / "sha256" / digest.removeprefix("sha256:")
    if not path.is_file() or path.stat().st_size != descriptor.get("size"):
        raise NotStaged(f"{folder} lacks {digest}, or a part of it")
    if (found := digest_of(path)) != path.name:
        raise NotStaged(f"{folder} holds sha256:{found} in place of {digest}")
    return path


def _json(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            content = json.loads(file.read(_LARGEST))
    except (OSError, ValueError, RecursionError) as error:
        raise NotStaged(f"{path} is no JSON: {error}") from None
    if not isinstance(content, dict):
        raise NotStaged(f"{path} is no JSON object")
    return content
