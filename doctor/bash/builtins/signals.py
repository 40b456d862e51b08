"""`trap`, `kill` and `wait`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctor.bash.builtins.call import Arguments, Builtin, done, flags, known
from doctor.bash.history import Waited
from doctor.bash.machine import Failure
from doctor.bash.quoting import quote_single
from doctor.bash.script import Spot
from doctor.bash.state import LISTED, State
from doctor.bash.values import Mixed, Value, concat, whole
from doctor.bash.variables import OWN_PROCESS

if TYPE_CHECKING:
    from doctor.bash.interpreter import Interpreter

_SIGNALS = (
    "EXIT", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV",
    "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU",
    "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
)  # fmt: skip
"""By number (signal(7), x86 and ARM)."""
_NAMES = (*_SIGNALS, "DEBUG", "ERR", "RETURN")
_HARMLESS = frozenset(("CHLD", "CONT", "URG", "WINCH", "EXIT"))


def _name(word: str) -> str | None:
    """The name of a signal, from its name or number; None if there is none."""
    if word.isdecimal():
        return _SIGNALS[int(word)] if int(word) < len(_SIGNALS) else None
    name = word.upper().removeprefix("SIG")
    return name if name in _NAMES else None


def _trap(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    given, rest = flags(state, arguments)
    if "l" in given:
        return done(state)
    if "p" in given or not rest:
        return _list(machine, state, rest, spot)
    body: Value = rest.pop(0)
    if not rest:
        body, rest = "-", [body]
    status = "0"
    # The traps of the shell that this is a subshell of are forgotten with the first of its own.
    traps = {one: trap for one, trap in state.traps.items() if trap[1] != LISTED}
    for word in rest:
        text = known(state, word)
        name = None if text is None else _name(text)
        if name is None:
            failure = concat(["trap: ", word, ": invalid signal specification\n"])
            machine.write(state, 2, failure, spot, "error")
            status = "1"
        elif body == "-":
            traps.pop(name, None)
        else:
            traps[name] = (body, len(state.frames))
    state.traps = traps
    return done(state, status)


def _list(machine: Interpreter, state: State, words: list[Value], spot: Spot) -> list[State]:
    wanted = [_name(known(state, word) or "") for word in words]
    for name in wanted or _NAMES:
        if name in state.traps:
            body = machine.known(state, quote_single, state.traps[name][0], label="a trap")
            shown = name if name in ("EXIT", "DEBUG", "ERR", "RETURN") else f"SIG{name}"
            machine.write(state, 1, concat(["trap -- ", body, f" {shown}\n"]), spot)
    return done(state, "1" if None in wanted else "0")


def _kill(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    """A signal to this shell runs its trap, or ends it; others are not followed."""
    words = list(arguments)
    name: str | None = "TERM"
    first = known(state, words[0]) if words else None
    if first == "-l":
        return done(state)
    if first in ("-s", "-n") and len(words) > 1:
        name = _name(known(state, words[1]) or "")
        words = words[2:]
    elif first is not None and first[:1] == "-" and first != "--":
        name = _name(first[1:])
        words = words[1:]
    if name is None:
        raise Failure("kill: invalid signal specification")
    if any([type(one) is Mixed and one.parts[0] is OWN_PROCESS for one in words]):
        machine.unclear(state, "a shell sends a signal to itself", spot)
    if whole(machine.process) not in words:
        return done(state, machine.some_status("kill"))
    body, _ = state.traps.get(name, (None, 0))
    if name in _HARMLESS or body == "":
        return done(state)
    if state.subshell:
        machine.unclear(state, "a subshell sends a signal to its shell", spot)
        return done(state)
    if body is None:
        machine.end(state, str(128 + _SIGNALS.index(name)), "exit")
        return [state]
    state.status = "0"
    ends = machine.evaluate(body, state, spot)
    for end in ends:
        if end.flow is None:
            end.status = "0"
    return ends


def _wait(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    state.note(Waited(), spot)
    given, rest = flags(state, arguments, "p")
    if "n" in given:
        left = list(state.jobs.items())
        if len(left) > 1:
            return done(state, machine.some_status("a job"))
        state.jobs = {}
        return done(state, left[0][1] if left else "127")
    status: Value = "0"
    for job in rest:
        status = state.jobs.get(job, "127" if type(job) is str else machine.some_status("a job"))
    if not rest:
        state.jobs = {}
    return done(state, status)


BUILTINS: dict[str, Builtin] = {
    "kill": _kill,
    "trap": _trap,
    "wait": _wait,
}
