"""jq(1): queries on JSON texts, as far as jq 1.6 and later agree."""

from doctor.bash.filters.call import MAX_TEXT, Call, NotModelled, Output, lines
from doctor.bash.filters.jq_evaluation import Evaluator
from doctor.bash.filters.jq_syntax import parse
from doctor.bash.filters.jq_values import Error, Value, json_text, truth, value_of, values_of
from doctor.record import NamedTuple

_LONG = {
    "raw-output": "r", "compact-output": "c", "null-input": "n", "exit-status": "e",
    "slurp": "s", "join-output": "j", "sort-keys": "S", "raw-input": "R",
    "monochrome-output": "M",
}  # fmt: skip


class _Options(NamedTuple):
    flags: frozenset[str]
    variables: dict[str, Value]
    program: str
    paths: list[str]


def run(call: Call) -> Output:
    """What the filter makes of the operands or standard input."""
    flags, variables, program, paths = _options(call)
    tree = parse(program, frozenset(variables))
    machine = Evaluator()
    out: list[str] = []
    size = 0
    status = 0
    last: Value = ...
    inputs, missing = _inputs(call, flags, paths)
    for value in inputs:
        try:
            for result in machine.results(tree, value, variables):
                last = result
                out.append(_shown(result, flags))
                size += len(out[-1])
                if size > MAX_TEXT:
                    raise NotModelled
        except Error:
            # Before 1.7, `?` also caught what went wrong later on.
            if "?" in program:
                raise NotModelled from None
            status = 5
    if len(inputs) != 1 and ("e" in flags or status):
        # Versions differ in which input decides.
        raise NotModelled
    if missing:
        status = status or 2
    elif not status and "e" in flags:
        status = 4 if last is ... else int(not truth(last))
    return Output("".join(out), status)


def _options(call: Call) -> _Options:
    flags: set[str] = set()
    variables: dict[str, Value] = {}
    operands: list[str] = []
    rest = iter(call.args)
    for arg in rest:
        if arg in ("--arg", "--argjson"):
            name, value = next(rest, None), next(rest, None)
            if name is None or value is None or name in variables:
                raise NotModelled
            variables[name] = value if arg == "--arg" else value_of(value)
        elif arg.startswith("--"):
            if arg[2:] not in _LONG:
                raise NotModelled
            flags.add(_LONG[arg[2:]])
        elif arg.startswith("-") and len(arg) > 1:
            if not set(arg[1:]) <= set(_LONG.values()):
                raise NotModelled
            flags |= set(arg[1:])
        else:
            operands.append(arg)
    if not operands:
        raise NotModelled
    return _Options(frozenset(flags), variables, operands[0], operands[1:])


def _inputs(call: Call, flags: frozenset[str], paths: list[str]) -> tuple[list[Value], bool]:
    if "n" in flags:
        return [None], False
    if "-" in paths:
        raise NotModelled
    files, error = call.read_all(paths)
    text = "".join([content for _, content in files])
    if len(files) > 1 and not all([content.endswith("\n") for _, content in files]):
        raise NotModelled
    if error and not files:
        return [], True
    if "R" in flags:
        return ([text] if "s" in flags else list(lines(text))), bool(error)
    values = values_of(text)
    return ([values] if "s" in flags else values), bool(error)


def _shown(value: Value, flags: frozenset[str]) -> str:
    if isinstance(value, str) and flags & {"r", "j"}:
        return value + "\n" * ("j" not in flags)
    text = json_text(value, None if "c" in flags else 2, "S" in flags)
    return text + "\n" * ("j" not in flags)
