"""What a script would do: interpreted in all scenarios at once, and asked about its ways."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from doctor.bash.history import (
    Carried,
    Doubt,
    Edge,
    Ended,
    Entered,
    Node,
    Printed,
    Reached,
    Started,
    Took,
    Unclear,
)
from doctor.bash.machine import Exhausted
from doctor.bash.script import Script
from doctor.bash.state import State
from doctor.bash.surroundings import PASS, TOKEN, OpenWorld
from doctor.bash.tools import Reach
from doctor.bash.values import (
    ENDLESS,
    Allowed,
    Mixed,
    Symbol,
    TooMany,
    Value,
    alternatives,
    describe,
    possible,
    secrets,
    symbols,
)
from doctor.place import Place
from doctor.record import NamedTuple
from doctor.verdict import Evidence

if TYPE_CHECKING:
    from doctor.bash.interpreter import Interpreter

MAX_STEPS = 6
"""Steps that are shown on the way to an event."""

Q = TypeVar("Q", bound=Hashable)
K = TypeVar("K", bound=Hashable)


class Passage(NamedTuple):
    """The scenarios (a bit mask) in which an event is reached in some condition, and the doubts.

    `turns` are the outcomes of selectors that the ways to it had.
    """

    scenarios: int
    doubts: frozenset[Doubt]
    turns: Allowed = {}  # noqa: RUF012  never changed


class Run:
    """All that a script could do, in the scenarios of `world`.

    `nodes` are all events, each after those that come before it; `ends` are the last ones.
    `gave_up` says why the script was not followed to its end.
    """

    def __init__(
        self,
        script: Script,
        world: OpenWorld,
        nodes: tuple[Node, ...],
        ends: tuple[Node, ...],
        gave_up: str,
    ) -> None:
        self.script = script
        self.world = world
        self.nodes = nodes
        self.ends = ends
        self.gave_up = gave_up

    @cached_property
    def mutations(self) -> tuple[Node, ...]:
        """The events that change a registry, or what others get from a server."""
        return tuple([node for node in self.nodes if self.mutates(node)])

    @cached_property
    def offers(self) -> frozenset[tuple[str, ...]]:
        """The arguments with which it publishes in `release`: of both ways, those that it has.

        Without variables that nobody named, if it publishes without them.
        """
        release = self.named("release", "release-flag")
        plain = 0
        for _, _, passage in self.follow(self.mutates, release, None, plainly=True):
            plain |= passage.scenarios
        any_way = 0
        for node in () if plain else self.mutations:
            any_way |= self.scenarios(node) & release
        mask = plain or any_way
        return frozenset([one.arguments for at, one in enumerate(self.world.all) if mask >> at & 1])

    @cached_property
    def _plain(self) -> _Plain:
        """The ways on which no variable is set but those of the scenario."""
        return _Plain(self.world.unset)

    def scenarios(self, node: Node) -> int:
        """The scenarios in which an event is reached, as a bit mask."""
        return node.allowed.get(self.world.scenarios, -1)

    def within(self, node: Node, mask: int) -> Allowed:
        """What is allowed at an event, in these scenarios."""
        return {**node.allowed, self.world.scenarios: self.scenarios(node) & mask}

    def named(self, *names: str) -> int:
        """The scenarios of these names, as a bit mask."""
        return sum([1 << at for at, one in enumerate(self.world.all) if one.name in names])

    def names(self, mask: int) -> tuple[str, ...]:
        """The names of the scenarios in a mask."""
        found = [one.name for at, one in enumerate(self.world.all) if mask >> at & 1]
        return tuple(dict.fromkeys(found))

    def mutates(self, node: Node) -> bool:
        """Whether an event changes a registry, or what others get from a server."""
        event = node.event
        return type(event) is Reached and (
            event.reach == Reach.MUTATES
            and (not self._is_web(event) or self.world.may_be_registry(event.target))
        )

    def is_end(self, node: Node) -> bool:
        """Whether the script ends here."""
        return type(node.event) is Ended

    def ends_well(self, node: Node) -> bool:
        """Whether the script ends here with status 0."""
        return type(node.event) is Ended and node.event.status == "0"

    def is_opaque(self, node: Node) -> bool:
        """Whether something happens that is not in sight."""
        return type(node.event) is Unclear

    def _is_web(self, event: Reached) -> bool:
        """Whether the client speaks to any server, so that the address decides."""
        return name_of(event.argv) in ("curl", "wget", "http", "https", "xh") and bool(event.target)

    def says(self, node: Node, word: str, mask: int) -> bool:
        """Whether an event certainly prints a word, whatever the case of the letters."""
        event = node.event
        if type(event) is not Printed:
            return False
        if type(event.text) is str:
            return word in event.text.lower()
        try:
            cases = [case for _, case in alternatives(event.text, self.within(node, mask))]
        except TooMany:
            return False
        return all([_holds(case, word) for case in cases])

    def contacts(self, node: Node) -> bool:
        """Whether an event contacts a registry, be it to change it."""
        event = node.event
        if type(event) is not Reached:
            return False
        if event.reach == Reach.FETCHES:
            return self.world.is_registry(event.target)
        return event.reach == Reach.CONTACTS or self.mutates(node)

    def leaks(self, node: Node) -> frozenset[str]:
        """The secrets that an event shows to everybody."""
        event = node.event
        if type(event) is not Printed:
            return frozenset()
        return secrets(event.text, node.allowed) or _pieced(event.text, node.allowed)

    def doubts_of(self, node: Node, values: Sequence[Value]) -> frozenset[Doubt]:
        """The doubts about secrets in texts at an event: perhaps nothing is left of them."""
        held = [one for value in values for one in symbols(value, node.allowed) if one.secrets]
        if not held or not all([one.partial for one in held]):
            return node.doubts
        why = f"what {held[0].label} holds of the token is not worked out"
        return node.doubts | {Doubt(held[0], True, why)}

    def exposes(self, node: Node) -> frozenset[str]:
        """The secrets in the argument list of a process."""
        event = node.event
        if type(event) is not Started:
            return frozenset()
        return frozenset().union(*[secrets(word, node.allowed) for word in event.argv])

    def place(self, node: Node) -> Place:
        return node.spot.place if node.spot is not None else self.script.around

    def follow(
        self,
        at: Callable[[Node], bool],
        scenarios: int,
        start: Q,
        step: Callable[[Q, Node], Q] | None = None,
        *,
        plainly: bool = False,
        except_in: int = 0,
    ) -> Iterator[tuple[Node, Q, Passage]]:
        """The events that `at` picks, each with a condition in which it is reached, and how.

        A way begins in the condition `start`; `step` gives the one after an event (None: it stays
        the same). Only what is reached in `scenarios` (a bit mask) is followed. `plainly`
        follows only the ways on which no variable is set but those of the scenario. Ways that are
        possible in the scenarios `except_in` as well are left out.
        """
        wanted = scenarios | except_in
        plain = self._plain if plainly else _Plain({})
        reached: list[dict[tuple[Q, bool], Passage]] = []
        for node in self.nodes:
            one = node.previous[0] if len(node.previous) == 1 and not node.edges else None
            if one is not None and one.allowed is node.allowed and one.doubts is node.doubts:
                here = reached[one.at]  # all that comes goes on
            else:
                here = {}
                mask = self.scenarios(node) & wanted
                if mask and plain.allows(node.allowed):
                    if one is not None:
                        before = reached[one.at]
                    elif node.previous:
                        before = self._meeting(node, reached, plain, except_in)
                    else:
                        before = {(start, bool(except_in)): Passage(wanted, frozenset())}
                    here = _narrowed(before, node, mask, except_in)
            if here:
                if at(node):
                    for (condition, is_other), passage in here.items():
                        if not is_other:
                            yield node, condition, passage
                if step is not None:
                    here = _stepped(here, node, step)
            reached.append(here)

    def _meeting(
        self,
        node: Node,
        reached: list[dict[tuple[Q, bool], Passage]],
        plain: _Plain,
        except_in: int,
    ) -> dict[tuple[Q, bool], Passage]:
        """What comes together where ways meet."""
        before: dict[tuple[Q, bool], Passage] = {}
        for one, edge in zip(node.previous, node.edges, strict=True):
            for (condition, _), passage in reached[one.at].items():
                along = self._along(passage, edge, plain)
                if along is not None:
                    _add(before, (condition, bool(along.scenarios & except_in)), along)
        return before

    def _along(self, passage: Passage, edge: Edge, plain: _Plain) -> Passage | None:
        """A passage after an edge; None if it cannot take it."""
        mask = 0
        for allowed in edge.allowed:
            if plain.allows(allowed) and _fits(passage.turns, allowed):
                mask |= possible(allowed, self.world.scenarios)
        scenarios = passage.scenarios & mask
        if not scenarios:
            return None
        if edge.selector is not None:
            turns = {**passage.turns, edge.selector: edge.outcomes}
            return Passage(scenarios, passage.doubts, turns)
        if scenarios != passage.scenarios:
            return Passage(scenarios, passage.doubts, passage.turns)
        return passage

    def way(
        self, node: Node, scenarios: int, about: frozenset[str] = frozenset()
    ) -> list[Evidence]:
        """How the script gets to an event, in one of the scenarios.

        With secrets in `about` it is the way that these take; otherwise the turns taken.
        """
        steps: list[Evidence] = []
        at = node
        while at.previous:
            at = self._before(at, node, scenarios)
            event = at.event
            if about and type(event) is Carried and secrets(event.text, at.allowed) & about:
                steps.append(
                    Evidence(self.place(at), f"{named_secrets(about)} gets into {event.where}")
                )
            elif not about and type(event) is Took and event.way:
                steps.append(Evidence(self.place(at), event.way))
            elif type(event) is Entered:
                steps.append(Evidence(self.place(at), f"runs the app {event.app}"))
        return list(dict.fromkeys(reversed(steps)))[-MAX_STEPS:]

    def _before(self, at: Node, node: Node, scenarios: int) -> Node:
        """The event before `at` on a way that leads to `node`."""
        for number, one in enumerate(at.previous):
            if at.edges:
                edge = at.edges[number]
                if edge.selector and not node.allowed.get(edge.selector, -1) & edge.outcomes:
                    continue
                if not self._along(Passage(scenarios, frozenset()), edge, _Plain({})):
                    continue
            if self.scenarios(one) & scenarios:
                return one
        return at.previous[0]


def _holds(value: Value | None, word: str) -> bool:
    """Whether a word stands in what is known of a text."""
    parts = value.parts if type(value) is Mixed else (value,)
    return any([type(part) is str and word in part.lower() for part in parts])


def _pieced(value: Value, allowed: Allowed) -> frozenset[str]:
    """The secrets of which two short parts stand in a text: together they may be long enough."""
    found: frozenset[str] = frozenset()
    try:
        cases = [case for _, case in alternatives(value, allowed)] if type(value) is Mixed else []
    except TooMany:
        cases = [value]
    for case in cases:
        parts = case.parts if type(case) is Mixed else ()
        held = [
            parent.secrets
            for part, following in zip(parts, (*parts[1:], ""), strict=False)
            if type(part) is Symbol and not part.secrets and type(following) is Symbol
            for parent in part.parents[:1]
            if parent.secrets
        ]
        if held:
            found = found.union(*held)
    return found


class _Plain:
    """Which points are on a way with these turns."""

    def __init__(self, turns: Allowed) -> None:
        self._turns = turns
        self._known: dict[int, bool] = {}

    def allows(self, allowed: Allowed) -> bool:
        if not self._turns:
            return True
        found = self._known.get(id(allowed))
        if found is None:
            found = self._known[id(allowed)] = _fits(self._turns, allowed)
        return found


def _stepped(
    here: dict[tuple[Q, bool], Passage], node: Node, step: Callable[[Q, Node], Q]
) -> dict[tuple[Q, bool], Passage]:
    """What has come to an event, in the conditions after it."""
    for condition, _ in here:
        if step(condition, node) != condition:
            break
    else:
        return here
    after: dict[tuple[Q, bool], Passage] = {}
    for (condition, is_other), passage in here.items():
        _add(after, (step(condition, node), is_other), passage)
    return after


def _narrowed(
    before: dict[tuple[Q, bool], Passage], node: Node, mask: int, except_in: int
) -> dict[tuple[Q, bool], Passage]:
    """Of what comes to an event, what can go on there."""
    here: dict[tuple[Q, bool], Passage] = {}
    for (condition, _), passage in before.items():
        scenarios = passage.scenarios & mask
        if scenarios and _fits(passage.turns, node.allowed):
            if node.doubts or scenarios != passage.scenarios:
                passage = Passage(scenarios, passage.doubts | node.doubts, passage.turns)
            _add(here, (condition, bool(scenarios & except_in)), passage)
    return here


def _fits(turns: Allowed, allowed: Allowed) -> bool:
    """Whether a way with these turns can lead to where only this is allowed."""
    for selector, mask in turns.items():
        if not mask & allowed.get(selector, -1):
            return False
    return True


def _add(found: dict[K, Passage], condition: K, passage: Passage) -> None:
    """Adds a passage; a turn that may have gone any way is none."""
    known = found.get(condition)
    if known is not None and known != passage:
        turns = {
            selector: either
            for selector, mask in known.turns.items()
            if (either := mask | passage.turns.get(selector, -1)) & selector.all != selector.all
        }
        passage = Passage(known.scenarios | passage.scenarios, known.doubts & passage.doubts, turns)
    found[condition] = passage


def run(world: OpenWorld, script: Script, options: Sequence[str] = ()) -> Run:
    """Interprets a script from its start in all the scenarios of a world, by a shell with these
    options beside its own."""
    # A repo without scripts of its own need not wait for the interpreter to be loaded.
    from doctor.bash.interpreter import Interpreter
    from doctor.bash.scripts import with_options

    interpreter = Interpreter(world)
    start = Node(None, None, {}, frozenset(), ())
    ends: list[Node] = []
    gave_up = ""
    try:
        state = State(script, start, {world.scenarios: (1 << len(world.all)) - 1}, "")
        state.name, state.arguments = script.name, world.arguments
        state.options = with_options(frozenset(), (*options, *script.options))
        for end in interpreter.run_script(script, state):
            ends += _ended(interpreter, end)
    except Exhausted as spent:
        gave_up = f"it is too much to follow: {spent}"
    except RecursionError:
        gave_up = "it is too much to follow: it nests too deeply"
    return Run(script, world, tuple(_ordered(ends)), tuple(ends), gave_up)


def _ended(interpreter: Interpreter, state: State) -> Iterator[Node]:
    """The last event of each way: it ended well, or it did not."""
    well, badly = interpreter.decide(state, state.status)
    for states, status in ((well, "0"), (badly, "1")):
        for one in states:
            if ENDLESS in symbols(one.status, one.allowed):
                one.note(Unclear("a loop has no end in sight"), one.spot)
            one.note(Ended(status), one.spot)
            yield one.history


def _ordered(ends: Sequence[Node]) -> list[Node]:
    """All nodes that lead to the ends, each after those before it, and numbered so."""
    found: list[Node] = []
    seen: set[Node] = set()
    todo = [(end, False) for end in reversed(ends)]
    while todo:
        node, is_done = todo.pop()
        if is_done:
            node.at = len(found)
            found.append(node)
        elif node not in seen:
            seen.add(node)
            todo.append((node, True))
            if len(node.previous) == 1:
                todo.append((node.previous[0], False))
            else:
                todo += [(before, False) for before in reversed(node.previous)]
    return found


def named_secrets(secrets: frozenset[str]) -> str:
    """Secrets for a reader: the token, or those of CI by their names."""
    names = sorted(secrets - {TOKEN, PASS})
    return f"the secret {', '.join(names)}" if names else "the token"


def name_of(argv: Sequence[Value]) -> str:
    """The program of a call, without its folder."""
    return describe(argv[0]).rpartition("/")[2] if argv else ""


def command(argv: Sequence[Value], allowed: Allowed) -> str:
    """A command as it is shown to people; long ones are cut, secrets are named."""
    text = " ".join([describe(word, allowed) for word in argv])
    return text if len(text) <= 100 else f"{text[:99]}…"
