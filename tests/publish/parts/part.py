"""What all parts have in common: a server, and the proxy through which clients reach it."""

import base64
import hashlib
import subprocess
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple, Self

from tests.publish.parts.proxy import Proxy
from tests.publish.parts.server import Server
from tests.publish.parts.tls import Tls

OWNER = "oleks"
"""Owns the packages on every part, and may read and write them."""

TOKEN = "canary-t0ken/with+signs=and~32?more"
"""OWNER's token, where a part lets us choose it. It must be seen nowhere."""

READER = "reader"
"""A user who may only read, on the parts that tell reading from writing."""

Find = Callable[[str, str], str]
"""The fixture `tool`: from the name of a program, and how to install it, to its path."""


class Answer(NamedTuple):
    """What a server answered."""

    status: int
    content: bytes
    headers: Message


@dataclass
class Part:
    """A server with the proxy before it, by which clients reach it at `url` (HTTPS) or `host`.

    `token` is OWNER's. `content` is the folder where the server keeps what was published.
    `prefix` is where on the host its packages are.
    """

    name: str
    server: Server
    proxy: Proxy
    content: Path
    token: str = TOKEN
    prefix: str = ""

    @property
    def url(self) -> str:
        return f"{self.proxy.url}{self.prefix}"

    @property
    def host(self) -> str:
        return self.proxy.host

    def ask(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        *,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
        bearer: bool = False,
    ) -> Answer:
        """What the server itself answers to OWNER (the proxy neither changes nor records it)."""
        token = self.token if token is None else token
        pair = base64.b64encode(f"{OWNER}:{token}".encode()).decode()
        account = {"Authorization": f"Bearer {token}" if bearer else f"Basic {pair}"}
        with closing(HTTPConnection("127.0.0.1", self.server.port)) as connection:
            connection.request(method, path, body, {**account, **(headers or {})})
            response = connection.getresponse()
            return Answer(response.status, response.read(), response.headers)

    def snapshot(self) -> dict[str, str]:
        """All that the server keeps: the SHA-256 of every file, by its path."""
        return {
            str(path.relative_to(self.content)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.content.rglob("*"))
            if path.is_file()
        }

    def start(self) -> Self:
        self.server.start()
        self.proxy.accept()
        return self

    def reset(self) -> None:
        """As new, but for the content: running, with no faults, nothing recorded."""
        if not self.server.running:
            self.server.start()
        self.proxy.reset()

    def stop(self) -> None:
        self.proxy.close()
        self.server.stop()


@dataclass(frozen=True)
class Workshop:
    """What it takes to make parts: a folder for their files, certificates, and their programs."""

    folder: Path
    tls: Tls
    tool: Find

    def room(self, name: str) -> Path:
        """A new folder for the part of this name."""
        folder = self.folder / name
        folder.mkdir()
        return folder

    def htpasswd(self, user: str, hashed: str) -> str:
        """A line for a password file: TOKEN is the password, `hashed` an option of htpasswd."""
        command = [self.tool("htpasswd", "apt-get install apache2-utils"), "-ni", hashed, user]
        made = subprocess.run(command, input=TOKEN, text=True, capture_output=True, check=True)
        return made.stdout.strip() + "\n"
