"""What every app does alike: the token, the guard, the stage, and what is shown."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.publish import cases
from tests.publish.conftest import Borrow, MakePublisher
from tests.publish.images import tags
from tests.publish.parts import faults, registries
from tests.publish.parts.forge import Gitea
from tests.publish.parts.part import Part
from tests.publish.publisher import Publisher

ZERO = f"sha256:{'0' * 64}"


@pytest.fixture
def image(registry: Part, make_publisher: MakePublisher) -> Publisher:
    return make_publisher(registry, cases.images)


@pytest.fixture
def asset(gitea: Gitea, make_publisher: MakePublisher) -> Publisher:
    return make_publisher(gitea, cases.binary)


@pytest.fixture
def wheel(pypi: Part, make_publisher: MakePublisher) -> Publisher:
    return make_publisher(pypi, cases.wheel)


@pytest.fixture
def addon(npm: Part, make_publisher: MakePublisher) -> Publisher:
    return make_publisher(npm, cases.addon)


@pytest.fixture
def chart(olareg: Part, make_publisher: MakePublisher) -> Publisher:
    return make_publisher(olareg, cases.chart)


@pytest.fixture(params=["image", "asset", "wheel", "addon", "chart"])
def publisher(request: pytest.FixtureRequest) -> Publisher:
    found: Publisher = request.getfixturevalue(request.param)
    return found


def stub(publisher: Publisher, name: str, script: str) -> None:
    """A program of this name that does this, in place of the real one."""
    path = publisher.recorder.bin / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


# The token


@pytest.mark.parametrize(
    "script",
    [
        None,
        "echo canary; exit 1",
        "echo canary; echo it is canary >&2; exit 1",
        "echo",
        "printf 'a b'",
    ],
)
def test_no_token(publisher: Publisher, script: str | None) -> None:
    if script is not None:
        stub(publisher, "pass", script)
    done = publisher.publish(REGISTRY_TOKEN=None)
    assert done.status == 4
    assert "token" in done.err
    assert "pass" in done.err
    assert "canary" not in done.err
    assert publisher.part.proxy.connections == 0


def test_the_token_of_pass(publisher: Publisher) -> None:
    secret = publisher.folder.parent / "secret"
    secret.write_text(f"{publisher.part.token}\nuser: oleks\n")
    stub(publisher, "pass", f'[ "$*" = "show infra/registry" ] && cat {secret}')
    done = publisher.publish(REGISTRY_TOKEN="")
    assert done.status == 0, done.err


def test_a_tool_that_tells_all(image: Publisher) -> None:
    stub(
        image,
        "crane",
        'cat "$REGCTL_CONFIG" "$DOCKER_CONFIG/config.json"; cat "$REGCTL_CONFIG" >&2; '
        'base64 -w0 "$REGCTL_CONFIG"; exit 1',
    )
    done = image.publish()
    assert done.status == 6
    assert "[secret]" in done.err


def test_an_error_that_tells_all(image: Publisher) -> None:
    image.patch = (
        "from publish import apply\n"
        "def broken(self, *_): raise ValueError(self._gate._token.reveal())\n"
        "apply.Run._survey = broken"
    )
    done = image.publish()
    assert done.status == 1
    assert "internal error: ValueError: [secret]" in done.err


def test_a_build_that_tells_all(image: Publisher) -> None:
    """A dry run does not need the token; it does not show it either."""
    path = Path(image.spec["images"]["amd64"]["copyTo"]) / "bin/copy-to"
    path.write_text(path.read_text().replace("exec ", 'echo "other: $OTHER"\nexec ', 1))
    done = image.run("publish", VERSION="1.2.3", OTHER=image.part.token)
    assert done.status == 0
    assert "other: [secret]" in done.err


def test_a_token_in_the_wrong_place(asset: Publisher) -> None:
    done = asset.run("publish", VERSION=f"{asset.part.token}/")
    assert done.status == 2
    assert "$VERSION gives '[secret]" in done.err


@pytest.mark.parametrize("token", ['"status":', "\\u0022,\\", "1", '"'])
def test_a_token_that_looks_like_json(asset: Publisher, token: str) -> None:
    asset.part.proxy.refuse()
    assert asset.publish(REGISTRY_TOKEN=token).report["status"] == 5


def test_an_answer_that_is_cut_within_the_token(asset: Publisher) -> None:
    words = b"." * 185 + asset.part.token.encode()
    asset.part.proxy.inject(faults.status(403, words), "PUT")
    done = asset.publish()
    assert done.status == 6
    assert ".[secret]…" in done.report["error"]


ELSEWHERE = "https://elsewhere.invalid"


def test_an_environment_that_leads_elsewhere(publisher: Publisher) -> None:
    """Nothing but the spec decides where the token goes."""
    home = publisher.folder / "elsewhere"
    home.mkdir()
    host = publisher.part.host
    docker = {"auths": {host: {"auth": "b3RoZXI6b3RoZXI="}}, "credHelpers": {host: "none"}}
    (home / "config.json").write_text(json.dumps(docker))
    regctl = {"hosts": {host: {"hostname": "elsewhere.invalid", "tls": "disabled"}}}
    (home / "regctl.json").write_text(json.dumps(regctl))
    done = publisher.publish(
        DOCKER_CONFIG=str(home),
        DOCKER_AUTH_CONFIG=json.dumps(docker),
        REGISTRY_AUTH_FILE=str(home / "config.json"),
        REGCTL_CONFIG=str(home / "regctl.json"),
        HELM_REGISTRY_CONFIG=str(home / "config.json"),
        HELM_CONFIG_HOME=str(home),
        HTTP_PROXY=ELSEWHERE,
        HTTPS_PROXY=ELSEWHERE,
        ALL_PROXY=ELSEWHERE,
        NPM_CONFIG_REGISTRY=ELSEWHERE,
        TWINE_REPOSITORY_URL=ELSEWHERE,
        PIP_INDEX_URL=ELSEWHERE,
    )
    assert done.status == 0, done.err


def test_no_proxy_of_the_environment(image: Publisher) -> None:
    """The tools go straight to the registry, as our own requests do."""
    stub(image, "crane", 'echo "no proxy for: $NO_PROXY" >&2; exit 1')
    assert "no proxy for: *" in image.publish(HTTPS_PROXY=ELSEWHERE, NO_PROXY="").err


# The guard, and the wish to publish


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"CI_COMMIT_TAG": "nightly-7"},
        {"CI_COMMIT_TAG": "vnext"},
        {"VERSION": "0.0.0-dev"},
        {"VERSION": "1.2.3-dirty"},
    ],
)
def test_no_release(asset: Publisher, variables: dict[str, str]) -> None:
    for app in ("publish", "publish-s390x", "push-staged"):
        assert asset.run(app, "--publish", **variables).status == 3
        assert asset.part.proxy.connections == 0


def test_a_tag_is_a_release(asset: Publisher) -> None:
    done = asset.run("publish", PUBLISH="1", CI_COMMIT_TAG="v1.2.3-4")
    assert done.status == 0, done.err
    assert done.report["version"] == "1.2.3"


@pytest.mark.parametrize("wish", ["", "0", "false", "no", "yes", "true", "11"])
def test_not_a_yes(asset: Publisher, wish: str) -> None:
    done = asset.run("publish", PUBLISH=wish, VERSION="1.2.3")
    assert done.status == 0
    assert done.outcomes == {"stage s390x": "staged", "push s390x": "would push"}
    assert bool(done.report["notes"]) is (wish in ("yes", "true", "11"))
    assert asset.part.proxy.connections == 0


# The index


def test_an_arch_from_another_machine(registry: Part, make_publisher: MakePublisher) -> None:
    one = make_publisher(registry, cases.images, built=["amd64"])
    other = make_publisher(registry, cases.images, built=["s390x"])
    refused = one.publish()
    assert refused.status == 7
    assert "s390x" in refused.err
    assert registry.proxy.changes == []
    [digest] = other.publish("publish-s390x").identities
    assert one.publish("publish", "--digest", f"s390x={ZERO}").status == 7
    assert "1.2.3-amd64" not in tags(one)
    done = one.publish("publish", "--digest", f"s390x={digest}")
    assert done.status == 0, done.err
    assert tags(one)["latest"] == tags(one)["1.2.3"]
    conflict = one.publish(
        "publish-index", "--digest", f"amd64={ZERO}", "--digest", f"s390x={digest}"
    )
    assert conflict.status == 7
    assert ZERO in conflict.err


def test_a_replay_of_some_arches(image: Publisher) -> None:
    assert image.run("stage-amd64", VERSION="1.2.3").status == 0
    done = image.publish("push-staged")
    assert done.status == 0, done.err
    assert "s390x" in done.report["notes"][0]
    assert tags(image).keys() == {"1.2.3-amd64"}


@pytest.mark.parametrize(
    "words",
    [
        ["publish-index", "--digest", f"s39x={ZERO}"],
        ["publish-index", "--digest", "s390x=sha256:0"],
        ["publish-index", "--digest", f"s390x={ZERO}", "--digest", f"s390x={ZERO[:-1]}1"],
        ["stage-arm64"],
        ["stage-amd64", "--digest"],
        ["publish-amd64", "--digest", f"s390x={ZERO}"],
        ["--help-me"],
    ],
)
def test_wrong_words(image: Publisher, words: list[str]) -> None:
    assert image.publish(*words).status == 2
    assert image.part.proxy.connections == 0


def test_a_hurried_registry(borrow: Borrow, make_publisher: MakePublisher) -> None:
    """crane gives up sooner than we do; then the user is told why, and nothing is there in part."""
    with borrow(registries.hurried) as part:
        publisher = make_publisher(part, cases.images)
        done = publisher.publish()
        assert 429 in [request.told for request in part.proxy.requests]
        if done.status:
            assert done.status == 6
            assert "rate limited" in done.err
            assert not part.proxy.changes or "/manifests/latest" not in part.proxy.changes[-1]


# The stage


def most(folder: Path) -> Path:
    """The largest file of the stage of an arch."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "record.json"]
    return max(files, key=lambda path: path.stat().st_size)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "shorter": lambda folder: most(folder).write_bytes(most(folder).read_bytes()[:-1]),
    "more": lambda folder: (folder / "more").write_text("more"),
    "link": lambda folder: (folder / "link").symlink_to("/etc"),
    "record": lambda folder: (folder / "record.json").write_text("{}"),
    "nested": lambda folder: (folder / "record.json").write_text("[" * 100_000),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_stage(publisher: Publisher, damage: str) -> None:
    assert publisher.run(publisher.apps[0], VERSION="1.2.3").status == 0
    [record] = (publisher.folder / ".parity-stage").glob("**/record.json")
    DAMAGE[damage](record.parent)
    done = publisher.publish("push-staged")
    assert done.status == 7
    assert str(record.parent.relative_to(publisher.folder)) in done.err
    assert publisher.part.proxy.changes == []
    assert publisher.publish().status == 0


