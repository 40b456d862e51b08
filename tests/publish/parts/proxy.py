"""A reverse proxy in front of a real server, which goes wrong in the way that a test asks for.

All requests pass through unchanged (repeated headers apart: regctl sees 404 where its `Accept`
lines are joined) but those that match a rule of `Proxy.inject`. Every request is recorded.
"""

import re
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

BLOCK = 64 * 1024
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
HOP_BY_HOP = frozenset(
    {"connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "expect"}
)


@dataclass
class Request:
    """What a client asked. `told` is the status that it was given, `done` what the server behind
    said; None where there was none: nobody was asked, or the connection broke.
    """

    method: str
    path: str
    authorization: str = field(repr=False)
    told: int | None = None
    done: int | None = None

    @property
    def signed(self) -> bool:
        """Whether it bore credentials."""
        return bool(self.authorization)

    @property
    def changed(self) -> bool:
        """Whether the server behind did as asked, and it was more than reading."""
        return self.method not in SAFE and self.done is not None and self.done < 300


class Exchange:
    """A request that is being handled; a fault may do with it what it likes."""

    def __init__(self, handler: "Handler", proxy: "Proxy") -> None:
        self.proxy = proxy
        authorization = handler.headers.get("Authorization", "")
        self.request = Request(handler.command, handler.path, authorization)
        self._handler = handler
        self._behind = HTTPConnection("127.0.0.1", proxy.upstream, timeout=60)

    def body(self) -> Iterator[bytes]:
        """The request's body, as it comes."""
        source = self._handler.rfile
        if self._chunked:
            while size := int(source.readline().split(b";")[0], 16):
                yield source.read(size)
                source.readline()
            source.readline()
            return
        left = int(self._handler.headers.get("Content-Length", 0))
        while left and (block := source.read1(min(left, BLOCK))):
            left -= len(block)
            yield block

    def ask(self, body: Iterable[bytes] | None = None) -> HTTPResponse:
        """Hand the request on to the server behind (with its own body, if none is given)."""
        behind = self._behind
        path = self.request.path.removeprefix(self.proxy.prefix)
        behind.putrequest(self.request.method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in self._handler.headers.items():
            if name.lower() not in HOP_BY_HOP:
                behind.putheader(name, value)
        behind.putheader("X-Forwarded-Proto", self.proxy.scheme)
        if self._chunked:
            behind.putheader("Transfer-Encoding", "chunked")
        behind.endheaders()
        body = self.body() if body is None else body
        for block in chunks(body) if self._chunked else body:
            # A server that has answered already reads no further; the client must be heard out.
            with suppress(BrokenPipeError, ConnectionResetError):
                behind.send(block)
        response = behind.getresponse()
        self.request.done = response.status
        return response

    def reply(self, response: HTTPResponse, content: Iterable[bytes] | None = None) -> None:
        """Hand on to the client what the server behind answered (but `content`, if it is given)."""
        handler = self._handler
        self.request.told = response.status
        handler.send_response_only(response.status, response.reason)
        for name, value in response.headers.items():
            if name.lower() not in HOP_BY_HOP:
                handler.send_header(name, value)
        bodiless = self.request.method == "HEAD" or response.status in (204, 304)
        chunked = not bodiless and "Content-Length" not in response.headers
        if chunked:
            handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        content = blocks(response) if content is None else content
        for block in chunks(content) if chunked else content:
            handler.wfile.write(block)

    def answer(
        self, status: int, body: bytes = b"", headers: Iterable[tuple[str, str]] = ()
    ) -> None:
        """Tell the client something of our own."""
        handler = self._handler
        self.request.told = status
        handler.send_response_only(status)
        for name, value in (*headers, ("Content-Length", str(len(body)))):
            handler.send_header(name, value)
        handler.end_headers()
        if self.request.method != "HEAD":
            handler.wfile.write(body)

    def reset(self) -> None:
        """Break the connection: the client sees a reset, not an orderly end."""
        self._handler.close_connection = True
        with suppress(OSError):
            linger = struct.pack("ii", 1, 0)
            self._handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self._handler.connection.close()

    def close(self) -> None:
        self._behind.close()

    @property
    def _chunked(self) -> bool:
        return "chunked" in self._handler.headers.get("Transfer-Encoding", "")


def blocks(response: HTTPResponse) -> Iterator[bytes]:
    """The content of an answer, as it comes."""
    while block := response.read1(BLOCK):
        yield block


def chunks(content: Iterable[bytes]) -> Iterator[bytes]:
    """Content of unknown length, as HTTP frames it."""
    for block in content:
        yield b"%x\r\n%b\r\n" % (len(block), block)
    yield b"0\r\n\r\n"


Fault = Callable[[Exchange], None]


def passes(exchange: Exchange) -> None:
    """No fault."""
    exchange.reply(exchange.ask())


def absent(exchange: Exchange) -> None:
    """The request is for something that the server behind does not have."""
    exchange.answer(404)


@dataclass
class Rule:
    """A fault, and which requests meet it: `times` of those that match, after the first `skip`."""

    fault: Fault
    method: re.Pattern[str]
    path: re.Pattern[str]
    signed: bool
    skip: int
    times: int | None

    def meets(self, request: Request) -> bool:
        if not (self.method.fullmatch(request.method) and self.path.search(request.path)):
            return False
        if self.signed and not request.signed:
            return False
        if self.skip:
            self.skip -= 1
            return False
        if self.times is not None:
            self.times -= 1
        return self.times is None or self.times >= 0


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "Listener"

    def handle_one_request(self) -> None:
        self.close_connection = True
        self.raw_requestline = self.rfile.readline(BLOCK)
        if not self.raw_requestline or not self.parse_request():
            return
        proxy = self.server.proxy
        exchange = Exchange(self, proxy)
        try:
            proxy.fault_for(exchange.request)(exchange)
        except (OSError, HTTPException):  # one of the two is gone: the other one must see that
            exchange.reset()
        finally:
            exchange.close()


class Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, proxy: "Proxy") -> None:
        self.proxy = proxy
        super().__init__(("127.0.0.1", proxy.port), Handler)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Serve one connection, in a thread of its own; the handshake of TLS belongs to it."""
        self.proxy.connections += 1
        try:
            with suppress(OSError):
                if self.proxy.tls is not None:
                    request = self.proxy.tls.wrap_socket(request, server_side=True)
                self.proxy.clients.add(request)
                Handler(request, client_address, self)
        except Exception as error:
            self.proxy.bugs.append(error)
        finally:
            self.proxy.clients.discard(request)
            request.close()


@dataclass
class Proxy:
    """Listens on `port`, in front of what listens on `upstream`; both are ports of loopback.

    With `tls` it speaks HTTPS to its clients, and plain HTTP to the server behind all the same.
    The root of that server is at `prefix` for the clients; nothing else is there.
    """

    port: int
    upstream: int
    tls: ssl.SSLContext | None = None
    prefix: str = ""
    requests: list[Request] = field(default_factory=list)
    connections: int = 0
    clients: set[socket.socket] = field(default_factory=set)
    rules: list[Rule] = field(default_factory=list)
    bugs: list[Exception] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _listener: Listener | None = None

    @property
    def scheme(self) -> str:
        return "http" if self.tls is None else "https"

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host}"

    @property
    def changes(self) -> list[str]:
        """The requests that changed something, as `METHOD path`, in their order."""
        return [f"{request.method} {request.path}" for request in self.requests if request.changed]

    def inject(
        self,
        fault: Fault,
        method: str = ".*",
        path: str = "",
        *,
        signed: bool = False,
        skip: int = 0,
        times: int | None = None,
    ) -> None:
        """From now on `fault` befalls requests whose method and path (any part of it) match.

        signed: those without credentials, by which many a client begins, do not count.
        """
        patterns = re.compile(method), re.compile(path)
        self.rules.append(Rule(fault, *patterns, signed, skip, times))

    def fault_for(self, request: Request) -> Fault:
        with self._lock:
            self.requests.append(request)
            if not request.path.startswith(f"{self.prefix}/"):
                return absent
            return next((rule.fault for rule in self.rules if rule.meets(request)), passes)

    def accept(self) -> None:
        """Listen: at first, and again after `refuse`."""
        if self._listener is None:
            self._listener = Listener(self)
            serve = self._listener.serve_forever
            threading.Thread(target=serve, args=[0.01], daemon=True).start()

    def stop_listening(self) -> None:
        """Refuse connections from now on; those that are open go on."""
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.shutdown()
            listener.server_close()

    def refuse(self) -> None:
        """Refuse connections, and break those that are open."""
        self.stop_listening()
        for client in list(self.clients):
            with suppress(OSError):
                socket.socket.shutdown(client, socket.SHUT_RDWR)

    def reset(self) -> None:
        """As at first: no rules, no record, and whoever waits for an answer is let go."""
        self.over.set()
        self.over = threading.Event()
        self.rules.clear()
        self.requests.clear()
        self.connections = 0
        self.accept()

    def close(self) -> None:
        self.over.set()
        self.refuse()
