"""Reads awk programs into trees: the part of the language on which gawk and mawk agree.

A tree is a tuple whose first item names what it is. Source: POSIX.1-2017, awk.
"""

from collections.abc import Callable
from typing import Any

from doctor.bash.filters.call import NotModelled
from doctor.record import NamedTuple

Tree = tuple[Any, ...]

MAX_DEPTH = 40
MAX_TOKENS = 3_000
FUNCTIONS = {
    "length": (0, 1), "substr": (2, 3), "index": (2, 2), "split": (2, 3), "sub": (2, 3),
    "gsub": (2, 3), "match": (2, 2), "tolower": (1, 1), "toupper": (1, 1), "int": (1, 1),
    "sprintf": (1, 20),
}  # fmt: skip
_KEYWORDS = frozenset(("BEGIN", "END", "print", "printf", "if", "else", "next", "exit", "in"))
_FORBIDDEN = frozenset(
    """ARGC ARGV BINMODE CONVFMT ENVIRON ERRNO FIELDWIDTHS FILENAME FNR FPAT FUNCTAB IGNORECASE
    LINT NONDECIMAL OFMT PREC PROCINFO ROUNDMODE RS RT SUBSEP SYMTAB TEXTDOMAIN
    BEGINFILE ENDFILE and asort asorti atan2 bindtextdomain break case close compl continue cos
    dcgettext dcngettext default delete do exp fflush for func function gensub getline isarray
    log lshift mktime nextfile or patsplit rand return rshift sin sqrt srand strftime strtonum
    switch system systime typeof while xor""".split()  # noqa: SIM905
)
_OPERATORS = (
    "&&", "||", "==", "!=", "<=", ">=", "!~", "++", "--", "+=", "-=",
    *"{}()[];,+-*/%!<>=?:~$\n",
)  # fmt: skip
_ESCAPES = {"n": "\n", "t": "\t", "\\": "\\", '"': '"', "/": "/"}


class Token(NamedTuple):
    """`kind`: name, call (a name with its parenthesis at once), number, string, regex, or op."""

    kind: str
    text: str


def _tokens(source: str) -> list[Token]:
    found: list[Token] = []
    index = 0
    while index < len(source):
        if len(found) > MAX_TOKENS:
            raise NotModelled
        char = source[index]
        if char in " \t" or source.startswith("\\\n", index):
            index += 1 + (char == "\\")
        elif char == "#":
            end = source.find("\n", index)
            index = len(source) if end < 0 else end
        elif char == '"':
            text, index = _string(source, index + 1)
            found.append(Token("string", text))
        elif char == "/" and not _ends_value(found):
            text, index = _regex(source, index + 1)
            found.append(Token("regex", text))
        elif char.isascii() and char.isdigit():
            start = index
            while source[index : index + 1].isdigit() or source[index : index + 1] == ".":
                index += 1
            if source[index : index + 1].isalpha() or source[start:index].count(".") > 1:
                raise NotModelled
            found.append(Token("number", source[start:index]))
        elif char.isascii() and (char.isalpha() or char == "_"):
            start = index
            while source[index : index + 1].isalnum() or source[index : index + 1] == "_":
                index += 1
            name = source[start:index]
            if name in _FORBIDDEN or not name.isascii():
                raise NotModelled
            if name not in FUNCTIONS and name not in _KEYWORDS and source[index : index + 1] == "(":
                raise NotModelled
            found.append(Token("name", name))
        else:
            operator = next((op for op in _OPERATORS if source.startswith(op, index)), "")
            if not operator or source.startswith(("**", "*=", "%=", "^"), index):
                raise NotModelled
            found.append(Token("op", operator))
            index += len(operator)
    return found


def _ends_value(found: list[Token]) -> bool:
    """Whether a `/` here would divide."""
    if not found:
        return False
    kind, text = found[-1]
    if kind == "name":
        return text not in _KEYWORDS
    return kind != "op" or text in (")", "]", "$", "++", "--")


def _string(source: str, index: int) -> tuple[str, int]:
    out = ""
    while True:
        char = source[index : index + 1]
        index += 1
        if not char or char == "\n":
            raise NotModelled
        if char == '"':
            return out, index
        if char == "\\":
            char = _ESCAPES.get(source[index : index + 1], "")
            index += 1
            if not char:
                raise NotModelled
        out += char


