"""Shell text to the program: bash itself is the judge."""

import random
import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from doctor.bash import program as p
from doctor.bash.syntax import parse
from tests.bash import generate
from tests.bash.printer import print_function

HERE = Path(__file__).parent / "syntax"
SCRIPTS = sorted(HERE.glob("*.sh"))


@pytest.fixture(scope="session")
def bash(tool: Callable[[str, str], str]) -> str:
    return tool("bash", "apt-get install bash")


def run(bash: str, script: str, *options: str) -> subprocess.CompletedProcess[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run(
            [bash, *options, "/dev/stdin"],
            input=script.encode("utf-8", "surrogateescape"),
            capture_output=True,
            cwd=folder,
            timeout=20,
            env={"LC_ALL": "C.UTF-8", "HOME": "/home/me", "PATH": "/usr/bin:/bin"},
        )


def nodes(tree: Any) -> Iterator[Any]:
    """Every node of the tree, in the order of the text."""
    pending = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, tuple):
            if hasattr(node, "_fields"):
                yield node
            pending.extend(reversed(node))


def is_unreadable(tree: Any) -> bool:
    return any(isinstance(node, p.Unreadable) for node in nodes(tree))


def only(text: str) -> Any:
    """The one command of a text."""
    (command,) = parse(text).commands
    return command


def literal(word: Any) -> str:
    assert all(isinstance(part, p.Literal) for part in word.parts), word
    return "".join(part.text for part in word.parts)


# Words and here-documents that are nothing but text

LITERAL_WORDS = r"""
abc 'a b' "a b" a"b"'c'$'d' \a\ \b "" '' a'' "\$x \` \" \\ \a \'" '\' 'a
b' $'\x41\102\u00e9\U1F600\cA\'\"\?\q\n\t' $'a\0b'c $"a \$b" a\
b "a\
b" a#b \#c ~ ~/x ~"x" \~ a=b a~ {a,b}{c,d} {1..3} {3..1} {01..10..3} {a..e..2} {} {a} {a,} {,}
{a,{b,c}d} a{b}c,d} {{a,b} {abc{d,e} {a,b}} {1..a} {"a",b} {"1"..3} {a,\,} {\{,b} \{a,b}
{1..2}, {'a b',c}$'\t'x $ a$ "$" $'$' "a'b" 'a"b' é日本 "é"\é x{é,ß} @ % + - -- --x=y [a-z]
=x a=\ b 1=2 %s ] [[ ]] ! "a"{1,2}"b" {a..c}{1..2} x{-1..1} {-03..3..3} {a,b{1,2}}
if then fi done esac do in case { } time function select coproc until '#' a#
""".strip()


def test_literal_words_are_those_of_bash(bash: str) -> None:
    lines = re.sub(r"(?<!\\)\n(?!b')", " ", LITERAL_WORDS)
    script = f"printf '%s\\0' {lines}"
    expected = run(bash, script).stdout.decode("utf-8", "surrogateescape").split("\0")[:-1]
    found = []
    for word in only(script).words[2:]:
        tilde = isinstance(word.parts[0], p.Tilde) if word.parts else False
        rest = word._replace(parts=word.parts[1:]) if tilde else word
        found.append("/home/me" * tilde + literal(rest))
    assert found == expected
    assert len(found) > 100


DOCUMENTS = [
    "cat <<'E'\na $x `b` \\$ \\\\ \"q\"\nE\n",
    "cat <<E\na \\$x \\`b\\` \\\\ \\a \"q\" 's' \\\njoined\nE\n",
    "cat <<-E\n\ta\n\t\t b\n  c\n\tE\n",
    "cat <<-'E'\n\ta \\\n\tb\n\tE\n",
    "cat <<-E\n\ta \\\n\tb\n\tE\n",
    "cat <<''\nup to here\n\n",
    'cat <<"E F"\nx\nE F\n',
    "cat <<\\E; echo more\n$x\nE\n",
    "cat <<E 2>&1 | cat\nE x\nE\n",
    "cat <<E\nE",
    "cat <<E\na\\\nE\nE\n",
    "cat <<E && : 'multi\nline'\nbody\nE\n",
    "cat <<é\nü\né\n",
    "cat <<E\nnot closed",
    "cat <<'E'\nnot closed",
    "cat <<-E\n\tnot closed",
    "cat <<E\nnot closed\n",
    "cat <<E",
]


