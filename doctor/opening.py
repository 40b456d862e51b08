"""Which source a path of the command line is."""

import os

from doctor.source import Source, WorkTree, called


def open_source(root: str, rev: str | None = None) -> Source:
    """The files at `root` as they lie there, or those of a revision of the git repository `root`.

    A bare repository has no files that lie there: of it HEAD is read. Raises NoSuchRepo.
    """
    if rev is None and not is_bare(root):
        return WorkTree(root)
    from doctor.revision import Objects, Revision  # starts git, which few runs need

    objects = Objects(root)
    try:
        return Revision(objects, "HEAD" if rev is None else rev, called(root))
    except BaseException:
        objects.close()
        raise


def git_folder(root: str) -> str | None:
    """The git directory of a clone, or of a bare repository; None if `root` is neither.

    One is bare if it has what gitrepository-layout(5) asks for.
    """
    inner = os.path.join(root, ".git")
    if os.path.lexists(inner):
        return inner
    folders = [os.path.join(root, name) for name in ("objects", "refs")]
    if os.path.lexists(os.path.join(root, "HEAD")) and all(map(os.path.isdir, folders)):
        return root
    return None


def is_bare(root: str) -> bool:
    """Whether `root` is a bare repository, and no directory that only looks like one too."""
    try:
        return git_folder(root) == root and not os.path.lexists(os.path.join(root, "flake.nix"))
    except ValueError:
        return False
