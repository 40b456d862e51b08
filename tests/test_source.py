"""A repo's files: what is read, and what never is."""

import errno
import os
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from doctor import source
from doctor.opening import open_source
from doctor.source import Link, Memory, Missing, NoSuchRepo, Source, Unreadable, WorkTree
from tests.gits import Git

Make = Callable[[Mapping[str, str | bytes | Link]], Source]


@pytest.fixture(params=["memory", "work tree", "sha1", "sha256"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Make]:
    """All backends, made of the same files."""
    if request.param == "memory":
        yield Memory
        return

    def on_disk(files: Mapping[str, str | bytes | Link]) -> Source:
        root = tmp_path / "repo"
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, Link):
                path.symlink_to(content.target)
            else:
                path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return WorkTree(str(root))

    def in_git(files: Mapping[str, str | bytes | Link]) -> Source:
        made = Git(tmp_path / "repo", request.param)
        made.branch("main", made.commit(made.files(files)))
        opened.append(open_source(str(made.path)))
        return opened[-1]

    opened: list[Source] = []
    yield on_disk if request.param == "work tree" else in_git
    for one in opened:
        one.close()


def why(repo: Source, path: str) -> str:
    with pytest.raises(Unreadable) as failure:
        repo.read(path)
    return failure.value.why


def test_reads_text_as_it_is(make: Make) -> None:
    repo = make({"a/b.nix": "é\r\n\x85\n"})
    for path in ("a/b.nix", "./a//b.nix", "a/../a/./b.nix"):
        assert repo.read(path) == "é\r\n\x85\n"
    assert repo.resolve("./a/../a/b.nix") == "a/b.nix"
    assert repo.resolve("a/..") == "."
    assert repo.unreadable == ()


def test_lists_a_directory_without_the_git_directory(make: Make) -> None:
    files: dict[str, str | bytes | Link] = {
        "z": "",
        "d/.git": "",
        ".git/config": "",
        "l": Link("z"),
    }
    repo = make(files)
    assert list(repo.list(".").items()) == [
        ("d", "directory"),
        ("l", "symlink"),
        ("z", "regular"),
    ]
    assert repo.list("d") == {".git": "regular"}
    assert [repo.entry(name) for name in ("z", "d", "l", "no")] == [
        "regular", "directory", "symlink", None,
    ]  # fmt: skip
    assert repo.kind(".git") is None
    with pytest.raises(Missing):
        repo.read(".git/config")


def test_follows_links_inside_the_repo(make: Make) -> None:
    repo = make({"a/deep/f": "text", "l": Link("a/deep"), "a/up": Link("../l/../deep/f")})
    assert repo.read("l/f") == "text"
    assert repo.read("a/up") == "text"
    assert repo.resolve("a/up") == "a/deep/f"
    assert repo.resolve("l/..") == "a"  # as the kernel does it: the link first
    assert (repo.kind("l"), repo.kind("a/up"), repo.kind("nothing")) == (
        "directory",
        "regular",
        None,
    )
    assert repo.list("l") == {"f": "regular"}


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("absolute", "leads out of the repo"),
        ("above", "leads out of the repo"),
        ("through/passwd", "leads out of the repo"),
        ("../repo/f", "leads out of the repo"),
        ("/etc/passwd", "leads out of the repo"),
        ("dangling", "is a link that leads nowhere"),
        ("to-git", "is a link that leads nowhere"),
        ("loop", "is a link in a loop"),
        ("d", "is a directory"),
        ("latin", "is not UTF-8 at byte 1"),
        ("nul", "contains a NUL byte"),
        ("big", "is larger than 1 MiB"),
        ("lfs", "is kept in Git LFS; here is but a pointer to it"),
        ("x/" * 3000, "is too long a path"),
    ],
)
def test_what_cannot_be_read_is_a_fact(make: Make, path: str, reason: str) -> None:
    files: dict[str, str | bytes | Link] = {
        "f": "",
        "d/f": "",
        ".git/config": "secret",
        "absolute": Link("/etc/passwd"),
        "above": Link("d/../../repo/f"),
        "through": Link("/etc"),
        "dangling": Link("nothing"),
        "to-git": Link(".git/config"),
        "loop": Link("loop"),
        "latin": b"a\xe9",
        "nul": b"a\0",
        "big": b"x" * ((1 << 20) + 1),
        "lfs": "version https://git-lfs.github.com/spec/v1\noid sha256:12\nsize 12\n",
    }
    repo = make(files)
    assert why(repo, path) == reason
    assert why(repo, path) == reason
    assert [(failure.path, failure.why) for failure in repo.unreadable] == [(path, reason)]


