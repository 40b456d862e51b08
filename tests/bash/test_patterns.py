"""Shell patterns match what they match in bash."""

import random
import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from doctor.bash.limits import TooMuch
from doctor.bash.operators import remove, replace
from doctor.bash.patterns import compile as compile_pattern
from tests.bash.real import Case, compare, fuzz, pieces_as_source, word

BASH = ("bash", "apt-get install bash")

PATTERNS = [
    "", "*", "?", "a*", "*.tar.gz", "v[0-9]*", "v[!0-9]*", "[]a]", "[a-]", "[[:alpha:]_]*", "[a",
    r"\*", r"a\b", "@(a|b)", "?(v)[0-9]", "*(ab)", "+(a|b)c", "!(a|b)", "*.@(t|z)gz", "*!(c)",
    "+(+(a)|b)", "@(", "[[.a.]b]", "[[=a=]]", "[é-ï]", "*[[:space:]]*", "**", "*?*", "a|b",
]  # fmt: skip
TEXTS = ["", "a", "b", "ab", "abc", "aab", "v1.2", "vx", "x.tar.gz", "x.tgz", "*", "[a", "é", "a b"]


def test_cases(tool: Callable[[str, str], str]) -> None:
    def case(pattern: str, text: str) -> Case:
        snippet = f"p={word(pattern)}; [[ {word(text)} == $p ]]; printf $?"
        return snippet, lambda: str(int(not compile_pattern([(pattern, False)]).matches(text)))

    cases = [case(pattern, text) for pattern in PATTERNS for text in TEXTS]
    compare(tool(*BASH), cases)


def test_quoted_text_is_literal() -> None:
    pattern = compile_pattern([("*.", True), ("?", False)])
    assert pattern.matches("*.x")
    assert not pattern.matches("a.x")
    assert compile_pattern([("a*", True), ("b", False)]).literal == "a*b"
    assert compile_pattern([("a*", False)]).literal is None


@pytest.mark.parametrize("pattern", ["*a" * 200, "+(+(+(a)))b", "*(*(a|aa)|a)b", "!(!(!(a*)b)c)d"])
def test_no_pattern_takes_long(pattern: str) -> None:
    begin = time.monotonic()
    with suppress(TooMuch):
        compile_pattern([(pattern, False)]).matches("a" * 3_000)
    assert time.monotonic() - begin < 2


def test_deep_nesting_is_too_much() -> None:
    with pytest.raises(TooMuch):
        compile_pattern([("@(" * 5_000 + ")" * 5_000, False)])


_ATOMS = ("a", "b", "c", ".", "/", "é", "A")
_BRACKETS = (
    "[ab]", "[!a]", "[^b]", "[a-c]", "[[:alpha:]]", "[]a]", "[a", "[[:digit:]b]", "[a-]", r"[\]]",
    "[b-a]",
)  # fmt: skip


def _pattern(chance: random.Random, depth: int = 0) -> str:
    out = ""
    for _ in range(chance.randint(0, 4)):
        kind = chance.random()
        if kind < 0.4:
            out += chance.choice(_ATOMS)
        elif kind < 0.6:
            out += chance.choice("**?")
        elif kind < 0.75:
            out += chance.choice(_BRACKETS)
        elif kind < 0.82:
            out += "\\" + chance.choice("a*?[b\\")
        elif depth < 2:
            options = [_pattern(chance, depth + 1) for _ in range(chance.randint(1, 3))]
            out += f"{chance.choice('?*+@!')}({'|'.join(options)})"
    return out


def _case(chance: random.Random) -> Case:
    pieces = [
        (_pattern(chance), chance.random() < 0.15) for _ in range(chance.choice([1, 1, 2, 3]))
    ]
    text = "".join([chance.choice("aaabbbcABé./*[\\]") for _ in range(chance.randint(0, 7))])
    assignments, pattern = pieces_as_source(pieces)
    setup = f"{assignments}t={word(text)};"
    operator = chance.choice(["==", "nocase", "#", "##", "%", "%%", "/", "//", "/#", "/%"])
    if operator in ("==", "nocase"):
        nocase = operator == "nocase"
        switch = "-s" if nocase else "-u"
        return (
            f"{setup} shopt {switch} nocasematch; [[ $t == {pattern} ]]; printf $?",
            lambda: str(int(not compile_pattern(pieces, nocase=nocase).matches(text))),
        )
    setup += "shopt -u nocasematch;"
    if operator[0] == "/":
        new = chance.choice(["", "X", "<&>", "\\&"])
        return (
            f'{setup} r={word(new)}; printf %s "${{t{operator}{pattern}/$r}}"',
            lambda: replace(operator, text, compile_pattern(pieces), [(new, False)]),
        )
    return (
        f'{setup} printf %s "${{t{operator}{pattern}}}"',
        lambda: remove(operator, text, compile_pattern(pieces)),
    )


def test_generated_patterns(tool: Callable[[str, str], str]) -> None:
    fuzz(tool(*BASH), _case, "shopt -s extglob")
