"""The archetypes, from the stage to a real registry and back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.publish import cases
from tests.publish.parts.part import Find, Part, Workshop
from tests.publish.parts.record import Recorder
from tests.publish.publisher import Publisher

TARGETS = [
    ("pypi", cases.wheel),
    ("npm", cases.addon),
    ("registry", cases.images),
    ("olareg", cases.images),
    ("registry", cases.chart),
    ("olareg", cases.chart),
]


@pytest.fixture(params=TARGETS, ids=lambda target: f"{target[0]}-{target[1].__name__}")
def make(request: pytest.FixtureRequest) -> tuple[Part, Callable[..., cases.Spec]]:
    part, case = request.param
    return request.getfixturevalue(part), case


@pytest.fixture
def publisher(
    make: tuple[Part, Callable[..., cases.Spec]],
    tmp_path: Path,
    workshop: Workshop,
    recorder: Recorder,
    tool: Find,
    name: str,
) -> Publisher:
    part, case = make
    for program in ("regctl", "crane", "helm"):
        recorder.wrap(tool(program, "make tools"))
    return Publisher(tmp_path, part, workshop, recorder, case(tmp_path, part.host, name))


def test_dry_run_publish_and_again(publisher: Publisher) -> None:
    before = publisher.part.snapshot()
    dry = publisher.run("publish", VERSION="1.2.3")
    assert dry.status == 0, dry.err
    assert publisher.part.proxy.connections == 0
    assert publisher.part.snapshot() == before
    done = publisher.publish()
    print(done)
    assert done.status == 0, done.err
    assert set(done.outcomes.values()) == {"kept", "pushed"}
    publisher.part.proxy.requests.clear()
    again = publisher.publish()
    assert again.status == 0, again.err
    assert set(again.outcomes.values()) == {"kept", "there"}
    assert publisher.part.proxy.changes == []
