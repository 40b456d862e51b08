"""The interpreter, given a program of which everything is known."""

from collections.abc import Mapping

from doctor.bash.history import Node, Printed, Unclear
from doctor.bash.interpreter import Interpreter
from doctor.bash.machine import Exhausted
from doctor.bash.script import Script, of_repo
from doctor.bash.state import State, Variable
from doctor.bash.values import Selector, Symbol, Value
from doctor.nix.machine import deep_stack
from doctor.source import Memory

PROGRAM = "../script"
"""The `$0` of a program: it does not lie in its working directory."""


class Undecided(Exception):
    """The interpreter does not know what the program prints, and says so."""


class ClosedWorld:
    """Nothing but HOME, `files`, and what the program makes itself."""

    is_closed = True
    scenarios = Selector(1)
    missing = down = 0
    root = Symbol("the working directory", filled=True, plain=True)
    given: Mapping[str, Variable] = {"HOME": Variable("/home/user", "x")}

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = files

    def variable(self, name: str) -> Variable | None:
        return self.given.get(name)

    def file(self, path: Value, age: int = 0) -> Value | None:
        return self._files.get(path) if isinstance(path, str) else None

    def is_folder(self, path: Value) -> Value:
        return "0" if any(name.startswith(f"{path}/") for name in self._files) else "1"

    def script(self, path: Value) -> Script | None:
        return None

    def is_registry(self, target: Value) -> bool:
        return False

    def pass_status(self, status: Value) -> Value:
        return status

    def secret(self, program: str, label: str) -> Value:
        return ""


def closed_run(program: str, files: Mapping[str, str] | None = None) -> tuple[str, int, str]:
    """Standard output, exit status and standard error (the trace of `set -x`) of `program`.

    It starts as `oracle.bash_result` starts it: no arguments, a working directory with nothing but
    `files`, empty standard input, HOME=/home/user. Raises Undecided.
    """
    script = of_repo(Memory({**(files or {}), "program": program}), "program")
    if script is None:
        raise Undecided("it is not read")
    script.name = PROGRAM
    interpreter = Interpreter(ClosedWorld(files or {}))
    start = Node(None, None, 1, frozenset(), ())
    state = State(script, start, {}, "")
    state.name = script.name
    try:
        with deep_stack():
            ends = interpreter.run_script(script, state)
    except Exhausted as spent:
        raise Undecided(str(spent)) from None
    if len(ends) != 1:
        raise Undecided(f"it ends in {len(ends)} ways")
    [end] = ends
    events = []
    node = end.history
    while node.previous:
        events.append(node.event)
        if len(node.previous) > 1:
            raise Undecided("ways part")
        [node] = node.previous
    texts: dict[str, list[str]] = {"stdout": [], "stderr": []}
    for event in reversed(events):
        if isinstance(event, Unclear):
            raise Undecided(event.why)
        if isinstance(event, Printed) and event.how == "error":
            if event.stream == "stdout":  # its wording is not that of bash
                raise Undecided("a message goes to standard output")
        elif isinstance(event, Printed):
            if not isinstance(event.text, str):
                raise Undecided(f"it prints {event.text}")
            texts[event.stream].append(event.text)
    if not isinstance(end.status, str):
        raise Undecided("its status is not known")
    return _printed(texts["stdout"]), int(end.status), _printed(texts["stderr"])


def _printed(texts: list[str]) -> str:
    """What was printed in pieces, of which one may end within a character."""
    return "".join(texts).encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")
