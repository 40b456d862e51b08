"""Makefiles as GNU make reads them: lines, conditionals, includes, and what rules they make.

Source: the GNU make manual, chapters 3 to 5 and 7. What plain makefiles hold is read; the rest is
refused with its place (NotRead).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from doctor.bash.make.lines import Line, NotRead, bare_text, compared, goes_on, top_level
from doctor.bash.make.rules import SPECIAL, Rule, known_text, names_in, prerequisites_in
from doctor.bash.make.variables import MAX_DEPTH, Outside, Variables
from doctor.bash.partial import partition
from doctor.bash.values import Value, concat
from doctor.pattern import pattern

NAMES = ("GNUmakefile", "makefile", "Makefile")
"""The files that make looks for, in this order."""
_ASSIGNMENT = pattern(
    r"((?:(?:override|export|private)[ \t]+)*)([^\s:#=+?!]+)[ \t]*(:?:?=|\?=|\+=|!=)[ \t]*(.*)",
    re.DOTALL,
)
_FLAGS = (".PHONY", ".SILENT", ".IGNORE", ".ONESHELL", ".EXPORT_ALL_VARIABLES")
_IDLE = (".DELETE_ON_ERROR", ".NOTPARALLEL", ".PRECIOUS", ".SUFFIXES")


class Makefile(Variables):
    """Makefiles read one after the other, in the way that `outside` turns out.

    `rules` are by target. `flags` has the special targets with what they are for ("": all).
    """

    def __init__(self, outside: Outside, given: Mapping[str, Value]) -> None:
        super().__init__(outside, given)
        self.rules: dict[Value, Rule] = {}
        self.flags: dict[str, set[Value]] = {}
        self.patterns = False
        self.paths: list[str] = []
        self._default: Value | None = None
        self._current: list[Rule] = []
        self._begins = False  # whether the next line of a recipe is the first
        self._conditions: list[tuple[bool, bool]] = []  # whether it is read; whether any part was

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
            while goes_on(rows[row]) and row + 1 < len(rows):
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
            bare = bare_text(" ".join([*joined, parts[-1].lstrip(" \t")]), line)
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
                    self.assign(named[1], "=", "\n".join(rows[row:end]), line)
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
            name = self.known(name, line)
            if "private" in modifiers:
                raise NotRead("a private variable is not worked out", line)
            if "export" in modifiers:
                self.exports[name] = True
            self.assign(name, operator, value, line, override="override" in modifiers)
        elif word in ("export", "unexport") and rest[:1] != ":":
            self._current = []
            for name in self.known(rest, line).split() or [""]:
                self.exports[name] = word == "export"
        elif word in ("include", "-include", "sinclude") and rest[:1] != ":":
            self._current = []
            self._include(self.known(rest, line), line, is_optional=word != "include")
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
            holds = not self.is_empty(self.known(rest, line), line)
        else:
            left, right = compared(rest.strip(" \t"), line)
            holds = self.outside.equal(self.expand(left, line), self.expand(right, line))
        holds ^= word in ("ifneq", "ifndef")
        self._conditions.append((holds, holds))

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
        at = top_level(text, ";")
        head, recipe = text[:at], text[at + 1 :].lstrip(" \t") if at < len(text) else None
        value = self.outside.settled(self.expand(head, line))
        if not value and recipe is None:
            return
        before, after = partition(value, ":")
        if after is None:
            raise NotRead("this is no line that is worked out", line)
        targets = names_in(before, line)
        is_plain = partition(after, ":")[1] is None and not re.search("[=&]", known_text(value))
        if not is_plain and not SPECIAL.fullmatch(known_text(value)):
            raise NotRead("this rule is not worked out", line)
        normal, first = prerequisites_in(after, line) if is_plain else ([], [])
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
