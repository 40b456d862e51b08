"""The stage: what was built, on disk, until it is published (and after).

`.parity-stage/<name>/<version>/<arch>/` holds the artifact and `record.json`, which is written
last. It is made beside that place and moved there when it is complete. One run at a time works
on a version: the lock is the system's, and goes with the process.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from publish.stop import NotStaged, NotVerified

ROOT = Path(".parity-stage")
RECORD = "record.json"
PUSHED = "pushed.json"
NEW = ".new"
SCHEMA = 1


class File(NamedTuple):
    """A staged file: its path in the stage, its size and the sha256 of its bytes."""

    path: str
    size: int
    sha256: str


class Record(NamedTuple):
    """What was staged: `recipe` is a digest of all that it was made from."""

    recipe: str
    source: str
    time: str
    files: tuple[File, ...]


class Slot(NamedTuple):
    """The place of one arch in the stage."""

    name: str
    version: str
    arch: str

    @property
    def path(self) -> Path:
        return ROOT / self.name / self.version / self.arch

    def staged(self) -> bool:
        """Whether something lies there that was staged to the end."""
        return (self.path / RECORD).is_file()

    def record(self) -> Record:
        """What was staged, after every byte of it was compared.

        Raises NotStaged where there is nothing, NotVerified where it is not what it was.
        """
        record = self._read()
        there = {found.path: found for found in _files(self.path)}
        for file in record.files:
            found = there.pop(file.path, None)
            if found is None:
                raise NotVerified(f"the stage is damaged: {self.path / file.path} is missing")
            if found != file:
                raise NotVerified(
                    f"the stage is damaged: {self.path / file.path} has sha256:{found.sha256}, "
                    f"it was staged with sha256:{file.sha256}"
                )
        if there:
            raise NotVerified(
                f"the stage is damaged: {self.path / min(there)} does not belong there"
            )
        return record

    def _read(self) -> Record:
        try:
            content = json.loads((self.path / RECORD).read_text())
            if content["schema"] != SCHEMA:
                raise ValueError(f"it has schema {content['schema']}")
            if (content["name"], content["version"], content["arch"]) != self:
                raise ValueError("it is of something else")
            files = tuple(File(*(file[key] for key in File._fields)) for file in content["files"])
            return Record(content["recipe"], content["source"], content["time"], files)
        except FileNotFoundError:
            raise NotStaged(f"nothing is staged in {self.path}{self._others()}") from None
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise NotVerified(
                f"the stage is damaged: {self.path / RECORD} is no record ({error})"
            ) from None

    def _others(self) -> str:
        versions = sorted(
            path.parent.parent.name for path in (ROOT / self.name).glob(f"*/{self.arch}/{RECORD}")
        )
        return f"; there is {', '.join(versions)}" if versions else ""

    def made_from(self, recipe: str) -> bool:
        """Whether what lies there was made from just this, and is whole."""
        try:
            return self.record().recipe == recipe
        except (NotStaged, NotVerified):
            return False

    def fill(self, recipe: str, source: str, make: Callable[[Path], None]) -> None:
        """Stages what `make` puts into the folder that it is given, in place of what was there."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=self.path.parent) as folder:
            new = Path(folder) / self.arch
            new.mkdir()
            make(new)
            if own := [path.name for path in new.iterdir() if _is_note(path.name)]:
                raise NotStaged(
                    f"{own[0]} cannot be staged: the stage has its own file of this name"
                )
            record = {
                "schema": SCHEMA,
                **self._asdict(),
                "recipe": recipe,
                "source": source,
                "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                "files": [file._asdict() for file in _files(new)],
            }
            _sync(new)
            _write(new / RECORD, record)
            if self.path.exists():
                self.path.rename(Path(folder) / "old")
            new.rename(self.path)
            _sync_folder(self.path.parent)

    def note_push(self, ref: str, digest: str) -> None:
        """Keeps that the registry was seen to hold `digest` under `ref`."""
        _write(self.path / PUSHED, {"schema": SCHEMA, "ref": ref, "digest": digest})

    def pushed(self, ref: str) -> str | None:
        """The digest that was pushed to `ref`; None where that is not known."""
        try:
            content = json.loads((self.path / PUSHED).read_text())
            digest = content["digest"] if content["ref"] == ref else None
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
        return digest if isinstance(digest, str) else None


@contextlib.contextmanager
def locked(name: str, version: str, wait: Callable[[str], None]) -> Iterator[None]:
    """Holds the stage of a version for this run; says so by `wait` if another run has it."""
    folder = ROOT / name / version
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not (ROOT / ".gitignore").exists():
            (ROOT / ".gitignore").write_text("*\n")
        lock = (folder / ".lock").open("w")
    except OSError as error:
        raise NotStaged(f"{error.filename}: {error.strerror}") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            wait(f"another run works on {folder}; waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        for rest in folder.glob(".new-*"):  # of a run that was killed
            shutil.rmtree(rest, ignore_errors=True)
        yield


def digest_of(path: Path) -> str:
    """The sha256 of a file, or of the names and contents of a folder's files."""
    if path.is_dir():
        sums = [f"{file.path}\0{file.sha256}\n" for file in _files(path, follow=True)]
        return hashlib.sha256("".join(sums).encode()).hexdigest()
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(folder: Path, *, follow: bool = False) -> list[File]:
    """All files under a folder but the stage's own notes, by path.

    A stage holds plain files alone; a link in it raises NotVerified.
    """
    found = []
    for parent, folders, names in os.walk(folder, followlinks=follow):
        links = [] if follow else [name for name in folders if Path(parent, name).is_symlink()]
        for name in (*names, *links):
            path = Path(parent, name)
            relative = path.relative_to(folder).as_posix()
            if _is_note(relative):
                continue
            status = path.stat() if follow else path.lstat()
            if not stat.S_ISREG(status.st_mode):
                raise NotVerified(f"{path} is no plain file")
            found.append(File(relative, status.st_size, digest_of(path)))
    return sorted(found)


def _is_note(path: str) -> bool:
    return path.removesuffix(NEW) in (RECORD, PUSHED)


def _write(path: Path, content: object) -> None:
    """Writes JSON so that the file is never there in part."""
    new = path.with_name(path.name + NEW)
    with new.open("w") as file:
        json.dump(content, file, indent=1)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    _sync_folder(path.parent)


def _sync(folder: Path) -> None:
    for parent, _, names in os.walk(folder):
        for name in names:
            with Path(parent, name).open("rb") as file:
                os.fsync(file.fileno())
        _sync_folder(Path(parent))


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
