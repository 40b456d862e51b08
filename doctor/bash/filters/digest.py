"""md5sum(1), sha1sum(1) and their family, and base64(1)."""

import binascii

from doctor.bash.filters.call import MAX_TEXT, Call, NotModelled, Output, number, options


def run(call: Call) -> Output:
    """The checksum of each operand, or the text in or out of base64."""
    return _base64(call) if call.name == "base64" else _sums(call)


def _sums(call: Call) -> Output:
    import hashlib

    given, operands = options(call.args, "bt", "", {"binary": "b", "text": "t"})
    mark = "*" if given and given[-1][0] == "b" else " "
    files, error = call.read_all(operands)
    algorithm = call.name.removesuffix("sum")
    out = ""
    for path, text in files:
        if "\\" in path or not path.isprintable():
            raise NotModelled
        digest = hashlib.new(algorithm, text.encode(), usedforsecurity=False)
        out += f"{digest.hexdigest()} {mark}{path}\n"
    return Output(out, int(bool(error)), error)


def _base64(call: Call) -> Output:
    given, operands = options(
        call.args, "d", "w", {"decode": "d", "wrap": "w"}
    )  # fmt: skip
    text = call.read_one(operands)
    if ("d", "") in given:
        return Output(_decoded(text.replace("\n", "")))
    width = next((number(value) for letter, value in reversed(given) if letter == "w"), 76)
    code = binascii.b2a_base64(text.encode(), newline=False).decode()
    if not width or not code:
        return Output(code)
    return Output("".join([code[at : at + width] + "\n" for at in range(0, len(code), width)]))


def _decoded(code: str) -> str:
    if len(code) % 4 or len(code) > 2 * MAX_TEXT:
        raise NotModelled
    try:
        return binascii.a2b_base64(code, strict_mode=True).decode() if code else ""
    except ValueError:
        raise NotModelled from None
