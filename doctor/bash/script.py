"""The text of a script, wherever it comes from, and the places that its author sees."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from doctor.bash.values import Symbol, Value, concat, whole
from doctor.nix import values as nix
from doctor.nix.paths import HASH, ROOT
from doctor.pattern import pattern
from doctor.place import Place
from doctor.record import NamedTuple
from doctor.source import Source, Unreadable

if TYPE_CHECKING:
    from doctor.bash.program import Block

HOLE = 0xE000
"""The first of the private characters that stand for what Nix would fill in."""
MAX_HOLES = 6_000

STORE = ROOT.replace(HASH, "p")
"""The repo in the Nix store, as it stands in scripts."""

IS_SHELL = pattern(r"\b(?:ba|da|a)?sh\b")

_PROGRAM_OF = {
    "awscli2": "aws",
    "google-cloud-sdk": "gcloud",
    "kubernetes-helm": "helm",
    "nodejs": "node",
    "regclient": "regctl",
}
"""The main program of packages that are not called after it (`meta.mainProgram` in nixpkgs)."""


class Spot(NamedTuple):
    """A stretch of a script, in bytes."""

    script: Script
    start: int
    end: int

    @property
    def place(self) -> Place:
        return self.script.place(self.start, self.end)


class Origin(NamedTuple):
    """Where the bytes from `start` on stand: in `path`, from this row and byte column, from 0."""

    start: int
    path: str
    row: int
    column: int


class Script:
    """A script to interpret.

    `name` is its `$0`. `origins` say where its text stands, sorted; `around` is the place of the
    whole. `holes` are the values that the private characters in `text` stand for, `programs` the
    scripts that lie under a path that stands in the text.
    """

    def __init__(
        self,
        source: Source,
        name: Value,
        text: str,
        origins: list[Origin],
        around: Place,
        holes: tuple[Value, ...] = (),
        programs: dict[str, nix.Script | str] | None = None,
    ) -> None:
        self.source = source
        self.name = name
        self.text = text
        self.around = around
        self.holes = holes
        self.programs = programs or {}
        self._origins = origins
        self._lines: dict[str, list[str]] = {}

    @property
    def path(self) -> str | None:
        """The file that it is, if it is one of the repo's own."""
        if self.name == f"{STORE}/{self.around.path}":
            return self.around.path
        return None

    @cached_property
    def options(self) -> tuple[str, ...]:
        """The options of the shell in its first line, if it is run as a program."""
        first = self.text.split("\n", 1)[0]
        words = first[2:].split() if first.startswith("#!") else []
        shells = [at for at, word in enumerate(words) if IS_SHELL.search(word)]
        return tuple(words[shells[0] + 1 :]) if shells else ()

    @cached_property
    def program(self) -> Block:
        """The tree of the script."""
        from doctor.bash.syntax import parse

        return parse(self.text)

    def inner(self, text: str, holes: tuple[Value, ...], spot: Spot | None) -> Script:
        """Text that is evaluated within this script; all of it stands where that happens."""
        around = spot.place if spot is not None else self.around
        return Script(self.source, self.name, text, [], around, holes, self.programs)

    @cached_property
    def _bytes(self) -> bytes:
        return self.text.encode("utf-8", "surrogateescape")

    def part(self, text: str) -> Value:
        """Literal text of the script with its holes filled."""
        if not self.holes:
            return text
        parts: list[Value] = []
        known = 0
        for at, character in enumerate(text):
            hole = ord(character) - HOLE
            if 0 <= hole < len(self.holes):
                parts += [text[known:at], self.holes[hole]]
                known = at + 1
        return concat([*parts, text[known:]]) if parts else text

    def slice(self, start: int, end: int) -> str:
        """A stretch of the text."""
        return self._bytes[start:end].decode("utf-8", "surrogateescape")

    def row(self, offset: int) -> int:
        """The line of a byte, from 0."""
        return bisect_right(self._newlines, offset - 1)

    @cached_property
    def _newlines(self) -> list[int]:
        return [at for at, byte in enumerate(self._bytes) if byte == 10]

    def place(self, start: int, end: int) -> Place:
        """The place of a stretch of bytes."""
        first, last = self._point(start), self._point(max(start, end - 1))
        if first is None:
            return self.around
        if last is None or last[0] != first[0]:
            last = first
        return Place(first[0], first[1], first[2], last[1], last[2] + 1)

    def _point(self, offset: int) -> tuple[str, int, int] | None:
        at = bisect_right(self._origins, offset, key=lambda origin: origin.start) - 1
        if at < 0:
            return None
        origin = self._origins[at]
        before = self._bytes[origin.start : offset]
        row, column = origin.row, origin.column + len(before)
        if newlines := before.count(b"\n"):
            row, column = row + newlines, len(before) - before.rindex(b"\n") - 1
        if not origin.path:
            return None
        return origin.path, row + 1, self._characters(origin.path, row, column) + 1

    def _characters(self, path: str, row: int, column: int) -> int:
        """How many characters the first `column` bytes of a line are."""
        try:
            line = self._lines_of(path)[row]
        except (Unreadable, IndexError):
            return column
        return len(line.encode("utf-8")[:column].decode("utf-8", "ignore"))

    def _lines_of(self, path: str) -> list[str]:
        if path not in self._lines:
            self._lines[path] = self.source.read(path).split("\n")
        return self._lines[path]


