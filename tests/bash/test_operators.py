"""The operators of parameter expansion as in bash."""

import random
from collections.abc import Callable

import pytest

from doctor.bash.limits import TooMuch, Unpredictable
from doctor.bash.operators import (
    BadSubstring,
    change_case,
    remove,
    replace,
    substring,
    transform,
)
from doctor.bash.patterns import compile as compile_pattern
from tests.bash.real import Case, compare, fuzz, pieces_as_source, word

BASH = ("bash", "apt-get install bash")

_PATTERNS = ("a", "*", "?", "a*", "*b", "[a-c]", "/", "*/", ".*", "[!a]", "é", "A", "")


def _expansion(text: str, expansion: str, ours: Callable[[], str], setup: str = "") -> Case:
    return f't={word(text)}; {setup} printf %s "${{t{expansion}}}"', ours


def _removal(text: str, operator: str, pattern: str) -> Case:
    return _expansion(
        text,
        f"{operator}$p",
        lambda: remove(operator, text, compile_pattern([(pattern, False)])),
        f"p={word(pattern)};",
    )


def _replacement(text: str, operator: str, pattern: str, new: list[tuple[str, bool]]) -> Case:
    assignments, joined = pieces_as_source(new)
    return _expansion(
        text,
        f"{operator}$p/{joined}",
        lambda: replace(operator, text, compile_pattern([(pattern, False)]), new),
        f"p={word(pattern)}; {assignments}",
    )


def _case_change(text: str, operator: str, pattern: str | None) -> Case:
    compiled = None if pattern is None else compile_pattern([(pattern, False)])
    return _expansion(
        text,
        operator + ("" if pattern is None else "$p"),
        lambda: change_case(operator, text, compiled),
        f"p={word(pattern or '')};",
    )


def _substring(text: str, offset: int, length: int | None) -> Case:
    def ours() -> str:
        try:
            return substring(text, offset, length)
        except BadSubstring:
            return "refused"

    end = "" if length is None else f":{length}"
    return f't={word(text)}; (printf %s "${{t: {offset}{end}}}") || printf refused', ours


def _transformation(text: str, letter: str) -> Case:
    return _expansion(text, f"@{letter}", lambda: transform(letter, text))


def test_cases(tool: Callable[[str, str], str]) -> None:
    cases = [
        _substring(text, offset, length)
        for text in ("", "abc", "éßx€")
        for offset in (-4, -3, -1, 0, 1, 3, 4)
        for length in (None, -3, -1, 0, 1, 9)
    ]
    cases += [
        _case_change(text, operator, pattern)
        for text in ("", "aBc", "éÉß", "ǆ", "straße Ab")
        for operator in ("^", "^^", ",", ",,", "~", "~~")
        for pattern in (None, "[a-c]", "É", "")
    ]
    cases += [
        _replacement("a/b/ca", operator, pattern, new)
        for operator in ("/", "//", "/#", "/%")
        for pattern in ("a", "/", "*", "", "ca")
        for new in (
            [("<&>", False)],
            [("&", True)],
            [(r"\&\\", False)],
            [("\\", False), ("&", True)],
        )
    ]
    cases += [_removal("a/b.c/d.e", o, p) for o in ("#", "##", "%", "%%") for p in _PATTERNS]
    cases += [_transformation("a'B c", letter) for letter in "QEUuLKk"]
    compare(tool(*BASH), cases)


def test_left_open() -> None:
    with pytest.raises(Unpredictable):
        transform("P", "x")
    with pytest.raises(TooMuch):
        replace("//", "a" * 10_000, compile_pattern([("a", False)]), [("b" * 10_000, True)])


def _generated(chance: random.Random) -> Case:
    text = "".join([chance.choice("abcABC/.é&\\") for _ in range(chance.randint(0, 8))])
    pattern = chance.choice(_PATTERNS)
    kind = chance.randrange(5)
    if kind == 0:
        return _removal(text, chance.choice(["#", "##", "%", "%%"]), pattern)
    if kind == 1:
        pieces = [
            (
                "".join([chance.choice("&\\xy") for _ in range(chance.randint(0, 4))]),
                chance.random() < 0.3,
            )
            for _ in range(chance.randint(1, 2))
        ]
        return _replacement(text, chance.choice(["/", "//", "/#", "/%"]), pattern, pieces)
    if kind == 2:
        return _case_change(
            text, chance.choice(["^", "^^", ",", ",,", "~", "~~"]), chance.choice([None, pattern])
        )
    if kind == 3:
        return _substring(text, chance.randint(-9, 9), chance.choice([None, *range(-9, 9)]))
    return _transformation(text, chance.choice("QEUuL"))


def test_generated_expansions(tool: Callable[[str, str], str]) -> None:
    fuzz(tool(*BASH), _generated)
