"""A repo's pipelines: which files the server reads.

Source: woodpecker-ci/woodpecker, server/services/config, at v3.17.
"""

from __future__ import annotations

from collections.abc import Iterator

from doctor.place import Place
from doctor.record import NamedTuple
from doctor.source import Source, Unreadable
from doctor.woodpecker.document import Finding
from doctor.woodpecker.workflow import Workflow, workflow_name

FOLDER = ".woodpecker"
FILES = (".woodpecker.yaml", ".woodpecker.yml")
MAX_FILES = 100
"""Pipelines of one repo."""


class Pipelines(NamedTuple):
    """What the server reads of a repo.

    `passed_over` are files that it would read if others were not there.
    """

    workflows: tuple[Workflow, ...]
    unreadable: tuple[Finding, ...]
    passed_over: tuple[Finding, ...]


def read(source: Source) -> Pipelines:
    """The pipelines of a repo, in the order in which the server reads them."""
    unreadable: list[Finding] = []
    passed_over: list[Finding] = []
    there = {name: source.entry(name) for name in (FOLDER, *FILES)}
    folder: list[str] = []
    if there.get(FOLDER) == "directory":
        try:
            entries = source.list(FOLDER)
        except Unreadable as bad:
            unreadable.append(Finding(Place(FOLDER), str(bad)))
            entries = {}
        names = [f"{FOLDER}/{name}" for name in entries if name.endswith((".yaml", ".yml"))]
        folder = [path for path in names if entries[path.rpartition("/")[2]] == "regular"]
        passed_over = [
            Finding(Place(path), f"the server reads no {entries[path.rpartition('/')[2]]} there")
            for path in names
            if path not in folder
        ]
    for path in (FOLDER, *FILES):
        if there.get(path) == "symlink":
            what = "is a link, and what a server makes of it is not known"
            unreadable.append(Finding(Place(path), f"{path} {what}"))
    single = [path for path in FILES if there.get(path) == "regular"]
    chosen, rest = (folder, single) if folder else (single[:1], single[1:])
    passed_over += [
        Finding(Place(path), f"the server reads {FOLDER if folder else chosen[0]}, not {path}")
        for path in rest
    ]
    passed_over += _namesakes(chosen)
    if len(chosen) > MAX_FILES:
        found = Finding(Place(FOLDER), f"{FOLDER} has more than {MAX_FILES} pipelines")
        unreadable.append(found)
    workflows = []
    for path in chosen[:MAX_FILES]:
        try:
            text = source.read(path)
        except Unreadable as bad:
            unreadable.append(Finding(Place(path), str(bad)))
            continue
        if text or folder:  # an empty file alone is as good as none
            workflows.append(Workflow(path, text))
    return Pipelines(tuple(workflows), tuple(unreadable), tuple(passed_over))


def _namesakes(paths: list[str]) -> Iterator[Finding]:
    """Files whose workflows have the same name, so that one hides the other's status."""
    names: dict[str, str] = {}
    for path in paths:
        name = workflow_name(path)
        if name in names:
            yield Finding(Place(path), f"its workflow is named {name}, as that of {names[name]}")
        names.setdefault(name, path)
