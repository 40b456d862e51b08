"""The state of a shell at one point of a run, and how the states of several ways are joined."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol, TypeVar, final

from doctor.bash.history import Doubt, Edge, Event, Node
from doctor.bash.script import Script, Spot
from doctor.bash.unwinding import Redirection
from doctor.bash.values import (
    Allowed,
    Selector,
    Symbol,
    Test,
    Value,
    as_many,
    chosen,
    depth,
    derived,
    flattened,
    possible,
    settled,
    whole,
)
from doctor.record import NamedTuple

if TYPE_CHECKING:
    from doctor.bash.program import Block, Command

K = TypeVar("K", bound=Hashable)


@final
class Array(NamedTuple):
    """An indexed array (keys are integers), or an associative one (keys are strings).

    `rest` is what any other element may be, if it is not known how many there are. What was only
    declared (`declare -a name`) is not set.
    """

    items: dict[int | str, Value]
    associative: bool = False
    rest: Value | None = None
    is_set: bool = True

    @property
    def values(self) -> list[Value]:
        """All elements, in the order in which bash lists them; the rest are one that is many."""
        known = [self.items[key] for key in self.keys]
        return known if self.rest is None else [*known, as_many(self.rest)]

    @property
    def keys(self) -> list[int | str]:
        """In the order in which bash lists them."""
        if self.associative:
            # The buckets of its hash table, and in each the newest first.
            newest = list(self.items)[::-1]
            return sorted(newest, key=lambda key: _hash(str(key)) % _BUCKETS)
        return sorted(self.items)


_BUCKETS = 1024


def _hash(key: str) -> int:
    """What bash's associative arrays go by (FNV-1, 32 bits)."""
    number = 2166136261
    for byte in key.encode("utf-8", "surrogateescape"):
        signed = byte - 256 if byte > 127 else byte
        number = (number * 16777619 & 0xFFFFFFFF) ^ (signed & 0xFFFFFFFF)
    return number


@final
class Given(NamedTuple):
    """Arguments that the scenario gives: how many there are, and each if there is one."""

    number: Value
    values: tuple[Value | None, ...]


HANDED_ON = as_many(whole(Symbol('"$@"')))
"""What stands for `"$@"` among the fields of a call that gets all of it and nothing else, so that
what is called runs once, however many arguments the scenario gives."""


class Variable(NamedTuple):
    """A variable; `value` is None if it is declared but not set.

    `attributes` are letters as in `declare`: x exported, r readonly, i integer, u upper case,
    l lower case, n a reference to another variable, t set in front of a command, o made
    local where it was set in front of the function, p to be kept when that function ends.
    """

    value: Value | Array | None = None
    attributes: str = ""

    def has(self, letter: str) -> bool:
        return letter in self.attributes


Scope = dict[str, Variable | None]
"""The variables that others of the same name hide."""


class Procedure(NamedTuple):
    """A function and the script that it stands in.

    `attributes` are letters as in `declare -f`: x exported, t traced.
    """

    body: Command
    script: Script
    attributes: str = ""


LISTED = -1
"""How deep a trap was set that a subshell shows, but that does nothing there."""


class Stream(NamedTuple):
    """What people see: "stdout" or "stderr" (as input, what they type)."""

    name: str


class Void(NamedTuple):
    """/dev/null"""


class ToFile(NamedTuple):
    path: Value


class ToBuffer(NamedTuple):
    """What a command substitution or a pipe takes up."""

    number: int


class FromBuffer(NamedTuple):
    """What is left to read of a here-document, a pipe or a file."""

    number: int


class Through(NamedTuple):
    """`>(…)`: what is written goes to these commands, whose output goes to their own channels."""

    body: Block
    script: Script
    channels: dict[int, Channel]


Channel = Stream | Void | ToFile | ToBuffer | FromBuffer | Through

STANDARD: dict[int, Channel] = {0: Stream("stdin"), 1: Stream("stdout"), 2: Stream("stderr")}


