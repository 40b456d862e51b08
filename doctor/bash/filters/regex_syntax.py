"""Reads regular expressions into trees, in the dialects of the GNU tools and of Perl.

Sources: POSIX.1-2017, 9 Regular Expressions; grep(1), "Regular Expressions"; perlre(1).
"""

from doctor.bash.filters.call import NotModelled
from doctor.bash.filters.characters import CLASSES, DIGITS, LOWER, SPACE, UPPER, WORD
from doctor.record import NamedTuple

MAX_DEPTH = 40


class Chars(NamedTuple):
    """One character of (or, `negated`, outside) `chars`."""

    chars: frozenset[str]
    negated: bool = False

    def accepts(self, char: str) -> bool:
        return (char in self.chars) != self.negated


class Assertion(NamedTuple):
    """A place: ^ $ < > b, ( ) not beside a word, or after (`behind`), before (`ahead`) a text."""

    kind: str
    text: str = ""


class Cat(NamedTuple):
    items: "tuple[Node, ...]"


class Alt(NamedTuple):
    options: "tuple[Node, ...]"


class Repeat(NamedTuple):
    item: "Node"
    least: int
    most: int | None
    lazy: bool = False


class Group(NamedTuple):
    number: int
    item: "Node"


Node = Chars | Assertion | Cat | Alt | Repeat | Group

ANY = Chars(frozenset(), True)


def parse(pattern: str, dialect: str, escapes: str = "") -> Node:
    """The tree of a pattern. `dialect`: bre, ere, awk or perl. `escapes`: the letters of which
    a backslash makes a control character. NotModelled for what the tools may read differently.
    """
    return _Parser(pattern, dialect, escapes).whole()


def bracket(pattern: str, start: int, escapes: str = "") -> tuple[Chars, int]:
    """The bracket expression whose `[` stands before `start`, and where it ends.

    `escapes`: letters that a backslash makes a control character (sed: `nt`), or "\\\\" where a
    backslash escapes everything (awk, Perl).
    """
    index = start
    negated = pattern[index : index + 1] == "^"
    index += negated
    chars: set[str] = set()
    first = True
    while True:
        char = pattern[index : index + 1]
        if not char:
            raise NotModelled
        if char == "]" and not first:
            return Chars(frozenset(chars), negated), index + 1
        first = False
        if pattern[index : index + 2] in ("[:", "[.", "[="):
            end = pattern.find(":]", index)
            named = CLASSES.get(pattern[index + 2 : end]) if end > 0 else None
            if named is None:
                raise NotModelled
            chars |= named
            index = end + 2
            if pattern[index : index + 1] == "-" and pattern[index + 1 : index + 2] != "]":
                raise NotModelled
            continue
        if char == "\\" and escapes:
            after = pattern[index + 1 : index + 2]
            if escapes == "\\":
                char, several = _perl_escape(after)
                index += 1
                if several is not None:
                    chars |= several
                    index += 1
                    continue
            elif after in escapes and after:
                char = {"n": "\n", "t": "\t"}[after]
                index += 1
            elif after.isalnum() and after:
                raise NotModelled
        index += 1
        if pattern[index : index + 1] == "-" and pattern[index + 1 : index + 2] not in ("]", ""):
            last = pattern[index + 1]
            if last == "[" or not any({char, last} <= span for span in (DIGITS, LOWER, UPPER)):
                raise NotModelled
            chars |= {chr(code) for code in range(ord(char), ord(last) + 1)}
            if char > last:
                raise NotModelled
            index += 2
            if pattern[index : index + 1] == "-" and pattern[index + 1 : index + 2] != "]":
                raise NotModelled
            continue
        chars.add(char)


def _perl_escape(letter: str) -> tuple[str, frozenset[str] | None]:
    several = {"d": DIGITS, "w": WORD, "s": SPACE}.get(letter)
    single = {"n": "\n", "t": "\t", "r": "\r"}.get(letter)
    if several is None and single is None:
        if not letter or letter.isalnum() or not letter.isascii():
            raise NotModelled
        single = letter
    return single or "", several


