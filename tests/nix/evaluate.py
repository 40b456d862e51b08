"""Evaluates Nix text with our evaluator, to JSON."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from doctor.lock import read_lock
from doctor.nix.builtins.files import to_json
from doctor.nix.flake import Flake
from doctor.nix.interpreter import Interpreter
from doctor.nix.machine import MAX_STEPS, Call, deep_stack
from doctor.nix.projects import identifier
from doctor.nix.values import NixError, Text, Unknown
from doctor.source import Memory


class Outcome(NamedTuple):
    """`kind` is "value" (then `value` is its JSON), "error" or "unknown" (then the message)."""

    kind: str
    value: Any


def evaluate(text: str, files: Mapping[str, str] | None = None) -> Outcome:
    """What our evaluator makes of `text`, in a repo that holds `files`."""
    machine = Interpreter(Memory({**(files or {}), "case.nix": text}))
    return _outcome(machine, lambda: machine.import_file("case.nix", Call(machine, None)))


def evaluate_members(files: Mapping[str, str], output: str) -> dict[str, Outcome]:
    """Each member of an output of the flake in `files`; inputs that are modelled work."""
    source = Memory(files)
    machine = Interpreter(source)
    with deep_stack():
        flake = Flake(machine)
        known = identifier(flake.inputs, read_lock(source)).known
        members = machine.as_closed(machine.select(flake.outputs(known), output, None)).items
    return {name: _outcome(machine, partial(machine.force, members[name])) for name in members}


def _outcome(machine: Interpreter, compute: Callable[[], object]) -> Outcome:
    machine.steps = MAX_STEPS
    try:
        with deep_stack():
            result = to_json(Call(machine, None), compute())
        if machine.refused:
            return Outcome("error", machine.refused[0].why)
    except NixError as error:
        return Outcome("error", f"{error.place}: {error.message}")
    except Unknown as unknown:
        return Outcome("unknown", unknown.symbol.why)
    assert isinstance(result, Text)
    return Outcome("value", json.loads(machine.literal(result)))
