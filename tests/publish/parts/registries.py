"""OCI registries: Debian's docker-registry (Basic), and olareg (Bearer, rights for each user)."""

import json
from pathlib import Path
from typing import Self

from tests.publish.parts.part import OWNER, READER, Part, Workshop
from tests.publish.parts.proxy import Proxy
from tests.publish.parts.server import Server, free_port

BCRYPT = "-B"
"""The one hash that docker-registry takes, as an option of htpasswd."""


def docker_registry(workshop: Workshop, name: str = "registry") -> Part:
    """The reference registry, which asks for a user and a token by HTTP's Basic scheme."""
    proxy = Proxy(free_port(), free_port(), workshop.tls.context)
    return Part(name, *_docker_registry(workshop, name, proxy)).start()


class Alone(Part):
    """A server that clients reach without the proxy."""

    def start(self) -> Self:
        self.server.start()
        return self

    def reset(self) -> None:
        """There is nothing of the proxy's to be forgotten."""


def http2(workshop: Workshop) -> Part:
    """The reference registry as it speaks HTTP/2, which the proxy does not understand."""
    port = free_port()
    tls = {"certificate": str(workshop.tls.certificate), "key": str(workshop.tls.key)}
    return Alone("http2", *_docker_registry(workshop, "http2", Proxy(port, port), tls=tls)).start()


def _docker_registry(
    workshop: Workshop, name: str, proxy: Proxy, **http: object
) -> tuple[Server, Proxy, Path]:
    """What makes a `Part` of the reference registry; `http`: more of its settings."""
    folder = workshop.room(name)
    (folder / "users").write_text(workshop.htpasswd(OWNER, BCRYPT))
    configuration = {
        "version": 0.1,
        "log": {"level": "warn"},
        "http": {"addr": f"127.0.0.1:{proxy.upstream}", **http},
        "storage": {"filesystem": {"rootdirectory": str(folder / "content")}},
        "auth": {"htpasswd": {"realm": "parts", "path": str(folder / "users")}},
    }
    (folder / "config.yml").write_text(json.dumps(configuration))
    program = workshop.tool("docker-registry", "apt-get install docker-registry")
    command = [program, "serve", str(folder / "config.yml")]
    server = Server(command, proxy.upstream, folder / "log")
    return server, proxy, folder / "content"


def olareg(workshop: Workshop, name: str = "olareg", rate_limit: int = 0) -> Part:
    """A registry that hands out Bearer tokens. READER has the same token, and reads only.

    `rate_limit`: how many requests a second it takes before it answers 429; 0 for any number.
    """
    folder = workshop.room(name)
    proxy = Proxy(free_port(), free_port(), workshop.tls.context)
    users = {
        user: {"cred": workshop.htpasswd(user, BCRYPT).strip().partition(":")[2]}
        for user in (OWNER, READER)
    }
    rights = [
        {"repo": "*", "access": ["read"], "members": [OWNER, READER]},
        {"repo": f"{OWNER}/*", "access": ["*"], "members": [OWNER]},
    ]
    (folder / "users.yml").write_text(json.dumps({"users": users, "acls": rights}))
    (folder / "content").mkdir()
    command = [workshop.tool("olareg", "make tools"), "serve", "--addr", "127.0.0.1"]
    command += ["--port", str(proxy.upstream), "--dir", str(folder / "content")]
    command += ["--auth-token-opaque", str(folder / "users.yml"), "--external-url", proxy.url]
    command += ["--rate-limit", str(rate_limit)]
    server = Server(command, proxy.upstream, folder / "log")
    return Part(name, server, proxy, folder / "content").start()


def hurried(workshop: Workshop) -> Part:
    """An olareg that answers 429 to more than two requests a second."""
    return olareg(workshop, "hurried", rate_limit=2)
