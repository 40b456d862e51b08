"""The real parts, as fixtures. A part starts once; a test finds it as new, but for its content."""

import secrets
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.publish.parts import forge, packages, registries, tls
from tests.publish.parts.part import Find, Part, Workshop
from tests.publish.parts.record import Recorder
from tests.publish.publisher import Publisher

Case = Callable[..., dict[str, Any]]
MakePublisher = Callable[..., Publisher]
Borrow = Callable[[Callable[[Workshop], Part]], AbstractContextManager[Part]]

LOG = 4000
"""How many characters of a server's log a failed test shows."""


@pytest.fixture(scope="session")
def workshop(tool: Find, tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    folder = tmp_path_factory.mktemp("parts")
    certificates = tls.make(folder, tool("openssl", "apt-get install openssl"))
    return Workshop(folder, certificates, tool)


@pytest.fixture(scope="session")
def borrow(workshop: Workshop) -> Iterator[Borrow]:
    """Lends a part to one test at a time; the first one starts it."""
    parts: dict[Callable[[Workshop], Part], Part] = {}

    @contextmanager
    def lent(make: Callable[[Workshop], Part]) -> Iterator[Part]:
        if make not in parts:
            parts[make] = make(workshop)
        part = parts[make]
        part.reset()
        yield part
        if bugs := part.proxy.bugs:
            raise ExceptionGroup("the proxy itself failed", bugs)

    yield lent
    for part in parts.values():
        part.stop()


@pytest.fixture
def registry(borrow: Borrow) -> Iterator[Part]:
    with borrow(registries.docker_registry) as part:
        yield part


@pytest.fixture
def olareg(borrow: Borrow) -> Iterator[Part]:
    with borrow(registries.olareg) as part:
        yield part


@pytest.fixture
def pypi(borrow: Borrow) -> Iterator[Part]:
    with borrow(packages.pypiserver) as part:
        yield part


@pytest.fixture
def npm(borrow: Borrow) -> Iterator[Part]:
    with borrow(packages.verdaccio) as part:
        yield part


@pytest.fixture
def gitea(borrow: Borrow) -> Iterator[forge.Gitea]:
    with borrow(forge.gitea) as part:
        assert isinstance(part, forge.Gitea)
        yield part


@pytest.fixture
def recorder(tmp_path: Path) -> Recorder:
    return Recorder(tmp_path / "recorder")


@pytest.fixture
def name() -> str:
    """A package's name that no other test has, so that tests can share a server."""
    return f"t{secrets.token_hex(4)}"


@pytest.fixture
def make_publisher(
    tmp_path: Path, workshop: Workshop, recorder: Recorder, tool: Find, name: str
) -> MakePublisher:
    """Makes what publishes one case to a part: each in a folder of its own, of the same name."""
    for program in ("regctl", "crane", "helm"):
        recorder.wrap(tool(program, "make tools"))
    tool("skopeo", "apt-get install skopeo")

    def made(part: Part, case: Case, **options: Any) -> Publisher:
        folder = Path(tempfile.mkdtemp(dir=tmp_path))
        spec = case(folder, part.host, name, **options)
        return Publisher(folder, part, workshop, recorder, spec)

    return made


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show with a failure what the parts that the test had were asked, and what they said."""
    report = yield
    if report.failed:
        for part in getattr(item, "funcargs", {}).values():
            if isinstance(part, Part):
                log = part.server.log.read_text(errors="replace")[-LOG:]
                asked = "\n".join(map(str, part.proxy.requests))
                report.sections += [(f"asked of {part.name}", asked), (f"log of {part.name}", log)]
    return report
