"""Makefiles as GNU make reads them: rules, variables, conditions, includes.

Source: the GNU make manual, chapters 3 to 7. What plain makefiles hold is read; the rest is refused
with its place (NotRead), or is a text that is not known.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from typing import Protocol

from doctor.bash.values import Mixed, Symbol, Value, concat, derived, whole
from doctor.pattern import pattern
from doctor.record import NamedTuple

NAMES = ("GNUmakefile", "makefile", "Makefile")
"""The files that make looks for, in this order."""
MAX_WORK = 4_000_000
"""Characters that are read and expanded from one entry point, a line or reference counting 50."""
MAX_DEPTH = 40
"""References, and includes, within one another."""

_ASSIGNMENT = pattern(
    r"((?:(?:override|export|private)[ \t]+)*)([^\s:#=+?!]+)[ \t]*(:?:?=|\?=|\+=|!=)[ \t]*(.*)",
    re.DOTALL,
)
_SPECIAL_RULE = pattern(
    r"[^:=]*:[ \t]*[\w.-]+[ \t]*(?:\+|\?|::?)?=.*|[^:]*:[^:]*%[^:]*:[^:=]*", re.DOTALL
)
"""A rule with variables of its own, or a static pattern."""
_QUOTED = pattern(r"""("[^"]*"|'[^']*')[ \t]*("[^"]*"|'[^']*')""")
_FUNCTION = pattern(
    "(subst|patsubst|strip|findstring|filter|filter-out|sort|word|words|wordlist|firstword|lastword"
    "|dir|notdir|suffix|basename|addsuffix|addprefix|join|wildcard|realpath|abspath|error|warning"
    "|shell|origin|flavor|foreach|if|or|and|call|eval|file|value|info|guile)[ \t]"
)
_LAZY = ("foreach", "or", "and", "call", "eval", "file", "guile")
"""Functions that may run or define something."""
_HARMLESS = frozenset(
    (
        "--no-print-directory", "--warn-undefined-variables", "--no-builtin-rules",
        "--no-builtin-variables", "-r", "-R", "-rR",
    )
)  # fmt: skip
"""Options in MAKEFLAGS that do not change which commands of a makefile run."""
_DEFAULTS = {"AR": "ar", "AS": "as", "CC": "cc", "CXX": "g++", "LD": "ld", "RM": "rm -f"}
_OWN = frozenset(
    (
        "ARFLAGS", "CO", "COFLAGS", "CPP", "CTANGLE", "CURDIR", "CWEAVE", "F77", "FC", "GET",
        "GNUMAKEFLAGS", "LEX", "LINT", "M2C", "MAKEFILES", "MAKEFILE_LIST", "MAKEFLAGS",
        "MAKEINFO", "MAKELEVEL", "MAKEOVERRIDES", "MAKE_COMMAND", "MAKE_HOST", "MAKE_TERMERR",
        "MAKE_TERMOUT", "MAKE_VERSION", "MFLAGS", "OBJC", "OUTPUT_OPTION", "PC", "SHELL",
        "SUFFIXES", "TANGLE", "TEX", "TEXI2DVI", "WEAVE", "YACC",
    )
)  # fmt: skip
"""Variables that make sets to something that is not worked out here."""
_FLAGS = (".PHONY", ".SILENT", ".IGNORE", ".ONESHELL", ".EXPORT_ALL_VARIABLES")
_IDLE = (".DELETE_ON_ERROR", ".NOTPARALLEL", ".PRECIOUS", ".SUFFIXES")


class Line(NamedTuple):
    """A line with those that continue it; `row` is the first one's, from 0."""

    text: str
    path: str
    row: int


class NotRead(Exception):
    """Something that is not worked out."""

    def __init__(self, why: str, line: Line) -> None:
        super().__init__(why)
        self.why = why
        self.line = line


class Stopped(Exception):
    """make ends with status 2 and this message."""

    def __init__(self, message: Value, line: Line) -> None:
        super().__init__()
        self.message = message
        self.line = line


