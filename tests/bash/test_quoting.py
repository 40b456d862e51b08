"""Quoting and escapes as in bash."""

import random
from collections.abc import Callable

from doctor.bash import quoting
from tests.bash.real import Case, compare, fuzz, word

BASH = ("bash", "apt-get install bash")

_CHARACTERS = "abAZ09 _-=~:#'\"\\$`!*?[]{}()<>|&;,^%@+./\n\t\x01\x1b\x7fé€\xad😀\udcff\xa0\u2028"
_ESCAPES = (
    r"\a", r"\n", r"\x41", r"\xe9", r"\xc3\xa9", r"\x", r"\x{41}", r"\x{", r"\u00e9", r"\u",
    r"\U1F600", r"\0", r"\033", r"\0101", r"\101", r"\1", r"\777", r"\cA", r"\c\\", r"\c", r"\c?",
    r"\\", r"\"", r"\?", r"\e", r"\q", "a", "z", "é", "%%", r"\ud800", r"\U110000", r"\08", r"\t",
)  # fmt: skip


def _text(chance: random.Random) -> str:
    return "".join([chance.choice(_CHARACTERS) for _ in range(chance.choice([0, 1, 1, 2, 3, 6]))])


def _escaped(chance: random.Random) -> str:
    return "".join([chance.choice(_ESCAPES) for _ in range(chance.randint(0, 4))])


def _traced(command: str) -> str:
    return f"exec 3>&2 2>&1; PS4=; set -x; {command}; set +x; exec 2>&3"


def _quoted(chance: random.Random) -> Case:
    text = _text(chance)
    x = f"unset x; x={word(text)};"
    trace = quoting.quote_trace(text)
    return chance.choice(
        [
            (f'{x} printf %q "$x"', lambda: quoting.quote_q(text)),
            (f'{x} printf %s "${{x@Q}}"', lambda: quoting.quote_transform(text)),
            (x + _traced(': "$x"'), lambda: f": {trace}\nset +x\n"),
            (x + _traced('y="$x"'), lambda: f"y={trace if text else ''}\nset +x\n"),
            (f"{x} declare -p x", lambda: f"declare -- x={quoting.quote_declare(text)}\n"),
        ]
    )


def _decoded(chance: random.Random) -> Case:
    text = _escaped(chance)
    shown, stop = quoting.echo_escapes("-" + text)
    expanded, stop_b, _ = quoting.printf_b(text)
    return chance.choice(
        [
            (f"printf %s $'{text}'", lambda: quoting.ansi_c(text)),
            (f'x={word(text)}; printf %s "${{x@E}}"', lambda: quoting.ansi_c(text)),
            (f"echo -en {word('-' + text)} B", lambda: shown + ("" if stop else " B")),
            (f"printf '%b|' {word(text)}", lambda: expanded + ("" if stop_b else "|")),
        ]
    )


def test_quoted_texts(tool: Callable[[str, str], str]) -> None:
    fuzz(tool(*BASH), _quoted)


def test_decoded_texts(tool: Callable[[str, str], str]) -> None:
    fuzz(tool(*BASH), _decoded)


def test_every_single_character(tool: Callable[[str, str], str]) -> None:
    characters = [*map(chr, range(1, 0x180)), "\u0301", "\u200b", "\ue000", "\uffff"]

    def case(character: str) -> Case:
        text = "a" + character
        return (
            f"printf '%q ' {word(text)} {word(character)}",
            lambda: f"{quoting.quote_q(text)} {quoting.quote_q(character)} ",
        )

    compare(tool(*BASH), [case(character) for character in characters])
