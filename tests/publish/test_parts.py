"""The parts are what they claim: the clients that people use publish to them, and fetch again."""

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

from tests.publish.conftest import Borrow
from tests.publish.parts import goods, registries
from tests.publish.parts.forge import Gitea
from tests.publish.parts.part import OWNER, READER, Find, Part, Workshop
from tests.publish.parts.record import Recorder

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path, workshop: Workshop) -> Run:
    """Runs a program at home in `tmp_path`, where it finds the user and token of `part`."""

    def started(
        *command: str | Path, part: Part, user: str = OWNER, token: str = "", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        auth = base64.b64encode(f"{user}:{token or part.token}".encode()).decode()
        (tmp_path / "config.json").write_text(json.dumps({"auths": {part.host: {"auth": auth}}}))
        home = {"HOME": str(tmp_path), "DOCKER_CONFIG": str(tmp_path)}
        return subprocess.run(
            command,
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], **home, **workshop.tls.trusting, **environment},
            text=True,
            capture_output=True,
            timeout=60,
            check=False,
        )

    return started


@pytest.fixture
def regctl(tool: Find) -> str:
    return tool("regctl", "make tools")


@pytest.fixture
def crane(tool: Find) -> str:
    return tool("crane", "make tools")


@pytest.fixture
def helm(tool: Find) -> str:
    return tool("helm", "make tools")


@pytest.fixture(params=["registry", "olareg", "gitea"])
def oci(request: pytest.FixtureRequest) -> Part:
    part: Part = request.getfixturevalue(request.param)
    return part


def test_regctl_publishes(oci: Part, run: Run, regctl: str, name: str, tmp_path: Path) -> None:
    digest = goods.image(tmp_path / "layout", "1.2.3")
    ref = f"{oci.host}/{OWNER}/{name}:1.2.3"
    before = oci.snapshot()
    pushed = run(regctl, "image", "copy", "ocidir://layout:1.2.3", ref, part=oci)
    assert pushed.returncode == 0, pushed.stderr
    assert run(regctl, "manifest", "head", ref, part=oci).stdout.strip() == digest
    assert oci.proxy.changes[-1] == f"PUT /v2/{OWNER}/{name}/manifests/1.2.3"
    assert before.items() < oci.snapshot().items()


def test_nobody_publishes_without_the_token(
    oci: Part, run: Run, crane: str, name: str, tmp_path: Path
) -> None:
    goods.image(tmp_path / "layout", "1")
    before = oci.snapshot()
    push = (crane, "push", "layout", f"{oci.host}/{OWNER}/{name}:1")
    for refused in (run(*push, part=oci, DOCKER_CONFIG="/"), run(*push, part=oci, token="wrong")):
        assert refused.returncode == 1, refused.stdout
        assert {401, 403} & {request.told for request in oci.proxy.requests[-2:]}
    assert oci.proxy.changes == []
    assert oci.snapshot() == before


def test_a_reader_reads_only(olareg: Part, run: Run, crane: str, name: str, tmp_path: Path) -> None:
    digest = goods.image(tmp_path / "layout", "1")
    ref = f"{olareg.host}/{OWNER}/{name}:1"
    assert run(crane, "push", "layout", ref, part=olareg).stdout.strip().endswith(digest)
    assert run(crane, "digest", ref, part=olareg, user=READER).stdout.strip() == digest
    goods.image(tmp_path / "other", "1", content=b"other")
    before = olareg.snapshot()
    refused = run(crane, "push", "other", ref, part=olareg, user=READER)
    assert refused.returncode == 1
    assert "UNAUTHORIZED" in refused.stderr
    assert olareg.snapshot() == before


def test_too_many_requests(borrow: Borrow) -> None:
    with borrow(registries.hurried) as part:
        assert 429 in [part.ask("GET", "/v2/").status for _ in range(5)]


def test_helm_publishes(oci: Part, run: Run, helm: str, name: str, tmp_path: Path) -> None:
    goods.chart(tmp_path, name, "hello")
    packed = run(helm, "package", name, "--version", "1.2.3", part=oci, SOURCE_DATE_EPOCH="1")
    assert packed.returncode == 0, packed.stderr
    pushed = run(helm, "push", f"{name}-1.2.3.tgz", f"oci://{oci.host}/{OWNER}", part=oci)
    assert pushed.returncode == 0, pushed.stderr
    (tmp_path / "pulled").mkdir()
    ref = f"oci://{oci.host}/{OWNER}/{name}"
    pulled = run(helm, "pull", ref, "--version", "1.2.3", "-d", "pulled", part=oci)
    assert pulled.returncode == 0, pulled.stderr
    chart = f"{name}-1.2.3.tgz"
    assert (tmp_path / "pulled" / chart).read_bytes() == (tmp_path / chart).read_bytes()


@pytest.fixture(params=["pypi", "gitea"])
def index(request: pytest.FixtureRequest) -> tuple[Part, str]:
    """A server of Python packages, and the address of its index."""
    part: Part = request.getfixturevalue(request.param)
    return part, part.url if part.name == "pypi" else f"{part.url}/api/packages/{OWNER}/pypi"


