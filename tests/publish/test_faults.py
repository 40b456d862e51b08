"""What can go wrong while publishing, each with real registries. The numbers are the rows of the
project's table of failure modes.

After each fault the user is told the cause, `:latest` and the index are whole (the old or the new
ones), and to repeat the run finishes it.
"""

import itertools
import json
import os
import re
import shutil
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.publish import cases
from tests.publish.conftest import Borrow
from tests.publish.parts import faults, registries
from tests.publish.parts.forge import Gitea
from tests.publish.parts.part import OWNER, READER, Find, Part, Workshop
from tests.publish.parts.proxy import Exchange, Fault
from tests.publish.parts.record import Recorder
from tests.publish.publisher import Done, Publisher

CASES = {
    "wheel": cases.wheel,
    "addon": cases.addon,
    "binary": cases.binary,
    "chart": cases.chart,
    "images": cases.images,
}
CHANGING = "POST|PUT|PATCH|DELETE"
FINAL = r"/(manifests/1\.2\.3|generic/.*-linux-s390x|npm/@scope%2F\w+|pypi/)$"
"""The request that makes a version visible, of each archetype."""

New = Callable[..., Publisher]


@pytest.fixture
def new(tmp_path: Path, workshop: Workshop, recorder: Recorder, tool: Find, name: str) -> New:
    """`new(part, "chart")`: somebody who publishes a chart there, from a folder of their own."""
    for program in ("regctl", "crane", "helm"):
        recorder.wrap(tool(program, "make tools"))

    def made(
        part: Part, case: str, folder: str = "mine", content: str = "", name: str = name
    ) -> Publisher:
        home = tmp_path / folder
        home.mkdir()
        spec = CASES[case](home, part.host, name, content)
        return Publisher(home, part, workshop, recorder, spec)

    return made


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture
def publisher(new: New, gitea: Gitea, case: str) -> Publisher:
    return new(gitea, case)


@pytest.fixture
def images(new: New, gitea: Gitea) -> Publisher:
    """Who publishes version 1.2.3 of an image whose version 1.2.2 is out."""
    old = new(gitea, "images", "before", "old")
    assert old.publish(VERSION="1.2.2").status == 0
    gitea.proxy.requests.clear()
    return new(gitea, "images")


def image(publisher: Publisher, tag: str) -> str | None:
    """The digest of the index under a tag, every part of which must be there; None without it."""
    repository = publisher.spec["imageName"].partition("/")[2]

    def manifest(reference: str) -> tuple[str | None, dict[str, Any]]:
        answer = publisher.part.ask("GET", f"/v2/{repository}/manifests/{reference}")
        assert answer.status in (200, 404)
        if answer.status == 404:
            return None, {}
        return answer.headers["Docker-Content-Digest"], json.loads(answer.content)

    digest, index = manifest(tag)
    if digest is not None:
        platforms = {entry["platform"]["architecture"]: entry for entry in index["manifests"]}
        assert set(platforms) == set(publisher.spec["arches"])
        for entry in platforms.values():
            assert manifest(entry["digest"])[0] == entry["digest"]
    return digest


def whole(publisher: Publisher) -> None:
    """Nobody sees a part of a release."""
    old, new, latest = (image(publisher, tag) for tag in ("1.2.2", "1.2.3", "latest"))
    assert old is not None
    assert latest in {old, new}


def completes(publisher: Publisher, app: str = "publish", version: str = "1.2.3") -> None:
    """Repeating the run leads to a complete release."""
    publisher.part.proxy.reset()
    done = publisher.publish(app, VERSION=version)
    assert done.status == 0, done.err
    if publisher.spec["archetype"] == "oci-image":
        assert image(publisher, "latest") == image(publisher, version) is not None


def finishes(publisher: Publisher, app: str = "publish") -> None:
    """Repeating the run leads to a complete release, and once more changes nothing."""
    completes(publisher, app)
    publisher.part.proxy.reset()
    assert publisher.publish(app).status == 0
    assert publisher.part.proxy.changes == []


def fails(done: Done, status: int, *words: str) -> None:
    """A run that ended with this status, and told the user so in these words."""
    assert done.status == status, done.err
    assert done.report["status"] == status
    for word in words:
        assert re.search(word, done.report["error"]), done.report["error"]
    assert "Traceback" not in done.err


