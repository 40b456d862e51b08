"""Repo-relative paths, as text: normalised, without a leading slash, "" is the root."""


def parent(path: str) -> str:
    """The folder that `path` lies in."""
    return path.rpartition("/")[0]


def join_path(folder: str, relative: str) -> str | None:
    """`relative` as seen from `folder`, normalised; None if it leaves the repo."""
    parts: list[str] = []
    for part in f"{folder}/{relative}".split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


HASH = "\x01"
"""Stands for each of the 32 characters of a store path's hash, which only Nix knows."""

ROOT = f"/nix/store/{HASH * 32}-source"
"""The store path of the repo as a string; its length and all but the hash are right."""


def below_root(text: str) -> str | None:
    """The path in the repo that an absolute path stands for; None if it is none in the repo."""
    if text != ROOT and not text.startswith(f"{ROOT}/"):
        return None
    return join_path("", text[len(ROOT) :])
