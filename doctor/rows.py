"""What is found of the repos of a fleet: in a file, so that memory does not grow with the fleet."""

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from typing import IO, Any

from doctor.record import NamedTuple


class Row(NamedTuple):
    """What is known of one repo: its report, what it locks of parity-lib, and why it was not
    audited ("" if it was)."""

    report: dict[str, Any]
    locks: list[dict[str, Any]]
    why: str


class Rows:
    """The rows of a fleet in order, in a file; `at` says where each of them starts."""

    def __init__(self, file: IO[bytes], at: list[int]) -> None:
        self._file = file
        self._at = at

    @classmethod
    def of(cls, count: int) -> "Rows":
        """So many rows that are still to be put, in a file that is gone when it is closed."""
        return cls(tempfile.TemporaryFile(), [-1] * count)

    def __len__(self) -> int:
        return len(self._at)

    def __iter__(self) -> Iterator[Row]:
        for start in self._at:
            self._file.seek(start)
            yield Row(*json.loads(self._file.readline()))

    def ordered(self, key: Callable[[Row], Any]) -> "Rows":
        """The same rows, sorted by a key; to be used no longer than these."""
        keys = [key(row) for row in self]
        order = sorted(range(len(self)), key=keys.__getitem__)
        return Rows(self._file, [self._at[index] for index in order])

    def put(self, index: int, row: str) -> None:
        self._at[index] = self._file.seek(0, os.SEEK_END)
        self._file.write(row.encode() + b"\n")

    def close(self) -> None:
        self._file.close()