@pytest.mark.parametrize("text", DOCUMENTS)
def test_here_documents_are_those_of_bash(bash: str, text: str) -> None:
    redirects = [node for node in nodes(parse(text)) if isinstance(node, p.Redirect)]
    body = literal(next(node for node in redirects if node.operator == "<<").target)
    expected = run(bash, text).stdout.decode()
    assert body == expected.removesuffix("more\n")


def test_two_here_documents_on_one_line() -> None:
    command = only("cat <<A - 3<<'B' | tee x\n$a\nA\n$b\nB\n")
    first, second = command.commands[0].redirects
    assert [part.name for part in first.target.parts[:1]] == ["a"]
    assert second.fd == 3
    assert second.target.parts == (p.Literal("$b\n", True),)


# What bash prints of its own tree


OTHER_SCRIPTS = [
    *sorted((HERE.parent / "cases").glob("*.sh")),
    *sorted((HERE.parent.parent / "judge" / "scripts").glob("*.sh")),
]


def as_function(bash: str, text: str, *options: str) -> str:
    """The script as bash prints it in `declare -f`, "" where it cannot stand in a function."""
    printed = run(bash, f"f() {{\n{text}\n}}\ndeclare -f f", *options)
    return "" if printed.stderr else printed.stdout.decode("latin-1")


@pytest.mark.parametrize("path", [*SCRIPTS, *OTHER_SCRIPTS], ids=lambda path: path.name)
def test_bash_prints_the_same_program(bash: str, path: Path) -> None:
    text = path.read_text()
    tree = parse(text)
    if is_unreadable(tree):
        assert path not in SCRIPTS
        return
    ours = print_function(text.encode(), "f", tree)
    assert ours in (as_function(bash, text, "-O", "extglob"), as_function(bash, text))


def without_parentheses(text: str) -> str:
    """The tree does not keep those in `[[ … ]]` that change nothing."""
    return re.sub(r"\[\[ .*? \]\]", lambda m: re.sub(r"(?<= )\( | \)(?= )", "", m[0]), text)


def test_bash_prints_the_same_generated_programs(bash: str) -> None:
    for seed in range(11, 52):
        text = generate.program(random.Random(seed), 12)
        printed = as_function(bash, text, "-O", "extglob")
        ours = print_function(text.encode(), "f", parse(text))
        assert without_parentheses(ours) == without_parentheses(printed), seed


# What cannot be read

BROKEN = [
    "echo 'a",
    'echo "a',
    "echo `a",
    "echo $(a",
    "echo ${a",
    "echo $((1",
    "if a; then b",
    "if a; b; fi",
    "if a; then fi",
    "while a; do done",
    "for i in a; echo",
    "case x in a) b",
    "a ;; b",
    "a | | b",
    "a && && b",
    "; a",
    "a & ; b",
    "& a",
    "( a",
    "a )",
    "{ a",
    "}",
    "fi",
    "done",
    "f() echo",
    "echo (a)",
    "a=(1",
    "[[ a",
    "[[ a b ]]",
    "[[ -f ]]",
    "a >",
    "a > ;",
    "for ((i=0; i<1)); do a; done",
    "() { a; }",
    "{ a }",
    "((a)",
    "esac",
    "a ||",
    "a |",
    "!a() {",
    "a[1",
]


@pytest.mark.parametrize("text", BROKEN)
def test_what_bash_refuses_is_unreadable(bash: str, text: str) -> None:
    refused = run(bash, text, "-n")
    assert refused.returncode != 0 or refused.stderr
    tree = parse(f"good one\n{text}")
    assert tree.commands[0] == only("good one")
    assert isinstance(tree.commands[-1], p.Unreadable)
    assert tree.commands[-1].end == tree.end


def test_a_command_that_is_read_but_not_told_spoils_only_itself() -> None:
    tree = parse("a\necho {1..1000000} | b; c\ncoproc d { e; }\nf ${(k)x}\ng")
    kinds = [type(command).__name__ for command in tree.commands]
    assert kinds == ["Simple", "Pipeline", "Simple", "Unreadable", "Unreadable", "Simple"]


