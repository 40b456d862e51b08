"""The variables of makefiles: what is assigned, what references and functions become.

Source: the GNU make manual, chapters 6 (variables) and 8 (functions). What plain makefiles hold is
worked out; the rest is refused with its place (NotRead), or is a text that is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from doctor.bash.make.lines import Line, NotRead, Stopped, arguments, reference_at
from doctor.bash.make.rules import known_text
from doctor.bash.values import Mixed, Symbol, Value, concat, derived, whole
from doctor.pattern import pattern
from doctor.record import NamedTuple

MAX_DEPTH = 40
"""References, and includes, within one another."""
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


class Variables:
    """The variables of makefiles, in the way that `outside` turns out.

    `automatic` are those of the recipe that is run; `exports` says which variables are exported or
    not ("": all others).
    """

    def __init__(self, outside: Outside, given: Mapping[str, Value]) -> None:
        self.outside = outside
        self.variables = {
            name: Variable(value, type(value) is str, by_command=True, fixed=True)
            for name, value in given.items()
        }
        self.automatic: Mapping[str, Value] = {}
        self.exports: dict[str, bool] = {}
        self._nested = 0
        self._expanding: tuple[str, ...] = ()

    def assign(
        self, name: str, operator: str, text: str, line: Line, *, override: bool = False
    ) -> None:
        old = self.variables.get(name)
        if not name or name in ("VPATH", "MAKEFILES", "MAKEOVERRIDES", ".RECIPEPREFIX", "MAKE"):
            raise NotRead(f"an assignment to {name} is not worked out", line)
        if name == "MAKEFLAGS" and not _HARMLESS.issuperset(self.known(text, line).split()):
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

    def known(self, text: str, line: Line) -> str:
        """An expanded text that has to be known."""
        value = self.outside.settled(self.expand(text, line))
        if type(value) is not str:
            raise NotRead("it depends on what is not known", line)
        return value

    def is_empty(self, name: str, line: Line) -> bool:
        """Whether a variable has no text, before any expansion."""
        variable = self.variables.get(name)
        if variable is None or (variable.given is not None and self.outside.is_set(variable.given)):
            return self.outside.equal(self.lookup(name, line), "")
        return self.outside.equal(variable.value, "")

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
                body, at = reference_at(text, dollar, line)
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
        return self.lookup(self.known(body, line), line)

    def _function(self, name: str, text: str, line: Line) -> Value:
        if name == "if":
            condition, *ways = arguments(text)
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
