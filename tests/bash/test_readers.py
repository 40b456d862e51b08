"""Two more readers of shell text against ours, on the scripts of this repo.

Neither bashlex nor tree-sitter is bash: what they misread is listed here, and left out piece by
piece. That our reading is that of bash, `test_syntax` shows.
"""

import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
import tree_sitter_bash
from tree_sitter import Language, Node, Parser

from doctor.bash import program as p
from doctor.bash.syntax import parse
from tests.bash.test_syntax import nodes
from tests.conftest import ROOT

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import bashlex
    import bashlex.errors

SCRIPTS = sorted(
    path
    for folder, pattern in [
        ("tests/bash/cases", "*.sh"),
        ("tests/bash/syntax", "*.sh"),
        ("tests/judge/scripts", "**/*.sh"),
        ("tests/fixtures", "**/*.sh"),
        ("bench/repo/ci", "*.sh"),
    ]
    for path in (ROOT / folder).glob(pattern)
)


def pieces(text: bytes, block: p.Block) -> Iterator[tuple[str, list[p.Command]]]:
    """The parts of a block from line to line, each with its commands."""
    commands = list(block.commands)
    while commands:
        count = 1
        start = commands[0].start
        while count < len(commands) and b"\n" not in text[start : commands[count].start]:
            count += 1
        end = commands[count].start if count < len(commands) else block.end
        yield text[start:end].decode().rstrip(), commands[:count]
        del commands[:count]


def blocks(node: Any) -> Iterator[p.Block]:
    """The outermost blocks below a node."""
    for child in node:
        if isinstance(child, p.Block):
            yield child
        elif isinstance(child, tuple):
            yield from blocks(child)


def read(
    script: str, misreads: Iterable[str], reading: Callable[[str], list[Any] | None]
) -> Iterator[tuple[str, list[Any]]]:
    """The largest pieces that a reader can read and does not misread, each with its reading."""
    text = script.encode()
    pending = [parse(script)]
    while pending:
        for piece, commands in pieces(text, pending.pop()):
            misread = any([re.search(form, piece) for form in misreads])
            found = None if misread else reading(piece)
            if found is None:
                pending += blocks(commands)
            else:
                yield piece, found


# bashlex

BASHLEX_MISREADS = {
    "quotes that it does not know": r"\$['\"]",
    "arithmetic, for subshells": r"(?<!\$)\(\(",
    "braces, which it leaves alone": r"\{[^{}\s]*(,|\.\.)",
    "commands in a here-document, for text": r"<<[^<](?s:.*)(\$\(|`)",
    "commands in the word of an expansion, for text": r"\$\{[^}]*\$\(",
    "a descriptor in a variable, for a word": r"\{\w+\}[<>]",
    "a here-document in a group, for commands": r"\{\n(?s:.*)<<[^<]",
    "blanks in a subscript": r"\w\[ ",
    "both outputs to a pipe, for one": r"\|&",
    "quotes and backslashes in the quotes of an assignment, which it removes": (
        r"\w=\S*('[^'\n]*[\"\\]|\"[^\"\n]*['\\])"
    ),
}


def text_of(text: bytes, word: p.Word) -> str:
    """The word after quote removal, with its expansions as they stand in the text."""
    result = ""
    for part in word.parts:
        match part:
            case p.Literal():
                result += part.text
            case p.Tilde():
                result += "~" + part.user
            case _:
                result += text[part.start : part.end].decode().replace("\\\n", "")
    return result


def word_of(text: bytes, word: p.Word | p.Assignment) -> str:
    """The same of a word that may be an assignment."""
    if isinstance(word, p.Word):
        return text_of(text, word)
    subscript = f"[{text_of(text, word.subscript)}]" if word.subscript else ""
    value = text_of(text, word.value) if isinstance(word.value, p.Word) else "(…)"
    return f"{word.name}{subscript}{'+' * word.append}={value}"


def ours_for_bashlex(script: str) -> list[Any]:
    """Commands, redirections, pipelines, operators and compounds: where, and what."""
    text = script.encode()
    found: list[Any] = []
    for node in nodes(parse(script)):
        start = len(text[: node.start].decode()) if hasattr(node, "start") else 0
        match node:
            case p.Simple():
                words = sorted([*node.assignments, *node.words], key=lambda word: word.start)
                found.append((start, "command", [word_of(text, word) for word in words]))
            case p.Redirect(fd, operator, target):
                shown = "" if operator == "<<" else text_of(text, target)
                found.append((start, fd, operator, shown))
            case p.Pipeline() if len(node.commands) > 1:
                found.append((start, "pipeline", len(node.commands)))
            case p.AndOr():
                found += [operator for operator, _ in node.rest]
            case p.If() | p.While() | p.For() | p.Function():
                found.append((start, type(node).__name__))
    return sorted(found, key=repr)


