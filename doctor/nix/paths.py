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
