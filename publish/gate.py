"""The gate: the one module that starts processes and opens connections.

It knows whether this run may change the registry, and refuses every request and every process
that would where it may not. It hands the token over (as a header, or by a configuration that is
no file on disk), and takes it out of everything that is shown.
"""

import base64
import contextlib
import http.client
import os
import selectors
import shutil
import signal
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol, Self
from urllib.parse import urljoin, urlsplit

from publish.login import Login
from publish.redact import Redactor, Secret
from publish.stop import NotStaged, RegistryDown, Stop

ANSWER_SECONDS = 10.0
"""How long the registry may take to answer a small request."""

STALL_SECONDS = 60.0
"""How long a transfer may stand still."""

PROGRESS_SECONDS = 5.0

RATE_PAUSES = (1.0, 2.0, 4.0)
"""The seconds to wait where the registry wants fewer requests."""

LARGEST_ANSWER = 64 << 20
LONGEST_LINE = 2_000
KEPT = 1 << 20
"""How much of what a process prints is kept."""


class Done(NamedTuple):
    """How a process ended, and what it printed (with nothing secret in it, unless asked for)."""

    status: int
    out: str
    err: str

    def complaint(self) -> str:
        """The last line that it printed on stderr: most often the reason why it failed."""
        lines = [line.strip() for line in self.err.splitlines() if line.strip()]
        return lines[-1] if lines else f"exit status {self.status}, without a word"


