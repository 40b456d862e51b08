"""In which formats a result is wanted, and where: printed, and written to files beside that."""

import os
import sys
from collections.abc import Iterable

from doctor.arguments import Arguments, WrongQuestion

FORMATS = ("text", "json", "html", "sarif")
OPTIONS = ("--format", "--write")


def outputs(given: Arguments) -> list[tuple[str, str]]:
    """Format and file of all that is to be written; "" is stdout. Raises WrongQuestion."""
    wanted = [(given.last("--format", "text"), "")]
    for one in given.all("--write"):
        kind, _, file = one.partition("=")
        if not file:
            raise WrongQuestion(f"--write takes FORMAT=FILE, not {one!r}")
        wanted.append((kind, file))
    for kind, _ in wanted:
        if kind not in FORMATS:
            raise WrongQuestion(f"a format is one of {', '.join(FORMATS)}, not {kind!r}")
    return wanted


def write(file: str, pieces: Iterable[str]) -> None:
    """Writes to stdout, or a file as a whole: what reads it never sees a half."""
    if not file:
        _print(pieces)
        return
    part = f"{file}.part"
    try:
        with open(part, "w", encoding="utf-8", errors="backslashreplace") as out:
            out.writelines(pieces)
        os.replace(part, file)
    except OSError as error:
        raise WrongQuestion(f"{file!r} cannot be written: {error.strerror}") from None


def _print(pieces: Iterable[str]) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    try:
        for piece in pieces:
            sys.stdout.write(piece.encode(encoding, "backslashreplace").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has seen enough. Without this, Python would complain when it exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
