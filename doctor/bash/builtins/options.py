"""`set` and `shopt`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctor.bash.builtins.call import Arguments, Builtin, done, known
from doctor.bash.machine import Failure
from doctor.bash.parameters import LETTERS
from doctor.bash.quoting import quote_declare
from doctor.bash.script import Spot
from doctor.bash.state import Array, State
from doctor.bash.values import Mixed, Value, concat

if TYPE_CHECKING:
    from doctor.bash.interpreter import Interpreter

NAMES = frozenset(
    {
        *LETTERS.values(), "emacs", "history", "ignoreeof", "interactive-comments", "nolog",
        "pipefail", "posix", "vi",
    }
)  # fmt: skip


def _set(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    if not arguments:
        return _show_all(machine, state, spot)
    rest = list(arguments)
    options = state.options
    while rest:
        word = known(state, rest[0])
        if word is None:
            break
        if word in ("--", "-"):
            rest.pop(0)
            if word == "-":
                options -= {"xtrace", "verbose"}
                if rest:
                    break
                state.options = options
                return done(state)
            state.arguments, state.resets = tuple(rest), True
            state.options = options
            return done(state)
        if word[:1] not in ("-", "+") or len(word) < 2:
            break
        rest.pop(0)
        on = word[0] == "-"
        for letter in word[1:]:
            if letter == "o":
                if not rest:
                    continue
                name = known(state, rest.pop(0))
                if name not in NAMES:
                    state.options = options
                    raise Failure(f"set: {name}: invalid option name", "2")
                options = options | {name} if on else options - {name}
            elif letter in LETTERS:
                name = LETTERS[letter]
                options = options | {name} if on else options - {name}
            else:
                state.options = options
                raise Failure(f"set: -{letter}: invalid option", "2")
    state.options = options
    if rest:
        state.arguments, state.resets = tuple(rest), True
    return done(state)


def _show_all(machine: Interpreter, state: State, spot: Spot) -> list[State]:
    """`set` alone shows all variables."""
    if machine.surroundings.is_closed:
        machine.unclear(state, "bash has variables of its own", spot)
    parts: list[Value] = []
    shown = {**machine.surroundings.given, **state.variables}
    for name in sorted(shown):
        value = shown[name].value
        if type(value) is Array:
            text = " ".join([f"[{key}]=" for key in value.items])
            parts += [f"{name}=(", concat([text, *value.items.values()]), ")\n"]
        elif type(value) is str or type(value) is Mixed:
            parts += [f"{name}=", machine.known(state, quote_declare, value, label=name), "\n"]
    machine.write(state, 1, concat(parts), spot, "set")
    return done(state)


def _shopt(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    words = [known(state, word) or "" for word in arguments]
    mode, names = "", [word for word in words if word[:1] != "-"]
    for word in words:
        if word[:1] == "-":
            mode += word[1:]
    if "s" in mode:
        state.options |= set(names)
    elif "u" in mode:
        state.options -= set(names)
    elif names:
        return done(state, "0" if all([name in state.options for name in names]) else "1")
    return done(state)


BUILTINS: dict[str, Builtin] = {"set": _set, "shopt": _shopt}