def by_bashlex(script: str) -> list[Any] | None:
    """The same; None where bashlex gives up, or breaks."""
    try:
        trees = bashlex.parse(script)
    except (bashlex.errors.ParsingError, NotImplementedError, AttributeError, TypeError):
        return None
    found: list[Any] = []

    def visit(node: Any) -> None:
        start = node.pos[0]
        children = list(getattr(node, "parts", []))
        match node.kind:
            case "command":
                words = [c.word for c in children if c.kind in ("assignment", "word")]
                found.append((start, "command", words))
            case "redirect":
                target = getattr(node.output, "word", node.output)
                shown = "" if node.type in ("<<", "<<-") else str(target)
                found.append((start, node.input, node.type.removesuffix("-"), shown))
                children += [node.output] * hasattr(node.output, "kind")
            case "pipeline":
                count = sum(c.kind not in ("pipe", "reservedword") for c in children)
                if count > 1:
                    found.append((start, "pipeline", count))
            case "operator" if node.op in ("&&", "||"):
                found.append(node.op)
            case "if" | "while" | "until" | "for":
                found.append((start, node.kind.replace("until", "while").capitalize()))
            case "function":
                found.append((start, "Function"))
                children = [node.body]
            case "commandsubstitution" | "processsubstitution":
                children = [node.command]
            case "compound":
                children = [*node.list, *node.redirects]
        for child in children:
            visit(child)

    for tree in trees:
        visit(tree)
    return sorted(found, key=repr)


# tree-sitter

TREE_SITTER_MISREADS = {
    "quotes that it does not know": r"\$['\"]",
    "what stands behind a parameter in a value, for a word": r"=\$\w+[/.-]\S*\$",
    "an escape behind quotes, for a word": r"['\"]\\\$|\S\\\n\S",
    "a lone dash, for nothing": r"\s-\s*([<>|)]|$)",
    "a negated group or other compound, for a command": r"! (\{|if|case|for)",
    "time, for a command": r"\btime ",
    "an empty pair of brackets": r"\[ \]",
    "arithmetic in a word or a here-document, for commands": r"(\$\{[^}]*|<<[^<](?s:.*))\$\(\(",
    "a descriptor in a variable, for a word": r"\{\w+\}[<>]",
    "backquotes in backquotes": r"\\`",
    "braces as arguments": r" \{ \}",
    "a process substitution behind text, for a word": r"\S<\(",
}

_PARSER = Parser(Language(tree_sitter_bash.language()))


def ours_for_tree_sitter(script: str) -> list[tuple[int, str, int]]:
    """The line, name and number of words of each simple command."""
    text = script.encode()
    found = []
    for node in nodes(parse(script)):
        match node:
            case p.Simple(words=(first, *_)):
                name = text[first.start : first.end].decode()
                count = len({word.start for word in node.words})
                line = text.count(b"\n", 0, first.start)
                found.append((line, name, 0 if name == "[" else count))
    return sorted(found)


def by_tree_sitter(script: str) -> list[tuple[int, str, int]] | None:
    """The same; None where tree-sitter finds an error."""
    root = _PARSER.parse(script.encode()).root_node
    if root.has_error:
        return None
    found = []
    pending = [root]
    while pending:
        node = pending.pop()
        pending += node.children
        if node.type == "test_command" and node.children[0].type == "[":
            found.append((node.start_point.row, "[", 0))
        elif node.type in ("command", "declaration_command", "unset_command"):
            words = [child for child in node.children if is_word(child)]
            if words and words[0].text != b"[[":
                name = words[0].text.decode()
                found.append((words[0].start_point.row, name, 0 if name == "[" else len(words)))
    return sorted(found)


def is_word(child: Node) -> bool:
    """A child of a command; an assignment is a word only behind `declare` and its like."""
    if child.type == "variable_assignment":
        return child.parent.type == "declaration_command"
    return child.type != "comment" and not child.type.endswith("_redirect")


# The tests

READERS = {
    "bashlex": (BASHLEX_MISREADS, by_bashlex, ours_for_bashlex),
    "tree-sitter": (TREE_SITTER_MISREADS, by_tree_sitter, ours_for_tree_sitter),
}


def test_bashlex_reads_the_same() -> None:
    counts = Counter[str]()
    for path in SCRIPTS:
        for piece, expected in read(path.read_text(), BASHLEX_MISREADS.values(), by_bashlex):
            assert ours_for_bashlex(piece) == expected, (path.name, piece)
            counts.update([found[1] for found in expected if found[1] in ("command", "pipeline")])
            counts["redirection"] += sum([len(found) == 4 for found in expected])
    assert counts["command"] >= 4700
    assert counts["redirection"] >= 500
    assert counts["pipeline"] >= 80


def test_tree_sitter_reads_the_same() -> None:
    commands = 0
    for path in SCRIPTS:
        for piece, expected in read(
            path.read_text(), TREE_SITTER_MISREADS.values(), by_tree_sitter
        ):
            assert ours_for_tree_sitter(piece) == expected, (path.name, piece)
            commands += len(expected)
    assert commands >= 4300


@pytest.mark.parametrize(
    ("reader", "misread"),
    [(reader, misread) for reader, (misreads, *_) in READERS.items() for misread in misreads],
)
def test_every_exception_is_needed(reader: str, misread: str) -> None:
    misreads, theirs, ours = READERS[reader]
    others = [form for name, form in misreads.items() if name != misread]
    assert any(
        ours(piece) != found
        for script in [path.read_text() for path in SCRIPTS]
        if re.search(misreads[misread], script)
        for piece, found in read(script, others, theirs)
    )