def _regex(source: str, index: int) -> tuple[str, int]:
    out = ""
    while True:
        char = source[index : index + 1]
        index += 1
        if not char or char == "\n":
            raise NotModelled
        if char == "/":
            # Inside a bracket expression not every awk ends the regex here.
            if "[" in out and out.rfind("]") < out.rfind("["):
                raise NotModelled
            return out, index
        if char == "\\":
            after = source[index : index + 1]
            index += 1
            char = "/" if after == "/" else char + after
        out += char


class _Parser:
    def __init__(self, source: str) -> None:
        self.tokens = _tokens(source)
        self.index = 0
        self.depth = 0
        self.printing = False
        self.records = True

    def peek(self) -> Token:
        return self.tokens[self.index] if self.index < len(self.tokens) else Token("end", "")

    def sees(self, *operators: str) -> bool:
        kind, text = self.peek()
        return kind == "op" and text in operators

    def takes(self, *operators: str) -> bool:
        if self.sees(*operators):
            self.index += 1
            return True
        return False

    def takes_name(self, name: str) -> bool:
        if self.peek() == Token("name", name):
            self.index += 1
            return True
        return False

    def need(self, operator: str) -> None:
        if not self.takes(operator):
            raise NotModelled

    def skip_lines(self, *more: str) -> None:
        while self.takes("\n", *more):
            pass

    def program(self) -> list[tuple[Tree, list[Tree]]]:
        rules: list[tuple[Tree, list[Tree]]] = []
        self.skip_lines(";")
        while self.peek().kind != "end":
            pattern: Tree = ("always",)
            if self.takes_name("BEGIN"):
                pattern = ("begin",)
            elif self.takes_name("END"):
                pattern = ("end",)
            elif not self.sees("{"):
                pattern = self.expression()
                if self.takes(","):
                    pattern = ("range", pattern, self.expression(), len(rules))
            self.records = pattern[0] not in ("begin", "end")
            if self.sees("{"):
                rules.append((pattern, self.block()))
            elif pattern[0] in ("begin", "end"):
                raise NotModelled
            else:
                rules.append((pattern, [("print", [])]))
                if self.peek().kind != "end" and not self.sees(";", "\n"):
                    raise NotModelled
            self.skip_lines(";")
        return rules

    def block(self) -> list[Tree]:
        self.need("{")
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise NotModelled
        body: list[Tree] = []
        self.skip_lines(";")
        while not self.takes("}"):
            body.append(self.statement())
            if not self.sees("}"):
                if not (self.sees(";", "\n") or body[-1][0] in ("if", "block")):
                    raise NotModelled
                self.skip_lines(";")
        self.depth -= 1
        return body

    def statement(self) -> Tree:
        if self.sees("{"):
            return ("block", self.block())
        if self.takes_name("if"):
            return self.condition()
        if self.records and self.takes_name("next"):
            return ("next",)
        if self.takes_name("exit"):
            ends = self.sees(";", "\n", "}") or self.peek().kind == "end"
            return ("exit", None if ends else self.expression())
        for name in ("print", "printf"):
            if self.takes_name(name):
                return (name, self.printed())
        return ("do", self.expression())

    def condition(self) -> Tree:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise NotModelled
        self.need("(")
        test = self.expression()
        self.need(")")
        self.skip_lines()
        body = self.statement()
        other: Tree | None = None
        place = self.index
        self.skip_lines(";")
        if self.takes_name("else"):
            self.skip_lines()
            other = self.statement()
        else:
            self.index = place
        self.depth -= 1
        return ("if", test, body, other)

    def printed(self) -> list[Tree]:
        values: list[Tree] = []
        if self.sees(";", "\n", "}") or self.peek().kind == "end":
            return values
        self.printing = True
        values.append(self.expression())
        while self.takes(","):
            values.append(self.expression())
        self.printing = False
        if self.sees(">"):
            raise NotModelled
        return values

    def expression(self) -> Tree:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise NotModelled
        tree = self.ternary()
        for operator in ("=", "+=", "-="):
            if self.takes(operator):
                if tree[0] not in ("name", "field", "item"):
                    raise NotModelled
                value = self.expression()
                if operator != "=":
                    value = ("arithmetic", operator[0], tree, value)
                tree = ("assign", tree, value)
                break
        self.depth -= 1
        return tree

    def ternary(self) -> Tree:
        test = self.either()
        if not self.takes("?"):
            return test
        yes = self.expression()
        self.need(":")
        return ("choose", test, yes, self.expression())

    def either(self) -> Tree:
        return self._joined("or", "||", self.both)

    def both(self) -> Tree:
        return self._joined("and", "&&", self.membership)

    def _joined(self, kind: str, operator: str, operand: Callable[[], Tree]) -> Tree:
        tree = operand()
        while self.takes(operator):
            self.skip_lines()
            tree = (kind, tree, operand())
        return tree

    def membership(self) -> Tree:
        tree = self.matching()
        if self.takes_name("in"):
            kind, name = self.peek()
            if kind != "name" or name in FUNCTIONS or name in _KEYWORDS:
                raise NotModelled
            self.index += 1
            return ("in", tree, name)
        return tree

    def matching(self) -> Tree:
        tree = self.comparison()
        for operator in ("~", "!~"):
            if self.takes(operator):
                tree = ("match", tree, self.comparison(), operator == "~")
                if self.sees("~", "!~"):
                    raise NotModelled
        return tree

    def comparison(self) -> Tree:
        tree = self.concatenation()
        operators = ("==", "!=", "<", "<=", ">=") + (() if self.printing else (">",))
        for operator in operators:
            if self.takes(operator):
                if tree[0] == "not":
                    raise NotModelled
                tree = ("compare", operator, tree, self.concatenation())
                if self.sees(*operators):
                    raise NotModelled
                break
        return tree

    def concatenation(self) -> Tree:
        tree = self.sum()
        while True:
            kind, text = self.peek()
            starts = kind in ("number", "string") or (kind == "op" and text in ("$", "(", "!"))
            if kind == "name" and text != "in":
                starts = True
            if kind == "regex" or text == "!":
                raise NotModelled
            if not starts:
                return tree
            if tree[0] == "not":
                raise NotModelled
            tree = ("concat", tree, self.sum())

    def sum(self) -> Tree:
        return self._calculated(("+", "-"), self.product)

    def product(self) -> Tree:
        return self._calculated(("*", "/", "%"), self.unary)

    def _calculated(self, operators: tuple[str, ...], operand: Callable[[], Tree]) -> Tree:
        tree = operand()
        while self.sees(*operators):
            operator = self.peek().text
            self.index += 1
            tree = ("arithmetic", operator, tree, operand())
        return tree

    def unary(self) -> Tree:
        if self.takes("!"):
            tree = self.unary()
            if self.sees("~", "!~"):
                raise NotModelled
            return ("not", tree)
        if self.takes("-"):
            return ("arithmetic", "-", ("number", 0), self.unary())
        if self.sees("+", "++", "--"):
            raise NotModelled
        tree = self.primary()
        for operator in ("++", "--"):
            if tree[0] in ("name", "field", "item") and self.takes(operator):
                return ("step", tree, operator[0])
        return tree

    def primary(self) -> Tree:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise NotModelled
        tree = self.simple()
        self.depth -= 1
        return tree

    def simple(self) -> Tree:
        kind, text = self.peek()
        self.index += 1
        if kind == "number":
            return ("number", float(text))
        if kind in ("string", "regex"):
            return (kind, text)
        if kind == "op" and text == "$":
            if self.sees("++", "--", "-", "!"):
                raise NotModelled
            return ("field", self.primary())
        if kind == "op" and text == "(":
            printing, self.printing = self.printing, False
            tree = self.expression()
            self.printing = printing
            self.need(")")
            return ("group", tree)
        if kind != "name" or text in _KEYWORDS:
            raise NotModelled
        if text in FUNCTIONS:
            return self.call(text)
        if self.takes("["):
            printing, self.printing = self.printing, False
            key = self.expression()
            self.printing = printing
            self.need("]")
            return ("item", text, key)
        return ("name", text)

    def call(self, name: str) -> Tree:
        least, most = FUNCTIONS[name]
        values: list[Tree] = []
        if self.takes("("):
            printing, self.printing = self.printing, False
            if not self.sees(")"):
                values.append(self.expression())
                while self.takes(","):
                    values.append(self.expression())
            self.printing = printing
            self.need(")")
        elif name != "length":
            raise NotModelled
        if not least <= len(values) <= most:
            raise NotModelled
        return ("call", name, values)


def parse(source: str) -> list[tuple[Tree, list[Tree]]]:
    """The rules of a program: (pattern, statements). NotModelled for all that is not certain."""
    return _Parser(source).program()
