"""The builtin printf writes what it writes in bash."""

import random
from collections.abc import Callable

import pytest

from doctor.bash import printf
from doctor.bash.limits import TooMuch, Unpredictable
from tests.bash.real import Case, compare, fuzz, word

BASH = ("bash", "apt-get install bash")

CALLS = [
    ["hello\\n"], ["%s\\n", "a", "b"], ["%s=%d "], ["%5s|%-5s|", "é", "é"], ["%.2s", "abc"],
    ["%05d %+d % d", "7", "7", "7"], ["%x %X %#o", "255", "255", "8"], ["%d", "0x10"], ["%d", "08"],
    ["%d", "12x"], ["%d", "'A"], ["%d", "99999999999999999999"], ["%u", "-1"], ["%c%c", "abc", ""],
    ["%b|%b", "a\\tb", "x\\cy", "z"], ["%q", "a b"], ["%q", ""], ["%e %f %g", "1.5", "1.5", "1.5"],
    ["%.20f", "0.1"], ["%g", "1e400"], ["%*d|%-*d|", "5", "4", "5", "4"], ["%.*f", "2", "3.14159"],
    ["%%"], ["100%"], ["%z"], ["%5%"], ["\\x41\\101\\u00e9"], ["\\x"], ["%s", "a", "%s"], [""],
    ["%s %s|", "a", "b", "c"], ["%-10.3s|", "abcdef"], ["%5c|", "x"], ["%ld", "3"], ["%G", "1e-10"],
    ["%f", "inf"], ["%5.1f", "-nan"], ["%#x %#.0f", "0", "2"], ["%i", " 12"], ["%Q", "a b"],
]  # fmt: skip


def _case(arguments: list[str]) -> Case:
    """With the messages that go to standard error, without what stands in front of them."""
    call = " ".join(map(word, arguments))

    def ours() -> str:
        printed = printf.format(arguments[0], tuple(arguments[1:]))
        errors = "".join([f"printf: {error}\n" for error in printed.errors])
        return f"{printed.output}|{printed.status}\n{errors}"

    return (
        f"printf -- {call} 2>$errors; printf '|%d\\n' $?;"
        ' while read -r line; do echo "printf: ${line#*: printf: }"; done <$errors',
        ours,
    )


_PRELUDE = "errors=$(mktemp); trap 'rm -f $errors' EXIT"


def test_cases(tool: Callable[[str, str], str]) -> None:
    compare(tool(*BASH), [_case(arguments) for arguments in CALLS], _PRELUDE)


@pytest.mark.parametrize("format", ["%(%F)T", "%n", "%a"])
def test_what_depends_on_the_running_shell(format: str) -> None:  # noqa: A002
    with pytest.raises(Unpredictable):
        printf.format(format, ("1",))


@pytest.mark.parametrize("format", ["%999999999d", "%.99999f", "%*d"])
def test_huge_widths_are_too_much(format: str) -> None:  # noqa: A002
    with pytest.raises(TooMuch):
        printf.format(format, ("999999999", "1"))


_ARGUMENTS = (
    "", "abc", "é€", "12", "-7", "0x1F", "017", "1e3", "3.14159", "-0.5", "1e-7", "123456789.125",
    "18446744073709551615", "0", "08", "0xg", "'A", '"é', "'", " 12", "12 ", "+3", "inf", "-nan",
    "1e400", "0x1.8p3", "a b", "it's", "\\n\\x41", "a\\cb", "0.1", "1e15", "2.5", "0.0001", "1e-5",
    "-", "-0", "4.9e-4950",
)  # fmt: skip


def _conversion(chance: random.Random) -> str:
    flags = "".join([chance.choice("-+ 0#'") for _ in range(chance.choice([0, 0, 1, 2]))])
    width = chance.choice(["", "", "5", "12"])
    precision = chance.choice(["", "", ".", ".0", ".3", ".12"])
    return (
        f"%{flags}{width}{precision}{chance.choice(['', 'l'])}{chance.choice('sdiuxXocbqQeEfFgG')}"
    )


def _generated(chance: random.Random) -> Case:
    parts = [
        _conversion(chance) if chance.random() < 0.5 else chance.choice(["a", "%%", "\\n", "\\101"])
        for _ in range(chance.randint(1, 4))
    ]
    arguments = [chance.choice(_ARGUMENTS) for _ in range(chance.randint(0, 5))]
    return _case(["".join(parts), *arguments])


def test_generated_calls(tool: Callable[[str, str], str]) -> None:
    fuzz(tool(*BASH), _generated, _PRELUDE)