@pytest.mark.parametrize("text", ["$a{b,c}", "{$a,$b}c", "x{A..c}"])
def test_braces_that_change_what_they_touch_are_not_guessed(text: str) -> None:
    assert isinstance(only(f"echo {text}"), p.Unreadable)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000,
        "$(" * 100_000,
        "${x:-" * 100_000,
        "`" * 99_999,
        "$((" * 50_000,
        "if " * 50_000,
        '"$(' * 50_000,
        "{a," * 50_000,
        "echo {a,b}" + "{a,b}" * 5_000,
        "! " * 100_000,
        "a|" * 100_000,
        "<<a " * 20_000 + "\n",
        "((" * 50_000,
        "[[ " + "( " * 50_000,
        "[[ a" + " && a" * 50_000 + " ]]",
        "a[" * 50_000,
        "x=(" * 50_000,
        "'" * 99_999,
        "\\" * 99_999,
        "\ud800 \0 \xff",
        "a" * 1_000_000,
        "a &&\n" * 50_000,
        ": ${a" + "[a" * 50_000,
        "~:" * 100_000,
        "case a in " * 50_000,
        "`\\" * 30_000,
        "echo " + "{1..2}" * 40,
        "[[ a =~ " + "(" * 100_000,
        "<(" * 100_000,
        "f() " * 50_000,
    ],
    ids=lambda text: text[:8],
)
def test_hostile_text_ends_in_time(text: str) -> None:
    before = time.thread_time()
    parse(text, 0.5)
    assert time.thread_time() - before < 2


def test_mutilated_scripts_never_pass_for_whole(bash: str) -> None:
    """What `bash -n` refuses has something unreadable, and nothing raises."""
    texts = [path.read_text() for path in SCRIPTS]
    dice = random.Random(3)
    missed = refused = 0
    for _ in range(150):
        text = dice.choice(texts)
        for _ in range(dice.randint(1, 3)):
            at = dice.randrange(len(text))
            end = min(len(text), at + dice.randint(1, 8))
            text = dice.choice(
                [text[:at] + text[end:], text[:at] + text[at:end] * 2 + text[end:],
                 text[:at] + dice.choice("'\"`$(){}<>|&;\\\n#[]=!") + text[at:]]
            )  # fmt: skip
        tree = parse(text)
        if run(bash, text, "-O", "extglob", "-n").returncode != 0:
            refused += 1
            missed += not is_unreadable(tree)
    assert refused > 30
    assert missed <= refused * 0.03


# Details of the tree


def test_positions_are_bytes_of_utf8() -> None:
    command = only("écho 'ü' $x")
    assert [(word.start, word.end) for word in command.words] == [(0, 5), (6, 10), (11, 13)]
    inner = next(node for node in nodes(only("a `b \\`c é\\``")) if node[:1] == ("é",))
    assert inner.text == "é"


def test_positions_inside_unescaped_backquotes() -> None:
    text = "x `a \\`b\\` c`"
    names = {
        text[node.start : node.end]: node.words[0]
        for node in nodes(parse(text))
        if isinstance(node, p.Simple)
    }
    assert set(names) == {text, "a \\`b\\` c", "b"}


def test_carriage_returns_are_characters_as_in_bash(bash: str) -> None:
    assert literal(only("echo a\r\n").words[1]) == "a\r"
    assert is_unreadable(parse("if a; then\r\n b\r\nfi\r\n"))
    assert run(bash, "if a; then\r\n b\r\nfi\r\n", "-n").returncode != 0


def test_assignments_stand_where_bash_takes_them() -> None:
    command = only("A=1 b[2]+=x env C=3")
    assert [a.name for a in command.assignments] == ["A", "b"]
    assert [literal(word) for word in command.words] == ["env", "C=3"]
    declared = only('declare -r A=1 "$B=2" C')
    assert [type(word).__name__ for word in declared.words] == [
        "Word", "Word", "Assignment", "Word", "Word",
    ]  # fmt: skip
    assert isinstance(only("\\export A=1").words[1], p.Word)


def test_quotes_in_the_words_of_expansions() -> None:
    def word(text: str) -> Any:
        return only(f"echo {text}").words[1].parts[0].words[-1]

    assert literal(word('"${x:-\'a\' "b" c}"')) == "'a' b c"
    assert word("${x#'p'*}").parts == (p.Literal("p", True), p.Literal("*", False))
    assert word("\"${x#'p'*}\"").parts == (p.Literal("p", True), p.Literal("*", False))
    assert word("${x:-~/a}").parts == (p.Tilde(""), p.Literal("/a", False))


def test_stderr_joins_the_pipe() -> None:
    first = only("a >f |& b").commands[0]
    assert [(redirect.fd, redirect.operator) for redirect in first.redirects] == [
        (None, ">"),
        (2, ">&"),
    ]