def test_twine_publishes(index: tuple[Part, str], run: Run, name: str, tmp_path: Path) -> None:
    part, url = index
    wheel = goods.wheel(tmp_path, name, "1.2.3", "answer = 42\n")
    account = {"TWINE_USERNAME": OWNER, "TWINE_PASSWORD": part.token, "TWINE_NON_INTERACTIVE": "1"}
    upload = (sys.executable, "-m", "twine", "upload", "--repository-url", f"{url}/", wheel)
    assert run(*upload, part=part, **account | {"TWINE_PASSWORD": "wrong"}).returncode == 1
    assert part.proxy.changes == []
    uploaded = run(*upload, part=part, **account)
    assert uploaded.returncode == 0, uploaded.stdout

    scheme, rest = url.split("://")
    index_url = f"{scheme}://{OWNER}:{quote(part.token, safe='')}@{rest}/simple/"
    fetch = (sys.executable, "-m", "pip", "download", "--no-deps", "-d", "got", name)
    fetched = run(*fetch, part=part, PIP_CONFIG_FILE=os.devnull, PIP_INDEX_URL=index_url)
    assert fetched.returncode == 0, fetched.stderr
    assert (tmp_path / "got" / wheel.name).read_bytes() == wheel.read_bytes()


@pytest.fixture(params=["npm", "gitea"])
def npm_registry(request: pytest.FixtureRequest) -> tuple[Part, str]:
    """A server of npm packages, and the address of its registry."""
    part: Part = request.getfixturevalue(request.param)
    return part, part.url if part.name == "npm" else f"{part.url}/api/packages/{OWNER}/npm"


def test_npm_publishes(
    npm_registry: tuple[Part, str], run: Run, tool: Find, name: str, tmp_path: Path
) -> None:
    part, url = npm_registry
    npm = tool("npm", "apt-get install npm")
    goods.npm_package(tmp_path, name, "1.2.3", b"an addon")
    line = f"{url.removeprefix('https:')}/:_authToken=${{NODE_AUTH_TOKEN}}\nregistry={url}/\n"
    (tmp_path / ".npmrc").write_text(line)
    publish = (npm, "publish", f"./{name}")
    refused = run(*publish, part=part, NODE_AUTH_TOKEN="wrong")
    assert refused.returncode == 1
    assert part.proxy.changes == []
    published = run(*publish, part=part, NODE_AUTH_TOKEN=part.token)
    assert published.returncode == 0, published.stderr

    (tmp_path / "consumer").mkdir()
    (tmp_path / "consumer/package.json").write_text("{}")
    install = (npm, "install", "--prefix", "consumer", f"{name}@1.2.3")
    installed = run(*install, part=part, NODE_AUTH_TOKEN=part.token)
    assert installed.returncode == 0, installed.stderr
    addon = tmp_path / "consumer/node_modules" / name / "addon.node"
    assert addon.read_bytes() == b"an addon"


def test_gitea_takes_generic_files_once(gitea: Gitea, name: str) -> None:
    path = f"/api/packages/{OWNER}/generic/{name}/1.2.3/tool"
    before = gitea.snapshot()
    assert gitea.ask("PUT", path, b"tool", token="wrong").status == 401
    assert gitea.ask("PUT", path, b"tool", token=gitea.reading).status == 401
    assert gitea.ask("PUT", path.replace(OWNER, "nobody"), b"tool").status == 404
    assert gitea.ask("PUT", path, bytes(2**20 + 1)).status == 403
    assert gitea.snapshot() == before

    assert gitea.ask("PUT", path, b"tool").status == 201
    published = gitea.snapshot()
    assert published != before
    assert gitea.ask("PUT", path, b"tool").status == 409
    assert gitea.ask("PUT", path, b"other").status == 409
    assert gitea.ask("GET", path).content == b"tool"
    assert gitea.snapshot() == published
    files = gitea.ask("GET", f"/api/v1/packages/{OWNER}/generic/{name}/1.2.3/files")
    (file,) = json.loads(files.content)
    assert file["sha256"] == hashlib.sha256(b"tool").hexdigest()


def test_a_dead_part_comes_back(borrow: Borrow, name: str) -> None:
    with borrow(registries.docker_registry) as part:
        started = part.ask("POST", f"/v2/{OWNER}/{name}/blobs/uploads/")
        assert started.status == 202
        kept = part.snapshot()
        part.server.kill()
        with pytest.raises(ConnectionRefusedError):
            part.ask("GET", "/v2/")
    with borrow(registries.docker_registry) as part:
        assert part.ask("GET", "/v2/").status == 200
        assert part.snapshot() == kept != {}


def test_calls_are_recorded(recorder: Recorder, tmp_path: Path) -> None:
    program = tmp_path / "say"
    program.write_text('#!/bin/sh\nprintf "%s|" "$@" "$WHO"; exit 3\n')
    program.chmod(0o755)
    recorder.wrap(str(program))
    for arguments in (["a b", "", "$x\n'\"*"], []):
        done = subprocess.run(
            ["say", *arguments],
            env={"PATH": str(recorder.bin), "WHO": "me\nyou=they"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 3
        assert done.stdout == "|".join([*arguments, "me\nyou=they", ""])
    assert [call.arguments for call in recorder.calls] == [("say", "a b", "", "$x\n'\"*"), ("say",)]
    assert {"PATH", "WHO"} <= recorder.calls[0].environment
    assert not any("they" in variable for variable in recorder.calls[0].environment)
