"""`cd`, `pwd` and the builtins that have no effect that matters here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctor.bash.builtins.call import Arguments, Builtin, done, flags
from doctor.bash.script import Spot
from doctor.bash.state import State, Variable
from doctor.bash.values import Symbol, Value, concat, secrets, whole

if TYPE_CHECKING:
    from doctor.bash.interpreter import Interpreter


def _cd(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    _, rest = flags(state, arguments)
    target: Value | None = rest[0] if rest else machine.value(state, "HOME")
    if target == "-":
        target = machine.value(state, "OLDPWD")
    ends: list[State] = []
    for way, one in machine.cases(state, target):
        status = machine.folder_exists(way, one or "") if one else "0"
        yes, no = machine.decide(way, status, spot)
        for there in yes:
            there.variables["OLDPWD"] = Variable(machine.shown(there.folder), "x")
            there.folder = machine.path(there, one or "")
            ends += done(there)
        for nowhere in no:
            text = concat(["cd: ", one, ": No such file or directory\n"])
            machine.write(nowhere, 2, text, spot, "error")
            ends += done(nowhere, "1")
    return machine.meet(ends)


def _pwd(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    machine.write(state, 1, concat([machine.shown(state.folder), "\n"]), spot)
    return done(state)


def _push(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    state.stack = (*state.stack, state.folder)
    return _cd(machine, state, arguments, spot)


def _pop(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    if not state.stack:
        return done(state, "1")
    state.folder, state.stack = state.stack[-1], state.stack[:-1]
    return done(state)


def _nothing(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    return done(state)


def _perhaps(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    known = machine.surroundings.is_closed
    if any([secrets(one, state.allowed) for one in arguments]):
        machine.unclear(state, "a builtin remembers a secret, and may show it", spot)
    if not known:
        machine.write(state, 1, whole(Symbol("what a builtin shows")), spot)
    return done(state, "0" if known else machine.some_status("a builtin"))


def _failing(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    return done(state, "1")


def _umask(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    _, rest = flags(state, arguments)
    if not rest:
        machine.write(state, 1, whole(Symbol("a mask", filled=True)), spot)
    return done(state)


def _caller(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    return (_perhaps if state.frames else _failing)(machine, state, arguments, spot)


_WITHOUT_EFFECT = (
    ":", "bind", "complete", "compopt", "dirs", "logout", "suspend", "times", "true",
)  # fmt: skip
_THAT_MAY_FAIL = ("bg", "compgen", "disown", "enable", "fc", "fg", "history", "jobs", "ulimit")

BUILTINS: dict[str, Builtin] = {
    "caller": _caller,
    "cd": _cd,
    "false": _failing,
    "popd": _pop,
    "pushd": _push,
    "pwd": _pwd,
    "umask": _umask,
    **dict.fromkeys(_THAT_MAY_FAIL, _perhaps),
    **dict.fromkeys(_WITHOUT_EFFECT, _nothing),
}