class Outside(Protocol):
    """What a makefile asks of the world around it.

    Where an answer depends on the way taken, these raise what starts the reading anew on each.
    """

    def spend(self, characters: int) -> None:
        """Pays for some work."""

    def environment(self, name: str) -> Value | None:
        """An environment variable; None, also as one of the choices: it is not set."""

    def text(self, name: str) -> tuple[str, str | None]:
        """The path of a file in the repo, and its text; None: there is none.

        Raises LookupError: it is not in sight.
        """

    def equal(self, left: Value, right: Value) -> bool:
        """Whether two texts are the same."""

    def is_set(self, given: Value | None) -> bool:
        """Whether an environment variable is set."""

    def given_or(self, given: Value | None, default: Value) -> Value:
        """An environment variable; where it is not set, `default`."""

    def settled(self, value: Value) -> Value:
        """The value, free of choices."""

    def output(self, command: Value, line: Line) -> Value:
        """What a command of the shell prints."""

    def say(self, text: Value, descriptor: int, line: Line) -> None:
        """Prints a line."""

    def doubt(self, why: str, line: Line) -> None:
        """From here on all may be otherwise."""


class Variable(NamedTuple):
    """`value` is still to be expanded if it is `recursive` (then it is known text).

    With `given` it is only the default of that environment variable. If it is `fixed`, only
    `override` changes it.
    """

    value: Value
    recursive: bool
    by_command: bool = False
    fixed: bool = False
    given: Value | None = None