class _Parser:
    """Reads one pattern. `dialect`: bre, ere, awk or perl; `escapes`: see `bracket`."""

    def __init__(self, pattern: str, dialect: str, escapes: str) -> None:
        self.pattern = pattern
        self.basic = dialect == "bre"
        self.dialect = dialect
        self.escapes = "\\" if dialect in ("perl", "awk") else escapes
        self.index = 0
        self.groups = 0
        self.depth = 0

    def whole(self) -> Node:
        node = self.alternatives()
        if self.index < len(self.pattern):
            raise NotModelled
        return node

    def sees(self, token: str) -> bool:
        """Whether an operator is next; in a BRE it is written with a backslash."""
        return self.pattern.startswith("\\" + token if self.basic else token, self.index)

    def takes(self, token: str) -> bool:
        if self.sees(token):
            self.index += len(token) + self.basic
            return True
        return False

    def alternatives(self) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise NotModelled
        options = [self.sequence()]
        while self.takes("|"):
            options.append(self.sequence())
        if len(options) > 1 and any([option == Cat(()) for option in options]):
            raise NotModelled
        self.depth -= 1
        return options[0] if len(options) == 1 else Alt(tuple(options))

    def sequence(self) -> Node:
        items: list[Node] = []
        while self.index < len(self.pattern) and not self.sees("|") and not self.sees(")"):
            atom = self.atom(first=not items or (self.basic and items == [Assertion("^")]))
            items.append(self.quantified(atom))
        return items[0] if len(items) == 1 else Cat(tuple(items))

    def quantified(self, atom: Node) -> Node:
        quantifier = self.quantifier()
        if quantifier is None:
            return atom
        if isinstance(atom, Assertion):
            raise NotModelled
        least, most = quantifier
        lazy = False
        if self.dialect == "perl" and self.pattern[self.index : self.index + 1] == "?":
            lazy = True
            self.index += 1
        if self.quantifier() is not None:
            raise NotModelled
        return Repeat(atom, least, most, lazy)

    def quantifier(self) -> tuple[int, int | None] | None:
        if self.pattern.startswith("*", self.index):
            self.index += 1
            return 0, None
        if self.takes("+"):
            return 1, None
        if self.takes("?"):
            return 0, 1
        if not self.sees("{"):
            return None
        if self.dialect == "awk":
            raise NotModelled
        self.takes("{")
        end = self.pattern.find("\\}" if self.basic else "}", self.index)
        low, comma, high = self.pattern[self.index : end].partition(",")
        if end < 0 or not (low.isdigit() and low.isascii() and len(low) < 4):
            raise NotModelled
        if high and not (high.isdigit() and high.isascii() and len(high) < 4):
            raise NotModelled
        self.index = end + 1 + self.basic
        least = int(low)
        most = (int(high) if high else None) if comma else least
        if most is not None and (most < least or most == 0):
            raise NotModelled
        return least, most

    def atom(self, first: bool) -> Node:
        if self.takes("("):
            return self.group()
        if any([self.sees(token) for token in "+?{"]):
            raise NotModelled
        char = self.pattern[self.index]
        self.index += 1
        if char == "[":
            chars, self.index = bracket(self.pattern, self.index, self.escapes)
            return chars
        if char == "\\":
            return self.escape()
        if char == ".":
            return ANY if self.dialect != "perl" else Chars(frozenset("\n"), True)
        if char == "*" and not (self.basic and first):
            raise NotModelled
        if char == "^" and (not self.basic or first):
            return Assertion("^")
        if char == "$":
            at_end = self.index == len(self.pattern) or self.sees(")") or self.sees("|")
            if not self.basic or at_end:
                return Assertion("$")
        return Chars(frozenset(char))

    def group(self) -> Node:
        if self.dialect == "perl" and self.pattern.startswith("?", self.index):
            return self.perl_group()
        self.groups += 1
        number = self.groups
        item = self.alternatives()
        if not self.takes(")") or item == Cat(()):
            raise NotModelled
        return Group(number, item)

    def perl_group(self) -> Node:
        opening = next(
            (mark for mark in ("?<=", "?=", "?:") if self.pattern.startswith(mark, self.index)), ""
        )
        if not opening:
            raise NotModelled
        self.index += len(opening)
        item = self.alternatives()
        if not self.takes(")"):
            raise NotModelled
        if opening == "?:":
            return item if isinstance(item, Alt) else Cat((item,))
        text = literal(item)
        if not text:
            raise NotModelled
        return Assertion("behind" if opening == "?<=" else "ahead", text)

    def escape(self) -> Node:
        char = self.pattern[self.index : self.index + 1]
        self.index += 1
        if self.dialect in ("perl", "awk"):
            return self.perl_or_awk_escape(char)
        if char in ("w", "s", "W", "S"):
            return Chars(WORD if char in "wW" else SPACE, char.isupper())
        if char in ("<", ">", "b"):
            return Assertion(char)
        if char and char in self.escapes:
            return Chars(frozenset({"n": "\n", "t": "\t"}[char]))
        if not char or char.isalnum() or char in "`'" or not char.isascii():
            raise NotModelled
        if char in "{}" and self.basic:
            raise NotModelled
        return Chars(frozenset(char))

    def perl_or_awk_escape(self, char: str) -> Node:
        if self.dialect == "awk":
            if char in ("<", ">", "`", "'", "&", '"') or char in "wsd":
                raise NotModelled
        elif char == "b":
            return Assertion("b")
        elif char == "K":
            return Group(0, Cat(()))
        elif char in ("W", "S", "D"):
            several = _perl_escape(char.lower())[1]
            return Chars(several or frozenset(), True)
        single, several = _perl_escape(char)
        return Chars(frozenset(single) if several is None else several)


def literal(node: Node) -> str | None:
    """The text that alone matches the node, if it is one text."""
    if isinstance(node, Chars) and len(node.chars) == 1 and not node.negated:
        return next(iter(node.chars))
    if isinstance(node, Cat):
        parts = [literal(item) for item in node.items]
        if all([part is not None for part in parts]):
            return "".join([part or "" for part in parts])
    return None