class State:
    """A shell, and the world around it.

    The shell's part is what a subshell may change without effect on its parent; the world's part
    (`history` to `facts`) goes on. A state belongs to whoever holds it; `copy` before sharing.
    Dictionaries other than `variables`, `files` and `buffers` are never changed in place.

    `flow` is None, or why the commands that follow are skipped: "exit", "return", "break N" or
    "continue N" as a pair ("exit 1": by a failure); "discard" up to the end of the line, "fail"
    within one command.
    """

    def __init__(self, script: Script, history: Node, allowed: Allowed, folder: Value) -> None:
        self.script = script
        self.name: Value = ""
        self.variables: dict[str, Variable] = {}
        self.functions: dict[str, Procedure] = {}
        self.aliases: dict[str, str] = {}
        self.readable_aliases: dict[str, str] = {}  # those that there were when the line was read
        self.options: frozenset[str] = frozenset()
        self.arguments: tuple[Value, ...] | Given = ()
        self.channels: dict[int, Channel] = STANDARD
        self.redirections: tuple[Redirection, ...] = ()  # those around what runs
        self.folder: Value = folder
        self.traps: dict[str, tuple[Value, int]] = {}  # the body, and how deep it was set
        self.early_traps: dict[str, tuple[Value, int]] | None = None
        """Those of the parent, while a simple command in a pipeline expands its words."""
        self.outlets: dict[str, Through] = {}
        self.frames: tuple[Scope, ...] = ()  # what the local variables of functions hide
        self.temporary: Scope = {}  # what the assignments in front of the running command hide
        self.evaluated: tuple[tuple[int, Scope], ...] = ()
        """The same for `eval` and its like that run, with the number of frames below each."""
        self.depth = 0
        self.subshell = 0  # of how many shells it is a subshell
        self.guarded = False  # within a condition, where -e is ignored
        self.sheltered = False  # all of this shell is
        self.inverted: Command | None = None  # what `!` stands before; traps spare it
        self.status: Value = "0"
        self.last: Value | None = None  # the last argument of the command before, `$_`
        self.pipestatus: tuple[Value, ...] = ("0",)
        self.substituted = False  # the last word expansion ran a command substitution
        self.unmatched: Value | None = None  # why a word fails under `shopt -s failglob`
        self.forked = False  # the redirections of a program are carried out, in its process
        self.unsplit: str | None = None  # the place (expand.py) of the word that is expanded
        self.captured = False  # within a `$(…)` that no `eval` is around
        self.loops = 0  # how many loops a `break` may leave
        self.in_background = False
        self.age = 0  # how many programs ran that may have made or removed files
        self.sourced = 0  # how many sourced scripts a `return` may leave
        self.resets = False  # the script that is sourced has set the positional parameters
        self.stack: tuple[Value, ...] = ()  # of `pushd`
        self.spot: Spot | None = None  # the command that runs
        self.level = 1  # how many `+` a trace shows
        self.option_at = 0  # where `getopts` is within an argument
        self.last_background: Value = ""
        self.jobs: dict[Value, Value] = {}
        self.flow: tuple[str, int] | None = None

        self.history = history
        self.allowed = allowed
        self.files: dict[Value, Value | None] = {}
        self.buffers: dict[int, Value] = {}
        self.facts: dict[Test, bool] = {}
        self.doubts: frozenset[Doubt] = frozenset()

    def copy(self) -> State:
        other = State.__new__(State)
        other.__dict__.update(self.__dict__)
        other.variables = dict(self.variables)
        other.files = dict(self.files)
        other.buffers = dict(self.buffers)
        return other

    def forget(self) -> None:
        """Drops what nobody can ask for once the shell has ended, so that all ends are alike."""
        fresh = State(self.script, self.history, self.allowed, "")
        for slot in _SHAPE:
            if slot != "flow":
                setattr(self, slot, getattr(fresh, slot))
        self.variables = {}

    def become(self, other: State) -> None:
        """Takes over everything from another state."""
        self.__dict__.update(other.__dict__)

    def back_in(self, parent: State) -> State:
        """The parent's shell again, in the world as this subshell leaves it, with its status."""
        shell = parent.copy()
        shell.history = self.history
        shell.allowed = self.allowed
        shell.files = self.files
        shell.buffers = self.buffers
        shell.facts = self.facts
        shell.doubts = self.doubts
        shell.age = self.age
        shell.status = self.status
        return shell

    def note(self, event: Event, spot: Spot | None) -> None:
        """Adds an event to the history."""
        self.history = Node(event, spot, self.allowed, self.doubts, (self.history,))


def received(arguments: tuple[Value, ...], caller: State) -> tuple[Value, ...] | Given:
    """The positional parameters of what a shell calls with these arguments."""
    is_all = len(arguments) == 1 and arguments[0] is HANDED_ON
    return caller.arguments if is_all else arguments


class Beginning(Protocol):
    """What there is before the script begins."""

    scenarios: Selector

    def variable(self, name: str) -> Variable | None: ...

    def file(self, path: Value) -> Value | None: ...


