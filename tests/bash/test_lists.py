"""`$*`, `${a[@]}` and the like, with each operator, in each place, under each IFS, as in bash."""

from collections.abc import Callable, Iterator
from itertools import product
from random import Random

import pytest

from tests.bash.closed import Undecided
from tests.bash.differential import difference
from tests.bash.oracle import bash_result

IFS = {
    "unset": "unset IFS;",
    "colon": "IFS=:;",
    "empty": "IFS=;",
    "x-blank": "IFS='x ';",
    "blank-colon": "IFS=' :';",
}
LISTS = ("*", "@", "a[*]", "a[@]", "e[*]", "e[@]")
OPERATORS = (
    "", "%b", "#a", "%%x*", "/b/B", "//[ab]/", "/#a/Z", "^", "^^", ",", "@U", "@Q", "@L", "@E",
    ":1", ":1:1", ":0", ": -2:1", ":5", ":-d", ":+p", ":-$*", "-$@", ":+${a[*]}", ':+"$@"',
)  # fmt: skip
OTHERS = (
    "${!a[*]}", "${!a[@]}", "${!m*}", "${!m@}", "${u:-$*}", "${u:-$@}", "${u:-${a[*]}}",
    "${u:-${@:1}}", "${u:-${a[@]#a}}", "${u:-${@:-x}}", "${u:-${a[*]/b/B}}", "${u-${*%b}}",
    "${s:+$@}", "${u:-x$*y}", "${u:-x$@y}", '${u:-"$@"}', "${u:-'a b'$*}",
)  # fmt: skip
PLACES = (
    "show %s", "show p%sq", "for i in %s; do show \"$i\"; done", 'x=(%s); show "${x[@]}"',
    "x=%s; show \"$x\"", 'x=1; x+=%s; show "$x"', 'x[0]=%s; show "$x"', 'declare x=%s; show "$x"',
    'f() { local x=%s; show "$x"; }; f "$@"', "x=%s env | sed -n /^x=/p", "[ -n %s ]; show $?",
    "case %s in 'a b c') show 1 ;; a:b:c) show 2 ;; abc) show 3 ;; esac",
    "[[ %s == 'd e f' ]]; show $?", "cat <<<%s", "cat <<E\n%s\nE", "cat <<E\n$(echo %s)\nE",
    "cat <<E\n${u:-%s}\nE", "show $(echo %s)", 'x=$(echo %s); show "$x"', 'show "${u:-%s}"',
    "show ${u:-%s}", "show x${u:-p%sq}y", 'x=${u:-%s}; show "$x"',
)  # fmt: skip
START = """\
show() { printf '%s' "$#"; printf ' <%s>' "$@"; printf '\\n'; }
a=(a b c) e=('' 'x y' '') mA=1 mB=2 s=s
"""
SAMPLE = 2_500


def programs() -> Iterator[tuple[str, str]]:
    """The name of an IFS and a program, for all that is tried."""
    lists = [f"${{{name}{operator}}}" for name, operator in product(LISTS, OPERATORS)]
    for (name, ifs), given, place, text, quote in product(
        IFS.items(), ("d e f", "'' 'x y' g"), PLACES, (*lists, *OTHERS), ("", '"')
    ):
        use = place.replace("%s", f"{quote}{text}{quote}")
        yield name, f"{START}{ifs} set -- {given}\n{use}\n"


@pytest.mark.parametrize("name", IFS)
def test_lists(name: str, tool: Callable[[str, str], str]) -> None:
    tool("bash", "apt-get install bash")
    tried = Random(name).sample([text for ifs, text in programs() if ifs == name], SAMPLE // 5)
    undecided = []
    for text in tried:
        try:
            assert difference(text, bash_result(text)) is None, text
        except Undecided:
            undecided.append(text)
    if name in ("unset", "blank-colon"):  # elsewhere bash's versions differ
        assert not undecided
    else:
        assert len(undecided) < len(tried) / 3
