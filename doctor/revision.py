"""A revision of a git repository as a source: no checkout, nothing extracted, one child process.

All is read through one `git cat-file --batch-command` (git 2.36 or newer), a tree only when it is
asked for, a blob only when its size is known. The environment is handed on, for in a pre-receive
hook git finds the pushed objects through it (`GIT_QUARANTINE_PATH` in git-receive-pack(1)).

The repository is named by `--git-dir`, so git looks for no other and asks not who owns it
(`safe.directory` in git-config(1)). Its configuration is read, but `cat-file` starts a program in
one case only: it fetches what a partial clone lacks. That is forbidden twice: GIT_NO_LAZY_FETCH
is known from git 2.39.4 on, GIT_ALLOW_PROTOCOL to all (git(1)).
"""

import os
from collections.abc import Iterable
from signal import SIGKILL

from doctor.opening import git_folder
from doctor.record import NamedTuple
from doctor.source import MAX_PATH, Kind, NoSuchRepo, Source

ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
}
"""What is added to our own environment for git."""

MAX_TREE = 16 << 20
"""Bytes that one tree object may have; about 400,000 entries."""
MAX_TREES = 64 << 20
"""Bytes of tree objects that may be read for one revision."""

KINDS: dict[int, Kind] = {
    0o040000: "directory",
    0o100000: "regular",
    0o120000: "symlink",
    0o160000: "directory",  # a submodule, as `builtins.readDir` shows it
}
SUBMODULE = 0o160000
TYPE = 0o170000


class Object(NamedTuple):
    """What git says of an object: its id in hex, "blob", "tree", "commit" or "tag", its bytes."""

    oid: str
    kind: str
    size: int


class Entry(NamedTuple):
    """An entry of a tree: its mode, and the id of the object."""

    mode: int
    oid: str