def merge(states: list[State], beginning: Beginning, *, loosely: bool = False) -> list[State]:
    """The states, those that differ only in values joined into one.

    What a state has not changed is in it as it was in the `beginning`. With `loosely` arrays that
    differ in length are joined, too; what is in them is then no longer known.
    """
    if len(states) < 2 or (len(states) == 2 and states[0].flow != states[1].flow):
        return states
    groups: list[tuple[object, list[State], dict[str, None]]] = []
    for state in states:
        shape = _shape(state)
        for known, group, names in groups:
            if shape == known:
                changed = _changed(group[0], state, loosely)
                if changed is not None:
                    group.append(state)
                    names.update(changed)
                    break
        else:
            groups.append((shape, [state], {}))
    return [
        group[0] if len(group) == 1 else _join(group, names, beginning)
        for _, group, names in groups
    ]


def _changed(one: State, other: State, loosely: bool) -> dict[str, None] | None:
    """The variables in which two states of one shape differ; None if not only in values."""
    if not _same_count(one.arguments, other.arguments):
        return None
    mine, others = one.variables, other.variables
    names = _differing([mine, others])
    for name in names:
        if not _joinable(mine.get(name), others.get(name), loosely):
            return None
    return names


_SHAPE = (
    "aliases", "channels", "depth", "evaluated", "flow", "folder", "frames", "functions",
    "guarded", "inverted", "jobs", "last_background", "level", "loops", "name", "option_at",
    "options", "outlets", "redirections", "script", "sheltered", "sourced", "stack", "subshell",
    "temporary", "traps",
)  # fmt: skip


_shape = attrgetter(*_SHAPE)


def _same_count(one: tuple[Value, ...] | Given, other: tuple[Value, ...] | Given) -> bool:
    if type(one) is Given or type(other) is Given:
        return one is other
    return len(one) == len(other)


def _differing(tables: Sequence[Mapping[K, object]]) -> dict[K, None]:
    """The keys under which not all tables hold the same object; none in a table that is equal."""
    first = tables[0]
    found: dict[K, None] = {}
    get = first.get
    for table in tables[1:]:
        if table == first:
            continue  # often nothing differs, and that is seen in no time
        if not first.keys() <= table.keys():
            found.update(dict.fromkeys([key for key in first if key not in table]))
        for key, value in table.items():
            if get(key, found) is not value:
                found[key] = None
    return found


def _joinable(one: Variable | None, other: Variable | None, loosely: bool) -> bool:
    if one is other:
        return True
    first, second = one or Variable(), other or Variable()
    if first.attributes.replace("x", "") != second.attributes.replace("x", ""):
        return False
    if type(first.value) is Array:
        return (
            type(second.value) is Array
            and first.value.associative == second.value.associative
            and first.value.is_set == second.value.is_set
            and (loosely or _same_keys(first.value, second.value))
        )
    return type(second.value) is not Array


MAX_NESTED = 4
"""How deep choices are nested before they are made flat."""
MAX_NESTED_TEXT = 12
"""The same in files and pipes; most are never read (a log), and making them flat is dear."""


def _same_keys(one: Array, other: Array) -> bool:
    return one.items.keys() == other.items.keys() and (one.rest is None) == (other.rest is None)


def _join(states: list[State], names: Iterable[str], beginning: Beginning) -> State:
    """One state for several, which differ in the variables of these `names`."""
    pick = _Picker(states, beginning.scenarios)
    first = states[0]
    last = pick([state.last for state in states])
    status = pick([state.status for state in states]) or "0"
    variables: dict[str, Variable] = {}
    for name in names:
        given = [state.variables.get(name) or beginning.variable(name) for state in states]
        variables[name] = _join_variable(given, pick)
    files: dict[Value, Value | None] = {}
    for path in _differing([state.files for state in states]):
        contents = [
            state.files[path] if path in state.files else beginning.file(path) for state in states
        ]
        files[path] = pick(contents, MAX_NESTED_TEXT)
    buffers: dict[int, Value] = {}
    for number in _differing([state.buffers for state in states]):
        texts = [state.buffers.get(number, "") for state in states]
        buffers[number] = pick(texts, MAX_NESTED_TEXT) or ""
    arguments = first.arguments
    if not all([state.arguments is arguments for state in states]):
        columns = zip(*[state.arguments for state in states], strict=True)
        arguments = tuple([pick(values) or "" for values in columns])
    joined = rejoin(states, beginning.scenarios, pick.selector)
    joined.last, joined.status, joined.arguments = last, status, arguments
    joined.variables.update(variables)
    joined.files.update(files)
    joined.buffers.update(buffers)
    joined.age = max([state.age for state in states])
    if not all([state.pipestatus == first.pipestatus for state in states]):
        joined.pipestatus = (status,)
    return joined


