"""What happened on the way: events in the order in which they would come, ways that part and meet.

A run leaves a graph: each `Node` knows the nodes before it. Where ways meet again, a node without
an event has several of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctor.bash.tools import Reach
from doctor.bash.values import Allowed, Selector, Symbol, Value
from doctor.record import NamedTuple

if TYPE_CHECKING:
    from doctor.bash.script import Spot


class Printed(NamedTuple):
    """Text reaches standard output or standard error, where people and logs see it."""

    text: Value
    stream: str
    how: str = ""


class Traced(NamedTuple):
    """`set -x` shows a command, wherever that goes."""


class Waited(NamedTuple):
    """`wait`: what runs in the background has ended."""


class Started(NamedTuple):
    """An external process, with its argument list; `is_strict`: under `set -euo pipefail`.

    `input_is_open`: what it reads is what was given to the script.
    """

    argv: tuple[Value, ...]
    is_strict: bool
    input_is_open: bool


class Reached(NamedTuple):
    """A call that gets sources, asks a registry or changes one.

    `given` are the texts with secrets that it can read: its environment, its input, its files.
    """

    reach: Reach
    target: Value
    argv: tuple[Value, ...]
    given: tuple[Value, ...]
    in_background: bool = False


class Carried(NamedTuple):
    """Text that holds a secret gets into a variable, a parameter or a file."""

    text: Value
    where: str


class Took(NamedTuple):
    """One of two ways that are both possible; `failed` is the program that fails on this one."""

    way: str
    failed: str = ""


class Unclear(NamedTuple):
    """Something happens here that is not in sight: `why`.

    `is_program`: a program does it, that cannot change this shell but may reach a registry.
    """

    why: str
    is_program: bool = False


class Looked(NamedTuple):
    """The script asks for the digest of an arch, which is there or not (scenario missing-arch).

    `how` is the command, if it asks a program for a part of the file.
    """

    what: str
    is_there: bool
    how: str = ""


class Entered(NamedTuple):
    """`nix run` starts an app of the repo's own flake; `exists`: it has one of this name (None:
    not known)."""

    app: str
    exists: bool | None


class Left(NamedTuple):
    """That app has ended."""

    app: str


class Ended(NamedTuple):
    """The script ends, with this exit status."""

    status: Value


Event = (
    Printed
    | Traced
    | Waited
    | Started
    | Reached
    | Carried
    | Took
    | Unclear
    | Looked
    | Entered
    | Left
    | Ended
)


class Doubt(NamedTuple):
    """Why a way may not exist: something that could be known was not worked out."""

    about: Symbol | Spot | str
    way: bool
    why: str


class Edge(NamedTuple):
    """A way that meets others: what was allowed on it.

    `selector` knows which of the ways it was (None: the scenario does); `outcomes` are those that
    mean this one.
    """

    allowed: tuple[Allowed, ...]
    selector: Selector | None
    outcomes: int


class Node:
    """An event, where it stands, what was possible then, and what came before.

    `doubts` is empty if nothing on the way to it was guessed. Where ways meet, there is an `Edge`
    for each node in `previous`. `at` is its number among all of a run that has ended.
    """

    __slots__ = ("allowed", "at", "doubts", "edges", "event", "previous", "spot")
    at: int

    def __init__(
        self,
        event: Event | None,
        spot: Spot | None,
        allowed: Allowed,
        doubts: frozenset[Doubt],
        previous: tuple[Node, ...],
        edges: tuple[Edge, ...] = (),
    ) -> None:
        self.event = event
        self.spot = spot
        self.allowed = allowed
        self.doubts = doubts
        self.previous = previous
        self.edges = edges