def untouched(publisher: Publisher) -> None:
    """Nobody was asked, and nothing was built."""
    assert publisher.part.proxy.connections == 0
    assert publisher.recorder.calls == []
    assert not (publisher.folder / ".parity-stage").exists()


# The registry does not answer.


def test_1_refused(publisher: Publisher) -> None:
    publisher.part.proxy.refuse()
    begin = time.monotonic()
    done = publisher.publish()
    assert time.monotonic() - begin < 10
    fails(done, 5, f"registry-down: {publisher.part.host}: refused")
    assert publisher.recorder.calls == []
    finishes(publisher)


def test_1_no_such_host(publisher: Publisher) -> None:
    text = json.dumps(publisher.spec).replace(publisher.part.host, "registry.invalid")
    publisher.spec = json.loads(text)
    fails(publisher.publish(), 5, "registry-down: registry.invalid: ")
    untouched(publisher)


def test_1_unknown_authority(publisher: Publisher) -> None:
    done = publisher.publish(SSL_CERT_FILE=None)
    fails(done, 5, f"registry-down: {publisher.part.host}: TLS: ")
    assert publisher.part.proxy.requests == []
    assert publisher.recorder.calls == []


def test_2_hangs_from_the_start(new: New, gitea: Gitea) -> None:
    publisher = new(gitea, "chart")
    gitea.proxy.inject(faults.hang)
    begin = time.monotonic()
    fails(publisher.publish(), 5, f"registry-down: {gitea.host}: not answering in 10 s")
    assert time.monotonic() - begin < 15
    assert publisher.recorder.calls == []


class Impatient(Publisher):
    """Waits for nothing longer than two seconds; the rest is as users have it."""

    def command(self, app: str, *arguments: str) -> list[str]:
        python, _, _, *words = super().command(app, *arguments)
        patience = "gate.ANSWER_SECONDS, gate.STALL_SECONDS = 2, 2"
        run = f"import sys; from publish import cli, gate; {patience}; sys.exit(cli.main())"
        return [python, "-c", run, *words]


def test_2_hangs_in_the_middle(publisher: Publisher) -> None:
    hasty = Impatient(**vars(publisher))
    hasty.part.proxy.inject(faults.hang, "PUT|POST")
    fails(hasty.publish(), 5, "registry-down: .*(not answering in 2 s|got nowhere for 2 s)")
    finishes(publisher)


def test_2_slow_is_not_down(new: New, gitea: Gitea) -> None:
    publisher = new(gitea, "images")
    gitea.proxy.inject(faults.slow(2000), path="/manifests/")
    assert publisher.publish().status == 0


def test_3_goes_down_after_the_first_arch(images: Publisher) -> None:
    images.part.proxy.inject(faults.gone, "PUT", r"/manifests/1\.2\.3-s390x$")
    done = images.publish()
    fails(done, 5, "registry-down: .*refused")
    assert {**done.outcomes, "stage amd64": "", "stage s390x": ""} == {
        "stage amd64": "",
        "stage s390x": "",
        "push amd64": "pushed",
        "push s390x": "failed",
        "index": "not tried",
        "latest": "not tried",
    }
    whole(images)
    assert image(images, "1.2.3") is None
    finishes(images, "push-staged")


# The token.


def test_4_no_token(publisher: Publisher) -> None:
    refusal = publisher.recorder.bin / "pass"
    fails(publisher.publish(REGISTRY_TOKEN=None), 4, "token", r"\$REGISTRY_TOKEN", "pass")
    refusal.write_text("#!/bin/sh\necho locked >&2; exit 2\n")
    refusal.chmod(0o755)
    fails(publisher.publish(REGISTRY_TOKEN=""), 4, r"\$REGISTRY_TOKEN", "infra/registry", "locked")
    untouched(publisher)


@pytest.mark.parametrize(
    ("server", "case"),
    [
        *(("gitea", case) for case in CASES),
        ("registry", "images"),
        ("olareg", "images"),
        ("pypi", "wheel"),
        ("npm", "addon"),
    ],
)
def test_5_wrong_token(new: New, request: pytest.FixtureRequest, server: str, case: str) -> None:
    part: Part = request.getfixturevalue(server)
    publisher = new(part, case)
    before = part.snapshot()
    fails(
        publisher.publish(REGISTRY_TOKEN="wrong-canary"), 6, part.host, "40[13]", "token rejected"
    )
    assert part.snapshot() == before
    assert publisher.recorder.calls == []


