"""What a model of a text program is given, and what it answers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

from doctor.record import NamedTuple

MAX_TEXT = 256 * 1024
"""Characters of input or output that a model works on."""


_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./-")


class NotModelled(Exception):
    """This call's output is not worked out here."""


class Output(NamedTuple):
    """`text`: stdout. `status`: exit status. `error`: stderr where it is predictable, else ""."""

    text: str
    status: int = 0
    error: str = ""


class World(Protocol):
    """The files that a program can read."""

    def read(self, path: str) -> str:
        """The content of a file. NotModelled: unknown. FileNotFoundError: certainly not there."""


class Call(NamedTuple):
    """One program call with known arguments."""

    name: str
    args: Sequence[str]
    stdin: Callable[[], str]
    world: World

    def read(self, path: str) -> str:
        """The content of an operand, where `-` is standard input; errors as `World.read`."""
        if path.endswith(("/", ".")) or not path:
            # Likely a directory.
            raise NotModelled
        return checked(self.stdin() if path == "-" else self.world.read(path))

    def read_one(self, paths: Sequence[str]) -> str:
        """The content of the only operand, or standard input; NotModelled where it is not there."""
        if len(paths) > 1:
            raise NotModelled
        try:
            return self.read(paths[0] if paths else "-")
        except FileNotFoundError:
            raise NotModelled from None

    def read_all(self, paths: Sequence[str]) -> tuple[list[tuple[str, str]], str]:
        """(path, content) of the operands that are there, and what is complained of the others.

        No operand means standard input.
        """
        found: list[tuple[str, str]] = []
        error = ""
        for path in paths or ("-",):
            try:
                found.append((path, self.read(path)))
            except FileNotFoundError:
                error += f"{self.name}: {plain(path)}: No such file or directory\n"
        return found, error


def plain(path: str) -> str:
    """The path, if messages show it as it is; NotModelled where the locale may quote it."""
    if not set(path) <= _PLAIN:
        raise NotModelled
    return path


def checked(text: str) -> str:
    """The text, if it is one that every locale's tools read as text; else NotModelled."""
    if len(text) > MAX_TEXT or "\0" in text:
        raise NotModelled
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise NotModelled from None
    return text


def ascii_only(*texts: str) -> None:
    """NotModelled where the locale decides what a character is."""
    if not all([text.isascii() for text in texts]):
        raise NotModelled


def lines(text: str) -> list[str]:
    """The lines without their newlines; a last line need not end in one."""
    split = text.split("\n")
    if not split[-1]:
        split.pop()
    return split


def ended(text: str) -> list[str]:
    """The lines with their newlines, which the last one may lack."""
    split = [line + "\n" for line in text.split("\n")]
    last = split.pop()[:-1]
    return [*split, last] if last else split


def joined(parts: Sequence[str]) -> str:
    """The lines, each ended by a newline."""
    return "\n".join(parts) + "\n" if parts else ""


def options(
    args: Sequence[str], flags: str, valued: str = "", long: Mapping[str, str] | None = None
) -> tuple[list[tuple[str, str]], list[str]]:
    """Options as getopt_long(3) reads them: (letter, value or "") in order, and the operands.

    `flags` and `valued` list the letters without and with a value, `long` the letter that a
    long name stands for. Any other option, abbreviated long ones, and standard input twice are
    NotModelled.
    """
    found: list[tuple[str, str]] = []
    operands: list[str] = []
    rest = iter(args)
    for arg in rest:
        if arg == "--":
            operands.extend(rest)
        elif arg.startswith("--"):
            name, equals, value = arg[2:].partition("=")
            letter = (long or {}).get(name)
            if letter is None or (equals and letter not in valued):
                raise NotModelled
            if letter in valued and not equals:
                value = _next(rest)
            found.append((letter, value))
        elif len(arg) > 1 and arg[0] == "-":
            for index, letter in enumerate(arg[1:], 2):
                if letter in valued:
                    found.append((letter, arg[index:] or _next(rest)))
                    break
                if letter not in flags:
                    raise NotModelled
                found.append((letter, ""))
        else:
            operands.append(arg)
    given = [letter for letter, _ in found if letter in valued and letter not in "efk"]
    # Of a repeated value not only the last one is checked.
    if operands.count("-") > 1 or len(set(given)) < len(given):
        raise NotModelled
    return found, operands


def _next(rest: Iterator[str]) -> str:
    for value in rest:
        return value
    raise NotModelled


def number(text: str, most: int = 10**9) -> int:
    """A plain decimal number up to `most`; else NotModelled."""
    if not (text.isascii() and text.isdigit() and len(text) < 11 and int(text) <= most):
        raise NotModelled
    return int(text)