class Objects:
    """The objects of one git repository, which may be bare, a clone, or a linked work tree.

    Raises NoSuchRepo if there is none at `root`; what git cannot give later is an OSError.
    """

    def __init__(self, root: str) -> None:
        folder = git_folder(root)
        if folder is None:
            raise NoSuchRepo(f"{root!r} is no git repository")
        command = ["git", f"--git-dir={folder}", "cat-file", "--batch-command"]
        asked, ask = os.pipe()
        answer, answered = os.pipe()
        try:
            # subprocess would do, but takes longer to import than git to answer.
            self._git = os.posix_spawnp(
                command[0],
                command,
                {**os.environ, **ENVIRONMENT},
                file_actions=[
                    (os.POSIX_SPAWN_DUP2, asked, 0),
                    (os.POSIX_SPAWN_DUP2, answered, 1),
                    (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
                ],
            )
        except OSError as error:
            os.close(ask)
            os.close(answer)
            raise NoSuchRepo(f"git cannot be started: {error.strerror}") from None
        finally:
            os.close(asked)
            os.close(answered)
        self._input = os.fdopen(ask, "wb", buffering=0)
        self._output = os.fdopen(answer, "rb")

    def close(self) -> None:
        """Ends git."""
        self._input.close()
        self._output.close()
        os.kill(self._git, SIGKILL)
        os.waitpid(self._git, 0)

    def find(self, name: str) -> Object | None:
        """The object that a revision or an id names; None if there is none."""
        if any(char in name for char in ":\n\r\0"):
            return None  # no revision but a file in one, or more than one line
        return self._header(f"info {name}")

    def content(self, oid: str, limit: int) -> bytes | None:
        """What an object holds; None if it is more than `limit` bytes."""
        found = self._header(f"info {oid}")
        if found is None:
            raise OSError("the object is not in the repository")
        if found.size > limit:
            return None
        if self._header(f"contents {oid}") is None:
            raise OSError("the object is not in the repository")
        data = self._output.read(found.size + 1)
        if len(data) <= found.size:
            raise OSError("git ended early")
        return data[:-1]

    def _header(self, command: str) -> Object | None:
        self._input.write(command.encode("utf-8", "surrogateescape") + b"\n")
        line = self._output.readline()
        if not line.endswith(b"\n"):
            raise OSError("git ended early")
        words = line.split()
        if len(words) != 3 or not words[2].isdigit():
            return None  # "… missing", "… ambiguous"
        return Object(words[0].decode(), words[1].decode(), int(words[2]))


class Revision(Source):
    """The files of a commit, a tag or a tree; `revision` is the commit, else the tree itself.

    Raises NoSuchRepo if `rev` names none. `objects` may be shared by several revisions.
    """

    def __init__(self, objects: Objects, rev: str, name: str) -> None:
        super().__init__(name)
        self.objects = objects
        self._trees: dict[str, dict[str, Entry]] = {}
        self._trees_left = MAX_TREES
        try:
            root, commit = objects.find(f"{rev}^{{tree}}"), objects.find(f"{rev}^{{commit}}")
        except OSError as error:
            raise NoSuchRepo(f"{name!r} cannot be read by git cat-file: {error}") from None
        if root is None:
            raise NoSuchRepo(f"{name!r} has no revision {rev!r}")
        self.tree = root.oid
        self.revision = commit.oid if commit else root.oid

    def close(self) -> None:
        self.objects.close()

    def _kind(self, path: str) -> Kind | None:
        entry = self._entry(path)
        return KINDS.get(entry.mode & TYPE, "unknown") if entry else None

    def _target(self, path: str) -> str:
        data = self._blob(path, MAX_PATH)
        if data is None or b"\0" in data:
            raise OSError("no link can hold what it holds")
        return data.decode("utf-8", "surrogateescape")

    def _bytes(self, path: str, limit: int) -> bytes | None:
        return self._blob(path, limit)

    def _entries(self, path: str) -> Iterable[tuple[str, Kind]]:
        for name, entry in self._folder(path).items():
            yield name, KINDS.get(entry.mode & TYPE, "unknown")

    def _blob(self, path: str, limit: int) -> bytes | None:
        entry = self._entry(path)
        if entry is None:
            raise OSError("is not there")
        return self.objects.content(entry.oid, limit)

    def _entry(self, path: str) -> Entry | None:
        folder, _, name = path.rpartition("/")
        return self._folder(folder or ".").get(name)

    def _folder(self, path: str) -> dict[str, Entry]:
        """The entries of the directory at `path`."""
        oid = self.tree
        for name in path.split("/") if path != "." else ():
            entry = self._tree(oid).get(name)
            if entry is None:
                raise OSError("is not there")
            if entry.mode & TYPE == SUBMODULE:
                raise OSError("it is in a submodule, whose files are elsewhere")
            oid = entry.oid
        return self._tree(oid)

    def _tree(self, oid: str) -> dict[str, Entry]:
        if oid not in self._trees:
            data = self.objects.content(oid, min(MAX_TREE, self._trees_left))
            if data is None:
                raise OSError("its directory has too many entries")
            self._trees_left -= len(data)
            self._trees[oid] = _parsed(data, len(oid) // 2)
        return self._trees[oid]


def _parsed(data: bytes, width: int) -> dict[str, Entry]:
    """The entries of a tree object: mode, name, NUL and an id of `width` bytes each.

    Nobody else may have looked at it: git checks what is pushed only where `receive.fsckObjects`
    is set.
    """
    entries: dict[str, Entry] = {}
    at = 0
    while at < len(data):
        end = data.find(b"\0", at)
        mode, _, raw = data[at:end].partition(b" ")
        name = raw.decode("utf-8", "surrogateescape")
        at = end + 1 + width
        odd = name in ("", ".", "..") or "/" in name or name in entries
        if end < 0 or at > len(data) or odd or not mode.isdigit() or b"8" in mode or b"9" in mode:
            raise OSError("its directory is no well-formed tree")
        entries[name] = Entry(int(mode, 8), data[end + 1 : at].hex())
    return entries
