"""What can befall a request on its way: see `Proxy.inject`."""

import base64
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from http.client import HTTPException, HTTPResponse

from tests.publish.parts.proxy import Exchange, Fault


def status(code: int, body: bytes = b"", *headers: tuple[str, str]) -> Fault:
    """The client is answered, and the server behind never hears of it."""

    def fault(exchange: Exchange) -> None:
        for _ in exchange.body():
            pass
        exchange.answer(code, body, headers)

    return fault


def telling(code: int) -> Fault:
    """The client is told this, and with which credentials it came, as a careless server does."""

    def fault(exchange: Exchange) -> None:
        scheme, _, given = exchange.request.authorization.partition(" ")
        plain = base64.b64decode(given).decode() if scheme == "Basic" else given
        status(code, f"not by {scheme} {given}, not with {plain}".encode())(exchange)

    return fault


def applied_then(code: int) -> Fault:
    """The server behind does what is asked, and the client is told this."""

    def fault(exchange: Exchange) -> None:
        exchange.ask().read()
        exchange.answer(code)

    return fault


def applied_then_reset(exchange: Exchange) -> None:
    """The server behind does what is asked, and its answer is lost."""
    exchange.ask().read()
    exchange.reset()


def reset_upload(after: int) -> Fault:
    """The connection breaks when about `after` bytes of the request's body have been handed on."""

    def part(body: Iterator[bytes]) -> Iterator[bytes]:
        left = after
        for block in body:
            yield block[:left]
            left -= len(block)
            if left <= 0:
                raise ConnectionResetError

    def fault(exchange: Exchange) -> None:
        with suppress(ConnectionResetError):
            exchange.ask(part(exchange.body()))
        exchange.reset()

    return fault


def reset_download(after: int) -> Fault:
    """The connection breaks when `after` bytes of the answer's content have come."""

    def fault(exchange: Exchange) -> None:
        response = exchange.ask()
        exchange.reply(response, broken([response.read(after)]))

    def broken(content: Iterable[bytes]) -> Iterator[bytes]:
        yield from content
        raise ConnectionResetError

    return fault


def slow(rate: int) -> Fault:
    """The answer's content comes at `rate` bytes a second."""

    def drip(response: HTTPResponse) -> Iterator[bytes]:
        while block := response.read(max(1, rate // 20)):
            yield block
            time.sleep(len(block) / rate)

    def fault(exchange: Exchange) -> None:
        response = exchange.ask()
        exchange.reply(response, drip(response))

    return fault


def hang(exchange: Exchange) -> None:
    """The request is taken, and never answered."""
    exchange.proxy.over.wait()
    exchange.reset()


def unanswered(action: Callable[[], object]) -> Fault:
    """`action` (to kill the client, say) when the server behind is done and the client waits."""

    def fault(exchange: Exchange) -> None:
        response = exchange.ask()
        action()
        with suppress(OSError, HTTPException):
            exchange.reply(response)

    return fault


def last(exchange: Exchange) -> None:
    """This request is answered; whoever connects after that is refused."""
    response = exchange.ask()
    exchange.proxy.stop_listening()
    exchange.reply(response)
    exchange.proxy.refuse()


def gone(exchange: Exchange) -> None:
    """The server behind goes away before it hears of this request."""
    exchange.proxy.refuse()
    exchange.reset()
