"""Which repos a fleet has: clones, bare repositories and plain folders with a flake."""

import os
from collections.abc import Iterator, Sequence

from doctor.arguments import WrongQuestion
from doctor.opening import git_folder
from doctor.record import NamedTuple

MAX_DEPTH = 4
"""Folders inside one another in which repos are looked for; Gitea's root has two."""
WIKI = ".wiki.git"
"""How Gitea and Forgejo name the repository of a wiki, which has no flake."""


class Found(NamedTuple):
    """A repo, or a folder that cannot be looked into, and why."""

    path: str
    why: str = ""


def find_repos(paths: Sequence[str]) -> Iterator[Found]:
    """The repos below folders and in list files (a path a line), in order; one that is named twice
    comes twice.

    A repo's own folders are not searched, and no link is followed. Raises WrongQuestion for a path
    that is not there, or below which there is none.
    """
    for path in paths:
        is_folder = os.path.isdir(path)
        none = True
        for one in _below(path, 0) if is_folder else _listed(path):
            none = False
            yield one._replace(path=os.path.normpath(one.path))
        if none:
            raise WrongQuestion(
                f"there is no repo in {path!r}" if is_folder else f"{path!r} lists no repo"
            )


def _listed(file: str) -> Iterator[Found]:
    """The repos that a file names; one that is not there is not left out."""
    try:
        with open(file, encoding="utf-8", errors="surrogateescape") as lines:
            for line in lines:
                if line.strip() and line[0] != "#":
                    yield Found(os.path.join(os.path.dirname(file), line.rstrip("\n")))
    except (OSError, ValueError):
        raise WrongQuestion(f"{file!r} is no folder and no list of repos") from None


def _below(folder: str, depth: int) -> Iterator[Found]:
    if _is_repo(folder):
        yield Found(folder)
        return
    if depth == MAX_DEPTH:
        return
    try:
        with os.scandir(folder) as entries:
            names = [
                entry.name
                for entry in entries
                if entry.name[0] != "."
                and not entry.name.endswith(WIKI)
                and entry.is_dir(follow_symlinks=False)
            ]
    except OSError as error:
        yield Found(folder, f"cannot be searched: {error.strerror}")
        return
    for name in sorted(names):
        yield from _below(os.path.join(folder, name), depth + 1)


def _is_repo(folder: str) -> bool:
    return git_folder(folder) is not None or os.path.lexists(os.path.join(folder, "flake.nix"))
