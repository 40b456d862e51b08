"""Reads jq filters into trees: the part of the language on which jq 1.6 and later agree.

A tree is a tuple whose first item names what it is. Source: jq manual, versions 1.6 and 1.7.
"""

from functools import lru_cache
from typing import Any

from doctor.bash.filters.call import NotModelled

Tree = tuple[Any, ...]

IDENTITY: Tree = (".",)
MAX_DEPTH = 40
FORMATS = frozenset(("base64", "base64d", "csv", "json", "sh", "text", "tsv", "uri"))
FUNCTIONS = (
    frozenset(
        """add all any arrays ascii_downcase ascii_upcase booleans empty error first from_entries
        fromjson keys keys_unsorted last length not nulls numbers objects reverse sort strings
        to_entries tojson tonumber tostring type unique values""".split()  # noqa: SIM905
    ),
    frozenset(
        """all any contains del endswith error first has index join ltrimstr map map_values rtrimstr
        select sort_by split startswith test with_entries""".split()  # noqa: SIM905
    ),
    frozenset(("gsub", "sub")),
)
"""The functions that are modelled, by their number of arguments."""

_KEYWORDS = frozenset(
    ("if", "then", "elif", "else", "end", "and", "or", "as", "def", "reduce", "foreach", "try",
     "catch", "label", "import", "include", "__loc__")
)  # fmt: skip
_BINARY = (
    ((",",), "left"), (("//",), "right"), (("=", "|=", "+=", "-=", "*=", "/=", "%=", "//="), ""),
    (("or",), "left"), (("and",), "left"), (("==", "!=", "<", "<=", ">", ">="), ""),
    (("+", "-"), "left"), (("*", "/", "%"), "left"),
)  # fmt: skip
_SYMBOLS = (
    "//=", "?//", "|=", "+=", "-=", "*=", "/=", "%=", "==", "!=", "<=", ">=", "//", "..",
    *"|,=<>+-*/%.[](){}:;?$@\"",
)  # fmt: skip