class Rule:
    """What is said of one target, at `line` last; `why` that is not worked out ("": it is)."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.why = ""
        self.recipe: list[Line] = []
        self.has_recipe = False
        self._groups: list[list[tuple[Value, bool]]] = []

    def add(self, line: Line, names: list[Value], first: list[Value]) -> None:
        """One more rule for it; `first` are made before, but do not make it out of date."""
        self.line = line
        self._groups.append([*[(name, False) for name in names], *[(name, True) for name in first]])

    def cook(self, line: Line, *, anew: bool) -> None:
        """A line of a recipe; with `anew` the first one, which replaces what was there."""
        if anew:
            self.recipe = []
            self._groups.insert(0, self._groups.pop())
        self.has_recipe = True
        self.recipe.append(line)

    def drop(self, names: Container[Value]) -> None:
        """Leaves out prerequisites that would go round in a circle, as make does."""
        self._groups = [[one for one in group if one[0] not in names] for group in self._groups]

    @property
    def order(self) -> dict[Value, bool]:
        """All prerequisites as make takes them, those that stand with the recipe first; whether
        they are only made before."""
        found: dict[Value, bool] = {}
        for name, is_first in [one for group in self._groups for one in group]:
            found[name] = is_first and found.get(name, True)
        return found

    @property
    def prerequisites(self) -> list[Value]:
        return [name for name, is_first in self.order.items() if not is_first]


class Makefile:
    """Makefiles read one after the other, in the way that `outside` turns out.

    `rules` are by target. `flags` has the special targets with what they are for ("": all);
    `exports` says which variables are exported or not ("": all others).
    """

    def __init__(self, outside: Outside, given: Mapping[str, Value]) -> None:
        self.outside = outside
        self.variables = {
            name: Variable(value, type(value) is str, by_command=True, fixed=True)
            for name, value in given.items()
        }
        self.automatic: Mapping[str, Value] = {}
        self.rules: dict[Value, Rule] = {}
        self.flags: dict[str, set[Value]] = {}
        self.exports: dict[str, bool] = {}
        self.patterns = False
        self.paths: list[str] = []
        self._default: Value | None = None
        self._current: list[Rule] = []
        self._begins = False  # whether the next line of a recipe is the first
        self._conditions: list[tuple[bool, bool]] = []  # whether it is read; whether any part was
        self._nested = 0
        self._expanding: tuple[str, ...] = ()

    def goal(self, line: Line) -> Value | None:
        """The target that is made if none is named."""
        if ".DEFAULT_GOAL" in self.variables:
            return self.outside.settled(self.lookup(".DEFAULT_GOAL", line)) or self._default
        return self._default

    def shell(self, line: Line) -> Value:
        """The shell of recipes with its options."""
        flags = self.lookup(".SHELLFLAGS", line) if ".SHELLFLAGS" in self.variables else "-c"
        shell = self.lookup("SHELL", line) if "SHELL" in self.variables else "/bin/sh"
        return concat([shell, " ", flags])

    def flagged(self, name: str, target: Value = "") -> bool:
        """Whether a special target is there for `target`."""
        return not self.flags.get(name, {None}).isdisjoint(("", target))

    # Lines

    def read(self, path: str, text: str) -> None:
        """Reads a file; raises NotRead, Stopped and what `outside` raises."""
        self.paths.append(path)
        if len(self.paths) > MAX_DEPTH:
            raise NotRead(f"more than {MAX_DEPTH} files", Line("", path, 0))
        if re.search("[\ue000-\uf8ff]", text):
            raise NotRead("it has private characters", Line("", path, 0))
        rows = text.removesuffix("\n").split("\n")
        self._current, outer = [], len(self._conditions)
        row = 0
        while row < len(rows):
            start, is_recipe = row, rows[row][:1] == "\t" and bool(self._current)
            parts = [rows[row].removeprefix("\t") if is_recipe else rows[row]]
            while _goes_on(rows[row]) and row + 1 < len(rows):
                row += 1
                parts.append(rows[row].removeprefix("\t") if is_recipe else rows[row])
            row += 1
            line = Line("\n".join(parts), path, start)
            self.outside.spend(len(line.text) + 50)
            if is_recipe:
                for rule in self._current if self._is_read else ():
                    rule.cook(line, anew=self._begins)
                self._begins &= not self._is_read
                continue
            joined = [part[:-1].strip(" \t") for part in parts[:-1]]
            bare = _bare(" ".join([*joined, parts[-1].lstrip(" \t")]), line)
            if re.match(r"(override[ \t]+)?define\b", bare):
                row = self._define(rows, row, bare, line)
            else:
                self._line(bare, line)
        if len(self._conditions) != outer:
            raise NotRead("a condition has no end", Line("", path, len(rows) - 1))
        self._current = []

    @property
    def _is_read(self) -> bool:
        return all([is_read for is_read, _ in self._conditions])

    def _define(self, rows: list[str], row: int, head: str, line: Line) -> int:
        """`define name`, up to its `endef`: a variable of several lines. Gives the row after it."""
        named = re.fullmatch(r"define[ \t]+([\w.-]+)[ \t]*=?[ \t]*", head)
        for end in range(row, len(rows)):
            word = rows[end].split("#")[0].strip()
            if word.startswith("define") or named is None:
                break
            if word == "endef":
                if self._is_read:
                    self._current = []
                    self._assign(named[1], "=", "\n".join(rows[row:end]), line)
                return end + 1
        raise NotRead("this definition is not worked out", line)

    def _line(self, text: str, line: Line) -> None:
        words = text.split(None, 1) or [""]
        word, rest = words[0], words[1] if len(words) > 1 else ""
        if word in ("ifeq", "ifneq", "ifdef", "ifndef", "else", "endif"):
            self._conditional(word, rest.strip(" \t"), line)
            return
        if not self._is_read or not text:
            return
        assignment = _ASSIGNMENT.fullmatch(text)
        if assignment is not None:
            self._current = []
            modifiers, name, operator, value = assignment.groups()
            name = self._known(name, line)
            if "private" in modifiers:
                raise NotRead("a private variable is not worked out", line)
            if "export" in modifiers:
                self.exports[name] = True
            self._assign(name, operator, value, line, override="override" in modifiers)
        elif word in ("export", "unexport") and rest[:1] != ":":
            self._current = []
            for name in self._known(rest, line).split() or [""]:
                self.exports[name] = word == "export"
        elif word in ("include", "-include", "sinclude") and rest[:1] != ":":
            self._current = []
            self._include(self._known(rest, line), line, is_optional=word != "include")
        elif word in ("undefine", "vpath", "load", "-load", "override", "private", "endef"):
            raise NotRead(f"{word} is not worked out", line)
        else:
            self._rule(text, line)

    def _conditional(self, word: str, rest: str, line: Line) -> None:
        if word in ("else", "endif"):
            if not self._conditions:
                raise NotRead(f"{word} without a condition", line)
            _, was_read = self._conditions.pop()
            if word == "endif":
                return
            if not rest or was_read or not self._is_read:
                self._conditions.append((not was_read and not rest, True))
                return
            word, _, rest = rest.partition(" ")
            if word not in ("ifeq", "ifneq", "ifdef", "ifndef"):
                raise NotRead("this condition is not worked out", line)
        if not self._is_read:
            self._conditions.append((False, True))
            return
        if word in ("ifdef", "ifndef"):
            holds = not self._is_empty(self._known(rest, line), line)
        else:
            left, right = _sides(rest.strip(" \t"), line)
            holds = self.outside.equal(self.expand(left, line), self.expand(right, line))
        holds ^= word in ("ifneq", "ifndef")
        self._conditions.append((holds, holds))

    def _is_empty(self, name: str, line: Line) -> bool:
        """Whether a variable has no text, before any expansion."""
        variable = self.variables.get(name)
        if variable is None or (variable.given is not None and self.outside.is_set(variable.given)):
            return self.outside.equal(self.lookup(name, line), "")
        return self.outside.equal(variable.value, "")

    def _include(self, names: str, line: Line, *, is_optional: bool) -> None:
        for name in names.split():
            if not set(name).isdisjoint("*?[~"):
                raise NotRead(f"it includes {name}", line)
            try:
                path, text = self.outside.text(name)
            except LookupError:
                if not is_optional:
                    raise NotRead(f"it includes {name}, which is not in sight", line) from None
                self.outside.doubt(f"it includes {name}, if that is there", line)
                path, text = name, None
            if text is not None:
                self.read(path, text)
            elif is_optional:
                self.paths.append(path)  # a rule may make it
            else:
                raise NotRead(f"it includes {name}, which is not there", line)

    # Rules

    def _rule(self, text: str, line: Line) -> None:
        self._current, self._begins = [], True
        at = _top(text, ";")
        head, recipe = text[:at], text[at + 1 :].lstrip(" \t") if at < len(text) else None
        value = self.outside.settled(self.expand(head, line))
        if not value and recipe is None:
            return
        before, after = _cut(value)
        if after is None:
            raise NotRead("this is no line that is worked out", line)
        targets = _words(before, line)
        is_plain = _cut(after)[1] is None and not re.search("[=&]", known_text(value))
        if not is_plain and not _SPECIAL_RULE.fullmatch(known_text(value)):
            raise NotRead("this rule is not worked out", line)
        normal, first = _prerequisites(after, line) if is_plain else ([], [])
        for target in targets:
            name = target if type(target) is str else ""
            is_hidden = name[:1] == "." and "/" not in name
            if is_hidden and is_plain and self._is_special(name, [*normal, *first], line):
                continue
            rule = self.rules.setdefault(target, Rule(line))
            rule.add(line, normal, first)
            if "%" in name or not is_plain:  # a pattern, a static one, `::`, `&:`, `x: VAR=…`
                rule.why = "this kind of rule is not worked out"
                self.patterns |= "%" in known_text(value)
            if self._default is None and "%" not in name and not is_hidden:
                self._default = target
            self._current.append(rule)
        if recipe is not None:
            for rule in self._current:
                rule.cook(line._replace(text=recipe), anew=True)
            self._begins = False

    def _is_special(self, name: str, names: list[Value], line: Line) -> bool:
        """Whether a target that begins with a dot is a word to make itself."""
        if name in _FLAGS:
            self.flags.setdefault(name, set()).update(names or [""] * (name != ".PHONY"))
        elif name.isupper() and name not in _IDLE:
            raise NotRead(f"{name} is not worked out", line)
        self.patterns |= name.islower()  # it may be the rule for files with an ending
        return not name.islower()

    # Variables

    def _assign(
        self, name: str, operator: str, text: str, line: Line, *, override: bool = False
    ) -> None:
        old = self.variables.get(name)
        if not name or name in ("VPATH", "MAKEFILES", "MAKEOVERRIDES", ".RECIPEPREFIX", "MAKE"):
            raise NotRead(f"an assignment to {name} is not worked out", line)
        if name == "MAKEFLAGS" and not _HARMLESS.issuperset(self._known(text, line).split()):
            raise NotRead("these MAKEFLAGS are not worked out", line)
        if operator == "!=":
            value = self.outside.output(self.expand(text, line), line)
            new = Variable(value, type(value) is str)
        elif operator in (":=", "::="):
            new = Variable(self.expand(text, line), False)
        elif operator == "?=":
            given = None if old is not None else self.outside.environment(name)
            if old is not None or (given is not None and type(given) is str):
                return
            new = Variable(text, True, given=given)
        elif operator == "+=":
            new = self._appended(name, old, text, line)
        else:
            new = Variable(text, True)
        if old is None or not old.fixed or override:
            self.variables[name] = new._replace(by_command=False, fixed=override)

    def _appended(self, name: str, old: Variable | None, text: str, line: Line) -> Variable:
        if old is None:
            given = self.outside.environment(name)
            if not self.outside.is_set(given):
                return Variable(text, True)
            old = Variable(given or "", type(given) is str)
        elif old.given is not None:
            is_set = self.outside.is_set(old.given)
            old = Variable(old.given, False) if is_set else old._replace(given=None)
        if old.recursive:
            return old._replace(value=f"{old.value} {text}" if old.value else text)
        if "$" in text and type(old.value) is Mixed and name not in self.variables:
            raise NotRead(f"what is added to ${name} is not worked out", line)
        more = self.expand(text, line)
        return old._replace(value=concat([old.value, " ", more]) if old.value else more)

    def lookup(self, name: str, line: Line) -> Value:
        """What `$(name)` becomes."""
        if name in self._expanding:
            raise NotRead(f"${name} refers to itself", line)
        variable = self.variables.get(name)
        if variable is None:
            if name == "MAKE":
                return "make"
            if name in _OWN or name[:1] == ".":
                return whole(Symbol(f"$({name})"))
            given = self.outside.environment(name)
            variable = Variable(_DEFAULTS.get(name, ""), False, given=given)
            if type(given) is str:
                variable = Variable(given, True)
        if variable.given is not None and "$" in str(variable.value):
            if self.outside.is_set(variable.given):
                return self.outside.given_or(variable.given, "")
            variable = variable._replace(given=None)
        value = variable.value
        if variable.recursive and type(value) is str:
            self._expanding = (*self._expanding, name)
            try:
                value = self.expand(value, line)
            finally:
                self._expanding = self._expanding[:-1]
        return value if variable.given is None else self.outside.given_or(variable.given, value)

    def _known(self, text: str, line: Line) -> str:
        """An expanded text that has to be known."""
        value = self.outside.settled(self.expand(text, line))
        if type(value) is not str:
            raise NotRead("it depends on what is not known", line)
        return value

    # Expansion

    def expand(self, text: str, line: Line) -> Value:
        """The text with its references filled in."""
        return concat([value for value, _ in self.pieces(text, line)]) if "$" in text else text

    def pieces(self, text: str, line: Line) -> list[tuple[Value, int]]:
        """The same in pieces, each with the character of `text` at which it stands."""
        found: list[tuple[Value, int]] = []
        at = 0
        self._nested += 1
        if self._nested > MAX_DEPTH:
            raise NotRead(f"more than {MAX_DEPTH} references within one another", line)
        try:
            while (dollar := text.find("$", at)) >= 0:
                found.append((text[at:dollar], at))
                body, at = _reference(text, dollar, line)
                value: Value = "$" if body == "$" else self._referred(body, line)
                found.append((value, dollar))
                self.outside.spend(len(known_text(value)) + len(body) + 50)
        finally:
            self._nested -= 1
        found.append((text[at:], at))
        return [piece for piece in found if piece[0]]

    def _referred(self, body: str, line: Line) -> Value:
        """What a reference becomes."""
        if body in self.automatic:
            return self.automatic[body]
        function = _FUNCTION.match(body)
        if function is not None:
            return self._function(function[1], body[function.end() :].lstrip(" \t"), line)
        if body[:1] in "@<^+?*%|" and len(body) < 3:
            return whole(Symbol(f"$({body})")) if self.automatic else ""
        if ":" in body and "=" in body:
            name = body.partition(":")[0]
            return whole(derived(f"$({body})", [self.lookup(name, line)], lossy="it is not read"))
        return self.lookup(self._known(body, line), line)

    def _function(self, name: str, text: str, line: Line) -> Value:
        if name == "if":
            condition, *ways = _arguments(text)
            empty = self.outside.equal(self.expand(condition.strip(), line), "")
            return self.expand(",".join(ways[1:]) if empty else "".join(ways[:1]), line)
        if name in _LAZY:
            raise NotRead(f"$({name} …) is not worked out", line)
        value = self.expand(text, line)
        if name == "error":
            raise Stopped(value, line)
        if name in ("info", "warning"):
            self.outside.say(value, 1 if name == "info" else 2, line)
            return ""
        if name == "shell":
            return self.outside.output(value, line)
        if name == "strip" and type(value) is str:
            return " ".join(value.split())
        held = self.lookup(text, line) if name == "value" else value
        return whole(derived(f"$({name} {text})", [held], lossy=f"$({name} …) is not worked out"))


def _goes_on(row: str) -> bool:
    """Whether a line is continued on the next."""
    return (len(row) - len(row.rstrip("\\"))) % 2 == 1


def _bare(text: str, line: Line) -> str:
    """A line without its comment, nor the blanks around it that do not count."""
    masked = text.replace("\\#", "\0\0")
    at = masked.find("#") if "#" in masked else len(text)
    is_open = "\\\\#" in text or _top(masked, "#") != at or _top(masked, ";") < at
    if "#" in text and is_open:
        raise NotRead("it is not worked out whether a comment begins here", line)
    bare = text[:at].replace("\\#", "#")
    return bare.lstrip(" \t") if "=" in bare else bare.strip(" \t")


def _closing(text: str, at: int) -> int:
    """Where the bracket that opens at `at` is closed; -1: nowhere."""
    opening, closing = text[at], ")" if text[at] == "(" else "}"
    depth = 0
    for index in range(at, len(text)):
        depth += (text[index] == opening) - (text[index] == closing)
        if not depth:
            return index
    return -1


def _reference(text: str, dollar: int, line: Line) -> tuple[str, int]:
    """What stands in the reference at a `$`, and where the text goes on."""
    following = text[dollar + 1 : dollar + 2]
    if following in ("(", "{"):
        end = _closing(text, dollar + 1)
        if end >= 0:
            return text[dollar + 2 : end], end + 1
    elif following.strip():
        return following, dollar + 2
    raise NotRead("this $ is not worked out", line)


def _top(text: str, wanted: str) -> int:
    """Where a character stands outside of references; the length of the text if nowhere."""
    at = 0
    while at < len(text):
        if text[at] == wanted:
            return at
        if text[at] == "$" and text[at + 1 : at + 2] in ("(", "{"):
            end = _closing(text, at + 1)
            at = len(text) if end < 0 else end
        at += 1
    return at


def _arguments(text: str) -> list[str]:
    """The arguments of a function, or the sides of `ifeq (…,…)`."""
    found, depth, start = [], 0, 0
    for at, character in enumerate(text):
        depth += (character in "({") - (character in ")}")
        if character == "," and not depth:
            found.append(text[start:at])
            start = at + 1
    return [*found, text[start:]]


def _sides(text: str, line: Line) -> tuple[str, str]:
    """The two texts that `ifeq` compares."""
    quoted = _QUOTED.fullmatch(text)
    if quoted is not None:
        return quoted[1][1:-1], quoted[2][1:-1]
    parts = _arguments(text[1:-1]) if text[:1] == "(" and text[-1:] == ")" else []
    if len(parts) != 2:
        raise NotRead("this condition is not worked out", line)
    return parts[0].rstrip(" \t"), parts[1].lstrip(" \t")


def known_text(value: Value) -> str:
    """What is certainly in a value."""
    if type(value) is Mixed:
        return "".join([one for one in value.parts if type(one) is str])
    return str(value)


def _cut(value: Value) -> tuple[Value, Value | None]:
    """A value before and after its first `:`; None: there is none."""
    parts = value.parts if type(value) is Mixed else (value,)
    for at, part in enumerate(parts):
        if type(part) is str and ":" in part:
            before, _, after = part.partition(":")
            wholes = [one if type(one) is str else Mixed((one,)) for one in parts]
            return concat([*wholes[:at], before]), concat([after, *wholes[at + 1 :]])
    return value, None


def _words(value: Value, line: Line) -> list[Value]:
    """The names in a value; what is not known in it is part of a name."""
    found: list[list[Value]] = [[]]
    for part in value.parts if type(value) is Mixed else (value,):
        if type(part) is str:
            first, *others = re.split(r"[ \t\n]+", part)
            found[-1].append(first)
            found += [[one] for one in others]
        elif type(part) is Symbol and part.plain:
            found[-1] += ["", Mixed((part,))] if not found[-1] else [Mixed((part,))]
        else:
            raise NotRead("a name is not known", line)
    names = [concat([str(parts[0]).removeprefix("./"), *parts[1:]]) for parts in found]
    if any([not set(known_text(name)).isdisjoint("*?[]~\\(){}\"'") for name in names]):
        raise NotRead("names with such characters are not worked out", line)
    return [name for name in names if name]


def _prerequisites(value: Value, line: Line) -> tuple[list[Value], list[Value]]:
    """The prerequisites, and those after `|`."""
    names = _words(value, line)
    at = names.index("|") if "|" in names else len(names)
    return names[:at], names[at + 1 :]
