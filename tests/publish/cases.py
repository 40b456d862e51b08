"""One spec for each archetype, with something small to publish."""

import json
import shlex
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.publish.parts import goods
from tests.publish.parts.part import OWNER

Spec = dict[str, Any]

ARCHES = ("amd64", "s390x")


def common(host: str) -> Spec:
    return {
        "version": "0.9.0",
        "registryHost": host,
        "registryOwner": OWNER,
        "passEntry": "infra/registry",
    }


def fresh(folder: Path) -> Path:
    """This folder, new and empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def wheel(folder: Path, host: str, name: str, content: str = "", version: str = "1.2.3") -> Spec:
    tag = "cp312-cp312-linux_s390x"
    goods.wheel(fresh(folder / "wheel"), name, version, content, tag)
    package = {"archetype": "pypi-wheel", "pname": name, "arch": "s390x"}
    return {**common(host), **package, "wheel": str(folder / "wheel")}


def addon(folder: Path, host: str, name: str, content: str = "") -> Spec:
    (fresh(folder / "addon") / "x.node").write_text(content or "addon")
    package = {"name": f"@scope/{name}", "version": "$VERSION", "main": "x.node", "os": ["linux"]}
    return {
        **common(host),
        "archetype": "npm-addon",
        "pname": f"@scope/{name}",
        "arch": "s390x",
        "nodeFile": str(folder / "addon"),
        "nodeFileName": "x.node",
        "packageJson": json.dumps(package),
    }


def binary(folder: Path, host: str, name: str, content: str = "") -> Spec:
    (folder / "binary").write_text(content or "#!/bin/sh\n")
    package = {"archetype": "generic-binary", "pname": name, "arch": "s390x"}
    asset = {"binary": str(folder / "binary"), "assetName": f"{name}-linux-s390x"}
    return {**common(host), **package, **asset}


def chart(folder: Path, host: str, name: str, content: str = "") -> Spec:
    source = goods.chart(fresh(folder / "chart"), name, content)
    package = {"archetype": "helm-chart", "pname": name, "arch": "noarch"}
    where = {"chartSrc": str(source), "ociRepo": f"oci://{host}/{OWNER}"}
    return {**common(host), **package, **where}


def images(
    folder: Path,
    host: str,
    name: str,
    content: str = "",
    built: Sequence[str] = ARCHES,
    covers: Sequence[str] = ARCHES,
) -> Spec:
    """An image for each arch in `built`, as nix2container's copyTo would give it."""
    return {
        **common(host),
        "archetype": "oci-image",
        "imageName": f"{host}/{OWNER}/{name}",
        "images": {arch: {"copyTo": str(copy_to(folder, arch, content))} for arch in built},
        "arches": list(covers),
    }


def copy_to(folder: Path, arch: str, content: str = "", architecture: str | None = None) -> Path:
    """The package of a copyTo: a real skopeo, which copies from a layout in place of the store."""
    made = fresh(folder / f"image-{arch}")
    digest = goods.image(made / "layout", "x", architecture or arch, f"{arch} {content}".encode())
    program = made / "bin/copy-to"
    program.parent.mkdir()
    source = shlex.quote(f"oci:{made}/layout:x")
    program.write_text(
        f'#!/bin/sh\necho "Running skopeo copy {digest}" "$@"\n'
        f'exec skopeo --insecure-policy copy {source} "$@"\n'
    )
    program.chmod(0o755)
    return made


CASES: dict[str, Callable[..., Spec]] = {
    "registry": images,
    "olareg": images,
    "pypi": wheel,
    "npm": addon,
}
