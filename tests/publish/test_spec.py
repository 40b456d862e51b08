"""A spec says what is wrong with it: all of it, each with its path."""

import json
from pathlib import Path
from typing import Any

import pytest

from publish.spec import Spec, parse, read
from publish.stop import BadUsage
from tests.publish import cases

HOST = "git.example"


def spec_of(case: Any, tmp_path: Path) -> dict[str, Any]:
    found: dict[str, Any] = case(tmp_path, HOST, "answer")
    return found


@pytest.mark.parametrize(
    ("case", "apps"),
    [
        (cases.wheel, "stage-s390x publish-s390x publish push-staged"),
        (cases.addon, "stage-s390x publish-s390x publish push-staged"),
        (cases.binary, "stage-s390x publish-s390x publish push-staged"),
        (cases.chart, "stage-noarch publish-noarch publish push-staged"),
        (
            cases.images,
            "stage-amd64 publish-amd64 stage-s390x publish-s390x publish-index publish push-staged",
        ),
    ],
)
def test_the_apps(case: Any, apps: str, tmp_path: Path) -> None:
    spec = parse(spec_of(case, tmp_path))
    assert isinstance(spec, Spec), spec
    assert " ".join(spec.apps) == apps


@pytest.mark.parametrize(
    ("case", "changes", "wrong"),
    [
        (cases.wheel, {"pname": None}, ["pname: is missing"]),
        (cases.wheel, {"pname": 1}, ["pname: must be a string, not a number"]),
        (cases.wheel, {"pname": "../x"}, ["pname: '../x' is no name of a package"]),
        (cases.wheel, {"wheel": None}, []),
        (cases.wheel, {"version": "a b"}, ["version: 'a b' is no version"]),
        (cases.wheel, {"arch": "S/390"}, ["arch: 'S/390' is no arch"]),
        (cases.wheel, {"wheels": "x"}, ["wheels: no argument of this name belongs to pypi-wheel"]),
        (cases.wheel, {"passEntry": "-x"}, ["passEntry: '-x' is no entry of pass"]),
        (cases.wheel, {"wheel": ""}, ["wheel: '' is no path"]),
        (
            cases.wheel,
            {"registryHost": "a@b", "registryOwner": "o/p"},
            [
                "registryHost: 'a@b' is no host, with or without a port",
                "registryOwner: 'o/p' is no owner",
            ],
        ),
        (
            cases.wheel,
            {"registryHost": f"{'a' * 64}.example"},
            [f"registryHost: '{'a' * 64}.example' is no host, with or without a port"],
        ),
        (cases.addon, {"packageJson": "\ud800"}, ["packageJson: '\\ud800' is no text"]),
        (cases.binary, {"assetName": "a/b"}, ["assetName: 'a/b' is no file name"]),
        (cases.addon, {"pname": "@a/b/c"}, ["pname: '@a/b/c' is no name of an npm package"]),
        (
            cases.chart,
            {"ociRepo": "oci://other.example/oleks"},
            ["ociRepo: is at other.example, but registryHost is git.example"],
        ),
        (
            cases.images,
            {"images": {"amd64": {"copyTo": 1}, "s390x": "x"}},
            [
                "images.amd64.copyTo: must be a string, not a number",
                "images.s390x: must be an object with copyTo alone",
            ],
        ),
        (cases.images, {"images": {}}, ["images: must be an object with at least one arch"]),
        (cases.images, {"arches": ["s390x"]}, ["images.amd64: is not among arches"]),
        (cases.images, {"arches": ["s390x", 1]}, ["arches[1]: must be a string, not a number"]),
        (
            cases.images,
            {"imageName": "Git.example/A"},
            ["imageName: 'Git.example/A' is no name of an image, with its host"],
        ),
        (
            cases.images,
            {"registryHost": "other.example"},
            ["imageName: is at git.example, but registryHost is other.example"],
        ),
        (
            cases.images,
            {"archetype": "snap"},
            [
                "archetype: must be one of pypi-wheel, npm-addon, generic-binary, oci-image, "
                'helm-chart, not "snap"'
            ],
        ),
    ],
)
def test_what_is_wrong(
    case: Any, changes: dict[str, Any], wrong: list[str], tmp_path: Path
) -> None:
    content = {**spec_of(case, tmp_path), **changes}
    found = parse({name: value for name, value in content.items() if value is not None})
    assert (found if isinstance(found, list) else []) == wrong


@pytest.mark.parametrize(
    "text", ["", "{", "[" * 100_000, "[]", "null", '{"archetype": []}', "\xff"]
)
def test_no_spec_at_all(tmp_path: Path, text: str) -> None:
    path = tmp_path / "spec.json"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(BadUsage, match=str(path)):
        read(str(path))
    path.unlink()
    with pytest.raises(BadUsage, match="No such file"):
        read(str(path))


def test_everything_at_once(tmp_path: Path) -> None:
    path = tmp_path / "spec.json"
    path.write_text(json.dumps({"archetype": "helm-chart", "pname": "Answer", "wheel": 1}))
    with pytest.raises(BadUsage) as found:
        read(str(path))
    assert str(found.value).count("\n") == 8