# What is published


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"publishConfig": {"registry": "https://elsewhere.example/"}}, "elsewhere.example"),
        ({"private": True}, "private"),
        ({"name": "other"}, "'other'"),
        ({"version": "1.0.0"}, "'1.0.0'"),
    ],
)
def test_a_package_json_for_elsewhere(addon: Publisher, more: dict[str, Any], error: str) -> None:
    addon.spec["packageJson"] = json.dumps(json.loads(addon.spec["packageJson"]) | more)
    done = addon.publish()
    assert done.status == 8
    assert error in done.err
    assert addon.part.proxy.changes == []


def test_a_wheel_of_another_version(wheel: Publisher) -> None:
    done = wheel.publish(VERSION="1.2.4")
    assert done.status == 8
    assert "1.2.3" in done.err
    assert "1.2.4" in done.err


def test_a_wheel_whose_name_is_more_than_a_name(wheel: Publisher) -> None:
    [path] = Path(wheel.spec["wheel"]).iterdir()
    path.rename(path.with_name(path.name.replace("-cp312-", '-cp312"\r\nX: y-', 1)))
    done = wheel.publish()
    assert done.status == 8
    assert "no name of a wheel" in done.err


def test_a_binary_for_another_arch(asset: Publisher) -> None:
    head = bytearray(64)
    head[:6] = b"\x7fELF\x02\x02"
    head[18:20] = (22).to_bytes(2, "big")
    Path(asset.spec["binary"]).write_bytes(head)
    assert asset.run("stage-s390x").status == 0
    head[5], head[18:20] = 1, (62).to_bytes(2, "little")
    Path(asset.spec["binary"]).write_bytes(head)
    done = asset.run("stage-s390x")
    assert done.status == 8
    assert "built for amd64 or x86_64, not for s390x" in done.err


