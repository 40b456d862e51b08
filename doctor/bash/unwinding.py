"""Which redirections are still in force when a shell ends, or returns, from within them.

Bash undoes some of them before `trap … EXIT` runs and leaves others: that depends on why the shell
ends (bash 5.2: execute_cmd.c, error.c, builtins/evalstring.c).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from doctor.record import NamedTuple

if TYPE_CHECKING:
    from doctor.bash.state import Channel, State

Cause = Literal["exit", "errexit", "expansion", "arithmetic", "error"]
"""Why a shell ends: by `exit`; under `set -e`, after a command that failed; after an expansion that
failed, or an unset variable in arithmetic; after an error that `set -e` makes the last one."""


class Redirection(NamedTuple):
    """Redirections around what runs, or ("text") the text of `eval` and the like, or ("shell") of
    `$(…)`, which is a process of its own; "outer" are both around a subshell.

    `before` has what they changed: the channel that was there, None where there was none.
    """

    kind: Literal["call", "compound", "text", "shell", "outer"]
    before: dict[int, Channel | None]


TEXT = Redirection("text", {})
SHELL = Redirection("shell", {})
OUTER = Redirection("outer", {})


def enter(state: State, kind: Literal["call", "compound"], channels: dict[int, Channel]) -> None:
    """The redirections that made `channels` the state's channels are in force from here on."""
    if channels is state.channels:
        return  # most commands have none
    before = {
        number: channels.get(number)
        for number in {**channels, **state.channels}
        if channels.get(number) is not state.channels.get(number)
    }
    if before:
        state.redirections = (*state.redirections, Redirection(kind, before))


def leave(
    state: State, channels: dict[int, Channel], redirections: tuple[Redirection, ...]
) -> None:
    """What ran is over; `exit` and `return` jump out of redirections without undoing them, and so
    does an error in the subshell of a text."""
    kind = "" if state.flow is None else state.flow[0]
    jumps = kind in ("exit", "return") or (kind == "discard" and state.subshell and in_text(state))
    if not jumps:
        state.channels, state.redirections = channels, redirections


def unwind(state: State, depth: int) -> None:
    """Undoes all redirections but the first `depth`."""
    for one in reversed(state.redirections[depth:]):
        changed = {**state.channels, **one.before}
        state.channels = {number: one for number, one in changed.items() if one is not None}
    state.redirections = state.redirections[:depth]


def in_text(state: State) -> bool:
    """Whether what runs is the text of `eval`, `$(…)` and the like."""
    return any([one.kind in (*_TEXTS, "outer") for one in state.redirections])


def unwind_for_exit(state: State, cause: Cause) -> None:
    """Undoes what bash undoes when a shell ends."""
    kinds = [one.kind for one in state.redirections]
    if cause == "error":
        return
    if cause == "errexit" and "call" in kinds:
        depth = _last(kinds, "call")
        unwind(state, depth)
        if "shell" in kinds[depth:]:
            return
    elif cause == "expansion" and not in_text(state):
        unwind(state, 0)
    leaves = bool(state.frames) and cause in ("exit", "errexit")
    for depth in reversed(range(len(state.redirections))):
        kind = kinds[depth]
        if kind in _TEXTS:
            if leaves:
                state.redirections = state.redirections[:depth]
                leaves = cause == "exit"
            else:
                unwind(state, depth)
        if kind == "shell":
            return


_TEXTS = ("text", "shell")


def _last(kinds: Sequence[str], kind: str) -> int:
    return len(kinds) - 1 - kinds[::-1].index(kind)
