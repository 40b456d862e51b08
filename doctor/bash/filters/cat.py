"""cat(1) and tac(1)."""

from doctor.bash.filters.call import Call, NotModelled, Output, joined, lines, options


def run(call: Call) -> Output:
    """The operands one after the other; with `-n` the lines numbered; `tac`: lines reversed."""
    if call.name == "tac":
        return _tac(call)
    found, operands = options(call.args, "nu", "", {"number": "n"})
    files, error = call.read_all(operands)
    text = "".join([content for _, content in files])
    if ("n", "") in found:
        ending = "\n" if text.endswith("\n") else ""
        numbered = [f"{number:6}\t{line}" for number, line in enumerate(lines(text), 1)]
        text = "\n".join(numbered) + ending
    return Output(text, int(bool(error)), error)


def _tac(call: Call) -> Output:
    _, operands = options(call.args, "")
    text = call.read_one(operands)
    # A last line without newline is glued to the one before.
    if text and not text.endswith("\n"):
        raise NotModelled
    return Output(joined(lines(text)[::-1]))