class Answer(NamedTuple):
    """What the registry answered; the names of the headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Body(Protocol):
    """What is sent, read piece by piece."""

    def read(self, size: int = -1, /) -> bytes: ...


class Gate:
    """The way to `host`, which is asked as `user`; with `may_change`, also to change it.

    `show` is given what tools print, and progress: one line at a time, without secrets.
    """

    def __init__(
        self, host: str, user: str, *, may_change: bool, show: Callable[[str], None]
    ) -> None:
        self.host = host
        self.may_change = may_change
        self.redact = Redactor()
        self._user = user
        self._show = show
        self._token = Secret("")
        self._login: Login | None = None
        self._tls: ssl.SSLContext | None = None
        self._connection: http.client.HTTPSConnection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._login:
            self._login.close()
        if self._connection:
            self._connection.close()

    def unlock(self, token: Secret) -> None:
        """From now on the registry is asked with `token`."""
        self.hide(token)
        self.hide(Secret(self._pair(token)))
        self._token = token

    def hide(self, secret: Secret) -> None:
        """From now on `secret` is taken out of what is shown."""
        self.redact.hide(secret)

    def show(self, line: str) -> None:
        """Shows one line of progress."""
        self._show(_printable(self.redact(line))[:LONGEST_LINE])

    # Processes

    def find(self, program: str) -> str:
        """The path of a program; raises NotStaged where there is none."""
        path = shutil.which(program)
        if path is None:
            raise NotStaged(f"{program} is not installed, or not on $PATH")
        return path

    def run(
        self,
        command: Sequence[str],
        *,
        cwd: str | os.PathLike[str] | None = None,
        environment: Mapping[str, str] | None = None,
        shown: bool = False,
        secret: bool = False,
        terminal: bool = False,
        seconds: float | None = None,
    ) -> Done:
        """Runs a program that does not ask the registry, and has no means to.

        shown: what it prints is shown while it runs. secret: what it prints on stdout is a
        secret. terminal: it may ask the user. seconds: how long it may take. Raises NotStaged
        if it is not there or takes too long.
        """
        program = [self.find(command[0]), *command[1:]]
        return self._start(
            program, cwd, self._environment(environment), (), shown, secret, terminal, seconds
        )

    def read(self, command: Sequence[str], *, cwd: str | os.PathLike[str] | None = None) -> Done:
        """Runs a program that asks the registry, with the token, and changes nothing there."""
        return self._with_login(command, cwd, {}, shown=False)

    def change(
        self,
        command: Sequence[str],
        *,
        cwd: str | os.PathLike[str] | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> Done:
        """Runs a program that changes the registry; what it prints is shown while it runs."""
        self._must_be_allowed(command[0])
        return self._with_login(command, cwd, environment or {}, shown=True)

    def _with_login(
        self,
        command: Sequence[str],
        cwd: str | os.PathLike[str] | None,
        extra: Mapping[str, str],
        *,
        shown: bool,
    ) -> Done:
        if self._login is None:
            token = self._token
            self._login = Login(self.host, self._user, token.reveal(), self._pair(token))
        login = self._login
        environment = self._environment({**login.environment, **extra})
        program = [self.find(command[0]), *command[1:]]
        return self._start(program, cwd, environment, login.descriptors, shown, stalls=True)

    def _start(
        self,
        command: Sequence[str],
        cwd: str | os.PathLike[str] | None,
        environment: Mapping[str, str],
        descriptors: tuple[int, ...],
        shown: bool,
        secret: bool = False,
        terminal: bool = False,
        seconds: float | None = None,
        stalls: bool = False,
    ) -> Done:
        name = os.path.basename(command[0])
        try:
            process = subprocess.Popen(
                command,
                stdin=None if terminal else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=cwd,
                env=environment,
                pass_fds=descriptors,
                process_group=None if terminal else 0,
            )
        except OSError as error:
            raise NotStaged(f"{name} cannot be started: {error.strerror}") from None
        watch = _Watch(name, process, stalls, seconds)
        kept: dict[str, list[str]] = {"out": [], "err": []}
        size = 0
        try:
            for stream, line in watch.lines(self.show):
                text = line if secret and stream == "out" else _printable(self.redact(line))
                if size < KEPT:
                    kept[stream].append(text)
                    size += len(text) + 1
                if shown and text.strip():
                    self.show(f"    {name}: {text}")
            status = process.wait()
        finally:
            _end(process, alone=terminal)
        return Done(status, "\n".join(kept["out"]), "\n".join(kept["err"]))

    def _environment(self, extra: Mapping[str, str] | None) -> dict[str, str]:
        """This process's environment without what holds credentials, and with `extra`."""
        secret = ("REGISTRY_TOKEN", "DOCKER_AUTH_CONFIG")
        kept = {name: value for name, value in os.environ.items() if name not in secret}
        return {**kept, **(extra or {})}

    # Requests

    def ask(
        self, path: str, *, headers: Mapping[str, str] | None = None, login: str | Secret = "Basic"
    ) -> Answer:
        """GETs `path` from the registry; follows redirects that stay there.

        login: "Basic" or "Bearer" with the token, or the bearer token itself. Raises
        RegistryDown where there is no answer.
        """
        for _ in range(4):
            answer = self._request("GET", path, headers or {}, login, None, 0, ANSWER_SECONDS)
            if answer.status not in (301, 302, 303, 307, 308):
                return answer
            target = urlsplit(urljoin(self.address(path), answer.headers.get("location", "")))
            if target.netloc != self.host:
                return answer
            path = target._replace(scheme="", netloc="").geturl()
        return answer

    def send(
        self,
        method: str,
        path: str,
        body: bytes | Body | None = None,
        *,
        size: int = 0,
        headers: Mapping[str, str] | None = None,
        login: str | Secret = "Basic",
    ) -> Answer:
        """Sends a request that changes the registry; `size` is that of a `body` that is a file.

        Raises RegistryDown where there is no answer: what came of it is then not known.
        """
        self._must_be_allowed(f"{method} {path}")
        size = len(body) if isinstance(body, bytes) else size
        return self._request(method, path, headers or {}, login, body, size, STALL_SECONDS)

    def address(self, path: str) -> str:
        """The address of `path` at the registry."""
        return f"https://{self.host}{path}"

    def _request(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        login: str | Secret,
        body: bytes | Body | None,
        size: int,
        seconds: float,
    ) -> Answer:
        """One request; without a body, it is made again where the registry is in a hurry."""
        for pause in RATE_PAUSES if body is None else ():
            answer = self._once(method, path, headers, login, None, 0, seconds)
            if answer.status != 429:
                return answer
            time.sleep(pause)
        return self._once(method, path, headers, login, body, size, seconds)

    def _once(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        login: str | Secret,
        body: bytes | Body | None,
        size: int,
        seconds: float,
    ) -> Answer:
        sent = {"User-Agent": "parity-publish", **headers}
        sent["Authorization"] = self._authorization(login)
        if body is not None or method in ("POST", "PUT"):
            sent["Content-Length"] = str(size)
        if body is not None and not isinstance(body, bytes):
            body = _Upload(body, size, self.show)
        # Only a request that can be made twice may meet a connection that has gone stale.
        fresh = method != "GET" or self._connection is None
        connection = self._connect(seconds) if fresh else self._connection
        assert connection is not None
        self._connection = None
        try:
            # It may answer before it has read everything.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                connection.request(method, path, body, sent)
            response = connection.getresponse()
            with response:  # http.client lets the connection be used again when this is closed
                text = _bounded(response, time.monotonic() + seconds)
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            if not fresh:
                return self._once(method, path, headers, login, body, size, seconds)
            raise RegistryDown(
                f"registry-down: {self.host}: {_no_answer(error, seconds)}"
            ) from None
        if method == "GET" and not response.will_close:
            self._connection = connection
        else:
            connection.close()
        names = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, names, text)

    def _connect(self, seconds: float) -> http.client.HTTPSConnection:
        if self._tls is None:
            self._tls = ssl.create_default_context()
        return http.client.HTTPSConnection(
            self.host, timeout=seconds, blocksize=1 << 20, context=self._tls
        )

    def _authorization(self, login: str | Secret) -> str:
        if isinstance(login, Secret):
            return f"Bearer {login.reveal()}"
        if login == "Bearer":
            return f"Bearer {self._token.reveal()}"
        return f"Basic {self._pair(self._token)}"

    def _pair(self, token: Secret) -> str:
        return base64.b64encode(f"{self._user}:{token.reveal()}".encode()).decode()

    def _must_be_allowed(self, what: str) -> None:
        if not self.may_change:
            raise Stop(f"a dry run was about to change the registry, by {what}; it did not")


