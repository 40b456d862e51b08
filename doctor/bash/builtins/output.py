"""`echo` and `printf`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from doctor.bash import printf as formats
from doctor.bash.builtins.call import Arguments, Builtin, done
from doctor.bash.limits import TooMuch, Unpredictable
from doctor.bash.machine import Failure
from doctor.bash.quoting import echo_escapes
from doctor.bash.script import Spot
from doctor.bash.state import State
from doctor.bash.values import Mixed, Value, concat, derived, known_texts, secrets, whole
from doctor.pattern import pattern

if TYPE_CHECKING:
    from doctor.bash.interpreter import Interpreter


def _echo(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    newline, escapes = True, "xpg_echo" in state.options
    rest = list(arguments)
    while rest and type(rest[0]) is str and rest[0][:1] == "-" and rest[0][1:]:
        if set(rest[0][1:]) - set("neE"):
            break
        for letter in str(rest.pop(0))[1:]:
            newline = newline and letter != "n"
            escapes = letter == "e" if letter in "eE" else escapes
    parts: list[Value] = []
    for word in rest:
        if parts:
            parts.append(" ")
        if escapes:
            stop = [False]

            def unescape(text: str, stop: list[bool] = stop) -> str:
                text, stop[0] = echo_escapes(text)
                return text

            parts.append(_pieces(machine, state, word, unescape))
            if stop[0]:
                newline = False
                break
        else:
            parts.append(word)
    machine.write(state, 1, concat([*parts, "\n" if newline else ""]), spot, "echo")
    return done(state, _writes(state))


def _pieces(machine: Interpreter, state: State, word: Value, change: Callable[[str], str]) -> Value:
    """A change of each known piece of a word."""
    if type(word) is str:
        return change(word)

    def each(case: Value | None) -> Value:
        if type(case) is not Mixed:
            return change(case or "")
        return concat([change(one) if isinstance(one, str) else whole(one) for one in case.parts])

    return machine.lift(state, each, word) or ""


def _writes(state: State) -> str:
    return "0" if 1 in state.channels else "1"


def _printf(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    rest = list(arguments)
    name: Value | None = None
    if len(rest) > 1 and rest[0] == "-v":
        name, rest = rest[1], rest[2:]
    if rest and rest[0] == "--":
        rest.pop(0)
    if not rest:
        raise Failure("printf: usage: printf [-v var] format [arguments]", "2")
    statuses: list[int] = [0]

    def render(template: Value | None, *values: Value | None) -> Value:
        known = known_texts((template, *values))
        if known is not None:
            try:
                text, status, _ = formats.format(known[0], tuple(known[1:]))
            except (Unpredictable, TooMuch) as limit:
                return whole(derived("a formatted text", [template, *values], lossy=str(limit)))
            statuses.append(status)
            return text
        try:
            return _rendered(template or "", values, state)
        except (Unpredictable, TooMuch) as limit:
            return whole(derived("a formatted text", [template, *values], lossy=str(limit)))

    text = machine.lift(state, render, rest[0], *rest[1:], label="a formatted text") or ""
    if type(rest[0]) is str and _NUMERIC.search(rest[0]):
        for value in rest[1:]:
            if secrets(value, state.allowed):  # printf: …: invalid number
                machine.write(state, 2, concat(["printf: ", value, "\n"]), spot, "error")
    if name is not None:
        if type(name) is not str:
            machine.unclear(state, "printf -v sets a variable whose name is not known", spot)
            return done(state)
        machine.assign(state, name, _before_nul(machine, state, text), spot=spot)
        return done(state, str(max(statuses)))
    machine.write(state, 1, text, spot, "printf")
    return done(state, str(max(statuses)) if 1 in state.channels else "1")


_NUMERIC = pattern(r"%[^a-zA-Z%]*[diouxXeEfFgGaA]")


def _before_nul(machine: Interpreter, state: State, text: Value) -> Value:
    """A variable holds what stands before the first NUL."""
    pieces = text.parts if type(text) is Mixed else (text,)
    if not any([type(piece) is str and "\0" in piece for piece in pieces]):
        return text
    return machine.known(state, lambda one: one.partition("\0")[0], text, label="a text")


def _rendered(template: Value, values: tuple[Value | None, ...], state: State) -> Value:
    """A format of which some arguments are not known: `%s` shows them as they are."""
    if type(template) is not str:
        return whole(derived("a formatted text", [template, *values], state.allowed))
    specs = list(_directives(template))
    takers = sum([1 for kind, _ in specs if kind == "%"])
    left = list(values)
    parts: list[Value] = []
    while True:
        for kind, text in specs:
            if kind == "text":
                parts.append(formats.format(text, ())[0])
                continue
            value = left.pop(0) if left else ""
            if type(value) is not Mixed:
                parts.append(formats.format(text, (value or "",))[0])
            elif text in ("%s", "%b") or (text[-1] == "s" and "." not in text):
                parts.append(value)
            else:
                precision = text.rpartition(".")[2][:-1] if "." in text else ""
                if precision.isdecimal() and int(precision) < 8:
                    symbol = derived("a few characters", [value], state.allowed)
                    symbol.secrets = frozenset()
                    parts.append(whole(symbol))
                else:
                    parts.append(whole(derived("a formatted text", [value], state.allowed)))
        if not takers or not left:
            return concat(parts)


def _directives(template: str) -> list[tuple[str, str]]:
    """A format cut into text and directives that take an argument."""
    found: list[tuple[str, str]] = []
    text, at = "", 0
    while at < len(template):
        if template[at] == "\\" and at + 1 < len(template):
            text += template[at : at + 2]
            at += 2
        elif template[at] != "%" or template[at : at + 2] == "%%":
            size = 2 if template[at] == "%" else 1
            text += template[at : at + size]
            at += size
        else:
            end = at + 1
            while end < len(template) and not template[end].isalpha():
                end += 1
            if text:
                found.append(("text", text))
                text = ""
            found.append(("%", template[at : end + 1]))
            at = end + 1
    if text:
        found.append(("text", text))
    return found


BUILTINS: dict[str, Builtin] = {"echo": _echo, "printf": _printf}
