"""Package servers: pypiserver for wheels, verdaccio for npm's packages.

Both stand where Gitea has its own: at `/api/packages/OWNER/pypi` and `/api/packages/OWNER/npm`.
"""

import json
import sys
import urllib.request
from pathlib import Path

from tests.publish.parts.part import OWNER, TOKEN, Part, Workshop
from tests.publish.parts.proxy import Proxy
from tests.publish.parts.server import Server, free_port

MD5 = "-m"
"""The hash of htpasswd that needs no library but passlib."""


def pypiserver(workshop: Workshop, name: str = "pypi") -> Part:
    """An index of Python packages; it shows nothing without the token either."""
    folder = workshop.room(name)
    prefix = f"/api/packages/{OWNER}/pypi"
    proxy = Proxy(free_port(), free_port(), workshop.tls.context)
    (folder / "users").write_text(workshop.htpasswd(OWNER, MD5))
    (folder / "content").mkdir()
    command: list[str | Path] = [
        Path(sys.executable).with_name("pypi-server"),
        "run",
        "-i",
        "127.0.0.1",
    ]
    command += ["-p", str(proxy.upstream), "-P", folder / "users", "-a", "update,download,list"]
    command += ["--disable-fallback", "--server-base-url", prefix, folder / "content"]
    server = Server(command, proxy.upstream, folder / "log")
    return Part(name, server, proxy, folder / "content", prefix=prefix).start()


def verdaccio(workshop: Workshop, name: str = "npm") -> Part:
    """A registry of npm packages; it shows nothing without the token either."""
    folder = workshop.room(name)
    prefix = f"/api/packages/{OWNER}/npm"
    proxy = Proxy(free_port(), free_port(), workshop.tls.context, prefix)
    known = {"access": "$authenticated", "publish": "$authenticated", "unpublish": "$none"}
    configuration = {
        "storage": str(folder / "content"),
        "auth": {"htpasswd": {"file": str(folder / "users")}},
        "uplinks": {},
        "packages": {"**": known},
        "web": {"enable": False},
        "url_prefix": prefix,
        "log": {"type": "stdout", "format": "json", "level": "http"},
    }
    (folder / "config.yml").write_text(json.dumps(configuration))
    program = workshop.tool("verdaccio", "make tools")
    command = [program, "-c", str(folder / "config.yml"), "-l", f"127.0.0.1:{proxy.upstream}"]
    server = Server(command, proxy.upstream, folder / "log")
    part = Part(name, server, proxy, folder / "content", prefix=prefix).start()
    part.token = registered(proxy.upstream)
    return part


def registered(port: int) -> str:
    """The token that verdaccio gives to OWNER, a new user: it takes none of our making."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/-/user/org.couchdb.user:{OWNER}",
        json.dumps({"name": OWNER, "password": TOKEN}).encode(),
        {"Content-Type": "application/json"},
        method="PUT",
    )
    with urllib.request.urlopen(request) as response:
        token: str = json.load(response)["token"]
        return token
