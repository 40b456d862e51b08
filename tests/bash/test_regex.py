"""`[[ text =~ expression ]]` as in bash with the GNU C library."""

import random
import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from doctor.bash.limits import TooMuch, Unpredictable
from doctor.bash.regex import BadRegex
from doctor.bash.regex import compile as compile_regex
from tests.bash.real import Case, compare, fuzz, pieces_as_source, word

BASH = ("bash", "apt-get install bash")

EXPRESSIONS = [
    "", "a", "^v[0-9]+", r"^v?([0-9]+)\.([0-9]+)(-.*)?$", "(a|ab)(c|bcd)(d*)", "^(a*)(ab)?$",
    "(foo|foobar)(bar)?", "[[:space:]]", "a{2}", "a{,2}b", "(a|b)*c", "x*", "()", "a||b",
    "[]a]", "[^]]", "[a-", "(a", "a)", "*a", "^*", "a{2,1}", "a{x", "[b-a]", "[[:x:]]", "\\", "a**",
    r"(ab|a)(bc|c)?", r"^([^:]+):(.*)$", r"(\.[0-9]+)*$", "}", "|a", r"\.", r"[\.]",
]  # fmt: skip
TEXTS = [
    "",
    "a",
    "b",
    "aab",
    "abcd",
    "v1.22-rc1",
    "foobar",
    "a b",
    "abc",
    "a:b:c",
    "1.2.3",
    "}",
    "x\\",
]


def _shown(pieces: list[tuple[str, bool]], text: str, nocase: bool = False) -> str:
    try:
        captured = compile_regex(pieces, nocase).search(text)
    except BadRegex:
        return "2"
    if captured is None:
        return "1"
    if None in captured:
        raise Unpredictable("a capture")
    return "0" + "".join([f"<{text}>" for text in captured])


_SHOW = '; e=$?; printf $e; [ $e != 0 ] || printf "<%s>" "${BASH_REMATCH[@]}"'


def test_cases(tool: Callable[[str, str], str]) -> None:
    def case(expression: str, text: str) -> Case:
        snippet = f"p={word(expression)}; [[ {word(text)} =~ $p ]]{_SHOW}"
        return snippet, lambda: _shown([(expression, False)], text)

    cases = [case(expression, text) for expression in EXPRESSIONS for text in TEXTS]
    compare(tool(*BASH), cases)


@pytest.mark.parametrize("expression", [r"(a)\1", r"\ba", r"\<a"])
def test_left_open(expression: str) -> None:
    with pytest.raises(Unpredictable):
        compile_regex([(expression, False)])


def test_back_reference_to_no_group() -> None:
    with pytest.raises(BadRegex):
        compile_regex([(r"\1(a)", False)])


@pytest.mark.parametrize("expression", ["(a*)*b", "((a|aa)+)+$b", "(a?){50}a{50}", "(.*)(.*)(.*)x"])
def test_no_expression_takes_long(expression: str) -> None:
    begin = time.monotonic()
    with suppress(TooMuch):
        compile_regex([(expression, False)]).search("a" * 2_000)
    assert time.monotonic() - begin < 2


_ATOMS = (
    "a",
    "b",
    "c",
    ".",
    "-",
    "é",
    r"\.",
    r"\w",
    "[ab]",
    "[^a]",
    "[a-c]",
    "[[:alpha:]]",
    "[]a]",
)
_ODD = ("[a", "(", ")", "{", "}", "\\", "*", "[b-a]", "a{2,1}", "a{,2}", "^", "$")


def _expression(chance: random.Random, depth: int = 0) -> str:
    out = ""
    for _ in range(chance.randint(1, 3)):
        kind = chance.random()
        if kind < 0.68:
            atom = chance.choice(_ATOMS)
        elif kind < 0.95 and depth < 2:
            options = [_expression(chance, depth + 1) for _ in range(chance.choice([1, 1, 2]))]
            atom = f"({'|'.join(options)})"
        else:
            atom = chance.choice(_ODD)
        if chance.random() < 0.3:
            atom += chance.choice(["*", "+", "?", "{2}", "{1,2}"])
        out += atom
    return out


def _case(chance: random.Random) -> Case:
    count = chance.choice([1, 1, 1, 2])
    pieces = [(_expression(chance), chance.random() < 0.15) for _ in range(count)]
    text = "".join([chance.choice("aaabbbcA-é.1") for _ in range(chance.randint(0, 7))])
    nocase = chance.random() < 0.1
    assignments, joined = pieces_as_source(pieces)
    switch = f"shopt {'-s' if nocase else '-u'} nocasematch;"
    snippet = f"{assignments}t={word(text)}; {switch} [[ $t =~ {joined} ]]{_SHOW}"
    return snippet, lambda: _shown(pieces, text, nocase)


def test_generated_expressions(tool: Callable[[str, str], str]) -> None:
    fuzz(tool(*BASH), _case)
