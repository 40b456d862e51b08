"""A revision of a git repository: what is read, and that git runs and fetches nothing."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from doctor.opening import open_source
from doctor.revision import Revision
from doctor.source import Missing, NoSuchRepo, Source, Unreadable
from tests.gits import Git, git

Open = Callable[..., Source]


@pytest.fixture
def repo(tmp_path: Path) -> Git:
    return Git(tmp_path / "repo.git")


@pytest.fixture
def opened() -> Iterator[Open]:
    """`opened(path, rev)`: the source, closed at the end."""
    sources: list[Source] = []

    def make(path: Path | str, rev: str | None = None) -> Source:
        sources.append(open_source(str(path), rev))
        return sources[-1]

    yield make
    for source in sources:
        source.close()


def test_what_names_a_revision(repo: Git, opened: Open) -> None:
    first = repo.branch("main", repo.commit(repo.files({"f": "first"})))
    second = repo.branch("next", repo.commit(repo.files({"f": "second"}), first))
    git(repo.path, "tag", "v1", first)
    git(repo.path, "tag", "-a", "-m", "x", "v2", "next")
    git(repo.path, "tag", "-a", "-m", "x", "v3", "v2")
    tree = repo.files({"f": "tree"})
    git(repo.path, "tag", "tree", tree)
    for rev, text, commit in (
        (None, "first", first),
        ("HEAD", "first", first),
        ("next", "second", second),
        ("next~1", "first", first),
        (second, "second", second),
        (second[:9], "second", second),
        ("refs/tags/v1", "first", first),
        ("v3", "second", second),
        ("tree", "tree", tree),
    ):
        source = opened(repo.path, rev)
        assert (source.read("f"), source.revision) == (text, commit)


def test_what_names_none(repo: Git, tmp_path: Path) -> None:
    with pytest.raises(NoSuchRepo, match="no revision 'HEAD'"):
        open_source(str(repo.path))
    repo.branch("main", repo.commit(repo.files({"d/f": "x"})))
    git(repo.path, "tag", "blob", repo.add("blob", b"x"))
    for rev in (
        "nothing",
        "blob",
        "HEAD:d",
        ":d",
        "",
        "--help",
        "HEAD\ninfo HEAD",
        "a b",
        "\udcff",
    ):
        with pytest.raises(NoSuchRepo, match="no revision"):
            open_source(str(repo.path), rev)
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "folder", tmp_path / "nothing"):
        with pytest.raises(NoSuchRepo, match="is no git repository"):
            open_source(str(path), "HEAD")
    (repo.path / "config").write_text("[")
    with pytest.raises(NoSuchRepo, match="cannot be read by git"):
        open_source(str(repo.path), "HEAD")


def test_a_clone_a_linked_work_tree_and_a_folder_in_a_clone(repo: Git, opened: Open) -> None:
    repo.branch("main", repo.commit(repo.files({"f": "committed", "sub/f": "below"})))
    clone, linked = repo.path.parent / "clone", repo.path.parent / "linked"
    git(repo.path.parent, "clone", "-q", str(repo.path), str(clone))
    git(clone, "worktree", "add", "-q", str(linked))
    for path in (clone, linked):
        (path / "f").write_text("changed")
        assert opened(path).read("f") == "changed"
        assert opened(path).revision is None
        assert opened(path, "HEAD").read("f") == "committed"
    with pytest.raises(NoSuchRepo, match="is no git repository"):
        open_source(str(clone / "sub"), "HEAD")  # git would find the clone above


def test_files_that_look_like_a_bare_repository(tmp_path: Path, opened: Open) -> None:
    for folder in ("objects", "refs"):
        (tmp_path / folder).mkdir()
    for file in ("HEAD", "flake.nix"):
        (tmp_path / file).write_text("{ }")
    assert opened(tmp_path).read("flake.nix") == "{ }"


def test_submodules_are_elsewhere(repo: Git, opened: Open) -> None:
    inner = repo.commit(repo.files({"flake.nix": "{ }"}))
    tree = repo.tree(("160000", "sub", inner), ("120000", "link", repo.add("blob", b"sub/x")))
    repo.branch("main", repo.commit(tree))
    source = opened(repo.path)
    assert source.list(".") == {"link": "symlink", "sub": "directory"}
    for path in ("sub/flake.nix", "sub/d/f", "link"):
        with pytest.raises(Unreadable, match="it is in a submodule") as failure:
            source.read(path)
        assert not isinstance(failure.value, Missing)
    for question in (lambda: source.list("sub"), lambda: source.follow("sub/x")):
        with pytest.raises(Unreadable, match="submodule"):
            question()
    assert source.kind("sub/flake.nix") == "unknown"


def test_odd_names(repo: Git, opened: Open) -> None:
    names = [os.fsdecode(b"\xff.nix"), 'a "b"\n\tc', "日本", "-x", "HEAD:f", "\u202e"]
    repo.branch(
        "main", repo.commit(repo.files({name: name.encode("utf-8", "replace") for name in names}))
    )
    source = opened(repo.path)
    assert set(source.list(".")) == set(names)
    assert all(source.read(name) for name in names)


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "../f", "/etc/passwd", "f"])
def test_a_tree_that_git_would_not_write(repo: Git, opened: Open, name: str) -> None:
    blob = repo.add("blob", b"x")
    repo.branch("main", repo.commit(repo.tree(("100644", "f", blob), ("100644", name, blob))))
    with pytest.raises(Unreadable, match="is no well-formed tree"):
        opened(repo.path).read("f")


@pytest.mark.parametrize(
    "data", [b"100644 f", b"100644 f\0short", b"10x644 f\0" + b"0" * 20, b"x\0"]
)
def test_a_tree_that_is_no_tree(repo: Git, opened: Open, data: bytes) -> None:
    repo.branch("main", repo.commit(repo.add("tree", data)))
    with pytest.raises(Unreadable, match="cannot be read"):
        opened(repo.path).read("f")


def test_an_odd_mode_is_no_regular_file(repo: Git, opened: Open) -> None:
    blob = repo.add("blob", b"x")
    entries = [("100664", "old", blob), ("010644", "fifo", blob), ("0", "nothing", blob)]
    repo.branch("main", repo.commit(repo.tree(*entries)))
    source = opened(repo.path)
    assert source.list(".") == {"fifo": "unknown", "nothing": "unknown", "old": "regular"}
    assert source.read("old") == "x"
    with pytest.raises(Unreadable, match="is no regular file"):
        source.read("fifo")


def test_objects_that_are_not_there(repo: Git, opened: Open) -> None:
    lost = "1" * 40
    tree = repo.tree(("100644", "f", lost), ("40000", "d", lost), ("120000", "l", lost))
    repo.branch("main", repo.commit(tree))
    source = opened(repo.path)
    for path in ("f", "d/f", "l"):
        with pytest.raises(Unreadable, match="the object is not in the repository"):
            source.read(path)


def test_a_damaged_object_is_not_read_past(repo: Git, opened: Open) -> None:
    blob = repo.add("blob", b"x" * 1000)
    repo.branch("main", repo.commit(repo.files({"f": b"x" * 1000, "g": "fine"})))
    file = repo.path / "objects" / blob[:2] / blob[2:]
    file.write_bytes(file.read_bytes()[:-8] + b"garbage!")
    source = opened(repo.path)
    for path in ("f", "g"):  # git ends on the first
        with pytest.raises(Unreadable, match="cannot be read"):
            source.read(path)


def test_what_is_large_is_not_read(
    repo: Git, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.branch("main", repo.commit(repo.files({"big": b"x" * 200_000_000, "d/f": "here"})))
    source = opened(repo.path)
    start = time.monotonic()
    with pytest.raises(Unreadable, match="is larger than 1 MiB"):
        source.read("big")
    assert time.monotonic() - start < 0.5
    monkeypatch.setattr("doctor.revision.MAX_TREE", 40)
    with pytest.raises(Unreadable, match="too many entries"):
        opened(repo.path).read("d/f")


def test_the_path_of_a_link_has_an_end(repo: Git, opened: Open) -> None:
    entries = [
        ("120000", "long", repo.add("blob", b"x/" * 50_000)),
        ("120000", "nul", repo.add("blob", b"a\0b")),
        ("120000", "tree", repo.files({})),
    ]
    repo.branch("main", repo.commit(repo.tree(*entries)))
    source = opened(repo.path)
    for path in ("long", "nul"):
        with pytest.raises(Unreadable, match="cannot be read: no link"):
            source.read(path)


def test_no_object_takes_the_place_of_another(repo: Git, opened: Open) -> None:
    first = repo.branch("main", repo.commit(repo.files({"f": "true"})))
    other = repo.commit(repo.files({"f": "false"}))
    git(repo.path, "replace", first, other)
    assert git(repo.path, "show", "main:f") == "false"
    assert opened(repo.path).read("f") == "true"


@pytest.mark.parametrize(
    "configuration",
    [
        {"remote.origin.url": "ext::sh -c touch% {mark}", "protocol.ext.allow": "always"},
        {"remote.origin.url": "{path}", "remote.origin.uploadpack": "touch {mark};git-upload-pack"},
        {"remote.origin.url": "ssh://localhost/x", "core.sshCommand": "touch {mark};"},
    ],
)
@pytest.mark.parametrize("lazy", ["1", "0"])
def test_git_fetches_and_runs_nothing(
    repo: Git,
    opened: Open,
    monkeypatch: pytest.MonkeyPatch,
    configuration: dict[str, str],
    lazy: str,
) -> None:
    """A partial clone fetches a missing blob when it is asked for, by what its config names."""
    monkeypatch.setattr(
        "doctor.revision.ENVIRONMENT",
        {"GIT_ALLOW_PROTOCOL": "", "GIT_NO_LAZY_FETCH": lazy},
    )
    repo.branch("main", repo.commit(repo.files({"f": "text"})))
    git(repo.path, "config", "uploadpack.allowFilter", "true")
    folder, mark = repo.path.parent, repo.path.parent / "mark"
    partial = folder / "partial"
    git(folder, "clone", "-q", "-n", "--filter=blob:none", f"file://{repo.path}", str(partial))
    everywhere = {
        "core.fsmonitor": "touch {mark}",
        "core.hooksPath": str(folder),
        "core.pager": "touch {mark}",
        "diff.external": "touch {mark}",
    }
    for name, value in {**everywhere, **configuration}.items():
        git(partial, "config", name, value.format(mark=mark, path=repo.path))
    with pytest.raises(Unreadable, match="cannot be read"):
        opened(partial, "HEAD").read("f")
    assert not mark.exists()


def test_the_attack_is_real(repo: Git) -> None:
    """What the test above forbids does happen where git is not told otherwise."""
    repo.branch("main", repo.commit(repo.files({"f": "text"})))
    git(repo.path, "config", "uploadpack.allowFilter", "true")
    folder, mark = repo.path.parent, repo.path.parent / "mark"
    partial = folder / "partial"
    git(folder, "clone", "-q", "-n", "--filter=blob:none", f"file://{repo.path}", str(partial))
    git(partial, "config", "remote.origin.url", f"ext::sh -c touch% {mark}")
    git(partial, "config", "protocol.ext.allow", "always")
    with pytest.raises(subprocess.CalledProcessError):
        git(partial, "show", "HEAD:f")
    assert mark.exists()


def test_revisions_share_one_git(repo: Git, opened: Open) -> None:
    repo.branch("main", repo.commit(repo.files({"f": "one"})))
    repo.branch("next", repo.commit(repo.files({"f": "two"})))
    source = opened(repo.path)
    assert isinstance(source, Revision)
    other = Revision(source.objects, "next", "repo")
    assert (source.read("f"), other.read("f")) == ("one", "two")
    assert source.tree != other.tree
