"""What a builtin is, and what all of them need."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from doctor.bash.state import State
from doctor.bash.values import Mixed, Value
from doctor.bash.variables import settle

Arguments = tuple[Value, ...]
Builtin = Callable[..., list[State]]
"""Takes the interpreter, the state, the arguments and the place. The arguments are an `Operand`
only behind `declare` and its like; all others take plain values (`Arguments`)."""


def done(state: State, status: Value = "0") -> list[State]:
    """The builtin ends with a status."""
    state.status = status
    return [state]


def known(state: State, value: Value) -> str | None:
    """The text of a value, None if nobody can know it; raises NeedsCases for a choice."""
    text = settle(state, value) if type(value) is Mixed else value
    return text if type(text) is str else None


def flags(
    state: State, arguments: Sequence[Value], takes: str = ""
) -> tuple[dict[str, Value], list[Value]]:
    """The options in front (letters in `takes` have a value), and the operands."""
    given: dict[str, Value] = {}
    rest = list(arguments)
    while rest:
        first = rest[0]
        if type(first) is Mixed:
            if len(first.parts) > 1 and str(first.parts[0])[:1] not in ("-", "+"):
                break
            first = rest[0] = settle(state, first)
            if type(first) is Mixed:
                break
        if first == "--":
            return given, rest[1:]
        if first[:1] != "-" or len(first) < 2:
            break
        rest.pop(0)
        for at, letter in enumerate(first[1:], 2):
            if letter in takes:
                given[letter] = first[at:] or (rest.pop(0) if rest else "")
                break
            given[letter] = ""
    return given, rest