def rejoin(states: Sequence[State], scenarios: Selector, selector: Selector | None = None) -> State:
    """One state for several that have only just parted, so that no value differs.

    `selector` knows which of them it was, if anything depends on that.
    """
    joined = states[0].copy()
    joined.doubts = frozenset.intersection(*[state.doubts for state in states])
    joined.allowed = _allowed_in_one([state.allowed for state in states], scenarios)
    for state in states[1:]:
        if state.facts != joined.facts:
            given = joined.facts.items()
            joined.facts = {test: holds for test, holds in given if state.facts.get(test) is holds}
    joined.history = _meeting(states, joined, selector)
    return joined


def _meeting(states: Sequence[State], joined: State, selector: Selector | None) -> Node:
    """The point in the history where the ways of the states meet."""
    before: dict[Node, list[int]] = {}
    for at, state in enumerate(states):
        before.setdefault(state.history, []).append(at)
    if len(before) == 1:
        return states[0].history
    edges = [
        Edge(tuple([states[at].allowed for at in ways]), selector, sum([1 << at for at in ways]))
        for ways in before.values()
    ]
    return Node(None, None, joined.allowed, joined.doubts, tuple(before), tuple(edges))


def _join_variable(variables: Sequence[Variable | None], pick: _Picker) -> Variable:
    given = [variable or Variable() for variable in variables]
    attributes = max([variable.attributes for variable in given], key=len)
    arrays = [variable.value for variable in given if type(variable.value) is Array]
    if not arrays:
        texts = [variable.value for variable in given if type(variable.value) is not Array]
        return Variable(pick(texts), attributes)
    if not all([_same_keys(array, arrays[0]) for array in arrays]):
        values = [value for array in arrays for value in array.values]
        lossy = "an array differs in length from way to way"
        rest = whole(derived("elements", values, lossy=lossy))
        return Variable(Array({}, arrays[0].associative, rest), attributes)
    items = {key: pick([array.items[key] for array in arrays]) or "" for key in arrays[0].items}
    others = None if arrays[0].rest is None else pick([array.rest for array in arrays])
    return Variable(arrays[0]._replace(items=items, rest=others), attributes)


class _Picker:
    """How the values of states become one that knows which of them it is.

    What knows it is the scenario, where each belongs to one state, else `selector`, which is made
    when a value first needs it: most ways that meet have all values in common.
    """

    def __init__(self, states: Sequence[State], scenarios: Selector) -> None:
        self.states = states
        self.scenarios = scenarios
        self.masks = [possible(state.allowed, scenarios) for state in states]
        self.by_scenario = sum(self.masks) == _union(self.masks)
        self.selector: Selector | None = None

    def __call__(self, values: Sequence[Value | None], nested: int = MAX_NESTED) -> Value | None:
        first = values[0]
        for value in values:
            if value is not first and value != first:
                break
        else:
            return first
        if self.by_scenario:
            return self._of_scenario(values)
        if self.selector is None:
            self.selector = Selector(len(self.states), _differences(self.states))
        value = chosen(self.selector, values)
        return flattened(value, self.scenarios) if depth(value) > nested else value

    def _of_scenario(self, values: Sequence[Value | None]) -> Value | None:
        """Each scenario has one state: its number says which."""
        table: list[Value | None] = [None] * self.scenarios.count
        for value, mask in zip(values, self.masks, strict=True):
            for index in range(self.scenarios.count):
                if mask >> index & 1:
                    table[index] = settled(value, self.scenarios, index)
        return chosen(self.scenarios, table, _union(self.masks))


def _differences(states: Sequence[State]) -> tuple[Allowed, ...]:
    """What is allowed in each state and not in all of them."""
    differing = _differing([state.allowed for state in states])
    return tuple(
        [{one: state.allowed[one] for one in differing if one in state.allowed} for state in states]
    )


def _allowed_in_one(given: Sequence[Allowed], scenarios: Selector) -> Allowed:
    """What is allowed in at least one; a selector of which all is allowed need not be there."""
    allowed: Allowed = {}
    for selector, mask in given[0].items():
        for other in given[1:]:
            more = other.get(selector)
            if more is None:
                break
            mask |= more
        else:
            if selector is scenarios or mask + 1 < 1 << selector.count:
                allowed[selector] = mask
    return allowed


def _union(masks: Sequence[int]) -> int:
    union = 0
    for mask in masks:
        union |= mask
    return union
