"""Texts of makefiles as the shell runs them, with the places of their author.

Source: the GNU make manual, chapters 5 (recipes) and 8 (the function shell).
"""

from __future__ import annotations

from collections.abc import Mapping

from doctor.bash.history import Started, Unclear
from doctor.bash.make.lines import Line
from doctor.bash.script import HOLE, Origin, Script, Spot
from doctor.bash.scripts import Scripts, with_options
from doctor.bash.state import State, Stream, ToBuffer, Variable
from doctor.bash.values import Mixed, Symbol, Value, concat, describe, narrowed, secrets
from doctor.place import Place
from doctor.source import Unreadable

_SHELLS = ("sh", "bash", "dash", "ash")
Pieces = list[tuple[Value, Line, int]]
"""Pieces of a command, each with the line and the character in it at which it stands."""


def run_command(
    machine: Scripts,
    pieces: Pieces,
    text: Value,
    environment: Mapping[str, Value | None],
    shell: list[str],
    state: State,
) -> list[State]:
    """Runs a text as `sh -c` does."""
    here = spot_of(state, pieces[0][1])
    flags = shell[1:]
    if secrets(text, state.allowed):
        state.note(Started((*shell, text), False, type(state.channels.get(0)) is Stream), here)
    script = _script(pieces, state)
    child = machine.new_shell(state, script)
    if shell[0].rpartition("/")[2] not in _SHELLS or not any(
        [one[:1] == "-" and "c" in one for one in flags]
    ):
        state.note(Unclear(f"{' '.join(shell)} runs it"), here)
        state.status = machine.some_status(shell[0])
        return [state]
    if not all([_is_plain(hole) for hole in script.holes]):
        machine.unclear(
            child, f"what is not known becomes part of a command: {describe(text)}", here
        )
    child.options = with_options(frozenset(), flags)
    for name, value in environment.items():
        child.variables[name] = Variable() if value is None else Variable(value, "x")
    child.status = "0"
    return machine.meet([end.back_in(state) for end in machine.run_script(script, child)])


def printed(
    machine: Scripts, state: State, command: Value, line: Line
) -> list[tuple[State, tuple[Value, ...]]]:
    """What `$(shell command)` becomes, in each way that it may end."""
    found: list[tuple[State, tuple[Value, ...]]] = []
    for way, _ in machine.cases(state, command):
        buffer = machine.new_buffer()
        known = narrowed(command, way.allowed) or ""
        inner = way.copy()
        inner.channels = {**way.channels, 1: ToBuffer(buffer)}
        pieces = [(known, line, 0)]
        for end in run_command(machine, pieces, known, {}, ["/bin/sh", "-c"], inner):
            end.channels = way.channels
            text = end.buffers.pop(buffer, "")
            found.append((end, (machine.lift(end, _in_a_row, text) or "",)))
    return found


def spot_of(state: State, line: Line) -> Spot:
    """The place of a line, in the way to it."""
    width = len(line.text.split("\n")[0])
    place = Place(line.path, line.row + 1, 1, line.row + 1, width + 1)
    script = state.script
    return Spot(Script(script.source, line.path, "", [], place, (), script.programs), 0, 0)


def _script(pieces: Pieces, state: State) -> Script:
    """The script that a command is, with the places of its author."""
    source = state.script.source
    texts: list[str] = []
    origins: list[Origin] = []
    holes: list[Mixed] = []
    size = 0
    for value, line, at in pieces:
        for part in value.parts if type(value) is Mixed else (value,):
            rows = part.split("\n") if type(part) is str else [""]
            for number, row in enumerate(rows):
                origins.append(Origin(size, *_point(state, line, at)))
                if type(part) is not str:
                    hole = Mixed((part,))
                    if hole not in holes:
                        holes.append(hole)
                    row = chr(HOLE + holes.index(hole))
                elif number < len(rows) - 1:
                    row += "\n"
                texts.append(row)
                size += len(row.encode("utf-8", "surrogateescape"))
                at += len(row)
    around = spot_of(state, pieces[0][1]).place
    text = "".join(texts)
    return Script(source, "/bin/sh", text, origins, around, tuple(holes), state.script.programs)


def _point(state: State, line: Line, at: int) -> tuple[str, int, int]:
    """Where a character of a line stands: path, row and byte column, from 0."""
    before = line.text[:at]
    row = line.row + before.count("\n")
    column = at - (before.rfind("\n") + 1)
    try:
        raw = state.script.source.read(line.path).split("\n")[row]
    except (Unreadable, IndexError):
        return "", 0, 0
    here = line.text.split("\n")[before.count("\n")]
    column += len(raw) - len(here) if raw.endswith(here) else 0
    return line.path, row, len(raw[:column].encode("utf-8", "surrogateescape"))


def _is_plain(hole: Value) -> bool:
    """Whether what is filled in is one word without any syntax."""
    parts = hole.parts if type(hole) is Mixed else ()
    return all([type(part) is Symbol and part.plain for part in parts])


def _in_a_row(text: Value | None) -> Value:
    """The output of a command as `$(shell …)` gives it: one line."""
    if type(text) is not Mixed:
        return (text or "").rstrip("\n").replace("\n", " ")
    parts = [part if type(part) is str else Mixed((part,)) for part in text.parts]
    if type(parts[-1]) is str:
        parts[-1] = parts[-1].rstrip("\n")
    return concat([one.replace("\n", " ") if type(one) is str else one for one in parts])
