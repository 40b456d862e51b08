"""The rules of makefiles: targets, prerequisites and recipes, and how they stand in a line.

Source: the GNU make manual, chapter 4.
"""

from __future__ import annotations

import re
from collections.abc import Container

from doctor.bash.make.lines import Line, NotRead
from doctor.bash.values import Mixed, Symbol, Value, concat
from doctor.pattern import pattern

SPECIAL = pattern(
    r"[^:=]*:[ \t]*[\w.-]+[ \t]*(?:\+|\?|::?)?=.*|[^:]*:[^:]*%[^:]*:[^:=]*", re.DOTALL
)
"""A rule with variables of its own, or a static pattern."""


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


def known_text(value: Value) -> str:
    """What is certainly in a value."""
    if type(value) is Mixed:
        return "".join([one for one in value.parts if type(one) is str])
    return str(value)


def names_in(value: Value, line: Line) -> list[Value]:
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


def prerequisites_in(value: Value, line: Line) -> tuple[list[Value], list[Value]]:
    """The prerequisites, and those after `|`."""
    names = names_in(value, line)
    at = names.index("|") if "|" in names else len(names)
    return names[:at], names[at + 1 :]
