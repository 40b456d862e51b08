"""Whether one module of a package alone reaches out of the process."""

import ast

from doctor.python import gate, taint
from doctor.python.reach import Way, ways
from doctor.python.source import Package, read
from doctor.source import Source
from doctor.verdict import Evidence, Verdict, failed, passed, unknown


def judged(source: Source, folder: str) -> Verdict:
    """The verdict over a package: one module reaches out, asks first, and hides the token."""
    package = read(source, folder)
    found = [way for module in package.modules for way in ways(module)]
    if wrong := _wrong(package, found):
        return failed(wrong[0].note, *wrong)
    unclear = [*package.unread, *[_shown(way) for way in found if way.is_dynamic]]
    if unclear or not found:
        return unknown(f"what {folder}/ does is not all in sight", *unclear)
    [path] = {way.module.path for way in found}
    return passed(f"{path} alone reaches out", _shown(found[0]))


def _wrong(package: Package, found: list[Way]) -> list[Evidence]:
    """All that breaks the rule, the worst first."""
    static = [way for way in found if not way.is_dynamic]
    by_module = {way.module.path: way.module for way in static}
    # The gate is the module that most of it stands in.
    gates = sorted(by_module, key=lambda path: -len([w for w in static if w.module.path == path]))
    wrong = [
        Evidence(module.place(node), "a shell reads what is started")
        for module in package.modules
        for node in ast.walk(module.tree)
        if isinstance(node, ast.keyword) and node.arg == "shell" and not _is_false(node.value)
    ]
    wrong += [leak for module in package.modules for leak in taint.leaks(module)]
    for way in static:
        if way.module.path != gates[0]:
            note = f"{way.module.path} reaches out by {way.by}, beside the gate {gates[0]}"
            wrong.append(Evidence(way.module.place(way.node), note))
    if gates:
        own = [way for way in static if way.module.path == gates[0]]
        wrong += gate.problems(package, by_module[gates[0]], own)
    return wrong


def _is_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def _shown(way: Way) -> Evidence:
    what = "code that is made up while it runs" if way.is_dynamic else "a way out of the process"
    return Evidence(way.module.place(way.node), f"{way.by}: {what}")
