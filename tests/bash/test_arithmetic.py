"""Arithmetic gives what it gives in bash: values, assignments and messages."""

import random
from collections.abc import Callable

import pytest

from doctor.bash.arithmetic import ArithmeticFailure, evaluate
from doctor.bash.limits import TooMuch, Unpredictable
from tests.bash.real import Case, compare, fuzz, word

BASH = ("bash", "apt-get install bash")

EXPRESSIONS = [
    "", "1+2*3", "2**3**2", "-2**2", "7/2", "-7/2", "-7%3", "1<<63", "1<<64", "-8>>1", "~5", "!0",
    "9223372036854775807+1", "-9223372036854775808/-1", "16#ff", "0x1F", "017", "36#Zz", "64#_@",
    "x=7,x*2", "x++ + ++x", "x+=y-=2", "z?1:2", "x>3&&y<0", "0||z++", "1?2:x++", "a[1]", "a[x-5]++",
    "a[x++-5]+=1", "m[k]*=2", "e", "e2", "(1,2)+3", "5--3", "5 - -3", "x--y", "1/0", "1%0", "1/ 0 ",
    "1+", "09", "09+1", "1 2", "x y", "@", "1.5", "(1", "1)", "1?2", "1?:2", "5=3", "x=", "++5",
    "--x++", "2#2", "1#1", "65#1", "3#", "bad", "2**-1", "x==5==1", "3&2|4^1", "1,2,", "a[", "x*=",
    "0 && 1/0", "0 && x/=0", "0x", "08", "y?x=1:2", "99999999999999999999",
    "r", "1+r", "x++, r", "a[r]", "r=1", "0&&r",
]  # fmt: skip

_PRELUDE = """errors=$(mktemp); trap 'rm -f $errors' EXIT
reset() {
    unset a m x y z e e2 bad; x=5 y=-3 e=x+1 e2=e*2 bad=1+; a=(10 x 7); declare -gA m=([k]=3)
    r=r+1
}"""


class _Shell:
    """The variables of the prelude."""

    def __init__(self) -> None:
        self.plain = {"x": "5", "y": "-3", "e": "x+1", "e2": "e*2", "bad": "1+"}
        self.plain["r"] = "r+1"
        self.elements = {"a": {"0": "10", "1": "x", "2": "7"}, "m": {"k": "3"}}

    def is_associative(self, name: str) -> bool:
        return name == "m"

    def get(self, name: str, subscript: str | None) -> str:
        if name != "m" and subscript is not None and int(subscript) < 0:
            raise Unpredictable("it counts from the end")
        if name in self.elements:
            return self.elements[name].get(subscript or "0", "")
        return self.plain.get(name, "") if subscript in (None, "0") else ""

    def set(self, name: str, subscript: str | None, value: str) -> None:
        if name in self.elements:
            self.elements[name][subscript or "0"] = value
        elif subscript is None:
            self.plain[name] = value
        else:
            raise Unpredictable("it makes an array")


def _case(text: str) -> Case:
    def ours() -> str:
        shell = _Shell()
        try:
            shell.set("v", None, str(evaluate(text, shell)))
            said = ""
        except ArithmeticFailure as failure:
            if failure.in_subscript:
                raise Unpredictable("it ends the command") from None
            said = str(failure)
        values = [shell.get(name, None) for name in ("v", "x", "y", "z")]
        values += [shell.get("a", "0"), shell.get("a", "1"), shell.get("m", "k")]
        return f"{said}|{'|'.join(values)}"

    # In `let` an error leaves the shell running; `v` needs its own, for `,` binds looser than `=`.
    return (
        f'reset; v=; t={word(text)}; let "$t" 2>$errors;'
        " IFS= read -r -d '' said <$errors; said=${said%$'\\n'}; said=${said#*: let: };"
        ' [ -n "$said" ] || { old=("$x" "$y" "$z" "${a[0]}" "${a[1]}" "${m[k]}"); reset;'
        ' v=$((t)) 2>/dev/null; }; printf %s "$said";'
        ' printf "|%s" "$v" "$x" "$y" "$z" "${a[0]}" "${a[1]}" "${m[k]}"',
        ours,
    )


def test_cases(tool: Callable[[str, str], str]) -> None:
    compare(tool(*BASH), [_case(text) for text in EXPRESSIONS], _PRELUDE)


@pytest.mark.parametrize(
    "text", ["(" * 5_000, "-" * 5_000 + "1", "1+" * 50_000 + "1", "r", "1**" * 500]
)
def test_hostile_expressions_are_too_much(text: str) -> None:
    shell = _Shell()
    shell.set("r", None, "x++ + r")
    with pytest.raises(TooMuch):
        evaluate(text, shell)


_OPERATORS = (
    "+", "-", "*", "/", "%", "**", "<<", ">>", "<", ">", "<=", ">=", "==", "!=", "&", "|", "^",
    "&&", "||", ",",
)  # fmt: skip
_ASSIGNMENTS = ("=", "+=", "-=", "*=", "/=", "%=", "<<=", ">>=", "&=", "|=", "^=")


def _expression(chance: random.Random, depth: int = 0) -> str:
    kind = chance.random()
    if depth > 3 or kind < 0.35:
        return chance.choice(
            [
                "0",
                "1",
                "2",
                "7",
                "x",
                "y",
                "e",
                "z",
                "a[1]",
                "a[x-4]",
                "m[k]",
                "a",
                "0x1f",
                "010",
                "2#101",
            ]
        )
    inner = _expression(chance, depth + 1)
    if kind < 0.72:
        operator = chance.choice(_OPERATORS)
        space = chance.choice(["", " "])
        return f"{inner}{space}{operator}{space}{_expression(chance, depth + 1)}"
    if kind < 0.77:
        return f"({inner})"
    if kind < 0.83:
        return chance.choice("!~-+") + inner
    if kind < 0.9:
        operator = chance.choice(_ASSIGNMENTS)
        return f"{chance.choice(['x', 'z', 'a[2]', 'm[k]'])}{operator}{inner}"
    if kind < 0.93:
        return f"{inner}?{_expression(chance, depth + 1)}:{_expression(chance, depth + 1)}"
    name = chance.choice(["x", "z", "a[0]", "m[k]"])
    return chance.choice([f"{name}++", f"--{name}", "09", "bad", "@", "x y", "5=3", "x+++y"])


def _generated(chance: random.Random) -> Case:
    text = _expression(chance)
    if chance.random() < 0.1:
        cut = chance.randrange(len(text))
        text = text[:cut] + text[cut + 1 :]
    return _case(" " + text if text.startswith("-") else text)


def test_generated_expressions(tool: Callable[[str, str], str]) -> None:
    fuzz(tool(*BASH), _generated, _PRELUDE)
