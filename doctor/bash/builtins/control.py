"""Builtins that decide what runs next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctor.bash.builtins.call import Arguments, Builtin, done, flags, known
from doctor.bash.machine import Failure
from doctor.bash.script import Script, Spot
from doctor.bash.state import State
from doctor.bash.unwinding import TEXT, unwind
from doctor.bash.values import Mixed, Value, concat, describe

if TYPE_CHECKING:
    from doctor.bash.interpreter import Interpreter


def _status(machine: Interpreter, state: State, arguments: Arguments) -> Value:
    if not arguments:
        return state.status
    if len(arguments) > 1:
        raise Failure("too many arguments", kind="discard")
    value = arguments[0]

    def number(case: Value | None) -> Value:
        if type(case) is Mixed:
            return case
        text = (case or "").strip()
        if not text.removeprefix("-").isdecimal():
            return "2"
        return str(int(text) % 256)

    return number(value) if type(value) is str else machine.lift(state, number, value) or "0"


def _exit(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    machine.end(state, _status(machine, state, arguments), "exit")
    return [state]


def _return(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    if not state.frames and not state.sourced:
        raise Failure("return: can only `return' from a function or sourced script", "2")
    state.status = _status(machine, state, arguments)
    state.flow = ("return", 0)
    return [state]


def _leaves(kind: str) -> Builtin:
    def run(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
        if not state.loops:
            return done(state)
        if len(arguments) > 1:
            raise Failure(f"{kind}: too many arguments", kind="discard")
        count = known(state, arguments[0]) if arguments else "1"
        state.status = "0"
        levels = int(count) if count and count.lstrip("+-").isdecimal() else 1
        if levels < 1:
            state.flow = ("break", state.loops)
            return done(state, "1")
        state.flow = (kind, max(1, min(levels, state.loops)))
        return [state]

    return run


def _eval(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    rest = arguments[1:] if arguments and arguments[0] == "--" else arguments
    text = concat([part for word in rest for part in (" ", word)][1:])
    if not text:
        return done(state)
    return machine.evaluate(text, state, spot)


def _source(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    rest = arguments[1:] if arguments and arguments[0] == "--" else arguments
    if not rest:
        raise Failure("source: filename argument required", "2")
    ends: list[State] = []
    for way, path in machine.cases(state, rest[0]):
        ends += _source_one(machine, way, path or "", rest[1:], spot)
    return machine.meet(ends)


def _source_one(
    machine: Interpreter, state: State, path: Value, arguments: Arguments, spot: Spot
) -> list[State]:
    if len(state.frames) + state.sourced > 30:
        raise Failure("source: too deep")
    name = machine.path(state, path)
    script = None if name in state.files else machine.surroundings.script(name)
    if script is not None:
        return _run(machine, state, script, arguments)
    ends: list[State] = []
    ways = machine.read_file(state, path)
    is_open = any([type(content) is Mixed and name not in way.files for way, content in ways])
    for way, content in ways:
        if content is None:
            missing = concat([describe(path), ": No such file or directory"])
            if "errexit" in way.options and not way.guarded:  # no ERR trap runs
                machine.fail(way, Failure(missing, kind="strict"), spot)
                ends.append(way)
            else:
                machine.write(way, 2, concat([missing, "\n"]), spot, "error")
                ends += done(way, "1")
        elif type(content) is str and not is_open:
            ends += _as_text(machine, way, content, arguments, spot)
        else:
            machine.unclear(way, f"what stands in {describe(path)} is not known", spot)
            ends += done(way)
    return ends


def _as_text(
    machine: Interpreter, state: State, text: str, arguments: Arguments, spot: Spot
) -> list[State]:
    own, depth = state.arguments, len(state.redirections)
    state.sourced += 1
    state.resets = False
    if arguments:
        state.arguments = arguments
    ends = machine.evaluate(text, state, spot)
    for end in ends:
        if end.flow is not None and end.flow[0] == "exit":
            continue
        end.sourced -= 1
        if arguments and not (end.resets and not end.frames):
            end.arguments = own
        end.resets = False
        if end.flow is not None and end.flow[0] == "return":
            unwind(end, depth)
            end.flow = None
    return _left(machine, ends)


def _run(machine: Interpreter, state: State, script: Script, arguments: Arguments) -> list[State]:
    """Runs a script in this shell."""
    before, own, redirections = state.script, state.arguments, state.redirections
    state.script = script
    state.redirections = (*redirections, TEXT)
    state.sourced += 1
    state.status = "0"
    if arguments:
        state.arguments = arguments
    state.resets = False
    ends = machine.program(script.program, state)
    for end in ends:
        if end.flow is not None and end.flow[0] == "exit":
            continue
        end.script = before
        end.sourced = max(0, end.sourced - 1)
        if arguments and not (end.resets and not end.frames):
            end.arguments = own
        end.resets = False
        if end.flow is not None and end.flow[0] == "return":
            end.flow = None
        unwind(end, len(redirections))
    return _left(machine, ends)


def _left(machine: Interpreter, ends: list[State]) -> list[State]:
    """A sourced file has ended."""
    return [
        way
        for end in ends
        for way in ([end] if end.flow is not None else machine.trapped(end, "RETURN"))
    ]


def _exec(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    _, rest = flags(state, arguments, "a")
    if not rest:
        return done(state)
    ends = machine.external(tuple(rest), state, spot)
    for end in ends:
        if end.flow is None:
            end.traps = {}  # the shell is gone, and its traps with it
            machine.end(end, end.status, "exit")
    return ends


def _alias(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    for word in arguments:
        text = known(state, word)
        if text is None:
            machine.unclear(state, "an alias is not known", spot)
        elif "=" in text:
            name, _, value = text.partition("=")
            state.aliases = {**state.aliases, name: value}
    return done(state)


def _unalias(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    given, names = flags(state, arguments)
    gone = set(state.aliases) if "a" in given else {known(state, name) for name in names}
    status = "0" if gone <= set(state.aliases) else "1"
    state.aliases = {name: text for name, text in state.aliases.items() if name not in gone}
    return done(state, status)


BUILTINS: dict[str, Builtin] = {
    ".": _source,
    "alias": _alias,
    "break": _leaves("break"),
    "continue": _leaves("continue"),
    "eval": _eval,
    "exec": _exec,
    "exit": _exit,
    "return": _return,
    "source": _source,
    "unalias": _unalias,
}
