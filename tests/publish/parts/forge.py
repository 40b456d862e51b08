"""Gitea, the server that the packages really go to: all its package registries, in one program."""

import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.publish.parts.part import OWNER, TOKEN, Part, Workshop
from tests.publish.parts.proxy import Proxy
from tests.publish.parts.server import Server, free_port

CONFIGURATION = """\
RUN_MODE = prod
WORK_PATH = {folder}

[server]
HTTP_ADDR = 127.0.0.1
HTTP_PORT = {port}
ROOT_URL = {url}/
STATIC_ROOT_PATH = {static}
DISABLE_SSH = true
OFFLINE_MODE = true

[security]
INSTALL_LOCK = true

[database]
DB_TYPE = sqlite3
PATH = {folder}/gitea.db

[packages]
LIMIT_SIZE_GENERIC = 1 MiB

[indexer]
ISSUE_INDEXER_TYPE = db

[log]
LEVEL = warn
"""


@dataclass
class Gitea(Part):
    """`reading` is a token of OWNER that may only read packages. Both are of Gitea's making."""

    reading: str = ""

    def snapshot(self) -> dict[str, str]:
        """Its files, and the rows of the tables that say what package they belong to."""
        database = self.server.log.with_name("gitea.db")
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as base:
            names = "SELECT name FROM sqlite_master WHERE name LIKE 'package%' AND type = 'table'"
            tables = [name for (name,) in base.execute(names)]
            return super().snapshot() | dict(row for table in tables for row in rows(base, table))


def rows(base: sqlite3.Connection, table: str) -> Iterator[tuple[str, str]]:
    """What a table says, but for the number of downloads, which reading alone changes."""
    base.row_factory = sqlite3.Row
    for row in base.execute(f"SELECT * FROM {table}"):
        said = dict(zip(row.keys(), row, strict=True)) | {"download_count": None}
        yield f"{table} {row['id']}", repr(said)


def gitea(workshop: Workshop) -> Gitea:
    """A server with one user, OWNER, who may have generic files of up to 1 MiB."""
    folder = workshop.room("gitea")
    program = Path(workshop.tool("gitea", "make tools"))
    proxy = Proxy(free_port(), free_port(), workshop.tls.context)
    (folder / "app.ini").write_text(
        CONFIGURATION.format(
            folder=folder,
            port=proxy.upstream,
            url=proxy.url,
            static=program.parent.with_name("gitea"),
        )
    )
    environment = {"HOME": str(folder), "GITEA_I_AM_BEING_UNSAFE_RUNNING_AS_ROOT": "true"}
    server = Server(
        [program, "--config", folder / "app.ini", "web"],
        proxy.upstream,
        folder / "log",
        environment,
    )

    def said(*arguments: str) -> str:
        """What a command of Gitea's own prints at last."""
        command: list[str | Path] = [program, "--config", folder / "app.ini", *arguments]
        done = subprocess.run(
            command, env=server.environment, text=True, capture_output=True, check=True
        )
        return done.stdout.split()[-1]

    def token(scope: str) -> str:
        user = ("--username", OWNER, "--token-name", scope)
        return said("admin", "user", "generate-access-token", *user, "--scopes", scope, "--raw")

    said("migrate")
    account = ("--username", OWNER, "--email", "owner@localhost.test", "--password", TOKEN)
    said("admin", "user", "create", *account, "--must-change-password=false")
    part = Gitea("gitea", server, proxy, folder / "data/packages")
    part.token, part.reading = token("write:package"), token("read:package")
    part.start()
    return part