class _Parser:
    def __init__(self, source: str, variables: frozenset[str]) -> None:
        self.source = source
        self.variables = variables
        self.index = 0
        self.depth = 0

    def symbol(self) -> str:
        """The operator or word that comes next, "" at the end."""
        source = self.source
        while self.index < len(source) and source[self.index] in " \t\n\r":
            self.index += 1
        if self.index == len(source):
            return ""
        char = source[self.index]
        if char == "#" or not char.isascii():
            raise NotModelled
        if char.isalpha() or char == "_":
            return self.word(self.index)
        if char.isdigit():
            return char
        found = next((item for item in _SYMBOLS if source.startswith(item, self.index)), "")
        if not found:
            raise NotModelled
        return found

    def word(self, start: int) -> str:
        end = start
        while self.source[end : end + 1].isalnum() or self.source[end : end + 1] == "_":
            end += 1
        if self.source.startswith("::", end):
            raise NotModelled
        return self.source[start:end]

    def takes(self, symbol: str) -> bool:
        if self.symbol() == symbol:
            self.index += len(symbol)
            return True
        return False

    def need(self, symbol: str) -> None:
        if not self.takes(symbol):
            raise NotModelled

    def name(self) -> str:
        """A plain name that follows at once."""
        name = self.word(self.index)
        if not name or name[0].isdigit() or not name.isascii():
            raise NotModelled
        self.index += len(name)
        return name

    def pipe(self) -> Tree:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise NotModelled
        tree = self.binary(0)
        if self.takes("|"):
            tree = ("|", tree, self.pipe())
        self.depth -= 1
        return tree

    def binary(self, rank: int) -> Tree:
        if rank == len(_BINARY):
            return self.postfix()
        operators, side = _BINARY[rank]
        tree = self.binary(rank + 1)
        while (operator := self.symbol()) in operators:
            self.index += len(operator)
            right = self.binary(rank if side == "right" else rank + 1)
            tree = (operator, tree, right)
            if not side and self.symbol() in operators:
                raise NotModelled
        return tree

    def postfix(self, binding: bool = True) -> Tree:
        tree = self.term()
        for _ in range(MAX_DEPTH):
            symbol = self.symbol()
            if symbol in (".", "[", "?", "as") and tree[0] in ("if", "negative"):
                # Before 1.7 these were no terms.
                raise NotModelled
            if symbol == ".":
                self.index += 1
                following = self.source[self.index : self.index + 1]
                if following == '"':
                    tree = ("index", tree, self.string("text"))
                elif following == "[":
                    # Only since 1.7.
                    raise NotModelled
                else:
                    tree = ("index", tree, ("value", self.name()))
            elif symbol == "[":
                self.index += 1
                tree = self.bracket(tree)
            elif symbol == "?":
                # Only what a single step does; versions differ in what else is caught.
                if tree[0] not in ("index", "each", "slice"):
                    raise NotModelled
                self.index += 1
                tree = ("?", tree)
            elif symbol == "as" and not binding:
                raise NotModelled
            elif symbol == "as":
                self.index += 2
                self.need("$")
                name = self.name()
                self.need("|")
                outer, self.variables = self.variables, self.variables | {name}
                body = self.pipe()
                self.variables = outer
                return ("as", tree, name, body)
            elif symbol == "?//":
                raise NotModelled
            else:
                return tree
        raise NotModelled

    def bracket(self, tree: Tree) -> Tree:
        if self.takes("]"):
            return ("each", tree)
        if self.takes(":"):
            end = self.pipe()
            self.need("]")
            return ("slice", tree, None, end)
        key = self.pipe()
        if self.takes("]"):
            return ("index", tree, key)
        self.need(":")
        if self.takes("]"):
            return ("slice", tree, key, None)
        end = self.pipe()
        self.need("]")
        return ("slice", tree, key, end)

    def term(self) -> Tree:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise NotModelled
        tree = self.simple()
        self.depth -= 1
        return tree

    def simple(self) -> Tree:
        symbol = self.symbol()
        if symbol == ".":
            self.index += 1
            following = self.source[self.index : self.index + 1]
            if following == '"':
                return ("index", IDENTITY, self.string("text"))
            if following and (following.isalpha() or following == "_"):
                return ("index", IDENTITY, ("value", self.name()))
            return IDENTITY
        if symbol == '"':
            return self.string("text")
        if symbol.isdigit():
            return ("value", self.integer())
        self.index += len(symbol)
        match symbol:
            case "-":
                following = self.source[self.index : self.index + 1]
                if not (following.isascii() and following.isdigit()):
                    raise NotModelled
                return ("negative", self.integer())
            case "(":
                tree = self.pipe()
                self.need(")")
                return ("group", tree)
            case "[":
                if self.takes("]"):
                    return ("array", None)
                tree = self.pipe()
                self.need("]")
                return ("array", tree)
            case "{":
                return self.object()
            case "$":
                return self.variable()
            case "@":
                return self.format()
            case "if":
                return self.condition()
        if not symbol or symbol in _KEYWORDS or not (symbol[0].isalpha() or symbol[0] == "_"):
            raise NotModelled
        if symbol in ("null", "true", "false"):
            return ("value", {"null": None, "true": True, "false": False}[symbol])
        arguments: list[Tree] = []
        if self.takes("("):
            arguments.append(self.pipe())
            while self.takes(";"):
                arguments.append(self.pipe())
            self.need(")")
        if len(arguments) >= len(FUNCTIONS) or symbol not in FUNCTIONS[len(arguments)]:
            raise NotModelled
        return ("call", symbol, tuple(arguments))

    def variable(self) -> Tree:
        name = self.name()
        if name not in self.variables:
            raise NotModelled
        return ("variable", name)

    def integer(self) -> int:
        digits = self.word(self.index)
        if not (digits.isascii() and digits.isdigit()) or len(digits) > 15:
            raise NotModelled
        self.index += len(digits)
        if self.source[self.index : self.index + 1] == "." or (
            len(digits) > 1 and digits[0] == "0"
        ):
            raise NotModelled
        return int(digits)

    def format(self) -> Tree:
        name = self.name()
        if name not in FORMATS:
            raise NotModelled
        return self.string(name) if self.symbol() == '"' else ("format", name)

    def condition(self) -> Tree:
        test = self.pipe()
        self.need("then")
        yes = self.pipe()
        if self.takes("elif"):
            return ("if", test, yes, self.condition())
        # Before 1.7 an `if` had to have an `else`.
        self.need("else")
        no = self.pipe()
        self.need("end")
        return ("if", test, yes, no)

    def object(self) -> Tree:
        pairs: list[tuple[Tree, Tree]] = []
        while not self.takes("}"):
            symbol = self.symbol()
            value: Tree | None = None
            if symbol == "$":
                self.index += 1
                value = self.variable()
                key: Tree = ("value", value[1])
            elif symbol == '"':
                key = self.string("text")
            elif symbol == "(":
                self.index += 1
                key = self.pipe()
                self.need(")")
            elif symbol and (symbol[0].isalpha() or symbol[0] == "_"):
                if symbol in _KEYWORDS:
                    raise NotModelled
                key = ("value", self.name())
            else:
                raise NotModelled
            if value is None:
                value = ("index", IDENTITY, key)
                if self.takes(":"):
                    value = self.object_value()
                    while self.takes("|"):
                        value = ("|", value, self.object_value())
                elif symbol == "(":
                    raise NotModelled
            pairs.append((key, value))
            if not self.takes(",") and self.symbol() != "}":
                raise NotModelled
        return ("object", tuple(pairs))

    def object_value(self) -> Tree:
        value = self.postfix(binding=False)
        if value[0] == "if":
            raise NotModelled
        return value

    def string(self, form: str) -> Tree:
        """A string literal, of which `form` formats what is interpolated."""
        self.need('"')
        parts: list[str | Tree] = []
        while True:
            char = self.source[self.index : self.index + 1]
            self.index += 1
            if not char:
                raise NotModelled
            if char == '"':
                break
            if char == "\\":
                char = self.source[self.index : self.index + 1]
                self.index += 1
                if char == "(":
                    parts.append(self.pipe())
                    self.need(")")
                    continue
                escaped = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "/": "/"}
                if char not in escaped:
                    raise NotModelled
                char = escaped[char]
            if parts and isinstance(parts[-1], str):
                parts[-1] += char
            else:
                parts.append(char)
        if not any([isinstance(part, tuple) for part in parts]):
            return ("value", "".join([str(part) for part in parts]))
        return ("string", form, tuple(parts))


@lru_cache(64)
def parse(source: str, variables: frozenset[str]) -> Tree:
    """The tree of a filter that may use these variables; NotModelled where in doubt."""
    parser = _Parser(source, variables)
    if not parser.symbol():
        return IDENTITY
    tree = parser.pipe()
    if parser.symbol():
        raise NotModelled
    return tree
