"""The indentation of `''…''` strings, taken out as Nix does it."""

import sys

from doctor.nix.expressions import Expr, Run
from doctor.record import NamedTuple


class Fragment(NamedTuple):
    """A run of a string, up to a line's end; only plain text can be indentation, escapes can't."""

    plain: bool
    run: Run


Fragments = list[Fragment | Expr]


def strip_indentation(pieces: Fragments) -> list[Run | Expr]:
    """What Nix's parser does (`stripIndentation` in its parser.y), run by run."""
    if pieces and isinstance(pieces[0], Fragment):
        first = pieces[0].run.text
        if pieces[0].plain and first.endswith("\n") and not first.strip(" \n"):
            pieces = pieces[1:]
    indentation = _indentation(pieces)
    out: list[Run | Expr] = []
    at_start, dropped = True, 0
    for index, piece in enumerate(pieces):
        if not isinstance(piece, Fragment):
            out.append(piece)
            at_start, dropped = False, 0
            continue
        text, row, column = piece.run
        if at_start:
            rest = text.lstrip(" ")
            blanks = len(text) - len(rest)
            cut = max(0, min(blanks, indentation - dropped))
            dropped = 0 if rest else dropped + blanks
            at_start = not rest or rest.startswith("\n")
            text, column = text[cut:], column + cut
        if index == len(pieces) - 1 and index and not text.strip(" "):
            before = pieces[index - 1]
            if isinstance(before, Fragment) and before.plain and before.run.text.endswith("\n"):
                text = ""
        if text:
            out.append(Run(text, row, column))
            at_start = at_start or text.endswith("\n")
    return out


def _indentation(pieces: Fragments) -> int:
    smallest = sys.maxsize
    at_start, current = True, 0
    for piece in pieces:
        if not isinstance(piece, Fragment) or not piece.plain:
            if at_start:
                smallest = min(smallest, current)
            at_start = False
            continue
        text = piece.run.text
        if at_start:
            rest = text.lstrip(" ")
            current += len(text) - len(rest)
            if rest and not rest.startswith("\n"):
                smallest = min(smallest, current)
                at_start = False
        if text.endswith("\n"):
            at_start, current = True, 0
    return smallest
