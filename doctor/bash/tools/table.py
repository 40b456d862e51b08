"""How the effect table is written.

A `Tool` says how a program reads its arguments and has a `Row` for each way of calling it. Both
are data: the few `Place`s below say where in a call something stands. In every list of options a
space separates names; all names of one option are listed. A condition (`given`, `unless`) is a
list of options as well; `--trace=-` asks for a value, `--output~type=registry` for a text in it.
"""

from collections.abc import Callable, Sequence

from doctor.bash.partial import known
from doctor.bash.tools.call import Call, Lookup, Output, Reach
from doctor.bash.values import Value
from doctor.record import NamedTuple


class Operand(NamedTuple):
    """The operand with this number, from 1; counted from the end if negative."""

    number: int


class Operands(NamedTuple):
    """All operands from `first` on, except the last `spared` ones."""

    first: int = 1
    spared: int = 0


class Option(NamedTuple):
    """The values of an option; with `key` the part `key=…` of a value such as `type=x,name=y`."""

    names: str
    key: str = ""


class AtFile(NamedTuple):
    """The files that an option's value names by `@file`, `name=@file` or `name=<file`."""

    names: str


class Variable(NamedTuple):
    """The value of an environment variable, if it is set and not empty."""

    name: str


class Home(NamedTuple):
    """This file in the home folder."""

    name: str


class Fixed(NamedTuple):
    """This text."""

    text: str


class Unnamed(NamedTuple):
    """Something that the call does not name: a host from a configuration file."""

    label: str


class When(NamedTuple):
    """A place that matters only if an option of `given` is there and none of `unless`."""

    place: "Operand | Operands | Option | AtFile | Home | Fixed | When"
    given: str = ""
    unless: str = ""


Place = Operand | Operands | Option | AtFile | Variable | Home | Fixed | Unnamed | When


class Request(NamedTuple):
    """How an HTTP client is told its method: which options name it, send a body, or only ask."""

    method: str
    body: str
    asks: str = ""


class Does(NamedTuple):
    """An effect on what stands in the first of the places that is filled.

    `reach` None: it depends on the method of the row's `request`.
    """

    reach: Reach | None
    at: tuple[Place, ...]
    given: str = ""
    unless: str = ""


def fetches(*at: Place, given: str = "", unless: str = "") -> Does:
    """It gets sources or packages from there."""
    return Does(Reach.FETCHES, at, given, unless)


def contacts(*at: Place, given: str = "", unless: str = "") -> Does:
    """It asks the registry there."""
    return Does(Reach.CONTACTS, at, given, unless)


def mutates(*at: Place, given: str = "", unless: str = "") -> Does:
    """It changes what is there."""
    return Does(Reach.MUTATES, at, given, unless)


def requests(*at: Place) -> Does:
    """It sends the row's request there."""
    return Does(None, at)


class Arguments:
    """The arguments of a call, told apart.

    `options` has the values of each option that takes one, `flags` those that take none (with
    what stood after `=`).
    """

    __slots__ = ("argv", "flags", "operands", "options")

    def __init__(self, argv: Sequence[Value]) -> None:
        self.argv = argv
        self.operands: list[Value] = []
        self.options: dict[str, list[Value]] = {}
        self.flags: dict[str, Value] = {}

    def values(self, names: str) -> list[Value]:
        """The values of an option, under all its names."""
        options = self.options
        if not options:
            return []
        return [value for name in words(names) if name in options for value in options[name]]

    def given(self, condition: str, *, surely: bool = False) -> bool:
        """Whether one of the options is there; what is not known counts unless `surely`."""
        names, tests = _tests(condition)
        if names.isdisjoint(self.flags) and names.isdisjoint(self.options):
            return False
        for name, sign, text in tests:
            for value in self.options.get(name, ()):
                if not sign or (type(value) is not str and not surely):
                    return True
                if value == text if sign == "=" else text in known(value):
                    return True
            flag = self.flags.get(name)
            if flag is None:
                continue
            if type(flag) is not str:
                if not surely:
                    return True
            elif (
                flag == text if sign == "=" else text in flag if sign else flag.lower() not in _OFF
            ):
                return True
        return False


class Row(NamedTuple):
    """One way of calling a program.

    `words` are the subcommand's, alternatives separated by commas; the row without words is for a
    call without (known) subcommand. `values` are options that take a value here, `stops` says that
    the first operand ends the options. `input` says when standard input is read: "always", "alone"
    (if no file is), or the options that make it so. `into` says that what is written is what is
    read, under its own name where the target is a folder. `outputs` names options that change
    `output`; the first that is given counts. A target that begins with one of `local`, or with
    none of `remote`, stays on this machine. `shows` is printed if an option in `verbose` is given.
    `refine` is for what data cannot say.
    """

    words: str = ""
    does: tuple[Does, ...] = ()
    output: Output = Output.UNKNOWN
    values: str = ""
    stops: bool = False
    input: str = ""
    reads: tuple[Place, ...] = ()
    writes: tuple[Place, ...] = ()
    removes: tuple[Place, ...] = ()
    into: bool = False
    outputs: tuple[tuple[str, Output], ...] = ()
    verbose: str = ""
    shows: tuple[Place, ...] = ()
    runs: Place | None = None
    request: Request | None = None
    local: str = ""
    remote: str = ""
    fails: bool | None = None
    unclear: str = ""
    refine: Callable[[Arguments, Lookup, Call], Call] | None = None
    source: str = ""


class Tool(NamedTuple):
    """A program: how it reads its arguments, and its rows.

    `values` are options that take a value: as the next word, after `=`, or glued to a short one.
    `-i?` takes only a glued value, `--arg:2` two words, `-c:all` all that follow. `before` are
    such options that stand only before the subcommand. `inert` options make it print and end;
    after a subcommand that holds for help alone (`git push -v` is no `git -v`).
    With `single` long options have one dash. `prepare` rewrites an archaic argument list.
    """

    source: str
    rows: tuple[Row, ...]
    values: str = ""
    before: str = ""
    inert: str = "--help --version"
    local: str = ""
    remote: str = ""
    single: bool = False
    prepare: Callable[[Sequence[Value]], Sequence[Value]] | None = None


HOST = "host:"
"""As `remote`: a target such as `host:path`, with a colon before the first slash, or a URL."""

_OFF = frozenset(("false", "0", "no", "f", "none", "never", ""))
_WORDS: dict[str, tuple[str, ...]] = {}
_TESTS: dict[str, tuple[frozenset[str], tuple[tuple[str, str, str], ...]]] = {}


def words(text: str) -> tuple[str, ...]:
    """The words of a list in the table."""
    found = _WORDS.get(text)
    if found is None:
        found = _WORDS[text] = tuple(text.split())
    return found


def _tests(condition: str) -> tuple[frozenset[str], tuple[tuple[str, str, str], ...]]:
    """The names in a condition, and for each a sign and a text, perhaps empty."""
    found = _TESTS.get(condition)
    if found is None:
        tests = tuple(
            [
                option.partition("~") if "~" in option else option.partition("=")
                for option in words(condition)
            ]
        )
        found = _TESTS[condition] = frozenset([name for name, _, _ in tests]), tests
    return found