@pytest.mark.parametrize("path", ["nothing", "f/x", "f/..", "l/nothing", "d/../nothing", "a\0b"])
def test_what_is_merely_missing_is_not_unreadable(make: Make, path: str) -> None:
    repo = make({"f": "", "d/f": "", "l": Link("d")})
    with pytest.raises(Missing):
        repo.read(path)
    assert repo.kind(path) is None
    assert repo.unreadable == ()


def test_out_of_reach_is_not_the_same_as_not_there(make: Make) -> None:
    repo = make({"out": Link("/etc/passwd"), "dangling": Link("x")})
    assert repo.kind("out") == repo.kind("dangling") == repo.kind("..") == "unknown"


def test_a_chain_of_links_ends(make: Make) -> None:
    files: dict[str, str | bytes | Link] = {f"l{n}": Link(f"l{n + 1}") for n in range(41)}
    repo = make({**files, "l41": "end"})
    assert repo.read("l1") == "end"
    assert why(repo, "l0") == "is a link in a loop"


def test_only_so_much_is_read_in_all(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_TOTAL", 5)
    repo = make({"a": "12345", "b": "1"})
    assert repo.read("a") == "12345"
    assert repo.read("a") == "12345"
    assert why(repo, "b").startswith("comes after")


def test_a_directory_with_too_many_entries(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_ENTRIES", 2)
    repo = make({"d/a": "", "d/b": "", "d/c": "", "e/a": "", "e/b": ""})
    assert list(repo.list("e")) == ["a", "b"]
    with pytest.raises(Unreadable, match="more than 2 entries"):
        repo.list("d")
    with pytest.raises(Unreadable, match="is no directory"):
        repo.list("d/a")


def test_special_files_do_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    repo = WorkTree(str(tmp_path))
    start = time.monotonic()
    assert why(repo, "fifo") == "is no regular file"
    assert repo.list(".") == {"fifo": "unknown"}
    # Even one that took the place of a regular file after it was looked at.
    with pytest.raises(OSError, match="no regular file"):
        repo._bytes("fifo", 10)
    assert time.monotonic() - start < 1


def test_a_link_that_appears_meanwhile_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "d").symlink_to("/etc")
    (tmp_path / "f").symlink_to("/etc/passwd")
    repo = WorkTree(str(tmp_path))
    for path in ("d/passwd", "f"):
        with pytest.raises(OSError):
            repo._bytes(path, 10)
    with pytest.raises(OSError):
        list(repo._entries("d"))


@pytest.mark.parametrize("question", ["_kind", "_bytes", "_entries"])
def test_permission_denied(make: Make, monkeypatch: pytest.MonkeyPatch, question: str) -> None:
    def deny(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")  # root would not get one

    repo = make({"d/f": ""})
    monkeypatch.setattr(repo, question, deny)
    with pytest.raises(Unreadable, match="may not be read: permission denied"):
        repo.list("d") if question == "_entries" else repo.read("d/f")
    assert len(repo.unreadable) == 1


def test_odd_bytes_in_names(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff.nix")
    (tmp_path / name).write_text("text")
    repo = WorkTree(str(tmp_path))
    assert list(repo.list(".")) == [name]
    assert repo.read(name) == "text"


def test_descriptors_are_closed(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/f").write_text("")
    before = len(os.listdir("/proc/self/fd"))
    repo = WorkTree(str(tmp_path))
    repo.read("a/b/f")
    repo.list("a/b")
    for path in ("a/x/f", "a/b/f/x", "a/x"):
        with pytest.raises(OSError):
            repo._bytes(path, 1)
    assert len(os.listdir("/proc/self/fd")) == before


def test_no_such_repo(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for root in ("", "a\0b", str(tmp_path / "nothing"), str(tmp_path / "file")):
        with pytest.raises(NoSuchRepo):
            WorkTree(root)


def test_the_name_of_a_repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "geesefs/nix").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "geesefs/nix")
    assert WorkTree(f"{tmp_path}/geesefs/").name == f"{tmp_path}/geesefs"
    assert WorkTree("..").name == WorkTree("../").name == "geesefs"
    assert WorkTree(".").name == "nix"
    assert WorkTree("/").name == "/"