@pytest.mark.parametrize("challenge", ["", "Basic", "Bearer"])
@pytest.mark.parametrize("case", ["images", "chart"])
def test_5_token_that_is_revoked_in_the_middle(
    new: New, gitea: Gitea, case: str, challenge: str
) -> None:
    """A tool is the first to notice; whatever it says of it, the user is told what it is."""
    asked = f'{challenge} realm="{gitea.proxy.url}/v2/token",service="container_registry",scope="*"'
    headers = [("WWW-Authenticate", asked)] if challenge else []
    refused = faults.status(401, b"", *headers)

    def met(exchange: Exchange) -> None:
        exchange.proxy.inject(refused, CHANGING)
        refused(exchange)

    gitea.proxy.inject(met, "PUT|POST", FINAL, signed=True, times=1)
    publisher = new(gitea, case)
    fails(publisher.publish(), 6, "401", "may not write")
    finishes(publisher)


def test_6_token_that_only_reads(publisher: Publisher, gitea: Gitea) -> None:
    before = gitea.snapshot()
    fails(publisher.publish(REGISTRY_TOKEN=gitea.reading), 6, "401 on P", "write:package", "owner")
    assert gitea.snapshot() == before
    finishes(publisher)


@pytest.mark.parametrize("case", ["images", "chart"])
def test_6_user_who_only_reads(new: New, olareg: Part, case: str) -> None:
    publisher = new(olareg, case)
    text = json.dumps(publisher.spec).replace(f"/{OWNER}", f"/{READER}")
    publisher.spec = json.loads(text) | {"registryOwner": READER}
    before = olareg.snapshot()
    fails(publisher.publish(), 6, "401 on POST", "write")
    assert olareg.snapshot() == before


def test_7_no_such_owner(publisher: Publisher, gitea: Gitea) -> None:
    text = json.dumps(publisher.spec).replace(f"/{OWNER}", "/nobody")
    publisher.spec = json.loads(text) | {"registryOwner": "nobody"}
    before = gitea.snapshot()
    fails(publisher.publish(), 6, "40[14]", "nobody", "owner")
    assert gitea.snapshot() == before


# The index.


def test_8_an_arch_is_not_pushed(images: Publisher) -> None:
    assert images.publish("publish-amd64").status == 0
    images.part.proxy.requests.clear()
    fails(images.publish("publish-index"), 7, "s390x", "not known")
    unknown = f"--digest=s390x=sha256:{'0' * 64}"
    fails(images.publish("publish-index", unknown), 7, "s390x", "not there")
    assert images.part.proxy.changes == []
    assert image(images, "1.2.3") is None
    finishes(images)


def test_8_an_arch_is_gone(images: Publisher) -> None:
    for arch in cases.ARCHES:
        assert images.publish(f"publish-{arch}").status == 0
    repository = images.spec["imageName"].partition("/")[2]
    gone = images.part.ask("DELETE", f"/v2/{repository}/manifests/1.2.3-s390x")
    assert gone.status == 202
    images.part.proxy.requests.clear()
    fails(images.publish("publish-index"), 7, "s390x", "1.2.3-s390x is not there")
    assert images.part.proxy.changes == []
    whole(images)
    finishes(images)


def test_9_no_arches(images: Publisher) -> None:
    before = images.part.proxy.connections
    calls = len(images.recorder.calls)
    right = images.spec
    for field, wrong in (("arches", []), ("images", {}), ("arches", ["amd46", "s390x"])):
        images.spec = {**right, field: wrong}
        fails(images.publish("publish-index"), 2, field, "amd64|at least one arch")
    images.spec = right
    assert images.publish("publish-amd46").status == 2
    assert images.part.proxy.connections == before
    assert len(images.recorder.calls) == calls


def test_10_an_image_for_another_arch(images: Publisher) -> None:
    cases.copy_to(images.folder, "s390x", architecture="amd64")
    fails(images.publish(), 8, "s390x", "amd64")
    assert images.part.proxy.changes == []
    whole(images)


