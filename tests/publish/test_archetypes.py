"""The archetypes, from the stage to real registries and back."""

from collections.abc import Callable

import pytest

from tests.publish import cases
from tests.publish.conftest import MakePublisher
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
