"""sed(1): the stream editor, without files that it writes and programs that it starts."""

from doctor.bash.filters.call import Call, NotModelled, Output, ended, options
from doctor.bash.filters.sed_execution import Execution
from doctor.bash.filters.sed_syntax import Command, Substitution, parse

_LONG = {
    "quiet": "n", "silent": "n", "expression": "e", "regexp-extended": "E", "file": "f",
    "unbuffered": "u", "null-data": "z",
}  # fmt: skip


def run(call: Call) -> Output:
    """Runs the script on the operands or standard input."""
    given, operands = options(call.args, "nErsuz", "ef", _LONG)
    flags = {letter for letter, _ in given}
    if "s" in flags:
        raise NotModelled
    scripts: list[str] = []
    for letter, value in given:
        if letter == "e":
            scripts.append(value)
        elif letter == "f":
            try:
                scripts.append(call.read(value).removesuffix("\n"))
            except FileNotFoundError:
                raise NotModelled from None
            if scripts[-1].startswith("#n\n"):
                raise NotModelled
    if not scripts:
        if not operands:
            raise NotModelled
        scripts = [operands.pop(0)]
    if any([script.endswith("\\") for script in scripts]) or scripts[0][:2] == "#n":
        raise NotModelled
    dialect = "ere" if flags & {"E", "r"} else "bre"
    commands = parse("\n".join(scripts), dialect)
    text = ""
    error = ""
    for path in operands or ("-",):
        try:
            part = call.read(path)
        except FileNotFoundError:
            error += f"sed: can't read {path}: No such file or directory\n"
            continue
        if text and not text.endswith("\n"):
            raise NotModelled
        text += part
    if text and not text.endswith("\n") and any([c.letter not in "spdynNaic{" for c in commands]):
        # Some commands end the last line all the same.
        raise NotModelled
    records = ended(text)
    if "z" in flags:
        # One record; what ^ and $ mean in it has changed.
        if not all([_plain(command) for command in commands]):
            raise NotModelled
        records = [text] if text else []
    output, status = Execution(commands, records, "n" in flags, "z" in flags).output()
    if error and status:
        raise NotModelled
    return Output(output, 2 if error else status, error)


def _plain(command: Command) -> bool:
    rule = command.argument
    return (
        isinstance(rule, Substitution)
        and command.first is None
        and not rule.regex.anchored
        and not rule.show
    )
