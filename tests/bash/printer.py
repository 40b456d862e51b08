"""The tree as bash prints it: the form of `declare -f` in bash 5.2.

bash prints words as they are written, besides the commands in them, which it prints anew. So words
are taken from the script, by the positions in the tree; all else is made of the tree alone.
"""

import codecs
import re
from collections.abc import Sequence
from typing import Any

from doctor.bash import program as p


def print_function(script: bytes, name: str, tree: p.Block) -> str:
    """What `declare -f` prints of a function with the commands of `tree`, the reading of `script`.

    The text that is returned, like that of the script here, has a character for each byte.
    """
    printer = _Printer(script.decode("latin-1"), is_function=True)
    printer.function(name, p.Group(tree, 0, 0))
    return printer.out.removeprefix("function ") + "\n"


class _Printer:
    """Follows bash, so that here-documents and blanks come out where bash puts them."""

    def __init__(self, script: str, *, is_function: bool) -> None:
        self.script = script
        self.out = ""
        self.indentation = 0
        self.is_function = is_function
        self.is_substitution = not is_function
        self.bodies: list[str] = []
        self.had_body = False

    # Layout

    def newline(self, text: str = "") -> None:
        self.out += "\n" + " " * self.indentation + text

    def semicolon(self) -> None:
        if self.out[-1] not in "&\n":
            self.out += ";"

    def flush(self, text: str = "") -> None:
        """The bodies of the here-documents whose operators have been printed, behind `text`."""
        self.out += text
        if self.bodies:
            self.out += "\n" + "".join(self.bodies) + (" " if text else "")
            self.bodies = []
            self.had_body = True

    def indented(self, block: p.Block) -> None:
        self.indentation += 4
        self.out += " " * self.indentation
        self.block(block)
        self.flush()
        self.indentation -= 4

    # Commands

    def block(self, block: p.Block) -> None:
        for number, command in enumerate(block.commands):
            if number:
                before = block.commands[number - 1]
                if isinstance(before, p.Background):
                    self.out += " "
                else:
                    self.separator(before.end, command.start)
            self.command(command)
            if number:
                self.flush()

    def separator(self, end: int, start: int) -> None:
        """Between two commands: a newline in a function; in `$(…)` also what is written."""
        is_newline = self.is_substitution and "\n" in self.script[end:start]
        if self.bodies:
            self.flush()
            self.out += "\n" * (is_newline and not self.is_function)
        else:
            if not self.had_body or (is_newline and not self.is_function):
                self.out += "\n" if is_newline else ";"
            self.had_body = False
        if self.is_function:
            self.newline()
        elif not is_newline:
            self.out += " "

    def command(self, node: Any) -> None:
        getattr(self, "print_" + type(node).__name__.lower())(node)

    def print_background(self, node: p.Background) -> None:
        self.command(node.command)
        self.flush(" &")

    def print_pipeline(self, node: p.Pipeline) -> None:
        prefixes = self.script[node.start : node.commands[0].start].split()
        if "time" in prefixes:
            self.out += "time -p " if "-p" in prefixes or "--" in prefixes else "time "
        self.out += "! " * node.negated
        for number, command in enumerate(node.commands):
            if number:
                self.flush(" |")
                self.out += " "
            self.command(command)
            if number == len(node.commands) - 1 > 0:
                self.flush()

    def print_andor(self, node: p.AndOr) -> None:
        self.command(node.first)
        for operator, command in node.rest:
            self.flush(f" {operator} ")
            self.command(command)
            self.flush()

    def print_simple(self, node: p.Simple) -> None:
        words = sorted([*node.assignments, *node.words], key=lambda word: word.start)
        self.out += self.words(words)
        if words and node.redirects:
            self.out += " "
        self.redirects(node.redirects)

    def print_redirected(self, node: p.Redirected) -> None:
        self.command(node.command)
        self.out += " "
        self.redirects(node.redirects)

    def print_block(self, node: p.Block) -> None:
        """Nothing, behind a `time` or a `!`."""
        assert not node.commands

    def print_subshell(self, node: p.Subshell) -> None:
        self.out += "( "
        self.block(node.body)
        self.flush()
        self.out += " )"

    def print_group(self, node: p.Group) -> None:
        self.out += "{ "
        if self.is_function:
            self.out += "\n"
            self.indented(node.body)
            self.newline("}")
        else:
            self.block(node.body)
            self.flush()
            self.semicolon()
            self.out += " }"

    def print_if(self, node: p.If) -> None:
        (condition, body), *others = node.branches
        self.out += "if "
        self.block(condition)
        self.semicolon()
        self.out += " then\n"
        self.indented(body)
        otherwise = node.otherwise
        if others:
            nested = p.If(tuple(others), otherwise, others[0][0].start, node.end)
            otherwise = p.Block((nested,), nested.start, nested.end)
        if otherwise is not None:
            self.semicolon()
            self.newline("else\n")
            self.indented(otherwise)
        self.semicolon()
        self.newline("fi")

    def print_for(self, node: p.For | p.Select) -> None:
        words = '"$@"' if node.words is None else self.words(node.words)
        self.out += f"{type(node).__name__.lower()} {node.name} in {words};"
        self.loop_body(node.body)

    print_select = print_for

    def print_cfor(self, node: p.CFor) -> None:
        parts = [self.word(part).lstrip() or "1" for part in node[:3]]
        self.out += f"for (({'; '.join(parts)}))"
        self.loop_body(node.body)

    def loop_body(self, body: p.Block) -> None:
        self.newline("do\n")
        self.indented(body)
        self.semicolon()
        self.newline("done")

    def print_while(self, node: p.While) -> None:
        self.out += "until " if node.until else "while "
        self.block(node.condition)
        self.semicolon()
        self.out += " do\n"
        self.indented(node.body)
        self.semicolon()
        self.newline("done")

    def print_case(self, node: p.Case) -> None:
        self.out += f"case {self.word(node.subject)} in "
        self.indentation += 4
        for arm in node.arms:
            self.newline(" | ".join([self.word(pattern) for pattern in arm.patterns]) + ")\n")
            if arm.body.commands:
                self.indented(arm.body)
            self.newline(arm.ending)
        self.indentation -= 4
        self.newline("esac")

    def print_function(self, node: p.Function) -> None:
        self.function(node.name, node.body)

    def function(self, name: str, body: Any) -> None:
        self.out += f"function {name} () \n" + " " * self.indentation + "{ \n"
        was_function, self.is_function = self.is_function, True
        redirects: tuple[p.Redirect, ...] = ()
        if isinstance(body, p.Redirected) and isinstance(body.command, p.Group):
            body, redirects = body.command, body.redirects
        self.indented(body.body if isinstance(body, p.Group) else p.Block((body,), 0, 0))
        self.is_function = was_function
        self.had_body = False
        self.newline("}")
        if redirects:
            self.out += " "
            self.redirects(redirects)

    def print_let(self, node: p.Let) -> None:
        self.out += f"(({self.word(node.text)}))"

    def print_test(self, node: p.Test) -> None:
        self.out += f"[[ {self.condition(node.condition)} ]]"

    def condition(self, node: p.Condition) -> str:
        match node:
            case p.Not(operand):
                inner = self.condition(operand)
                return f"! ( {inner} )" if isinstance(operand, p.Both | p.Either) else f"! {inner}"
            case p.Both(left, right):
                sides = [
                    f"( {text} )" if isinstance(side, p.Either) else text
                    for side in (left, right)
                    for text in [self.condition(side)]
                ]
                return " && ".join(sides)
            case p.Either(left, right):
                return f"{self.condition(left)} || {self.condition(right)}"
            case p.Unary(operator, operand):
                return f"{operator} {self.word(operand)}"
            case p.Binary(operator, left, right):
                return f"{self.word(left)} {operator} {self.word(right)}"

    # Redirections

    def redirects(self, redirects: Sequence[p.Redirect]) -> None:
        self.had_body = self.had_body and not redirects
        self.out += " ".join([self.redirect(redirect) for redirect in redirects])

    def redirect(self, node: p.Redirect) -> str:
        if self.script.startswith("|&", node.start):
            return "2>&1"
        fd = f"{{{node.fd}}}" if isinstance(node.fd, str) else node.fd
        if node.operator == "<<":
            return self.here_document(node, "" if fd in (None, 0) else str(fd))
        target = self.word(node.target)
        usual = 0 if node.operator[0] == "<" else 1
        if node.operator in ("<&", ">&"):
            if fd in (None, usual) and target.strip("0123456789-"):
                return f"{node.operator}{target}"
            operator = ">&" if target == "-" else node.operator
            return f"{usual if fd is None else fd}{operator}{target}"
        if node.operator == "<>":
            return f"{usual if fd is None else fd}<> {target}"
        return f"{'' if fd in (None, usual) else fd}{node.operator} {target}"

    def here_document(self, node: p.Redirect, fd: str) -> str:
        written = self.script[node.start : node.end]
        strips = written.partition("<<")[2][:1] == "-"
        delimiter = written.partition("<<")[2].removeprefix("-").strip()
        is_quoted = any(mark in delimiter for mark in "\\'\"")
        delimiter = "".join([character for character in delimiter if character not in "\\'\""])
        body = self.script[node.target.start : node.target.end]
        lines = body.splitlines(keepends=True)
        if not is_quoted:
            joined = re.sub(r"\\\n|(\\.)", lambda match: match[1] or "\0", body)
            lines = [line.replace("\0", "") for line in joined.splitlines(keepends=True)]
        body = "".join([line.lstrip("\t") if strips else line for line in lines])
        self.bodies.append(f"{body}{delimiter}\n")
        shown = f"'{delimiter}'" if is_quoted else delimiter
        return f"{fd}<<{'-' * strips}{shown}"

    # Words

    def words(self, words: Sequence[p.Word | p.Assignment]) -> str:
        """One blank between; what braces have made of one word is that word again."""
        printed = []
        end = -1
        for word in words:
            if word.start >= end:
                printed.append(self.word(word))
            end = word.end
        return " ".join(printed)

    def word(self, word: p.Word | p.Assignment) -> str:
        if isinstance(word, p.Assignment) and not isinstance(word.value, p.Word):
            elements = self.words([self.whole(element) for element in word.value])
            return f"{word.name}{'+' * word.append}=({elements})"
        return self.written(word.start, word.end, _commands(word))

    def whole(self, element: p.Element) -> p.Word:
        """An element of an array as one word, with its index."""
        if element.subscript is None:
            return element.value
        parts = (*element.subscript.parts, *element.value.parts)
        return p.Word(element.subscript.start - 1, element.value.end, parts)

    def written(self, start: int, end: int, commands: list[Any]) -> str:
        """The script from `start` to `end`, where `commands` stand."""
        result = ""
        quote = ""
        outer: list[str] = []
        at = start
        waiting = sorted(commands, key=lambda node: node.start)
        while at < end:
            if waiting and at == waiting[0].start:
                node = waiting.pop(0)
                result += self.substitution(node)
                at = node.end
                continue
            character = self.script[at]
            if character == "\\" and quote != "'":
                result += "" if self.script[at + 1] == "\n" else self.script[at : at + 2]
                at += 2
                continue
            if character == "$" and not quote and self.script[at + 1 : at + 2] == "'":
                at += 2
                closing = at
                while self.script[closing] != "'":
                    closing += 2 if self.script[closing] == "\\" else 1
                result += _single_quoted(self.script[at:closing])
                at = closing + 1
                continue
            if character == "$" and not quote and self.script[at + 1 : at + 2] == '"':
                at += 1
                continue
            if character == "$" and self.script[at + 1 : at + 2] == "{" and quote != "'":
                outer.append(quote)
                quote = ""
                result += "${"
                at += 2
                continue
            if character == "}" and outer and not quote:
                quote = outer.pop()
            elif character == '"' and quote != "'":
                quote = "" if quote else '"'
            elif character == "'" and quote != '"' and '"' not in outer:
                quote = "" if quote else "'"
            result += character
            at += 1
        return result

    def substitution(self, node: Any) -> str:
        written = self.script[node.start : node.end]
        if written.startswith(("`", "$((")):
            return written.replace("\\\n", "")
        inner = _Printer(self.script, is_function=False)
        inner.block(node.body)
        inner.flush()
        return f"{written[:2]}{' ' * inner.out.startswith('(')}{inner.out})"


def _commands(node: Any) -> list[Any]:
    """The outermost substitutions in a word."""
    if isinstance(node, p.Substitution | p.ProcessSubstitution):
        return [node]
    if not isinstance(node, tuple):
        return []
    return [found for child in node for found in _commands(child)]


_CHARACTER = re.compile(
    r"\\(?:u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|c(.)|([0-7]{1,3}|x[0-9A-Fa-f]{1,2}|[abeEfnrtv\\\\'\"?]))",
    re.DOTALL,
)


def _single_quoted(escaped: str) -> str:
    """What bash prints for `$'…'`."""

    def decoded(match: re.Match[str]) -> str:
        short, long, control, other = match.groups()
        if control:
            return chr(ord(control.upper()) & 0x1F)
        if other:
            if other[0] == "x":
                return chr(int(other[1:], 16))
            known = {"e": "\x1b", "E": "\x1b", "?": "?"}
            return known.get(other) or codecs.decode(f"\\{other}", "unicode_escape")
        return chr(int(short or long, 16)).encode().decode("latin-1")

    text = _CHARACTER.sub(decoded, escaped).partition("\0")[0]
    if text == "'":
        return "\\'"
    return "'" + text.replace("'", "'\\''") + "'"
