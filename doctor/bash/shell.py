"""What the parts of the interpreter need of one another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar, final

from doctor.bash.conditions import Conditions
from doctor.bash.program import Assignment, Block, Command, Subshell, Word
from doctor.bash.quoting import ansi_c, quote_single
from doctor.bash.script import Script, Spot
from doctor.bash.state import State
from doctor.bash.unwinding import Cause
from doctor.bash.values import Value, derived, whole
from doctor.record import NamedTuple

W = TypeVar("W")
T = TypeVar("T")


@final
class Operand(NamedTuple):
    """An assignment behind `declare` and its like; `value` is None for an array or element."""

    node: Assignment
    value: Value | None


Argument = Value | Operand
"""A field of a command."""


class Shell(Conditions):
    """Every method that runs something gives all the states that it may end in."""

    def run(self, node: Command, state: State) -> list[State]:
        """Runs one command."""
        raise NotImplementedError

    def alone(self, node: Command, state: State, *, forked: bool = False) -> list[State]:
        """Runs all that a process has to do: a program is that process then, so that nobody is
        there to trap its failure; if it was `forked` to run a simple command, so is any other."""
        raise NotImplementedError

    def block(self, node: Block, state: State) -> list[State]:
        """Runs commands one after the other."""
        raise NotImplementedError

    def in_subshell(self, node: Subshell, state: State) -> list[State]:
        """Runs a subshell; what `set -e` makes of its status is yet to come."""
        raise NotImplementedError

    def guard(self, node: Command, state: State) -> list[State]:
        """Runs a command whose failure `set -e` does not mind."""
        raise NotImplementedError

    def program(self, node: Block, state: State) -> list[State]:
        """Runs a whole text; a failed expansion ends the line that it stands in."""
        raise NotImplementedError

    def run_script(self, script: Script, state: State) -> list[State]:
        """Runs a whole script in `state`, as a process of its own; gives the states at its end."""
        raise NotImplementedError

    def evaluate(self, text: Value, state: State, spot: Spot | None) -> list[State]:
        """Runs a text as a program; it stands where it is evaluated."""
        raise NotImplementedError

    def call(
        self, fields: tuple[Argument, ...], state: State, spot: Spot, *, functions: bool = True
    ) -> list[State]:
        """Runs a command whose words are expanded: a function, a builtin or a program."""
        raise NotImplementedError

    def external(
        self, argv: tuple[Value, ...], state: State, spot: Spot, given: tuple[Value, ...] = ()
    ) -> list[State]:
        """Runs `argv` as a process of its own."""
        raise NotImplementedError

    def end(self, state: State, status: Value, cause: Cause) -> None:
        """The shell of `state` ends here."""
        raise NotImplementedError

    def finish(self, state: State) -> list[State]:
        """The end of a shell: `trap … EXIT`."""
        raise NotImplementedError

    def child(self, state: State) -> State:
        """A subshell of `state`: it has no traps."""
        raise NotImplementedError

    def ended(self, states: Iterable[State]) -> list[State]:
        """The ends of a subshell's ways."""
        return [end for state in states for end in self.finish(state)]

    def trapped(self, state: State, name: str) -> list[State]:
        """Runs `trap … DEBUG` or `trap … RETURN`, if it is in force; the status stays."""
        raise NotImplementedError

    def unsheltered(
        self, expand: Callable[[W, State], list[tuple[State, T]]], words: W, state: State
    ) -> list[tuple[State, T]]:
        """Expands words that are not those of a simple command or of `[[`: what is a condition
        here is none for the `$(…)` in them."""
        before, state.guarded = state.guarded, state.sheltered
        ways = expand(words, state)
        for way, _ in ways:
            way.guarded = before
        return ways

    def checked(
        self, states: list[State], node: Command, *, was_trapped: bool = True
    ) -> list[State]:
        """What `set -e` and `trap … ERR` make of a command's status; a trap that was not set
        before the command is not run."""
        raise NotImplementedError

    def trace(self, state: State, words: Sequence[Argument], spot: Spot) -> None:
        """`set -x` shows a command."""
        raise NotImplementedError

    def trace_assignment(self, state: State, target: Value, value: Value, spot: Spot) -> None:
        """`set -x` shows an assignment; `target` ends with `=` or `+=`."""
        raise NotImplementedError

    def source(self, word: Word, state: State) -> str:
        """A word as it is written, as a trace of a compound command shows it."""
        text = state.script.slice(word.start, word.end)
        if "$'" not in text:
            return text
        return re.sub(r"\$'((?:[^'\\]|\\.)*)'", lambda one: quote_single(ansi_c(one[1])), text)

    def definition(self, state: State, name: str) -> Value:
        """The text of a function, as `declare -f` shows it; its words may be another text's."""
        holes = state.functions[name].script.holes
        return whole(derived(f"the definition of {name}", holes, state.allowed, filled=True))

    def unfailed(self, state: State) -> State:
        """A command whose expansion failed has failed; the shell goes on."""
        if state.flow == ("fail", 0):
            state.flow = None
        return state
