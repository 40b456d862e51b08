"""The archetypes, from the stage to real registries and back."""

import base64
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.publish import cases
from tests.publish.conftest import MakePublisher
from tests.publish.parts.part import OWNER, Find
from tests.publish.publisher import Publisher

TARGETS = [
    ("pypi", cases.wheel),
    ("npm", cases.addon),
    ("registry", cases.images),
    ("olareg", cases.images),
    ("registry", cases.chart),
    ("olareg", cases.chart),
    ("gitea", cases.wheel),
    ("gitea", cases.addon),
    ("gitea", cases.binary),
    ("gitea", cases.images),
    ("gitea", cases.chart),
]


@pytest.fixture(params=TARGETS, ids=lambda target: f"{target[0]}-{target[1].__name__}")
def make(request: pytest.FixtureRequest, make_publisher: MakePublisher) -> Callable[..., Publisher]:
    part, case = request.param
    return lambda **options: make_publisher(request.getfixturevalue(part), case, **options)


def test_stage_dry_run_publish_and_again(make: Callable[..., Publisher]) -> None:
    publisher = make()
    before = publisher.part.snapshot()
    for app in publisher.apps:
        if app != "push-staged":
            dry = publisher.run(app, VERSION="1.2.3")
            assert dry.status == 0, dry.err
            assert set(dry.outcomes.values()) <= {"staged", "kept", "would push"}
    replay = publisher.run("push-staged", VERSION="1.2.3")
    assert replay.status == 0, replay.err
    assert set(replay.outcomes.values()) == {"would push"}
    assert publisher.part.proxy.connections == 0
    assert publisher.part.snapshot() == before

    done = publisher.publish()
    assert done.status == 0, done.err
    assert set(done.outcomes.values()) == {"kept", "pushed"}

    publisher.part.proxy.requests.clear()
    again = publisher.publish()
    assert again.status == 0, again.err
    assert set(again.outcomes.values()) == {"kept", "there"}
    assert publisher.part.proxy.changes == []
    assert list(publisher.temporary.iterdir()) == []


def test_other_bytes_are_refused(make: Callable[..., Publisher]) -> None:
    first = make(content="first")
    published = first.publish()
    assert published.status == 0
    before = first.part.snapshot()
    second = make(content="second")
    refused = second.publish()
    assert refused.status == 6
    there, staged = (done.identities[0] for done in (published, refused))
    assert there != staged
    assert there in refused.err
    assert staged in refused.err
    assert second.part.snapshot() == before


def test_stage_while_it_is_down(make: Callable[..., Publisher]) -> None:
    publisher = make()
    publisher.part.proxy.refuse()
    for app in publisher.apps:
        if app.startswith("stage-"):
            assert publisher.run(app, VERSION="1.2.3").status == 0
        else:
            down = publisher.publish(app)
            assert down.status == 5
            assert "registry-down" in down.err
    publisher.part.proxy.accept()
    pushed = publisher.without_sources().publish("push-staged")
    assert pushed.status == 0, pushed.err
    assert set(pushed.outcomes.values()) == {"pushed"}


FETCH = {
    "pypi-wheel": "{python} -m pip download -q --no-deps --only-binary=:all: --platform linux_s390x"
    " --python-version 312 -d . {name}",
    "npm-addon": "npm pack --silent {name}@1.2.3",
    "generic-binary": "curl -fsSO -u {user}:$TOKEN {url}/generic/{name}/1.2.3/{file}",
    "helm-chart": "helm pull {repository} --version 1.2.3",
    "oci-image": "crane pull --format oci --platform linux/s390x {image}:latest .",
}


def test_clients_get_it(make: Callable[..., Publisher], tool: Find, tmp_path: Path) -> None:
    """The clients that people use fetch the bytes that were staged."""
    tool("npm", "apt-get install npm")
    publisher = make()
    assert publisher.publish().status == 0
    spec, part = publisher.spec, publisher.part
    home = tmp_path / "consumer"
    home.mkdir()
    packages = f"{part.host}/api/packages/{OWNER}"
    (home / ".npmrc").write_text(
        f"@scope:registry=https://{packages}/npm/\n//{packages}/npm/:_authToken=${{TOKEN}}\n"
    )
    pair = base64.b64encode(f"{OWNER}:{part.token}".encode()).decode()
    (home / "config.json").write_text(json.dumps({"auths": {part.host: {"auth": pair}}}))
    name = spec.get("pname", "")
    command = FETCH[spec["archetype"]].format(
        python=sys.executable,
        name=name,
        user=OWNER,
        url=f"https://{packages}",
        file=spec.get("assetName"),
        repository=f"{spec.get('ociRepo')}/{name}",
        image=spec.get("imageName"),
    )
    index = f"https://{OWNER}:{quote(part.token, safe='')}@{packages}/pypi/simple/"
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=home,
        env={
            **publisher.variables(),
            "HOME": str(home),
            "DOCKER_CONFIG": str(home),
            "PIP_INDEX_URL": index,
            "PIP_CONFIG_FILE": os.devnull,
            "TOKEN": part.token,
        },
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    slot = publisher.folder / ".parity-stage"
    [record] = slot.glob(f"**/{'s390x' if 'images' in spec else '*'}/record.json")
    files = json.loads(record.read_text())["files"]
    staged = {Path(file["path"]).name: file["sha256"] for file in files}
    got = {
        hashlib.sha256(path.read_bytes()).hexdigest() for path in home.rglob("*") if path.is_file()
    }
    # npm gives the file another name, and a layout has an index of its own.
    own = {staged.get("index.json"), staged.get("oci-layout")}
    assert set(staged.values()) - own <= got
