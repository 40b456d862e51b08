"""Small things to publish: an image, a wheel, a chart, a package of npm."""

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

OCI = "application/vnd.oci.image"


def image(layout: Path, tag: str, architecture: str = "amd64", content: bytes = b"layer") -> str:
    """Make an OCI layout of one image with one layer; gives the digest of its manifest."""
    blobs = layout / "blobs/sha256"
    blobs.mkdir(parents=True)

    def blob(data: bytes, kind: str) -> dict[str, Any]:
        digest = hashlib.sha256(data).hexdigest()
        (blobs / digest).write_bytes(data)
        return {"mediaType": f"{OCI}.{kind}", "digest": f"sha256:{digest}", "size": len(data)}

    def document(value: object, kind: str) -> dict[str, Any]:
        return blob(json.dumps(value).encode(), kind)

    layer = blob(content, "layer.v1.tar")
    roots = {"type": "layers", "diff_ids": [layer["digest"]]}
    config = {"architecture": architecture, "os": "linux", "config": {}, "rootfs": roots}
    manifest = document(
        {
            "schemaVersion": 2,
            "mediaType": f"{OCI}.manifest.v1+json",
            "config": document(config, "config.v1+json"),
            "layers": [layer],
        },
        "manifest.v1+json",
    )
    entry = manifest | {"annotations": {"org.opencontainers.image.ref.name": tag}}
    index = {"schemaVersion": 2, "mediaType": f"{OCI}.index.v1+json", "manifests": [entry]}
    (layout / "index.json").write_text(json.dumps(index))
    (layout / "oci-layout").write_text('{"imageLayoutVersion": "1.0.0"}')
    digest: str = manifest["digest"]
    return digest


def wheel(
    folder: Path, name: str, version: str, content: str = "", tag: str = "py3-none-any"
) -> Path:
    """Make a wheel that installs one module, of this content."""
    path = folder / f"{name}-{version}-{tag}.whl"
    about = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": content,
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{about}/WHEEL": f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n",
    }
    record = "".join(f"{file},,\n" for file in (*files, f"{about}/RECORD"))
    with zipfile.ZipFile(path, "w") as archive:
        for file, text in (files | {f"{about}/RECORD": record}).items():
            archive.writestr(zipfile.ZipInfo(file), text)
    return path


def chart(folder: Path, name: str, content: str = "") -> Path:
    """Make the source of a chart, with one template of this content."""
    source = folder / name
    (source / "templates").mkdir(parents=True)
    about = {"apiVersion": "v2", "name": name, "version": "0.0.0", "description": "a chart"}
    (source / "Chart.yaml").write_text(json.dumps(about))
    (source / "templates/NOTES.txt").write_text(content)
    return source


def npm_package(folder: Path, name: str, version: str, content: bytes = b"addon") -> Path:
    """Make the folder of an npm package that holds one addon, of this content."""
    source = folder / name.replace("/", "-")
    source.mkdir()
    about = {"name": name, "version": version, "os": ["linux"], "main": "addon.node"}
    (source / "package.json").write_text(json.dumps(about))
    (source / "addon.node").write_bytes(content)
    return source