def test_10_a_tag_for_another_arch(images: Publisher, tool: Find) -> None:
    assert images.publish("publish-amd64").status == 0
    repository = images.spec["imageName"].partition("/")[2]
    served = images.part.ask("GET", f"/v2/{repository}/manifests/1.2.3-amd64")
    kind = {"Content-Type": served.headers["Content-Type"]}
    path = f"/v2/{repository}/manifests/1.2.3-s390x"
    assert images.part.ask("PUT", path, served.content, headers=kind).status == 201
    digest = served.headers["Docker-Content-Digest"]
    images.part.proxy.requests.clear()
    fails(images.publish("publish-index", f"--digest=s390x={digest}"), 7, "s390x", "for amd64")
    assert images.part.proxy.changes == []
    assert image(images, "1.2.3") is None


def test_10_an_image_whose_platform_cannot_be_read(images: Publisher) -> None:
    for arch in cases.ARCHES:
        assert images.publish(f"publish-{arch}").status == 0
    images.part.proxy.requests.clear()
    images.part.proxy.inject(faults.status(404), "GET", "/blobs/")
    done = images.publish("publish-index")
    assert done.status in (6, 7), done.err
    assert re.search("amd64|sha256:", done.report["error"])
    assert images.part.proxy.changes == []
    assert image(images, "1.2.3") is None
    finishes(images)


# The version is there.


def test_11_the_same_bytes(publisher: Publisher) -> None:
    assert publisher.publish().status == 0
    shutil.rmtree(publisher.folder / ".parity-stage")
    before = publisher.part.snapshot()
    publisher.part.proxy.requests.clear()
    done = publisher.publish()
    assert done.status == 0, done.err
    assert set(done.outcomes.values()) == {"staged", "there"}
    assert publisher.part.proxy.changes == []
    assert publisher.part.snapshot() == before


def test_12_other_bytes(new: New, gitea: Gitea, case: str) -> None:
    assert new(gitea, case, "theirs", "their content").publish().status == 0
    before = gitea.snapshot()
    gitea.proxy.requests.clear()
    done = new(gitea, case, "mine", "my content").publish()
    fails(done, 6, "other bytes")
    assert len(set(re.findall(r"sha\d+[:-][\w+/=]{40,}", done.report["error"]))) == 2
    assert gitea.proxy.changes == []
    assert gitea.snapshot() == before


# The registry answers, but not well.


@pytest.mark.parametrize(
    "fault", [faults.applied_then(502), faults.applied_then_reset], ids=["502", "reset"]
)
@pytest.mark.parametrize("times", [1, None], ids=["once", "always"])
def test_13_applied_but_not_told(publisher: Publisher, fault: Fault, times: int | None) -> None:
    publisher.part.proxy.inject(fault, "PUT|POST", FINAL, signed=True, times=times)
    done = publisher.publish()
    assert done.status == 0, done.err
    assert set(done.outcomes.values()) == {"staged", "pushed"}
    assert any(request.done == 201 != request.told for request in publisher.part.proxy.requests)
    publisher.part.proxy.rules.clear()
    before = publisher.part.snapshot()
    finishes(publisher)
    assert publisher.part.snapshot() == before


@pytest.mark.parametrize(
    ("case", "status"),
    [
        ("wheel", 500),
        ("addon", 502),
        ("binary", 503),
        ("chart", 502),
        *(("images", status) for status in (500, 502, 503)),
    ],
)
def test_14_fails_for_long(publisher: Publisher, status: int) -> None:
    publisher.part.proxy.inject(faults.status(status), "PUT|POST", FINAL)
    fails(publisher.publish(), 5, "registry-down", str(status))
    tries = [request for request in publisher.part.proxy.requests if request.told == status]
    assert 1 < len(tries) <= 20
    assert not any(re.search(FINAL, change) for change in publisher.part.proxy.changes)
    finishes(publisher)


def test_15_too_many_requests(publisher: Publisher) -> None:
    """From the last request on, as a limit of requests is met: it concerns all that come then."""
    limited = faults.status(429, b"", ("Retry-After", "1"))

    def met(exchange: Exchange) -> None:
        exchange.proxy.inject(limited)
        limited(exchange)

    publisher.part.proxy.inject(met, "PUT|POST", FINAL, signed=True, times=1)
    fails(publisher.publish(), 6, "429", "rate limited")
    tries = [request for request in publisher.part.proxy.requests if request.told == 429]
    assert 1 < len(tries) <= 20
    assert not is_out(publisher.part)
    finishes(publisher)


