"""The command line of make: options, variables and goals.

Source: the GNU make manual, chapter 9 (how to run make).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from doctor.bash.partial import after
from doctor.bash.scripts import Scripts
from doctor.bash.state import State
from doctor.bash.values import Choice, Mixed, Symbol, Value, start
from doctor.pattern import pattern
from doctor.record import NamedTuple

_GIVEN = pattern(r"([A-Za-z_][A-Za-z0-9_.-]*)(:?:?=)")
_OPTIONS = {
    "-n": "n", "--just-print": "n", "--dry-run": "n", "--recon": "n", "-s": "s", "--silent": "s",
    "--quiet": "s", "-i": "i", "--ignore-errors": "i", "-B": "B", "--always-make": "B",
    "--no-print-directory": "d", "-r": "", "-R": "", "--no-builtin-rules": "", "-j1": "",
}  # fmt: skip


class Request(NamedTuple):
    """What make is asked for; `flags` are its options as letters."""

    files: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()
    given: tuple[tuple[str, Value], ...] = ()
    goals: tuple[Value, ...] = ()


def parse(
    machine: Scripts, words: Sequence[Value], state: State, inherited: Request
) -> Request | None:
    """The command line; sets the folder of `state`."""
    files: list[str] = []
    flags = set(inherited.flags)
    given = dict(inherited.given)
    goals: list[Value] = []
    todo = list(words)
    while todo:
        word = todo.pop(0)
        match = _GIVEN.match(start(word))
        if match is not None:
            value = after(word, match.end())
            if type(value) is Mixed and _has_dollar(value):
                return None
            given[match[1]] = value
        elif type(word) is not str or not word:
            return None
        elif word[0] != "-":
            goals.append(word.removeprefix("./"))
        elif word in _OPTIONS:
            flags.update(_OPTIONS[word])
        elif re.fullmatch("-[nsiBrR]+", word):
            flags.update(set(word) & set("nsiB"))
        else:
            option = re.fullmatch(r"(-C|--directory|-f|--file|--makefile)=?(.*)", word)
            value = (option[2] or (todo.pop(0) if todo else "")) if option else ""
            if option is None or not value or type(value) is not str:
                return None
            if option[1] in ("-C", "--directory"):
                state.folder = machine.path(state, value)
                flags.add("C")
            else:
                files.append(value)
    return Request(tuple(files), frozenset(flags), tuple(given.items()), tuple(goals))


def _has_dollar(value: Value | None) -> bool:
    """Whether there is something to expand in what is known of a value."""
    if type(value) is not Mixed:
        return "$" in (value or "")
    return any(
        [
            any([_has_dollar(one) for one in part.values])
            if isinstance(part, Choice)
            else "$" in str(part)
            for part in value.parts
            if type(part) is not Symbol
        ]
    )