class _Upload:
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


class _Watch:
    """What a running process prints, and whether it still gets on."""

    def __init__(
        self, name: str, process: subprocess.Popen[bytes], stalls: bool, seconds: float | None
    ) -> None:
        self._name, self._process, self._stalls = name, process, stalls
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
        if not self._stalls:
            return
        moved = self._transferred()
        if printed or moved > self._moved + 512:
            self._moved, self._moved_at = moved, now
        if now > self._moved_at + STALL_SECONDS:
            raise RegistryDown(
                f"registry-down: {self._name} got nowhere for {STALL_SECONDS:.0f} s; it was ended"
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


def _end(process: subprocess.Popen[bytes], *, alone: bool) -> None:
    """Ends a process, and those that it started, if it still runs; closes its pipes."""
    for how, seconds in ((signal.SIGTERM, 3), (signal.SIGKILL, None)):
        if process.poll() is not None:
            break
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(how) if alone else os.killpg(process.pid, how)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
    for pipe in (process.stdout, process.stderr):
        if pipe:
            pipe.close()


def _bounded(response: http.client.HTTPResponse, deadline: float) -> bytes:
    parts, size = [], 0
    while part := response.read1(1 << 16):
        parts.append(part)
        size += len(part)
        if size > LARGEST_ANSWER:
            raise http.client.HTTPException("an endless answer")
        if time.monotonic() > deadline:
            raise TimeoutError
    return b"".join(parts)


def _no_answer(error: Exception, seconds: float) -> str:
    if isinstance(error, TimeoutError):
        return f"not answering in {seconds:.0f} s"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"TLS: {error.verify_message}"
    if isinstance(error, ssl.SSLError):
        return f"TLS: {error.reason}"
    if isinstance(error, ConnectionRefusedError):
        return "refused"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return f"broke off ({error or type(error).__name__})"


def _printable(text: str) -> str:
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
