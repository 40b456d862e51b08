"""Values that are not fully known: what may be, and what goes with what."""

from doctor.bash.values import (
    MAX_ALTERNATIVES,
    Choice,
    Mixed,
    Selector,
    Symbol,
    TooMany,
    alternatives,
    chosen,
    concat,
    flattened,
    mapped,
    narrowed,
    possible,
    restrict,
    secrets,
    whole,
)

SCENARIOS = Selector(3)
ALL: dict[Selector, int] = {SCENARIOS: 0b111}


def cases(value: object, allowed: dict[Selector, int]) -> list[tuple[object, int]]:
    """Each case of a value with the scenarios in which it is one."""
    found = [(case, possible(given, SCENARIOS)) for given, case in alternatives(value, allowed)]  # type: ignore[arg-type]
    return sorted(found, key=str)


def test_known_pieces_join() -> None:
    symbol = Symbol("x")
    assert concat(["a", "b", None, ""]) == "ab"
    assert concat(["a", whole(symbol), "b", "c"]) == Mixed(("a", symbol, "bc"))


def test_a_choice_of_equal_values_is_none() -> None:
    assert chosen(SCENARIOS, ["a", "a", "a"]) == "a"
    assert chosen(SCENARIOS, ["a", "b", "a"], mask=0b101) == "a"


def test_each_scenario_has_its_own_case() -> None:
    value = chosen(SCENARIOS, ["1.2.3", None, "1.2.3"])
    assert cases(value, ALL) == [("1.2.3", 0b101), (None, 0b010)]
    assert cases(value, {SCENARIOS: 0b010}) == [(None, 0b010)]


def test_two_choices_of_one_selector_go_together() -> None:
    one = chosen(SCENARIOS, ["a", "b", "c"])
    other = chosen(SCENARIOS, ["x", "y", "z"])
    found = [case for case, _ in cases(concat([one, "-", other]), ALL)]
    assert found == ["a-x", "b-y", "c-z"]
    joined = mapped(lambda left, right: f"{left}{right}", [one, other], ALL, [MAX_ALTERNATIVES])
    assert [case for case, _ in cases(joined, ALL)] == ["ax", "by", "cz"]


def test_what_a_way_implies_is_known() -> None:
    """Of two ways that met, one was possible in the first scenario only."""
    ways = Selector(2, ({SCENARIOS: 0b001}, {SCENARIOS: 0b110}))
    value = chosen(ways, ["first", "second"])
    assert cases(value, ALL) == [("first", 0b001), ("second", 0b110)]
    assert cases(value, {SCENARIOS: 0b100}) == [("second", 0b100)]
    assert restrict({SCENARIOS: 0b010}, ways, 0b01) is None
    assert narrowed(value, {SCENARIOS: 0b001}) == "first"


def test_secrets_are_those_of_the_scenario() -> None:
    token = whole(Symbol("$T", frozenset(("T",))))
    value = concat(["Bearer ", chosen(SCENARIOS, [token, "none", "none"])])
    assert secrets(value, ALL) == {"T"}
    assert secrets(value, {SCENARIOS: 0b110}) == frozenset()


def test_flat_choices_remember_the_scenario_only() -> None:
    inner = chosen(Selector(2), ["a", "b"])
    value = chosen(SCENARIOS, [inner, "b", None])
    flat = flattened(value, SCENARIOS)
    assert isinstance(flat, Mixed)
    [choice] = flat.parts
    assert isinstance(choice, Choice)
    assert choice.depth == 1
    assert cases(flat, ALL) == [("a", 0b001), ("b", 0b011), (None, 0b100)]


def test_too_many_cases_are_refused() -> None:
    value = concat([chosen(Selector(3), ["a", "b", "c"]) for _ in range(9)])
    try:
        list(alternatives(value, {}))
    except TooMany:
        return
    raise AssertionError