@pytest.mark.parametrize(
    ("make", "version"),
    [("image", "1.0+a"), ("image", "latest"), ("chart", "1.0"), ("addon", "1"), ("wheel", "x")],
)
def test_a_version_that_cannot_be(request: pytest.FixtureRequest, make: str, version: str) -> None:
    publisher: Publisher = request.getfixturevalue(make)
    done = publisher.publish(VERSION=version)
    assert done.status == 2
    assert not (publisher.folder / ".parity-stage").exists()


@pytest.mark.parametrize("name", ["record.json", "pushed.json.new"])
def test_an_asset_named_like_a_note_of_the_stage(asset: Publisher, name: str) -> None:
    asset.spec["assetName"] = name
    done = asset.publish()
    assert done.status == 8
    assert name in done.err
    assert asset.part.proxy.changes == []


def test_a_source_that_cannot_be_read(chart: Publisher) -> None:
    (Path(chart.spec["chartSrc"]) / "templates/gone").symlink_to("/nowhere")
    done = chart.publish()
    assert done.status == 8
    assert "templates/gone: No such file" in done.err


@pytest.mark.parametrize("realm", ["https://[", "", "https://elsewhere.invalid/token", "\xff"])
def test_a_registry_that_sends_its_users_elsewhere(image: Publisher, realm: str) -> None:
    asked = ("WWW-Authenticate", f'Bearer realm="{realm}"')
    image.part.proxy.inject(faults.status(401, b"", asked))
    done = image.publish()
    assert done.status == 6
    assert re.search("to (nowhere|elsewhere.invalid) for a token", done.err)