def of_repo(source: Source, path: str) -> Script | None:
    """The shell script at a path of the repo; None if there is none that can be read."""
    if source.kind(path) != "regular":
        return None
    try:
        text = source.read(path)
    except Unreadable:
        return None
    first = text.split("\n", 1)[0]
    if first.startswith("#!") and not IS_SHELL.search(first):
        return None
    lines = text.split("\n")
    around = Place(path, 1, 1, 1, len(lines[0]) + 1)
    name = f"{STORE}/{path}"
    return Script(source, name, text, [Origin(0, path, 0, 0)], around)


def of_nix(source: Source, script: nix.Script, around: Place) -> Script:
    """The script that the flake writes."""
    texts: list[str] = []
    origins: list[Origin] = []
    holes: list[Value] = []
    programs: dict[str, nix.Script | str] = {}
    size = 0
    parts = script.text.parts
    for part, following in zip(parts, (*parts[1:], None), strict=True):
        origin = None
        if isinstance(part, nix.Piece):
            text, origin = part.text.replace(ROOT, STORE), part.origin
        elif isinstance(part, nix.StorePath):
            text = _store_path(part.name, len(programs))
            if part.files is not None:
                programs.update({f"{text}{below}": file for below, file in part.files.items()})
            elif part.repo_path is not None:
                programs[text] = part.repo_path
        else:
            is_folder = isinstance(following, nix.Piece) and following.text.startswith("/")
            text = _of_symbol(part, is_folder, holes)
        if text:
            origins.append(Origin(size, *(origin or ("", 0, 0))))
            texts.append(text)
            size += len(text.encode("utf-8", "surrogateescape"))
    name = _store_path(script.name, 0)
    place = script.place or around
    return Script(source, name, "".join(texts), origins, place, tuple(holes), programs)


def _store_path(name: str, number: int) -> str:
    return f"/nix/store/{number:p>32}-{name}"


def _of_symbol(symbol: nix.Symbol, is_folder: bool, holes: list[Value]) -> str:
    """The text for a part that is not known: a package's path, or a private character."""
    words = symbol.text.split(".")
    is_output = words[-1] in ("bin", "out", "outPath")
    if is_folder and words[0] == "pkgs" and len(words) > 1:
        package = words[-2] if is_output and len(words) > 2 else words[-1]
        return _store_path(_PROGRAM_OF.get(package, package), 0)
    if len(holes) >= MAX_HOLES:
        return "_"
    holes.append(whole(Symbol(symbol.text, plain=True)))
    return chr(HOLE + len(holes) - 1)
