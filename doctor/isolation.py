"""Work that may crash, hang or die: done in a process of its own, which is ended in time.

It must be called where no other thread runs, for it forks.
"""

import os
import select
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn

MAX_ANSWER = 64 << 20
"""Bytes of an answer."""
CHUNK = 1 << 16


class Died(Exception):
    """The work ended without an answer, and why."""


class Late(Exception):
    """The work was not done in time, so it was ended."""


END = b"."
"""What an answer ends with, if it is whole."""


def isolated(work: Callable[[], bytes], seconds: float) -> bytes:
    """What `work` gives in a child process; raises Died or Late.

    All that the child started ends with it, as long as it stays in its process group.
    """
    deadline = time.monotonic() + seconds
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _work(work, writer, seconds)
    os.close(writer)
    with suppress(OSError):  # the child does the same, whoever comes first
        os.setpgid(child, child)
    try:
        found = _read(reader, deadline)
    finally:
        os.close(reader)
        with suppress(OSError):
            os.killpg(child, signal.SIGKILL)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if found[-1:] == END and found[:1] == b"+":
        return found[1:-1]
    if found[-1:] == END:
        raise Died(found[1:-1].decode("utf-8", "surrogateescape"))
    ended = f"it was ended by {signal.Signals(-status).name}" if status < 0 else "it ended early"
    raise Died(ended)


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raises Late where the main thread is once the time is over, even while it waits."""

    def late(*_: object) -> NoReturn:
        raise Late

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _work(work: Callable[[], bytes], writer: int, seconds: float) -> NoReturn:
    """The child."""
    try:
        os.setpgid(0, 0)
        # Should nobody wait for it any more, the kernel ends it.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(int(seconds) + 5)
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(_tried(work) + END)
    finally:
        os._exit(0)


def _tried(work: Callable[[], bytes]) -> bytes:
    """The answer behind a "+", or behind a "-" what went wrong."""
    try:
        return b"+" + work()
    except (Exception, SystemExit) as crash:
        from doctor.engine import describe

        return b"-" + describe(crash).encode("utf-8", "surrogateescape")


def _read(reader: int, deadline: float) -> bytes:
    found = bytearray()
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([reader], [], [], left)[0]:
            raise Late
        chunk = os.read(reader, CHUNK)
        found += chunk
        if not chunk:
            return bytes(found)
        if len(found) > MAX_ANSWER:
            raise Died("its answer has no end")
