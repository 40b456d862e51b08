"""Builtins that ask what a name runs: `command`, `builtin`, `type`, `hash`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctor.bash.builtins.call import Arguments, Builtin, done, flags, known
from doctor.bash.filters import MODELLED
from doctor.bash.machine import Failure
from doctor.bash.script import Spot
from doctor.bash.state import State
from doctor.bash.values import Symbol, Value, concat, whole

if TYPE_CHECKING:
    from doctor.bash.interpreter import Interpreter

_KEYWORDS = frozenset(
    (
        "!", "[[", "]]", "{", "}", "case", "coproc", "do", "done", "elif", "else", "esac", "fi",
        "for", "function", "if", "in", "select", "then", "time", "until", "while",
    )
)  # fmt: skip


def _command(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    given, rest = flags(state, arguments)
    if "v" in given or "V" in given:
        return _look_up(machine, state, rest, spot, "v" if "v" in given else "")
    if not rest:
        return done(state)
    return machine.call(tuple(rest), state, spot, functions=False)


def _type(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    given, rest = flags(state, arguments)
    return _look_up(machine, state, rest, spot, "t" if "t" in given else "")


def _hash(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    given, rest = flags(state, arguments, "p")
    if "p" in given:
        machine.unclear(state, "hash -p says where a command is", spot)
        return done(state)
    return _look_up(machine, state, rest, spot, None)


def _look_up(
    machine: Interpreter, state: State, words: list[Value], spot: Spot, form: str | None
) -> list[State]:
    """Are there commands of these names? `form`: "v" shows their names, "t" their kind, "" both."""
    statuses: list[Value] = []
    for word in words:
        name = known(state, word)
        kind = "" if name is None else _kind(state, name)
        if kind:
            statuses.append("0")
        elif not machine.surroundings.is_closed:
            kind = "file"
            statuses.append(machine.some_status(f"command -v {name or word}"))
        elif name in MODELLED:
            kind = "file"
            statuses.append("0")
        else:
            statuses.append("1")
            continue
        if form is not None:
            machine.write(
                state, 1, concat([*_shown(machine, state, name or "", kind, form), "\n"]), spot
            )
    if form == "v" and "0" in statuses:
        return done(state)
    for status in statuses:
        if status != "0":
            return done(state, status)
    return done(state)


def _kind(state: State, name: str) -> str:
    from doctor.bash.builtins import BUILTINS

    if name in state.aliases and "expand_aliases" in state.options:
        return "alias"
    if name in _KEYWORDS:
        return "keyword"
    if name in state.functions:
        return "function"
    return "builtin" if name in BUILTINS else ""


def _shown(machine: Interpreter, state: State, name: str, kind: str, form: str) -> list[Value]:
    if form == "t":
        return [kind]
    location: Value = name
    if kind == "file":
        location = whole(Symbol(f"where {name or 'a command'} is", filled=True, plain=True))
    if form == "v":
        return [f"alias {name}='{state.aliases[name]}'" if kind == "alias" else location]
    if kind == "builtin":
        return [f"{name} is a shell builtin"]
    if kind == "keyword":
        return [f"{name} is a shell keyword"]
    if kind == "alias":
        return [f"{name} is aliased to `{state.aliases[name]}'"]
    if kind == "file":
        return [f"{name} is ", location]
    return [f"{name} is a function\n", machine.definition(state, name)]


def _builtin(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    from doctor.bash.builtins import BUILTINS

    if not arguments:
        return done(state)
    name = known(state, arguments[0])
    if name is not None and name not in BUILTINS:
        raise Failure(f"builtin: {name}: not a shell builtin")
    return machine.call(arguments, state, spot, functions=False)


BUILTINS: dict[str, Builtin] = {
    "builtin": _builtin,
    "command": _command,
    "hash": _hash,
    "type": _type,
}
