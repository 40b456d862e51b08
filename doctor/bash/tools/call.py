"""What one call of a program does: the words in which the effect table answers."""

from collections.abc import Callable
from enum import IntEnum

from doctor.bash.values import Symbol, Value
from doctor.record import NamedTuple


class Reach(IntEnum):
    """How far a call reaches."""

    LOCAL = 0
    FETCHES = 1  # gets sources or packages from somewhere; a registry only if it is one of ours
    CONTACTS = 2  # asks a registry
    MUTATES = 3  # changes a registry, or what others get from a server


class Effect(NamedTuple):
    """What a call does, and to what: an image reference, a URL or a host, as far as it is given."""

    reach: Reach
    target: Value


class Output(IntEnum):
    """What a program's standard output is made of."""

    NOTHING = 0  # it is empty, or says nothing that matters
    UNKNOWN = 1  # nobody can know it, and no secret is in it
    INPUT = 2  # derives from what it reads: standard input, or the files in `reads`
    ARGUMENTS = 3  # derives from its arguments (and what it reads)
    ENVIRONMENT = 4  # shows the environment, all of it
    SECRET = 5  # is a secret: `pass show`
    DIGEST = 6  # is a digest of something in a registry, or of a file that a push left
    NAMES = 7  # is the names of the files in what its operands name


class Call(NamedTuple):
    """What one call does.

    `shows` is printed on standard error although nobody asked (a verbose client), and with
    `shows_input` what it reads is, too. `reads`, `writes` and `removes` are files; with `into` it
    writes what it reads, into the folder if the target is one. `takes_input` says whether it reads
    standard input. `output` says what standard output is made of, `prints` which values it
    shows besides. `runs` is the command that it runs in turn (`timeout 5 helm push …`), `adds`
    the environment that it gives to it, `drops` the variables that it takes away; in `runs` the
    symbol `word` stands for what it reads (`xargs`). `often` says that it runs it for each of
    some things, perhaps for none. Its status is that command's where it never fails itself.
    `unclear` says what it does that is not in sight (it runs a program that is no shell). `app` is
    the flake reference of an app that it runs with `runs` as its arguments.
    """

    effects: tuple[Effect, ...] = ()
    shows: tuple[Value, ...] = ()
    reads: tuple[Value, ...] = ()
    writes: tuple[Value, ...] = ()
    removes: tuple[Value, ...] = ()
    into: bool = False
    takes_input: bool = False
    output: Output = Output.UNKNOWN
    runs: tuple[Value, ...] = ()
    adds: tuple[tuple[str, Value], ...] = ()
    clears_environment: bool = False
    fails: bool | None = None  # True: always, False: never, None: perhaps
    unclear: str = ""
    shows_input: bool = False
    prints: tuple[Value, ...] = ()
    drops: tuple[str, ...] = ()
    word: Symbol | None = None
    app: Value | None = None
    often: bool = False


Lookup = Callable[[str], Value | None]
"""The value of an exported variable; None: it is not set."""
