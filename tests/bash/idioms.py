"""The statements of idioms.txt."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bash.generate import Generator, Lines

TEXT = (Path(__file__).parent / "idioms.txt").read_text()
HOLE = re.compile("«([^«»]*)»")
VERSIONS = ("v1.2.3", "1.2", "v2.0.0-rc1", "10.20.30-4", "nightly-7", "v1.2.3-4", "", "1.2.x")
FLAGS = ("", "--publish", "--dry-run", "-n", "-v", "--tag=v1", "--tag", "v2", "--", "rest", "''",
         "--bad", "'a b'", "-nv", "--tag=")  # fmt: skip
OPTIONS = ("nullglob", "dotglob", "extglob", "nocaseglob", "globstar", "failglob")
GLOBS = ("*", ".*", "f*", "F*", "[a-f]*", "**", "?1", "f[!1]", "nosuch*", "*.txt", '"f"*', "f\\*",
         "$b*", "*1", "[[:alpha:]]1", "$p")  # fmt: skip
SCRIPTS = ("a=sourced", 'echo "args $#: $*"', "return 3", 'set -- new; echo "$1"', "echo a; false",
           'echo in; echo "$a"', "exit 4", 'shift; echo "$1"')  # fmt: skip
STRICT = (
    "local z=$(false); echo local", "z=$(false); echo plain", "export z=$(false); echo export",
    "false && true; echo and", "true && false; echo last", "! true; echo not",
    "{ false; echo group; } || echo caught", "( false; echo sub ); echo behind",
    "if false; then :; fi; echo if", "while false; do :; done; echo while",
    "z=$(false; echo y); show $z", "echo $(false); echo substituted", "false || false; echo or",
    "(( 0 )); echo arithmetic", "[[ a == b ]]; echo test", "let z=0; echo let",
    "eval false; echo eval", "eval 'false; echo in' || echo evaluated", "f2 || echo forgiven",
    "f2; echo f2", "if f2; then echo yes; else echo no; fi", "! f2; echo negated",
    "z=$(f2); show $z", "z=$(f2) || show $z", "declare z=$(f2); show $z", "f2 && echo and",
    "case $(f2) in *) echo case ;; esac", "for z in $(f2); do show $z; done", "cat <<< $(f2)",
    '[ -n "$(f2)" ] && echo some', "readonly z=$(false); echo readonly", "z=(); z+=( $(f2) )",
    "z=1 f2; echo temporary", "command false; echo command", "{ f2; } > o; cat o",
    "unset nosuch; echo unset", "shift 99; echo shift", "set +e; false; set -e; echo between",
    "z=$(set +e; f2; echo on); show $z", "until f2; do break; done; echo until", "test; echo t",
    "trap 'echo \"trap $?\"' EXIT; f2", "trap 'echo \"err $?\"' ERR; f2; echo on",
    "set -E; trap 'echo \"err $?\"' ERR; f2", 'true; f2 || { echo "$?"; false; }; echo b',
    "[[ -n $(f2) ]] && f2; echo c", "f2 && f2 || echo d; f2 && f2", "return 3; echo returned",
)  # fmt: skip
EXPANSIONS = (
    "${arr[@]/#/pre}", "${arr[@]%.*}", "${arr[-1]-}", "${lst[@]^^}", "${arr[@]@Q}",
    "${lst[*]@U}", "${lst[@]: -2}", "${arr[@]:1:1}", "${map[@]}", "${arr[*]/a}", "${#lst[1]}",
    "${a//$'\\n'/ }", '${a#"$b"}', '${a%"${b}"*}', '${a:+"$a" x}', '${a:-"x  y"}',
    "${a:+--flag=$b}", "${a/$b/<&>}", "${a:${#b}}", "${a: -2:1}", "${a@A}", "${a@a}", "${a@E}",
    "${a^^}-${b,}", "${a%%[[:space:]]*}", "${a##*( )}", "${a//[^a-z]}", "${a//\\//-}", "${a/%?/}",
    '${a-"$@"}', "${@:$#}", "${*/ /_}", "${1:0:2}", "${a:-$(echo $b)}", "$(( ${#a} + ${#b} ))",
    "${a#*:}", "${a%:*}", "${a:i:n}", "${c:j-1}", "$'a\\'b'$c", '"${d}"\'$a\'', "${d:-${c:+x y}}",
)  # fmt: skip
PARTS = [one for one in EXPANSIONS if "[@]" not in one and "[*]" not in one]
"""Those of one text: in `[[ ]]` bash 5.2 splits what operators make of lists."""

HOLES: dict[str, Callable[[Generator], str]] = {
    "body": lambda g: "\n".join(g.body()),
    "condition": lambda g: g.condition(),
    "errexit": lambda g: "\n".join(g.errexit_again()),
    "expansion": lambda g: g.pick(EXPANSIONS),
    "file": lambda g: g.fresh("file"),
    "flag": lambda g: g.pick(FLAGS),
    "fun": lambda g: g.fresh("did"),
    "glob": lambda g: g.pick(GLOBS),
    "name": lambda g: g.scalar(),
    "option": lambda g: g.pick(OPTIONS),
    "parse": lambda g: g.fresh("parse"),
    "part": lambda g: g.pick(PARTS),
    "plain": lambda g: g.plain(),
    "printer": lambda g: g.printer(),
    "quoted": lambda g: g.quote(g.pick(SCRIPTS)),
    "reader": lambda g: g.reader(),
    "script": lambda g: g.pick(SCRIPTS),
    "strict": lambda g: g.pick(STRICT),
    "test": lambda g: g.single_test(),
    "text": lambda g: g.text(),
    "version": lambda g: g.quote(g.pick(VERSIONS)),
    "word": lambda g: g.word(),
    "words": lambda g: g.words(3),
}
ONE = {"file", "fun", "name", "option", "parse"}
"""Holes that are all filled alike within a statement."""


def filled(g: Generator, text: str) -> str:
    """The text with its holes filled, the inner ones first."""
    known: dict[str, str] = {}
    while hole := HOLE.search(text):
        inside = hole[1]
        new = known.get(inside) or (
            g.pick(inside.split("¦")) if "¦" in inside else HOLES[inside](g)
        )
        if inside in ONE:
            known[inside] = new
        text = text[: hole.start()] + new + text[hole.end() :]
    return text


def statement(texts: list[str], flags: list[str]) -> Callable[[Generator], Lines]:
    """A statement that is one of the texts."""

    def made(g: Generator) -> Lines:
        if g.depth and "top" in flags:
            return g.showing()
        lines = [line for line in filled(g, g.pick(texts)).splitlines() if line]
        if "enclosed" not in flags:
            return lines
        start, end = g.enclosure(lines, (("(", ")"), ("(", ') || echo "rc $?"'),
                                         ("d=$(", ') || show $?; show "$d"')))  # fmt: skip
        return [start, *lines, end]

    return made


def sections(beside: bool) -> list[tuple[Callable[[Generator], Lines], int]]:
    """The statements of each section, and how often they are taken."""
    found = []
    for section in TEXT.split("\n=== ")[1:]:
        head, *texts = section.strip().split("\n\n")
        _, weight, *flags = head.split()
        if ("beside" in flags) is beside:
            found.append((statement(texts, flags), int(weight)))
    return found
