"""Each fault of the proxy is what it says, seen by a client before a real Gitea."""

import base64
import ssl
import time
from collections.abc import Iterator
from http.client import HTTPSConnection, IncompleteRead

import pytest

from tests.publish.parts import faults
from tests.publish.parts.forge import Gitea
from tests.publish.parts.part import OWNER, Workshop

CONTENT = bytes(range(256)) * 1024


class Client(HTTPSConnection):
    """OWNER's connection to the proxy of a part."""

    def __init__(self, part: Gitea, workshop: Workshop) -> None:
        trust = ssl.create_default_context(cafile=str(workshop.tls.authority))
        super().__init__("127.0.0.1", part.proxy.port, timeout=10, context=trust)
        account = base64.b64encode(f"{OWNER}:{part.token}".encode()).decode()
        self.account = {"Authorization": f"Basic {account}"}

    def ask(self, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
        self.request(method, path, body, self.account)
        response = self.getresponse()
        return response.status, response.read()


@pytest.fixture
def client(gitea: Gitea, workshop: Workshop) -> Iterator[Client]:
    connection = Client(gitea, workshop)
    yield connection
    connection.close()


@pytest.fixture
def path(name: str) -> str:
    return f"/api/packages/{OWNER}/generic/{name}/1/file"


def stored(part: Gitea, path: str) -> bytes | None:
    """The file that Gitea itself has there."""
    answer = part.ask("GET", path)
    return answer.content if answer.status == 200 else None


def test_no_fault(gitea: Gitea, client: Client, path: str) -> None:
    assert client.ask("PUT", path, CONTENT) == (201, b"")
    assert client.ask("GET", path) == (200, CONTENT)
    assert client.ask("HEAD", path) == (200, b"")
    assert client.ask("PUT", path, CONTENT)[0] == 409
    assert [(request.told, request.done) for request in gitea.proxy.requests] == [
        (201, 201),
        (200, 200),
        (200, 200),
        (409, 409),
    ]
    assert gitea.proxy.connections == 1
    assert gitea.proxy.changes == [f"PUT {path}"]


def test_a_body_of_unknown_length(gitea: Gitea, client: Client, path: str) -> None:
    client.request("PUT", path, iter([CONTENT, b"more"]), client.account, encode_chunked=True)
    assert client.getresponse().status == 201
    assert stored(gitea, path) == CONTENT + b"more"


def test_status(gitea: Gitea, client: Client, path: str) -> None:
    fault = faults.status(429, b"slow down", ("Retry-After", "7"))
    gitea.proxy.inject(fault, "PUT", "/generic/", skip=1, times=2)
    assert client.ask("PUT", f"{path}1", CONTENT)[0] == 201
    client.request("PUT", f"{path}2", CONTENT, client.account)
    response = client.getresponse()
    assert (response.status, response.read()) == (429, b"slow down")
    assert response.headers["Retry-After"] == "7"
    assert client.ask("GET", f"{path}2")[0] == 404
    assert client.ask("PUT", f"{path}2", CONTENT)[0] == 429
    assert stored(gitea, f"{path}2") is None
    assert client.ask("PUT", f"{path}2", CONTENT)[0] == 201
    assert gitea.proxy.changes == [f"PUT {path}1", f"PUT {path}2"]


def test_applied_then_another_status(gitea: Gitea, client: Client, path: str) -> None:
    gitea.proxy.inject(faults.applied_then(502), "PUT")
    assert client.ask("PUT", path, CONTENT) == (502, b"")
    assert stored(gitea, path) == CONTENT
    (request,) = gitea.proxy.requests
    assert (request.told, request.done, request.changed) == (502, 201, True)


def test_applied_then_reset(gitea: Gitea, client: Client, path: str) -> None:
    gitea.proxy.inject(faults.applied_then_reset, "PUT")
    with pytest.raises(ConnectionResetError):
        client.ask("PUT", path, CONTENT)
    assert stored(gitea, path) == CONTENT


def test_reset_in_the_middle_of_an_upload(gitea: Gitea, client: Client, path: str) -> None:
    gitea.proxy.inject(faults.reset_upload(100_000), "PUT")
    with pytest.raises((ConnectionResetError, BrokenPipeError, ssl.SSLError)):
        client.ask("PUT", path, CONTENT)
    assert stored(gitea, path) is None
    assert gitea.proxy.changes == []


def test_reset_in_the_middle_of_a_download(gitea: Gitea, client: Client, path: str) -> None:
    client.ask("PUT", path, CONTENT)
    gitea.proxy.inject(faults.reset_download(100_000), "GET")
    with pytest.raises((ConnectionResetError, IncompleteRead)):
        client.ask("GET", path)


def test_slow(gitea: Gitea, client: Client, path: str) -> None:
    client.ask("PUT", path, CONTENT)
    gitea.proxy.inject(faults.slow(len(CONTENT)), "GET")
    begin = time.monotonic()
    assert client.ask("GET", path) == (200, CONTENT)
    assert time.monotonic() - begin > 0.9


def test_hang(gitea: Gitea, client: Client, path: str) -> None:
    gitea.proxy.inject(faults.hang)
    client.timeout = 0.5
    with pytest.raises(TimeoutError):
        client.ask("PUT", path, CONTENT)
    assert [request.told for request in gitea.proxy.requests] == [None]
    assert stored(gitea, path) is None


def test_refused_when_an_answer_is_due(gitea: Gitea, client: Client, path: str) -> None:
    gitea.proxy.inject(faults.unanswered(gitea.proxy.refuse), "PUT")
    with pytest.raises(ConnectionResetError):
        client.ask("PUT", path, CONTENT)
    refuses(gitea, client, path)


def test_refused_after_an_answer(gitea: Gitea, client: Client, path: str) -> None:
    gitea.proxy.inject(faults.last, "PUT")
    assert client.ask("PUT", path, CONTENT)[0] == 201
    refuses(gitea, client, path)


def refuses(part: Gitea, client: Client, path: str) -> None:
    """The file is there, and the part comes back with it."""
    client.close()
    with pytest.raises(ConnectionRefusedError):
        client.ask("GET", path)
    assert stored(part, path) == CONTENT
    client.close()
    part.proxy.accept()
    assert client.ask("GET", path) == (200, CONTENT)
