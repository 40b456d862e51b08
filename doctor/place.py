"""Positions in the files of a repo."""

from doctor.record import NamedTuple


class Place(NamedTuple):
    """A stretch of a file; lines and columns count characters from 1, the end is exclusive."""

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"
