"""Texts as the interpreter knows them: fully, one of several, or not at all.

A value is a plain `str` where it is known. Otherwise it is `Mixed`: known pieces, `Symbol`s (texts
that are not known) and `Choice`s (one of several values, depending on how a `Selector` turned
out). The selectors are the scenario and the points where a script could go two ways; what still
is possible of each is a bit mask in `Allowed`. So one run covers all scenarios, and a value that
depends on the scenario stays exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, final

from doctor.record import NamedTuple

if TYPE_CHECKING:
    from doctor.bash.script import Spot


MAX_ALTERNATIVES = 96
"""Combinations of choices that are worked out one by one."""
MAX_CASES = 16
"""Cases that a choice has after it was made flat."""
MAX_TEXT = 1 << 16
"""Characters of one value; what grows beyond is no longer known."""


class Selector:
    """Something with a few outcomes, numbered from 0; `all` is the mask of them.

    `worlds` says for each outcome what it implies for other selectors. `implied` holds the same by
    selector: which outcomes of it (a mask) belong to which of this one (another).
    """

    __slots__ = ("all", "count", "implied")

    def __init__(self, count: int, worlds: tuple[Allowed, ...] = ()) -> None:
        self.count = count
        self.all = (1 << count) - 1
        implied: dict[Selector, dict[int, int]] = {}
        for index, world in enumerate(worlds):
            for other, others in world.items():
                cases = implied.setdefault(other, {})
                cases[others] = cases.get(others, 0) | 1 << index
        self.implied = tuple([(other, tuple(cases.items())) for other, cases in implied.items()])


Allowed = dict[Selector, int]
"""Which outcomes are still possible, as a bit mask; a selector that is missing may be any."""


class Test(NamedTuple):
    """A question about a symbol, or whether a pattern matches it: what a status may stand for.

    `kind` is "empty", "equals" or "matches" (then `argument` is the text or pattern).
    """

    symbol: Symbol
    kind: str
    argument: str = ""


@final
class Symbol:
    """A text that is not known.

    `label` stands for it in messages. `secrets` are the secrets that it holds or derives from,
    `parents` what it was made of. `lossy` says why something that was known got lost on the way
    to it ("": nothing did, nobody can know it). As a status it may be the answer to `test`:
    "0" if that holds, something else if not (the other way round if `negated`).
    """

    __slots__ = (
        "filled", "folder", "label", "lossy", "negated", "nonzero", "parents", "partial", "place",
        "plain", "program", "secrets", "test",
    )  # fmt: skip

    def __init__(
        self,
        label: str,
        secrets: frozenset[str] = frozenset(),
        *,
        parents: tuple[Symbol, ...] = (),
        place: Spot | None = None,
        filled: bool = False,
        plain: bool = False,
        nonzero: bool = False,
        program: str = "",
        partial: bool = False,
        lossy: str = "",
        test: Test | None = None,
        negated: bool = False,
        folder: str | None = None,
    ) -> None:
        self.label = label
        self.secrets = secrets
        self.parents = parents
        self.place = place
        self.filled = filled  # certainly not empty
        self.plain = plain  # one line without blanks or pattern characters
        self.nonzero = nonzero  # a status that is certainly not 0
        self.partial = partial  # of its secrets perhaps nothing is left
        self.program = program  # the program whose status it is
        self.lossy = lossy
        self.test = test
        self.negated = negated
        self.folder = folder  # it is, or lists, names of files in this folder ("": anywhere)

    def __repr__(self) -> str:
        return f"<{self.label}>"


ENDLESS = Symbol("a loop without end is stopped", filled=True, plain=True, nonzero=True)
"""The status of a shell that only a signal ends."""


@final
class Choice(NamedTuple):
    """The value that belongs to the outcome of a selector; None: there is no value (unset).

    `depth` is 1, or more if there are choices among the values; `is_secret` says whether one of
    them may hold a secret.
    """

    selector: Selector
    values: tuple[Value | None, ...]
    depth: int = 1
    is_secret: bool = True


@final
class Mixed(NamedTuple):
    """Pieces of a text, not all of them known; never two known ones side by side.

    `many`: as a field it stands for any number of fields, for nobody knows how it is split.
    """

    parts: tuple[str | Symbol | Choice, ...]
    many: bool = False

    def __repr__(self) -> str:
        return f"<{describe(self)}>"


Value = str | Mixed


def as_many(value: Value) -> Mixed:
    """The value as a field that stands for any number of them."""
    return Mixed(value.parts if type(value) is Mixed else (value,), many=True)


class TooMany(Exception):
    """There are more combinations of choices than are worked out one by one."""

    def __str__(self) -> str:
        return "there are too many combinations"


_new = tuple.__new__


def whole(part: Symbol | Choice) -> Mixed:
    """A value that is nothing but this."""
    return _new(Mixed, ((part,), False))  # Mixed(…) would take three times as long


def start(value: Value) -> str:
    """The text that a value certainly begins with."""
    if isinstance(value, str):
        return value
    first = value.parts[0] if value.parts else ""
    return first if type(first) is str else ""


def concat(values: Sequence[Value | None]) -> Value:
    """The values one after the other; None counts as empty."""
    if len(values) == 1:
        return values[0] or ""
    parts: list[str | Symbol | Choice] = []
    known: list[str] = []
    for value in values:
        if not value:
            continue
        for part in value.parts if type(value) is Mixed else (value,):
            if type(part) is str:
                known.append(part)
                continue
            if known:
                parts.append("".join(known))
                known = []
            parts.append(part)
    if known:
        parts.append("".join(known))
    if not parts:
        return ""
    if len(parts) == 1 and type(parts[0]) is str:
        return parts[0]
    if len(parts) > 256:
        return whole(derived("a long text", values, lossy="it is made of too many parts"))
    return Mixed(tuple(parts))


def known_texts(values: Iterable[Value | None]) -> list[str] | None:
    """The values if all of them are known, else None; one that is not there counts as empty."""
    texts = []
    for value in values:
        if type(value) is Mixed:
            return None
        texts.append(value or "")
    return texts


def chosen(selector: Selector, values: Sequence[Value | None], mask: int = -1) -> Value | None:
    """The value that depends on `selector`, of which only the outcomes in `mask` matter."""
    matter = (
        values if mask == -1 else [value for index, value in enumerate(values) if mask >> index & 1]
    )
    first = matter[0] if matter else None
    for value in matter:
        if value is not first and value != first:
            break
    else:
        return first
    deepest, secret = 0, False
    for value in matter:
        if type(value) is Mixed:
            for part in value.parts:
                if type(part) is Choice:
                    deepest = max(deepest, part.depth)
                    secret = secret or part.is_secret
                elif type(part) is Symbol and part.secrets:
                    secret = True
    return whole(Choice(selector, tuple(values), deepest + 1, secret))


def narrowed(value: Value | None, allowed: Allowed) -> Value | None:
    """The value without the choices that have only one possible outcome left."""
    if type(value) is not Mixed:
        return value
    for at, part in enumerate(value.parts):
        if type(part) is Choice:
            one = chosen(part.selector, part.values, possible(allowed, part.selector))
            if type(one) is Mixed and one.parts[0] == part:
                continue
            if len(value.parts) == 1:
                return narrowed(one, allowed)
            before, after = Mixed(value.parts[:at]), Mixed(value.parts[at + 1 :])
            return narrowed(concat([before, one, after]), allowed)
    return value


def possible(allowed: Allowed, selector: Selector) -> int:
    """The mask of the outcomes that are still possible."""
    mask = allowed.get(selector, selector.all)
    for other, cases in selector.implied:
        if other in allowed:
            left = allowed[other]
            for others, outcomes in cases:
                if not left & others:
                    mask &= ~outcomes
    return mask


def restrict(allowed: Allowed, selector: Selector, mask: int) -> Allowed | None:
    """`allowed`, once the outcome is known to be in `mask`; None if that cannot be."""
    mask &= possible(allowed, selector)
    if not mask:
        return None
    narrowed = {**allowed, selector: mask}
    for other, cases in selector.implied:
        free, union = mask, 0
        for others, outcomes in cases:
            if mask & outcomes:
                free &= ~outcomes
                union |= others
        if not free:  # each outcome that is left says something of it
            narrowed[other] = narrowed.get(other, other.all) & union
            if not narrowed[other]:
                return None
    return narrowed


def alternatives(value: Value | None, allowed: Allowed) -> Iterator[tuple[Allowed, Value | None]]:
    """The possible cases of a value, each free of choices, and what is allowed in each.

    Raises TooMany.
    """
    left = MAX_ALTERNATIVES
    todo = [(allowed, value)]
    while todo:
        given, one = todo.pop()
        choice = _first_choice(one)
        if choice is None:
            left -= 1
            if left < 0:
                raise TooMany
            yield given, one
            continue
        assert type(one) is Mixed
        mask = possible(given, choice.selector)
        groups: list[tuple[Value | None, int]] = []
        for index, entry in enumerate(choice.values):
            if mask >> index & 1:
                for at, (known, others) in enumerate(groups):
                    if known is entry or known == entry:
                        groups[at] = known, others | 1 << index
                        break
                else:
                    groups.append((entry, 1 << index))
        alone = len(one.parts) == 1
        correlated = not alone and any(
            [
                part is not choice and type(part) is Choice and part.selector is choice.selector
                for part in one.parts
            ]
        )
        if correlated:
            groups = [
                (choice.values[index], 1 << index)
                for index in range(choice.selector.count)
                if mask >> index & 1
            ]
        for entry, outcomes in reversed(groups):
            within = restrict(given, choice.selector, outcomes)
            if within is not None:
                rest = entry if alone else _settle(one, choice, entry, outcomes)
                todo.append((within, rest))


def _first_choice(value: Value | None) -> Choice | None:
    if type(value) is Mixed:
        for part in value.parts:
            if type(part) is Choice:
                return part
    return None


def has_choice(value: Value) -> bool:
    """Whether the value depends on a selector."""
    return _first_choice(value) is not None


def _settle(value: Mixed, choice: Choice, entry: Value | None, outcomes: int) -> Value:
    """`value` with one choice settled, and with it those of the same selector."""
    index = outcomes.bit_length() - 1
    return concat(
        [
            entry
            if part is choice
            else part.values[index]
            if type(part) is Choice and part.selector is choice.selector
            else part
            if type(part) is str
            else Mixed((part,))
            for part in value.parts
        ]
    )


def mapped(
    function: Callable[..., Value | None],
    values: Sequence[Value | None],
    allowed: Allowed,
    left: list[int],
) -> Value | None:
    """`function` of the values, applied to each combination of their choices.

    It is called with values free of choices; `left[0]` is how often it may be, and counts down.
    Raises TooMany.
    """
    return _mapped(function, list(values), allowed, left)


def _mapped(
    function: Callable[..., Value | None],
    values: list[Value | None],
    allowed: Allowed,
    left: list[int],
) -> Value | None:
    choice = None
    for value in values:
        choice = _first_choice(value)
        if choice is not None:
            break
    if choice is None:
        left[0] -= 1
        if left[0] < 0:
            raise TooMany
        return function(*values)
    selector = choice.selector
    mask = possible(allowed, selector)
    columns = [
        part.values
        for value in values
        if type(value) is Mixed
        for part in value.parts
        if type(part) is Choice and part.selector is selector
    ]
    rows: Sequence[object] = columns[0] if len(columns) == 1 else list(zip(*columns, strict=True))
    groups: list[tuple[object, int]] = []  # outcomes that make no difference are one case
    for index, row in enumerate(rows):
        if mask >> index & 1:
            for at, (known, outcomes) in enumerate(groups):
                if known is row or known == row:
                    groups[at] = row, outcomes | 1 << index
                    break
            else:
                groups.append((row, 1 << index))
    results: list[Value | None] = [None] * selector.count
    for _, outcomes in groups:
        rest = restrict(allowed, selector, outcomes)
        if rest is None:
            mask &= ~outcomes
            continue
        index = outcomes.bit_length() - 1
        inputs = [settled(one, selector, index) if type(one) is Mixed else one for one in values]
        result = _mapped(function, inputs, rest, left)
        for index in range(selector.count):
            if outcomes >> index & 1:
                results[index] = result
    return chosen(selector, results, mask)


def settled(value: Value | None, selector: Selector, index: int) -> Value | None:
    """The value once a selector has turned out."""
    if type(value) is not Mixed:
        return value
    if len(value.parts) == 1:
        part = value.parts[0]
        return part.values[index] if type(part) is Choice and part.selector is selector else value
    return concat(
        [
            part.values[index]
            if type(part) is Choice and part.selector is selector
            else part
            if type(part) is str
            else Mixed((part,))
            for part in value.parts
        ]
    )


def depth(value: Value | None) -> int:
    """How deep choices are nested in a value."""
    deepest = 0
    if type(value) is Mixed:
        for part in value.parts:
            if type(part) is Choice and part.depth > deepest:
                deepest = part.depth
    return deepest


def flattened(value: Value | None, scenarios: Selector) -> Value | None:
    """A choice of choices as one choice; it only remembers what depends on the scenario.

    If it has too many cases, it is no longer known.
    """
    cases: list[tuple[Value | None, int]] = []
    try:
        for allowed, case in alternatives(value, {}):
            mask = possible(allowed, scenarios)
            for at, (known, others) in enumerate(cases):
                if known == case:
                    cases[at] = known, others | mask
                    break
            else:
                cases.append((case, mask))
                if len(cases) > MAX_CASES:
                    raise TooMany
    except TooMany:
        lossy = "it has too many possible values"
        return whole(derived("one of many values", [value], lossy=lossy))
    if len(cases) == 1:
        return cases[0][0]
    selector = Selector(len(cases), tuple([{scenarios: mask} for _, mask in cases]))
    return chosen(selector, [case for case, _ in cases])


def symbols(value: Value | None, allowed: Allowed) -> list[Symbol]:
    """All symbols that the value may hold, each once."""
    found: dict[Symbol, None] = {}
    if type(value) is Mixed:
        _collect(value, allowed, found, set())
    return list(found)


def _collect(value: Mixed, allowed: Allowed, found: dict[Symbol, None], seen: set[int]) -> None:
    """Adds the symbols in a value; one that several outcomes share is looked at once."""
    for part in value.parts:
        if type(part) is Symbol:
            found[part] = None
        elif type(part) is Choice:
            mask = possible(allowed, part.selector)
            for index, entry in enumerate(part.values):
                if type(entry) is Mixed and mask >> index & 1 and id(entry) not in seen:
                    seen.add(id(entry))
                    _collect(entry, allowed, found, seen)


def _is_secret(value: Mixed) -> bool:
    for part in value.parts:
        if (type(part) is Symbol and part.secrets) or (type(part) is Choice and part.is_secret):
            return True
    return False


def secrets(value: Value | None, allowed: Allowed) -> frozenset[str]:
    """The secrets that the value may hold."""
    if type(value) is not Mixed or not _is_secret(value):
        return frozenset()
    return frozenset().union(*[symbol.secrets for symbol in symbols(value, allowed)])


def derived(
    label: str,
    values: Sequence[Value | None],
    allowed: Allowed | None = None,
    *,
    lossy: str = "",
    place: Spot | None = None,
    filled: bool = False,
    partial: bool = False,
) -> Symbol:
    """A symbol for something made from values; it holds their secrets.

    `lossy` says what was not worked out; it counts only if something was known of the values.
    `partial` says that perhaps nothing of them is left in it.
    """
    parents = dict.fromkeys(
        [symbol for value in values for symbol in symbols(value, allowed or {})]
    )
    lost = lossy or next((symbol.lossy for symbol in parents if symbol.lossy), "")
    return Symbol(
        label,
        frozenset().union(*[symbol.secrets for symbol in parents]),
        parents=tuple(parents),
        place=place,
        filled=filled,
        lossy=lost,
        folder=next((symbol.folder for symbol in parents if symbol.folder is not None), None),
        partial=partial or all([one.partial for one in parents if one.secrets]),
    )


def describe(value: Value | None, allowed: Allowed | None = None) -> str:
    """The value for a reader; `…` for what is not known, a secret by its name."""
    if value is None:
        return ""
    if type(value) is not Mixed:
        return value
    out = []
    for part in value.parts:
        if type(part) is Choice:
            mask = possible(allowed or {}, part.selector)
            entries = [entry for index, entry in enumerate(part.values) if mask >> index & 1]
            known = dict.fromkeys([describe(entry, allowed) for entry in entries])
            out.append(next(iter(known)) if len(known) == 1 else "{" + "|".join(known) + "}")
        else:
            out.append(f"<{part.label}>" if type(part) is Symbol else part)
    return "".join(out)