@pytest.mark.parametrize("case", ["images", "chart"])
def test_15_too_many_requests_for_olareg(borrow: Borrow, new: New, case: str) -> None:
    with borrow(registries.hurried) as part:
        done = new(part, case).publish()
        assert 429 in [request.told for request in part.proxy.requests]
        if done.status:
            fails(done, 6, "rate limited")


def test_15_too_many_requests_once(publisher: Publisher) -> None:
    limited = faults.status(429, b"", ("Retry-After", "1"))
    publisher.part.proxy.inject(limited, "PUT|POST", FINAL, times=1)
    assert publisher.publish().status == 0


def test_16_too_large_for_a_proxy(publisher: Publisher) -> None:
    upload = r"/blobs/uploads/.*digest=|/generic/|/npm/|/pypi/"
    publisher.part.proxy.inject(faults.status(413), "PUT|PATCH|POST", upload)
    done = publisher.publish()
    fails(done, 6, "413", "body limit")
    pushes = [
        call.arguments
        for call in publisher.recorder.calls
        if {"push", "copy"} & set(call.arguments)
    ]
    match publisher.spec["archetype"]:
        case "oci-image":
            fails(done, 6, r"largest layer has \d+ bytes")
            assert len(pushes) == 1
        case "helm-chart":
            assert len(pushes) == 1
        case _:
            assert [request.told for request in publisher.part.proxy.requests].count(413) == 1
    finishes(publisher)


def test_17_quota(publisher: Publisher) -> None:
    publisher.part.proxy.inject(faults.status(403, b"quota exceeded"), "PUT|POST", FINAL)
    fails(publisher.publish(), 6, "403", "quota")
    assert len([request for request in publisher.part.proxy.requests if request.told == 403]) == 1
    finishes(publisher)


def test_17_quota_of_gitea(new: New, gitea: Gitea) -> None:
    publisher = new(gitea, "binary", content="x" * (2**20 + 1))
    before = gitea.snapshot()
    fails(publisher.publish(), 6, "403", "quota")
    assert gitea.snapshot() == before


def test_18_created_but_not_stored(publisher: Publisher) -> None:
    publisher.part.proxy.inject(faults.status(201), "PUT|POST", FINAL)
    done = publisher.publish()
    assert done.status in (6, 7), done.err
    assert re.search("read-back failed|digest", done.report["error"]), done.report["error"]
    finishes(publisher)


def test_19_latest_fails(images: Publisher) -> None:
    old = image(images, "latest")
    images.part.proxy.inject(faults.status(500), "PUT", "/manifests/latest$")
    done = images.publish()
    fails(done, 5, "500|latest")
    assert done.outcomes["index"] == "pushed"
    assert done.outcomes["latest"] == "failed"
    assert image(images, "1.2.3") is not None
    assert image(images, "latest") == old
    finishes(images)


# Two at once.


def test_20_two_publish_other_bytes(new: New, gitea: Gitea, case: str) -> None:
    mine, theirs = new(gitea, case, "mine", "mine"), new(gitea, case, "theirs", "theirs")
    go_on = threading.Event()
    gitea.proxy.inject(faults.unanswered(go_on.wait), "PUT|POST", FINAL, signed=True, times=1)
    first = mine.start("publish", "--publish", "--format", "json", VERSION="1.2.3")
    until(lambda: is_out(gitea))
    fails(theirs.publish(), 6, "other bytes")
    go_on.set()
    assert mine.end(first).status == 0


def test_20_two_publish_from_one_stage(publisher: Publisher) -> None:
    words = ("publish", "--publish", "--format", "json")
    both = [publisher.start(*words, VERSION="1.2.3") for _ in range(2)]
    for run in both:
        done = publisher.end(run)
        assert done.status == 0, done.err
    finishes(publisher)


def is_out(part: Part) -> bool:
    """Whether a version has become visible there."""
    return any(re.search(FINAL, change) for change in part.proxy.changes)


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


# The stage.


def damage_a_byte(stage: Path) -> Path:
    path = max(files(stage), key=lambda path: path.stat().st_size)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.chmod(0o644)
    path.write_bytes(content)
    return path


def drop_a_file(stage: Path) -> Path:
    path = max(files(stage), key=lambda path: path.stat().st_size)
    path.unlink()
    return path


