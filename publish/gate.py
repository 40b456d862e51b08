"""The gate: the one module that starts processes and opens connections.

It knows whether this run may change the registry, and refuses every request and every process
that would where it may not. It hands the token over (as a header, or by a configuration that is
no file on disk), and takes it out of everything that is shown.
"""

import base64
import contextlib
import http.client
import os
import shutil
import signal
import ssl
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Self
from urllib.parse import SplitResult, urljoin, urlsplit

from publish.login import Login
from publish.redact import Redactor, Secret
from publish.stop import NotStaged, RegistryDown, Stop
from publish.watch import KEPT, Body, Upload, Watch, printable

ANSWER_SECONDS = 10.0
"""How long the registry may take to answer a small request."""

STALL_SECONDS = 60.0
"""How long a transfer may stand still."""

RATE_PAUSES = (1.0, 2.0, 4.0)
"""The seconds to wait where the registry wants fewer requests."""

LARGEST_ANSWER = 64 << 20
LONGEST_LINE = 2_000


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


class _Command(NamedTuple):
    """A process to start; see `Gate.run`. stalls: it is ended when it gets nowhere for long."""

    words: Sequence[str]
    cwd: Path | None = None
    environment: Mapping[str, str] | None = None
    shown: bool = False
    secret: bool = False
    terminal: bool = False
    seconds: float | None = None
    stalls: bool = False
    descriptors: tuple[int, ...] = ()


class _Request(NamedTuple):
    """A request to make; see `Gate.ask` and `Gate.send`."""

    method: str
    path: str
    headers: Mapping[str, str]
    login: str | Secret
    seconds: float
    body: bytes | Body | None = None
    size: int = 0


class Gate:
    """The way to `host`, which is asked as `user`; with `may_change`, also to change it.

    `show` is given what tools print, and progress: one line at a time, as `redact` leaves it.
    """

    def __init__(
        self,
        host: str,
        user: str,
        *,
        may_change: bool,
        redact: Redactor,
        show: Callable[[str], None],
    ) -> None:
        self.host = host
        self.may_change = may_change
        self.redact = redact
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
        self._show(printable(self.redact(line))[:LONGEST_LINE])

    # Processes

    def find(self, program: str) -> str:
        """The path of a program; raises NotStaged where there is none."""
        path = shutil.which(program)
        if path is None:
            raise NotStaged(f"{program} is not installed, or not on $PATH")
        return path

    def run(
        self,
        words: Sequence[str],
        *,
        cwd: Path | None = None,
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
        return self._start(_Command(words, cwd, environment, shown, secret, terminal, seconds))

    def read(self, words: Sequence[str]) -> Done:
        """Runs a program that asks the registry, with the token, and changes nothing there."""
        return self._start(self._logged_in(_Command(words)))

    def change(
        self,
        words: Sequence[str],
        *,
        cwd: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> Done:
        """Runs a program that changes the registry; what it prints is shown while it runs."""
        self._must_be_allowed(words[0])
        return self._start(self._logged_in(_Command(words, cwd, environment, shown=True)))

    def _logged_in(self, command: _Command) -> _Command:
        if self._login is None:
            token = self._token
            self._login = Login(self.host, self._user, token.reveal(), self._pair(token))
        return command._replace(
            environment={**self._login.environment, **(command.environment or {})},
            descriptors=self._login.descriptors,
            stalls=True,
        )

    def _start(self, command: _Command) -> Done:
        name = os.path.basename(command.words[0])
        try:
            process = subprocess.Popen(
                [self.find(command.words[0]), *command.words[1:]],
                stdin=None if command.terminal else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=command.cwd,
                env=self._environment(command.environment or {}),
                pass_fds=command.descriptors,
                process_group=None if command.terminal else 0,
            )
        except OSError as error:
            raise NotStaged(f"{name} cannot be started: {error.strerror}") from None
        stall = STALL_SECONDS if command.stalls else None
        kept: dict[str, list[str]] = {"out": [], "err": []}
        size = 0
        try:
            for stream, line in Watch(name, process, stall, command.seconds).lines(self.show):
                open_secret = command.secret and stream == "out"
                text = line if open_secret else printable(self.redact(line))
                if size < KEPT:
                    kept[stream].append(text)
                    size += len(text) + 1
                if command.shown and text.strip():
                    self.show(f"    {name}: {text}")
            status = process.wait()
        finally:
            _end(process, alone=command.terminal)
        return Done(status, "\n".join(kept["out"]), "\n".join(kept["err"]))

    def _environment(self, extra: Mapping[str, str]) -> dict[str, str]:
        """This process's environment without what holds credentials, and with `extra`."""
        secret = ("REGISTRY_TOKEN", "DOCKER_AUTH_CONFIG")
        kept = {name: value for name, value in os.environ.items() if name not in secret}
        return {**kept, **extra}

    # Requests

    def ask(
        self, path: str, *, headers: Mapping[str, str] | None = None, login: str | Secret = "Basic"
    ) -> Answer:
        """GETs `path` from the registry; follows redirects that stay there.

        login: "Basic" or "Bearer" with the token, or the bearer token itself. Raises
        RegistryDown where there is no answer.
        """
        for _ in range(4):
            answer = self._patiently(_Request("GET", path, headers or {}, login, ANSWER_SECONDS))
            if answer.status not in (301, 302, 303, 307, 308):
                return answer
            target = place(answer.headers.get("location", ""), self.address(path))
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
        return self._patiently(
            _Request(method, path, headers or {}, login, STALL_SECONDS, body, size)
        )

    def address(self, path: str) -> str:
        """The address of `path` at the registry."""
        return f"https://{self.host}{path}"

    def _patiently(self, request: _Request) -> Answer:
        """One request; without a body, it is made again where the registry is in a hurry."""
        for pause in RATE_PAUSES if request.body is None else ():
            answer = self._once(request)
            if answer.status != 429:
                return answer
            time.sleep(pause)
        return self._once(request)

    def _once(self, request: _Request) -> Answer:
        method, body, seconds = request.method, request.body, request.seconds
        headers = {"User-Agent": "parity-publish", **request.headers}
        headers["Authorization"] = self._authorization(request.login)
        if method in ("POST", "PUT"):
            headers["Content-Length"] = str(request.size)
        if body is not None and not isinstance(body, bytes):
            body = Upload(body, request.size, self.show)
        # Only a request that can be made twice may meet a connection that has gone stale.
        old = self._connection if method == "GET" else None
        connection = old or self._connect(seconds)
        self._connection = None
        try:
            # It may answer before it has read everything.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                connection.request(method, request.path, body, headers)
            response = connection.getresponse()
            with response:  # http.client lets the connection be used again when this is closed
                text = _bounded(response, time.monotonic() + seconds)
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            if old:
                return self._once(request)
            why = _no_answer(error, seconds)
            raise RegistryDown(f"registry-down: {self.host}: {why}") from None
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


def place(address: str, base: str = "") -> SplitResult:
    """The parts of an address that a registry gives, seen from `base`; empty where it is none."""
    try:
        return urlsplit(urljoin(base, address) if address.isascii() else "")
    except ValueError:
        return urlsplit("")


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
