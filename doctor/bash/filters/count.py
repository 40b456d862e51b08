"""wc(1), seq(1), rev(1), paste(1)."""

from doctor.bash.filters.call import (
    Call,
    NotModelled,
    Output,
    ascii_only,
    ended,
    joined,
    lines,
    number,
    options,
)

MAX_NUMBERS = 20_000


def run(call: Call) -> Output:
    """What the program of this name prints."""
    return {"wc": _wc, "seq": _seq, "rev": _rev, "paste": _paste}[call.name](call)


def _one(call: Call, operands: list[str]) -> str:
    if len(operands) > 1:
        raise NotModelled
    try:
        return call.read(operands[0] if operands else "-")
    except FileNotFoundError:
        raise NotModelled from None


def _wc(call: Call) -> Output:
    given, operands = options(
        call.args, "lwcm", "", {"lines": "l", "words": "w", "bytes": "c", "chars": "m"}
    )
    # The width of several counts depends on what kind of file is read.
    if len({letter for letter, _ in given}) != 1:
        raise NotModelled
    text = _one(call, operands)
    unit = given[0][0]
    if unit in "wm":
        ascii_only(text)
    if unit == "w" and not text.replace("\n", "").replace("\t", "").isprintable():
        raise NotModelled
    count = {
        "l": lambda: text.count("\n"),
        "c": lambda: len(text.encode()),
        "m": lambda: len(text),
        "w": lambda: len(text.split()),
    }[unit]()
    return Output(" ".join([str(count), *operands]) + "\n")


def _seq(call: Call) -> Output:
    args = list(call.args)
    separator = "\n"
    wide = False
    while args and args[0][:1] == "-" and not args[0][1:2].isdigit():
        option = args.pop(0)
        if option in ("-w", "--equal-width"):
            wide = True
        elif option in ("-s", "--separator") and args:
            separator = args.pop(0)
        elif option.startswith("-s"):
            separator = option[2:]
        else:
            raise NotModelled
    if not 1 <= len(args) <= 3 or (wide and any(["-" in arg for arg in args])):
        raise NotModelled
    numbers = [_integer(arg) for arg in args]
    first = numbers[0] if len(numbers) > 1 else 1
    step = numbers[1] if len(numbers) == 3 else 1
    if step == 0:
        raise NotModelled
    counted = range(first, numbers[-1] + (1 if step > 0 else -1), step)
    if len(counted) > MAX_NUMBERS:
        raise NotModelled
    width = max([len(args[0] if len(args) > 1 else "1"), len(args[-1])]) if wide else 0
    if not counted:
        return Output("")
    return Output(separator.join([str(value).zfill(width) for value in counted]) + "\n")


def _integer(text: str) -> int:
    sign = -1 if text.startswith("-") else 1
    digits = text.removeprefix("-")
    if digits.startswith("0") and text != "0":
        raise NotModelled
    return sign * number(digits)


def _rev(call: Call) -> Output:
    _, operands = options(call.args, "")
    text = _one(call, operands)
    ascii_only(text)
    if text and not text.endswith("\n"):
        # Releases differ in whether the last line gets a newline.
        raise NotModelled
    return Output(joined([line[::-1] for line in lines(text)]))


def _paste(call: Call) -> Output:
    given, operands = options(call.args, "s", "d", {"serial": "s", "delimiters": "d"})
    delimiters = next((value for letter, value in reversed(given) if letter == "d"), "\t")
    delimiters = delimiters.replace("\\n", "\n").replace("\\t", "\t")
    if "\\" in delimiters or not delimiters.isascii():
        raise NotModelled
    if not delimiters:
        raise NotModelled
    text = _one(call, operands)
    if ("s", "") not in given:
        return Output(joined(lines(text)))
    parts = [line.removesuffix("\n") for line in ended(text)] or [""]
    out = parts[0]
    for place, part in enumerate(parts[1:]):
        out += delimiters[place % len(delimiters)] + part
    return Output(out + "\n")