def files(stage: Path) -> list[Path]:
    return [path for path in stage.rglob("*") if path.is_file() and path.suffix != ".json"]


@pytest.mark.parametrize("damage", [damage_a_byte, drop_a_file])
def test_21_damaged_stage(publisher: Publisher, damage: Callable[[Path], Path]) -> None:
    assert publisher.run("publish", VERSION="1.2.3").status == 0
    damaged = damage(publisher.folder / ".parity-stage")
    fails(publisher.publish("push-staged"), 7, "stage is damaged", re.escape(damaged.name))
    assert publisher.part.proxy.changes == []
    finishes(publisher)


def test_21_stage_without_its_record(publisher: Publisher) -> None:
    assert publisher.run("publish", VERSION="1.2.3").status == 0
    for record in (publisher.folder / ".parity-stage").rglob("record.json"):
        record.unlink()
    fails(publisher.publish("push-staged"), 8, "nothing is staged")
    assert publisher.part.proxy.changes == []


def test_21_stale_stage(publisher: Publisher) -> None:
    assert publisher.run("publish", VERSION="1.2.3").status == 0
    fails(publisher.publish("push-staged", VERSION="1.2.4"), 8, "nothing is staged", "1.2.3")
    assert publisher.part.proxy.changes == []


def arch(publisher: Publisher) -> str:
    return str(publisher.spec.get("arch", "s390x"))


def test_22_the_stage_needs_no_network(publisher: Publisher, tool: Find) -> None:
    command = publisher.command(f"stage-{arch(publisher)}")
    alone = [tool("unshare", "apt-get install util-linux"), "-rn"]
    publisher.command = lambda *_: [*alone, *command]  # type: ignore[method-assign]
    done = publisher.run("stage", VERSION="1.2.3")
    assert done.status == 0, done.err
    assert publisher.part.proxy.connections == 0
    assert list((publisher.folder / ".parity-stage").rglob("record.json"))


def test_23_a_dry_run_asks_nobody(publisher: Publisher) -> None:
    before = publisher.part.snapshot()
    for app in (f"stage-{arch(publisher)}", f"publish-{arch(publisher)}", "publish", "push-staged"):
        for no in ("", "0", "false", "no"):
            done = publisher.run(app, VERSION="1.2.3", PUBLISH=no)
            assert done.status == 0, done.err
    assert publisher.part.proxy.connections == 0
    assert publisher.part.snapshot() == before


# The token is nowhere.


