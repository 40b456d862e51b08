"""Git repositories for tests, object by object: also those that git itself would not make."""

import hashlib
import os
import subprocess
import zlib
from collections.abc import Mapping
from pathlib import Path

from doctor.source import Link

Content = str | bytes | Link
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "tester",
    "GIT_AUTHOR_EMAIL": "tester@example.org",
    "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z",
    "GIT_COMMITTER_NAME": "tester",
    "GIT_COMMITTER_EMAIL": "tester@example.org",
    "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z",
}


def git(folder: Path | str, *arguments: str, stdin: bytes | None = None) -> str:
    """What git says; raises CalledProcessError, whose output holds both streams."""
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        input=stdin,
        env=ENVIRONMENT,
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return done.stdout.decode("utf-8", "replace").strip()


def folder(path: Path) -> dict[str, Content]:
    """The files below a folder."""
    files = sorted(file for file in path.rglob("*") if file.is_file())
    return {str(file.relative_to(path)): file.read_bytes() for file in files}


class Git:
    """A repository that is filled with objects, below the level of git's own checks."""

    def __init__(self, path: Path, algorithm: str = "sha1") -> None:
        self.path = path
        self._hash = getattr(hashlib, algorithm)
        init = ["init", "-q", "--bare", "-b", "main", f"--object-format={algorithm}", str(path)]
        git(path.parent, *init)

    def add(self, kind: str, data: bytes) -> str:
        """Writes a loose object, and gives its id."""
        whole = f"{kind} {len(data)}\0".encode() + data
        oid = str(self._hash(whole).hexdigest())
        file = self.path / "objects" / oid[:2] / oid[2:]
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(zlib.compress(whole, 1))
        return oid

    def tree(self, *entries: tuple[str, str, str]) -> str:
        """A tree of (mode, name, id), sorted as git sorts them."""
        ordered = sorted(entries, key=lambda one: os.fsencode(one[1]) + b"/" * (one[0] == "40000"))
        rows = [f"{mode} ".encode() + os.fsencode(name) + b"\0" for mode, name, _ in ordered]
        return self.add(
            "tree",
            b"".join(row + bytes.fromhex(one[2]) for row, one in zip(rows, ordered, strict=True)),
        )

    def files(self, files: Mapping[str, Content]) -> str:
        """The tree that holds these files."""
        folders: dict[str, dict[str, Content]] = {}
        entries = []
        for path, content in files.items():
            head, _, rest = path.partition("/")
            if rest:
                folders.setdefault(head, {})[rest] = content
            elif isinstance(content, Link):
                entries.append(("120000", head, self.add("blob", os.fsencode(content.target))))
            else:
                data = content if isinstance(content, bytes) else content.encode()
                entries.append(("100644", head, self.add("blob", data)))
        entries += [("40000", name, self.files(inner)) for name, inner in folders.items()]
        return self.tree(*entries)

    def commit(self, tree: str, *parents: str) -> str:
        who = "tester <tester@example.org> 1767225600 +0000"
        above = "".join(f"parent {parent}\n" for parent in parents)
        text = f"tree {tree}\n{above}author {who}\ncommitter {who}\n\nmessage\n"
        return self.add("commit", text.encode())

    def branch(self, name: str, commit: str) -> str:
        """Lets a branch point there, and gives the commit."""
        git(self.path, "update-ref", f"refs/heads/{name}", commit)
        return commit
