"""Keeps an eye on what takes long: a process that runs, a body that is sent."""

import os
import selectors
import time
from collections.abc import Callable, Iterator
from typing import IO, Protocol

from publish.stop import NotStaged, RegistryDown

PROGRESS_SECONDS = 5.0
"""How often progress is shown."""

KEPT = 1 << 20
"""How much of what a process prints is kept, and how long a line of it may be."""


class Process(Protocol):
    """As `subprocess.Popen`, with pipes."""

    pid: int
    stdout: IO[bytes] | None
    stderr: IO[bytes] | None

    def poll(self) -> int | None: ...


class Body(Protocol):
    """What is sent, read piece by piece."""

    def read(self, size: int = -1, /) -> bytes: ...


class Upload:
    """A body that says how far it has been read."""

    def __init__(self, body: Body, size: int, show: Callable[[str], None]) -> None:
        self._body, self._size, self._show = body, size, show
        self._sent, self._next = 0, time.monotonic() + PROGRESS_SECONDS

    def read(self, size: int = -1) -> bytes:
        part = self._body.read(size)
        self._sent += len(part)
        if time.monotonic() > self._next:
            self._next = time.monotonic() + PROGRESS_SECONDS
            self._show(f"    sent {in_words(self._sent)} of {in_words(self._size)}")
        return part


class Watch:
    """What a running process prints, and whether it still gets on."""

    def __init__(
        self, name: str, process: Process, stall: float | None, seconds: float | None
    ) -> None:
        """stall: how long it may stand still; seconds: how long it may take."""
        self._name, self._process, self._stall = name, process, stall
        now = time.monotonic()
        self._end = now + seconds if seconds else None
        self._moved, self._moved_at = self._transferred(), now
        self._start, self._next = self._moved, now + PROGRESS_SECONDS

    def lines(self, show: Callable[[str], None]) -> Iterator[tuple[str, str]]:
        """The lines that it prints, each with "out" or "err"; raises where it hangs."""
        rests = {"out": b"", "err": b""}
        with selectors.DefaultSelector() as selector:
            for pipe, stream in ((self._process.stdout, "out"), (self._process.stderr, "err")):
                assert pipe is not None
                selector.register(pipe, selectors.EVENT_READ, stream)
            while selector.get_map():
                ready = selector.select(1.0)
                if not ready and self._process.poll() is not None:
                    break  # it left its pipes to somebody else
                self._check(bool(ready), show)
                for key, _ in ready:
                    part = os.read(key.fd, 1 << 16)
                    if not part:
                        selector.unregister(key.fileobj)
                    *whole, rest = (rests[key.data] + part).replace(b"\r", b"\n").split(b"\n")
                    if len(rest) > KEPT:
                        rest = b""  # no line that anyone reads
                    rests[key.data] = rest
                    for line in whole:
                        yield key.data, line.decode(errors="replace")
        for stream, rest in rests.items():
            if rest:
                yield stream, rest.decode(errors="replace")

    def _check(self, printed: bool, show: Callable[[str], None]) -> None:
        now = time.monotonic()
        if self._end and now > self._end:
            raise NotStaged(f"{self._name} took too long")
        if not self._stall:
            return
        moved = self._transferred()
        if printed or moved > self._moved + 512:
            self._moved, self._moved_at = moved, now
        if now > self._moved_at + self._stall:
            raise RegistryDown(
                f"registry-down: {self._name} got nowhere for {self._stall:.0f} s; it was ended"
            )
        if now > self._next:
            self._next = now + PROGRESS_SECONDS
            show(f"    {self._name}: {in_words(moved - self._start)} so far")

    def _transferred(self) -> int:
        """How many bytes it has read and written until now; 0 where the system does not say."""
        try:
            with open(f"/proc/{self._process.pid}/io") as counters:
                rows = dict(line.split(": ") for line in counters)
        except (OSError, ValueError):
            return 0
        return int(rows.get("rchar", 0)) + int(rows.get("wchar", 0))


def printable(text: str) -> str:
    """Without what would steer a terminal."""
    return "".join(char if char.isprintable() or char == "\t" else "�" for char in text)


def in_words(size: int) -> str:
    """A number of bytes, for people."""
    amount = float(size)
    for unit in ("bytes", "kB", "MB", "GB"):
        if amount < 1000 or unit == "GB":
            break
        amount /= 1000
    return f"{amount:.0f} {unit}" if unit == "bytes" else f"{amount:.1f} {unit}"