@pytest.mark.parametrize("how", [None, signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_24_25_while_it_runs_and_after(publisher: Publisher, how: signal.Signals | None) -> None:
    go_on = threading.Event()
    publisher.part.proxy.inject(
        faults.unanswered(go_on.wait), "PUT|POST", FINAL, signed=True, times=1
    )
    run = publisher.start("publish", "--publish", VERSION="1.2.3")
    until(lambda: is_out(publisher.part))
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            publisher.assert_no_secret_in(process.read_text(errors="replace"))
        except OSError:
            continue
    for path in publisher.temporary.rglob("*"):
        assert path.lstat().st_mode & 0o077 == 0 or path.is_symlink()
        if path.is_file() and not path.is_symlink():
            publisher.assert_no_secret_in(path.read_text(errors="replace"))
    if how:
        run.send_signal(how)
    if how in (None, signal.SIGKILL):
        go_on.set()
    done = publisher.end(run)
    go_on.set()
    assert done.status == {None: 0, signal.SIGKILL: -signal.SIGKILL}.get(how, 130)
    if how is not signal.SIGKILL:
        assert list(publisher.temporary.iterdir()) == []
    finishes(publisher)


LOUD = {
    "regctl": ("--verbosity", "trace"),
    "crane": ("--verbose",),
    "helm": ("--debug",),
    "skopeo": ("--debug",),
}
"""The switches by which a tool tells most."""

HEARD = {
    "images": ("crane: Authorization: ", "regctl: .*Authorization:", "copy-to: .*level=debug"),
    "chart": ("helm: .*level=DEBUG.*Authorization",),
}
"""What is seen of those switches."""


@pytest.fixture
def loud(new: New, recorder: Recorder, tool: Find) -> New:
    """As `new`, but the tools tell all that they can be made to tell."""
    for program, switches in LOUD.items():
        recorder.wrap(tool(program, "make tools"), *switches)

    def made(*arguments: str, **options: str) -> Publisher:
        publisher = new(*arguments, **options)
        publisher.environment = {"HELM_DEBUG": "true", "GODEBUG": "http2debug=2"}
        return publisher

    return made


def test_24_loud_tools(loud: New, gitea: Gitea, case: str) -> None:
    done = loud(gitea, case).publish()
    assert done.status == 0, done.err
    for words in HEARD.get(case, ()):
        assert re.search(words, done.err), done.err


@pytest.mark.parametrize("case", ["images", "chart"])
def test_24_loud_tools_that_show_the_token(borrow: Borrow, loud: New, case: str) -> None:
    """Over HTTP/2, Go prints each header as it sends it."""
    with borrow(registries.http2) as part:
        done = loud(part, case).publish()
    assert done.status == 0, done.err
    for program in {"images": ("crane", "regctl"), "chart": ("helm",)}[case]:
        assert re.search(rf'{program}: .*"?authorization.* = .*"Basic \[secret\]', done.err), (
            done.err
        )


@pytest.mark.parametrize("status", [401, 403, 502])
@pytest.mark.parametrize(
    ("case", "path"),
    [*((case, FINAL) for case in CASES), ("images", r"/manifests/1\.2\.3-amd64$")],
    ids=[*CASES, "an arch"],
)
def test_24_loud_tools_and_a_server_that_shows_the_token(
    loud: New, gitea: Gitea, case: str, path: str, status: int
) -> None:
    gitea.proxy.inject(faults.telling(status), "PUT|POST", path, signed=True)
    done = loud(gitea, case).publish()
    fails(done, 5 if status == 502 else 6, str(status))
    # helm never shows what a server says, regctl not with a 401.
    if case != "chart" and (case, path, status) != ("images", FINAL, 401):
        assert "[secret]" in done.err


def test_24_loud_tools_and_other_bytes(loud: New, gitea: Gitea, case: str) -> None:
    assert loud(gitea, case, "theirs", "their content").publish().status == 0
    fails(loud(gitea, case, "mine", "my content").publish(), 6, "other bytes")


def test_24_loud_tools_and_a_server_that_goes_down(loud: New, gitea: Gitea, case: str) -> None:
    publisher = loud(gitea, case)
    gitea.proxy.inject(faults.gone, "PUT|POST", FINAL, signed=True)
    fails(publisher.publish(), 5, "registry-down")
    finishes(publisher)


# What should not be published at all.


def test_26_a_package_that_wants_to_go_elsewhere(new: New, npm: Part) -> None:
    publisher = new(npm, "addon")
    elsewhere = {"publishConfig": {"registry": "https://elsewhere.invalid/npm/"}}
    package = json.loads(publisher.spec["packageJson"]) | elsewhere
    publisher.spec["packageJson"] = json.dumps(package)
    fails(publisher.publish(), 8, "https://elsewhere.invalid/npm/")
    assert npm.proxy.changes == []


@pytest.mark.parametrize("server", ["npm", "gitea"])
def test_27_latest_of_npm_never_goes_back(
    new: New, request: pytest.FixtureRequest, server: str
) -> None:
    part: Part = request.getfixturevalue(server)
    publisher = new(part, "addon")
    for version, latest in (
        ("1.2.3", "1.2.3"),
        ("1.3.0-rc.1", "1.2.3"),
        ("1.0.0", "1.2.3"),
        ("1.10.0", "1.10.0"),
    ):
        assert publisher.publish(VERSION=version).status == 0
        assert npm_tags(publisher)["latest"] == latest


def test_27_the_tag_of_npm_is_told(new: New, npm: Part) -> None:
    publisher = new(npm, "addon")
    for version in ("1.2.3", "1.3.0-rc.1", "1.0.0"):
        done = publisher.publish(VERSION=version)
        assert done.status == 0, done.err
        [tag] = (tag for tag, tagged in npm_tags(publisher).items() if tagged == version)
        assert re.search(rf"\b{tag}\b", done.out + done.err)


def npm_tags(publisher: Publisher) -> dict[str, str]:
    where = publisher.spec["pname"].replace("/", "%2F")
    prefix = "" if publisher.part.prefix else f"/api/packages/{OWNER}/npm"
    answer = publisher.part.ask("GET", f"{prefix}/{where}", bearer=True)
    assert answer.status == 200
    tags: dict[str, str] = json.loads(answer.content)["dist-tags"]
    return tags


def test_28_the_same_chart_everywhere(new: New, registry: Part, gitea: Gitea, name: str) -> None:
    digests = set()
    for n, (part, zone) in enumerate([(registry, "UTC"), (gitea, "Asia/Tokyo"), (gitea, "EST5")]):
        publisher = new(part, "chart", f"folder{n}")
        for path in publisher.folder.rglob("*"):
            os.utime(path, (n * 10**8, n * 10**8))
        assert publisher.publish(TZ=zone).status == 0
        where = f"/v2/{OWNER}/{name}/manifests/1.2.3"
        served = part.ask(
            "GET", where, headers={"Accept": "application/vnd.oci.image.manifest.v1+json"}
        )
        assert served.status == 200
        digests.add(served.headers["Docker-Content-Digest"])
    assert len(digests) == 1


def test_29_no_release(publisher: Publisher) -> None:
    for environment in (
        {"VERSION": None},
        {"VERSION": ""},
        {"VERSION": None, "CI_COMMIT_TAG": "nightly-7"},
        {"VERSION": "1.2.3-dev"},
        {"VERSION": "0.0.0-dev.4"},
    ):
        fails(publisher.publish(**environment), 3, "release")
    untouched(publisher)


def test_30_a_wheel_for_another_arch(new: New, gitea: Gitea) -> None:
    publisher = new(gitea, "wheel")
    [wheel] = (publisher.folder / "wheel").iterdir()
    wheel.rename(wheel.with_name(wheel.name.replace("linux_s390x", "linux_x86_64")))
    fails(publisher.publish(), 8, "linux_x86_64", "s390x")
    assert gitea.proxy.changes == []


@pytest.mark.parametrize("program", ["regctl", "crane", "helm"])
def test_31_a_tool_is_missing(new: New, gitea: Gitea, program: str) -> None:
    publisher = new(gitea, "chart" if program == "helm" else "images")
    (publisher.recorder.bin / program).unlink()
    fails(publisher.publish(), 8, program, "not installed")
    untouched(publisher)


# Killed.


def test_killed_while_staging(images: Publisher) -> None:
    copy_to = images.folder / "image-s390x/bin/copy-to"
    works = copy_to.read_text()
    copy_to.write_text("#!/bin/sh\nmkdir -p layout/blobs; echo half > layout/half; kill -9 $PPID\n")
    assert images.publish().status == -signal.SIGKILL
    copy_to.write_text(works)
    assert images.part.proxy.changes == []
    done = images.run("push-staged", VERSION="1.2.3")
    assert done.status == 0, done.err
    assert "push s390x" not in done.outcomes
    finishes(images)


def test_killed_at_every_change_of_an_image(images: Publisher, name: str) -> None:
    """`kill -9`, as the first, the second, … of the requests that change something was done."""
    for version in (f"1.2.{patch}" for patch in itertools.count(3)):
        before = image(images, "latest")
        images.spec = cases.images(images.folder, images.part.host, name, version)
        killed = killed_at(images, int(version[4:]) - 3, version)
        assert image(images, "latest") in {before, image(images, version)}
        completes(images, version=version)
        assert image(images, "latest") != before
        if not killed:
            break
    assert int(version[4:]) > 3 + len(images.spec["arches"]) + 2


@pytest.mark.parametrize("case", ["chart", "wheel", "addon", "binary"])
def test_killed_at_every_change(new: New, gitea: Gitea, case: str, name: str) -> None:
    for nth in itertools.count():
        publisher = new(gitea, case, f"folder{nth}", name=f"{name}n{nth}")
        killed = killed_at(publisher, nth, "1.2.3")
        completes(publisher)
        if not killed:
            break
    assert nth > 0


def killed_at(publisher: Publisher, nth: int, version: str) -> bool:
    """Kills a run when its nth change has been made; whether it got that far."""
    running: list[int] = []
    publisher.part.proxy.reset()
    kill = faults.unanswered(lambda: os.kill(running[0], signal.SIGKILL))
    publisher.part.proxy.inject(kill, CHANGING, signed=True, skip=nth, times=1)
    run = publisher.start("publish", "--publish", VERSION=version)
    running.append(run.pid)
    done = publisher.end(run)
    assert done.status in (0, -signal.SIGKILL), done.err
    return done.status != 0
