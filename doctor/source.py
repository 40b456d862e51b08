"""A repo's files as a value: read, listed and resolved without ever leaving the repo.

Paths are POSIX paths relative to the root of the repo; the root itself is ".". A path is resolved
as the kernel does it, component by component, but inside the repo only: a link that leads out of
it (absolute, or `..` above the root) is not followed. The root's `.git` is no part of the repo.
Bytes in names that are not UTF-8 become surrogates (`surrogateescape`), as in `os`.
"""

import os
import stat
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from posixpath import normpath
from typing import Literal, TypeVar

from doctor.record import NamedTuple

Kind = Literal["regular", "directory", "symlink", "unknown"]
"""What an entry is, as `builtins.readDir` calls it; "unknown" is a device, a FIFO, a socket."""

MAX_FILE = 1 << 20
"""Bytes that one file may have."""
MAX_TOTAL = 16 << 20
"""Bytes of files and of names that may be read from one repo."""
MAX_ENTRIES = 10_000
"""Entries that a listed directory may have."""
MAX_PATH = 4096
"""Characters of a path or a link's target, as in Linux."""
MAX_HOPS = 40
"""Links on the way to one file, as in Linux."""

LFS_POINTER = b"version https://git-lfs.github.com/spec/"
"""How a file starts that stands for another (the specification of Git LFS, docs/spec.md)."""

OUTSIDE = "leads out of the repo"
DANGLING = "is a link that leads nowhere"

T = TypeVar("T")


class NoSuchRepo(Exception):
    """There is no directory to read a repo from."""


