"""What was found out of a repo, kept for the next audit of the same files.

An entry holds what the audit asked of the source, and a digest of each answer: if all answers are
the same again, so is the report, for it depends on nothing else but the tool, the name of the repo
and, where there are waivers, the day. A repo of which something could not be read is not kept.
Entries are replaced as a whole, so that runs at the same time do no harm; one that is damaged is
none.
"""

import hashlib
import json
import os
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from importlib.util import find_spec
from itertools import islice
from typing import Any

from doctor.record import NamedTuple
from doctor.source import MAX_ENTRIES, MAX_FILE, Kind, Source
from doctor.waiver import today

MAX_ANSWERS = 10_000
"""Questions of an audit that is kept; an ordinary repo is asked some twenty."""
PARSERS = ("tree_sitter", "tree_sitter_nix", "yaml")


class Recorded(Source):
    """A source that notes what it is asked; `answers` is None if that cannot be compared later."""

    def __init__(self, inner: Source) -> None:
        super().__init__(inner.name)
        self.revision = inner.revision
        self.answers: dict[tuple[str, str], str] | None = {}
        self._inner = inner

    def close(self) -> None:
        self._inner.close()

    def _kind(self, path: str) -> Kind | None:
        found = self._inner._kind(path)
        self._note("kind", path, str(found))
        return found

    def _target(self, path: str) -> str:
        found = self._inner._target(path)
        self._note("target", path, found)
        return found

    def _bytes(self, path: str, limit: int) -> bytes | None:
        found = self._inner._bytes(path, limit)
        if found is None:
            self.answers = None  # whether it changes cannot be seen
        else:
            self._note("bytes", path, found)
        return found

    def _entries(self, path: str) -> Iterable[tuple[str, Kind]]:
        found = [*islice(self._inner._entries(path), MAX_ENTRIES + 1)]
        self._note("entries", path, repr(sorted(found)))
        return found

    def _note(self, question: str, path: str, answer: str | bytes) -> None:
        if self.answers is None:
            return
        found = _digest(answer)
        if self.answers.setdefault((question, path), found) != found:
            self.answers = None  # it changed while it was read
        elif len(self.answers) > MAX_ANSWERS:
            self.answers = None


class Entry(NamedTuple):
    """What is kept: the state of the tool, the one day for which it holds ("" for ever), the
    answers, and the result."""

    stamp: str
    day: str
    answers: list[list[str]]
    result: str


class Cache:
    """An entry for each repo, in a folder that nobody else can write to; else there are none."""

    def __init__(self, stamp: str) -> None:
        self._stamp = stamp
        self._folder = _folder()

    def find(self, source: Source) -> str | None:
        """The result for what `source` holds now; None if there is none."""
        entry = self._read(source)
        if entry is None or entry.stamp != self._stamp or entry.day not in ("", str(today())):
            return None
        try:
            same = all(_ask(source, one, path) == was for one, path, was in entry.answers)
        except (OSError, ValueError):
            return None
        return entry.result if same else None

    def keep(self, source: Source, day: str, answers: list[list[str]], result: str) -> None:
        """Keeps a result, unless the disk does not let it."""
        if self._folder is None:
            return
        path = self._path(source)
        body = json.dumps(Entry(self._stamp, day, answers, result))
        with suppress(OSError):
            new = f"{path}.{os.urandom(8).hex()}"
            try:
                with open(new, "x", encoding="ascii") as file:
                    file.write(f"{_digest(body)}\n{body}")
                os.replace(new, path)
            finally:
                with suppress(FileNotFoundError):
                    os.unlink(new)

    def _read(self, source: Source) -> Entry | None:
        if self._folder is None:
            return None
        try:
            with open(self._path(source), encoding="ascii") as file:
                digest, _, body = file.read().partition("\n")
            return Entry(*json.loads(body)) if digest == _digest(body) else None
        except (OSError, ValueError):
            return None

    def _path(self, source: Source) -> str:
        """A file for each repo, by its name and where it lies."""
        name = _digest(f"{source.name}\0{os.path.realpath(source.name)}")
        return os.path.join(self._folder or "", name)


def answers_of(source: Recorded) -> list[list[str]] | None:
    """What a source was asked; of a revision, which never changes, only which one it is."""
    if source.unreadable or source.answers is None:
        return None
    if source.revision is not None:
        return [["revision", "", source.revision]]
    return [[question, path, digest] for (question, path), digest in source.answers.items()]


def stamp() -> str:
    """The state of the tool: its own files, and the parsers that it reads with."""
    found = hashlib.sha256(sys.version.encode())
    roots = [os.path.dirname(os.path.abspath(__file__))]
    roots += [os.path.dirname(spec.origin) for spec in [find_spec("rules")] if spec and spec.origin]
    for root in roots:
        for folder, folders, files in os.walk(root):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            for name in sorted(files):
                with open(os.path.join(folder, name), "rb") as file:
                    found.update(f"{name}\0".encode() + file.read() + b"\0")
    for parser in PARSERS:
        spec = find_spec(parser)
        if spec and spec.origin:
            found.update(_sizes(os.path.dirname(spec.origin)).encode())
    return found.hexdigest()


def _sizes(folder: str) -> str:
    with os.scandir(folder) as entries:
        files = [(entry.name, entry.stat().st_size) for entry in entries if entry.is_file()]
    return repr((folder, sorted(files)))


def _ask(source: Source, question: str, path: str) -> Any:
    """The digest of what the backend answers now."""
    if question == "revision":
        return source.revision
    if question == "kind":
        return _digest(str(source._kind(path)))
    if question == "target":
        return _digest(source._target(path))
    if question == "entries":
        return _digest(repr(sorted(islice(source._entries(path), MAX_ENTRIES + 1))))
    found = source._bytes(path, MAX_FILE)
    return None if found is None else _digest(found)


def _folder() -> str | None:
    """Where entries lie, made if need be; None if there is no place that only we can write to."""
    home = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(home):  # what the XDG Base Directory Specification says of such a value
        home = os.path.expanduser("~/.cache")
    folder = os.path.join(home, "pipeline-doctor")
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        found = os.lstat(folder)
    except OSError:
        return None
    ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid()
    return folder if ours and not found.st_mode & 0o022 else None


def _digest(data: str | bytes) -> str:
    text = data.encode("utf-8", "surrogateescape") if isinstance(data, str) else data
    return hashlib.sha256(text).hexdigest()
