"""The commands of a step as a shell script, with the places of its author.

The server joins the entries into one script for `sh -e` and shows each before it runs, as it
stands there (pipeline/backend/common/script_posix.go).
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from itertools import pairwise

from doctor.bash.script import HOLE, Origin, Script
from doctor.bash.values import Mixed, Value
from doctor.pattern import pattern
from doctor.source import Source
from doctor.woodpecker.events import Case
from doctor.woodpecker.steps import Step
from doctor.woodpecker.substitution import Template
from doctor.woodpecker.syntax import Scalar
from doctor.woodpecker.workflow import Workflow


def entries(workflow: Workflow, step: Step, case: Case) -> tuple[Value, ...]:
    """The commands as they are filled in for a case."""
    return tuple([workflow.text(one, case) for one in step.commands or ()])


def script(source: Source, workflow: Workflow, step: Step, case: Case) -> tuple[Script, int]:
    """The script of a step that has commands, as it is filled in for a case, and the byte at which
    its last entry begins that does something."""
    building = _Building(source, workflow)
    last = 0
    for number, one in enumerate(step.commands or ()):
        if number:
            building.add(" " if step.is_argv else "\n")
        if one.text.strip() and not one.text.lstrip().startswith("#") and not step.is_argv:
            last = building.size
        building.add_scalar(one, case, quoted=step.is_argv)
    commands = Script(
        source,
        "sh",
        "".join(building.texts),
        building.origins,
        step.place,
        tuple(building.holes),
    )
    return commands, last


class _Building:
    def __init__(self, source: Source, workflow: Workflow) -> None:
        self._lines = source.read(workflow.path).split("\n")
        self._workflow = workflow
        self.size = 0
        self.texts: list[str] = []
        self.origins: list[Origin] = []
        self.holes: dict[Value, int] = {}

    def add(self, text: str) -> None:
        self.texts.append(text)
        self.size += len(text.encode("utf-8", "surrogateescape"))

    def add_scalar(self, scalar: Scalar, case: Case, *, quoted: bool) -> None:
        if quoted:
            self._origin(scalar.start)
            self._value(self._workflow.text(scalar, case), quoted=True)
            return
        template = self._workflow.template
        places = _places(template, scalar)
        start = 0
        for at, character in enumerate(scalar.text):
            hole = template.hole(character)
            if at not in places and hole is None:
                continue
            self.add(scalar.text[start:at])
            start = at
            if at in places:
                self._origin(places[at])
            if hole is not None:
                self._value(self._workflow.text(scalar._replace(text=character), case))
                start = at + 1
        self.add(scalar.text[start:])

    def _value(self, value: Value, *, quoted: bool = False) -> None:
        """What is filled in; what is not known stands there as a private character."""
        for part in value.parts if type(value) is Mixed else (value,):
            if type(part) is str:
                self.add(shlex.quote(part) if quoted else part)
            else:
                number = self.holes.setdefault(Mixed((part,)), len(self.holes))
                self.add(chr(HOLE + number))

    def _origin(self, index: int) -> None:
        """What follows stands in the file where the YAML reader has this character."""
        row, column = self._workflow.point(index)
        width = len(self._lines[row][:column].encode("utf-8", "surrogateescape"))
        self.origins.append(Origin(self.size, self._workflow.path, row, width))


def _places(template: Template, scalar: Scalar) -> dict[int, int]:
    """Characters of a scalar, each with the place where it stands in the text of the file; those
    up to the next one follow it there."""
    places = dict(_anchors(template.text, scalar))
    for at, end in list(pairwise([*places, len(scalar.text)])):
        place = places[at]
        for here in template.stretches(place, place + end - at - 1):
            places[at + here - place] = here
    return places


def _anchors(text: str, scalar: Scalar) -> Iterator[tuple[int, int]]:
    """As `_places`, for the text that the YAML reader gets."""
    raw = text[scalar.start : scalar.end]
    if scalar.style == "|":
        yield from _lines(text, scalar)
    elif raw == scalar.text:
        yield 0, scalar.start
    elif raw[1:-1] == scalar.text:
        yield 0, scalar.start + 1
    else:
        first = scalar.start + (scalar.style in ("'", '"'))
        if scalar.style == ">" and (lines := _BLANKS.search(text, text.find("\n", first))):
            first = lines.end()
        yield from _followed(text, scalar, first)


_BLANKS = pattern(r"[ \t\r\n]+")
_ESCAPE = pattern(r"\\(?:\r?\n[ \t]*|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)


def _followed(text: str, scalar: Scalar, here: int) -> Iterator[tuple[int, int]]:
    """The characters of a folded or quoted scalar, in step with how they are written."""
    at = 0
    yield at, here
    while at < len(scalar.text) and here < scalar.end:
        escape = _ESCAPE.match(text, here) if scalar.style == '"' else None
        blanks = _BLANKS.match(text, here)
        if escape:
            at += not escape[0].startswith(("\\\n", "\\\r"))
            here = escape.end()
        elif blanks and "\n" in blanks[0]:
            folded = _BLANKS.match(scalar.text, at)
            at = folded.end() if folded else at
            here = blanks.end()
        elif scalar.style == "'" and text.startswith("''", here):
            at += 1
            here += 2
        elif text[here] == scalar.text[at]:
            at += 1
            here += 1
            continue
        else:
            return
        yield at, here


def _lines(text: str, scalar: Scalar) -> Iterator[tuple[int, int]]:
    """The lines of a literal block, which only lack what they are indented by."""
    at = 0
    here = text.find("\n", scalar.start) + 1
    for line in scalar.text.split("\n"):
        end = text.find("\n", here)
        raw = text[here : end if end >= 0 else len(text)].removesuffix("\r")
        if line and raw.endswith(line):
            yield at, here + len(raw) - len(line)
        at += len(line) + 1
        here += len(raw) + 1