class Unreadable(Exception):
    """A file or directory of the repo that cannot be read, and why."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path} {why}")
        self.path = path
        self.why = why


class Missing(Unreadable):
    """There is nothing of this name, not even a link."""

    def __init__(self, path: str) -> None:
        super().__init__(path, "is not there")


class Source(ABC):
    """The files of one repo.

    A backend answers four questions about one path; all directories above it are real ones then.
    Everything else, above all where a path leads, is worked out here. `name` is what people call
    the repo, `revision` the commit that is read, None for the files as they lie there.
    """

    revision: str | None = None

    def __init__(self, name: str) -> None:
        self.name = name
        self._texts: dict[str, str | Unreadable] = {}
        self._listings: dict[str, Mapping[str, Kind] | Unreadable] = {}
        self._left = MAX_TOTAL

    @abstractmethod
    def _kind(self, path: str) -> Kind | None:
        """What lies at `path`, None if nothing does."""

    @abstractmethod
    def _target(self, path: str) -> str:
        """What the link at `path` holds."""

    @abstractmethod
    def _bytes(self, path: str, limit: int) -> bytes | None:
        """What the regular file at `path` holds; None if it is more than `limit` bytes."""

    @abstractmethod
    def _entries(self, path: str) -> Iterable[tuple[str, Kind]]:
        """The entries of the directory at `path`."""

    def close(self) -> None:  # noqa: B027 - most have nothing to end
        """Ends what serves the backend."""

    @property
    def unreadable(self) -> tuple[Unreadable, ...]:
        """What could not be read so far, sorted by path; what is merely missing does not count."""
        asked = (*self._texts.values(), *self._listings.values())
        failed = {
            failure.path: failure
            for failure in asked
            if isinstance(failure, Unreadable) and not isinstance(failure, Missing)
        }
        return tuple(failed[path] for path in sorted(failed))

    def read(self, path: str) -> str:
        """The text of a file; raises Unreadable if it is not there or not text in UTF-8."""
        return _remembered(self._texts, path, self._text)

    def list(self, path: str) -> Mapping[str, Kind]:
        """The entries of a directory, sorted by name, links unresolved; raises Unreadable."""
        return _remembered(self._listings, path, self._listing)

    def kind(self, path: str) -> Kind | None:
        """What `path` leads to, never a link; None if nothing is there.

        "unknown" is also what lies out of reach: `read` and `resolve` say why.
        """
        try:
            return self._resolve(path)[1]
        except Missing:
            return None
        except Unreadable:
            return "unknown"

    def entry(self, name: str) -> Kind | None:
        """What a name stands for in the root, links unresolved, however many names there are;
        None if nothing does. Raises Unreadable."""
        return self._look(name, name)[0]

    def follow(self, path: str) -> str:
        """What `path` leads to as long as its last component is a link; raises Unreadable.

        Links above it stay: Nix looks for `./x` beside such a file under the name it went by
        (`resolveExprPath` in its parser.y).
        """
        for _ in range(MAX_HOPS):
            folder, _, name = path.rpartition("/")
            here = f"{self._resolve(folder)[0]}/{name}".removeprefix("./")
            if not name:
                return path
            found, target = self._look(here, path)
            if found != "symlink":
                return path
            joined = normpath(f"{folder or '.'}/{target}")
            if target.startswith("/") or joined.startswith(".."):
                raise Unreadable(path, "leads out of the repo")
            path = "" if joined == "." else joined
        raise Unreadable(path, "is a link in a loop")

    def resolve(self, path: str) -> str:
        """The path of what `path` leads to, free of links, `.` and `..`; raises Unreadable."""
        return self._resolve(path)[0]

    def _look(self, here: str, path: str) -> tuple[Kind | None, str]:
        """What lies at `here`, on the way to `path`, and where it points if it is a link."""
        try:
            found = self._kind(here)
            return found, self._target(here) if found == "symlink" else ""
        except OSError as error:
            raise Unreadable(path, _reason(error)) from None

    def _text(self, path: str) -> str:
        real, kind = self._resolve(path)
        if kind != "regular":
            raise Unreadable(path, f"is a {kind}" if kind == "directory" else "is no regular file")
        try:
            data = self._bytes(real, MAX_FILE)
        except OSError as error:
            raise Unreadable(path, _reason(error)) from None
        self._spend(path, MAX_FILE if data is None else len(data))
        if data is None:
            raise Unreadable(path, f"is larger than {MAX_FILE >> 20} MiB")
        if b"\0" in data:
            raise Unreadable(path, "contains a NUL byte")
        if data.startswith(LFS_POINTER):
            raise Unreadable(path, "is kept in Git LFS; here is but a pointer to it")
        try:
            return data.decode()
        except UnicodeDecodeError as error:
            raise Unreadable(path, f"is not UTF-8 at byte {error.start}") from None

    def _listing(self, path: str) -> Mapping[str, Kind]:
        real, kind = self._resolve(path)
        if kind != "directory":
            raise Unreadable(path, "is no directory")
        entries: dict[str, Kind] = {}
        try:
            for name, entry in self._entries(real):
                if len(entries) == MAX_ENTRIES:
                    raise Unreadable(path, f"has more than {MAX_ENTRIES} entries")
                entries[name] = entry
        except OSError as error:
            raise Unreadable(path, _reason(error)) from None
        if real == ".":
            entries.pop(".git", None)
        self._spend(path, sum(map(len, entries)))
        return dict(sorted(entries.items()))

    def _spend(self, path: str, cost: int) -> None:
        self._left -= cost
        if self._left < 0:
            raise Unreadable(path, f"comes after {MAX_TOTAL >> 20} MiB that have been read")

    def _resolve(self, path: str) -> tuple[str, Kind]:
        """Where `path` leads, and what is there."""
        done: list[str] = []
        kind: Kind = "directory"
        todo = _steps(path, path, missing=Missing(path))
        hops = 0
        while todo:
            name, missing = todo.pop()
            if kind != "directory":
                raise missing
            if name == "..":
                if not done:
                    raise Unreadable(path, OUTSIDE)
                done.pop()
                continue
            here = "/".join([*done, name])
            found, target = (None, "") if here == ".git" else self._look(here, path)
            if found is None:
                raise missing
            if found == "symlink":
                hops += 1
                if hops > MAX_HOPS:
                    raise Unreadable(path, "is a link in a loop")
                todo += _steps(path, target, missing=Unreadable(path, DANGLING))
            else:
                done.append(name)
                kind = found
        return "/".join(done) or ".", kind


class WorkTree(Source):
    """The files as they lie in a directory, which may be hostile and may change meanwhile."""

    def __init__(self, root: str) -> None:
        try:
            found = stat.S_ISDIR(os.stat(root).st_mode)
        except (OSError, ValueError):
            found = False
        if not found:
            raise NoSuchRepo(f"{root!r} is no directory")
        super().__init__(called(root))
        self._root = root

    def _kind(self, path: str) -> Kind | None:
        try:
            mode = os.lstat(os.path.join(self._root, path)).st_mode
        except (FileNotFoundError, NotADirectoryError, ValueError):
            return None
        if stat.S_ISLNK(mode):
            return "symlink"
        if stat.S_ISDIR(mode):
            return "directory"
        return "regular" if stat.S_ISREG(mode) else "unknown"

    def _target(self, path: str) -> str:
        return os.readlink(os.path.join(self._root, path))

    def _bytes(self, path: str, limit: int) -> bytes | None:
        # O_NONBLOCK: should it have become a FIFO since it was looked at, opening must not wait.
        with open(self._open(path, os.O_NONBLOCK), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise OSError("is no regular file")
            data = file.read(limit + 1)
        return data if len(data) <= limit else None

    def _entries(self, path: str) -> Iterator[tuple[str, Kind]]:
        folder = self._open(path, os.O_DIRECTORY)
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_symlink():
                        yield entry.name, "symlink"
                    elif entry.is_dir(follow_symlinks=False):
                        yield entry.name, "directory"
                    else:
                        regular = entry.is_file(follow_symlinks=False)
                        yield entry.name, "regular" if regular else "unknown"
        finally:
            os.close(folder)

    def _open(self, path: str, flags: int) -> int:
        """A descriptor, reached from the root without passing a link, whatever lies there now."""
        here = os.open(self._root, os.O_RDONLY | os.O_DIRECTORY)
        *folders, name = path.split("/")
        for step, extra in [*((folder, os.O_DIRECTORY) for folder in folders), (name, flags)]:
            above = here
            try:
                here = os.open(step, os.O_RDONLY | os.O_NOFOLLOW | extra, dir_fd=above)
            finally:
                os.close(above)
        return here


def called(root: str) -> str:
    """What people call the repo at `root`: `.` tells nobody which repo it is."""
    name = root.rstrip("/") if root.strip("./") else os.path.basename(os.path.abspath(root))
    return name or root


class Link(NamedTuple):
    """A symbolic link in a `Memory`."""

    target: str


class Memory(Source):
    """Files that exist in memory only, path → content; for examples and tests."""

    def __init__(self, files: Mapping[str, str | bytes | Link], name: str = "example") -> None:
        super().__init__(name)
        self._tree: dict[str, dict[str, Kind]] = {".": {}}
        self._files = dict(files)
        for path, content in files.items():
            kind: Kind = "symlink" if isinstance(content, Link) else "regular"
            while path != ".":
                folder, _, entry = path.rpartition("/")
                self._tree.setdefault(folder or ".", {})[entry] = kind
                path, kind = folder or ".", "directory"

    def _kind(self, path: str) -> Kind | None:
        folder, _, entry = path.rpartition("/")
        return self._tree[folder or "."].get(entry)

    def _target(self, path: str) -> str:
        link = self._files[path]
        assert isinstance(link, Link)
        return link.target

    def _bytes(self, path: str, limit: int) -> bytes | None:
        content = self._files[path]
        assert not isinstance(content, Link)
        data = content if isinstance(content, bytes) else content.encode()
        return data if len(data) <= limit else None

    def _entries(self, path: str) -> Iterable[tuple[str, Kind]]:
        return self._tree[path].items()


def _remembered(memory: dict[str, T | Unreadable], path: str, find: Callable[[str], T]) -> T:
    if path not in memory:
        try:
            memory[path] = find(path)
        except Unreadable as failure:
            memory[path] = failure
    answer = memory[path]
    if isinstance(answer, Unreadable):
        raise answer.with_traceback(None)
    return answer


def _steps(path: str, way: str, missing: Unreadable) -> list[tuple[str, Unreadable]]:
    """The components of `way`, last first, each with the failure if it is not there."""
    if way.startswith("/"):
        raise Unreadable(path, OUTSIDE)
    if len(way) > MAX_PATH:
        raise Unreadable(path, "is too long a path")
    return [(name, missing) for name in reversed(way.split("/")) if name not in ("", ".")]


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "may not be read: permission denied"
    return f"cannot be read: {error.strerror or error}"
