"""tr(1): characters translated, deleted, squeezed."""

from doctor.bash.filters.call import Call, NotModelled, Output, ascii_only, number, options
from doctor.bash.filters.characters import CLASSES

_LONG = {"complement": "c", "delete": "d", "squeeze-repeats": "s", "truncate-set1": "t"}
_ESCAPES = {
    "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\",
}  # fmt: skip
_ALL = [chr(code) for code in range(256)]


def run(call: Call) -> Output:
    """Standard input with each character of the first set replaced, dropped or squeezed.

    tr works on bytes and knows no locale but that of its classes: ASCII text only.
    """
    # getopt's "+": the first operand ends the options.
    first = next((i for i, arg in enumerate(call.args) if not _option(arg)), len(call.args))
    if first and call.args[first - 1] == "--":
        first -= 1
    found, none = options(call.args[:first], "cCdst", "", _LONG)
    sets = [*none, *call.args[first:]]
    if sets[:1] == ["--"]:
        sets = sets[1:]
    flags = {letter.lower() for letter, _ in found}
    delete, squeeze, complement = ("d" in flags), ("s" in flags), ("c" in flags)
    wanted = (1 if delete != squeeze else 2,) if delete or not squeeze else (1, 2)
    if len(sets) not in ((2,) if not (delete or squeeze) else wanted) or "t" in flags:
        raise NotModelled
    ascii_only(*sets)
    translate = len(sets) == 2 and not delete
    one, classes = _expand(sets[0], None)
    if complement:
        if translate and len(set(sets[1])) > 1 and sets[1] not in ("\\n", "[\\n*]"):
            raise NotModelled
        inside = set(one)
        one = [char for char in _ALL if char not in inside]
    table: dict[int, str | None] = {}
    squeezed: set[str] = set()
    if len(sets) == 2:
        two, opposite = _expand(sets[1], len(one) if translate else None)
        if squeeze:
            squeezed = set(two)
        if translate:
            # A case class in the second set converts what stands opposite in the first.
            if not two or not opposite <= classes or (opposite and complement):
                raise NotModelled
            if opposite and len(two) < len(one):
                raise NotModelled
            two += two[-1:] * (len(one) - len(two))
            for char, other in zip(one, two, strict=False):
                table[ord(char)] = other
    elif squeeze:
        squeezed = set(one)
    if delete:
        table = {ord(char): None for char in one}
    text = call.read("-")
    ascii_only(text)
    text = text.translate(table)
    if squeezed:
        kept = []
        last = ""
        for char in text:
            if char != last or char not in squeezed:
                kept.append(char)
            last = char
        text = "".join(kept)
    ascii_only(text)
    return Output(text)


def _option(arg: str) -> bool:
    return len(arg) > 1 and arg[0] == "-"


def _expand(written: str, length: int | None) -> tuple[list[str], set[int]]:
    """The characters of a set in order, and where in these case classes begin.

    `length`: how long the set must be at least, where that is known.
    """
    units = _units(written)
    chars: list[str] = []
    cases: set[int] = set()
    index = 0
    while index < len(units):
        char = units[index][0]
        rest = "".join([unit if not quoted else "\0" for unit, quoted in units[index:]])
        if rest.startswith("[:"):
            name = rest[2 : rest.find(":]")] if ":]" in rest else ""
            if name not in CLASSES:
                raise NotModelled
            if name in ("upper", "lower"):
                cases.add(len(chars))
            elif length is not None:
                raise NotModelled
            chars.extend(sorted(CLASSES[name]))
            index += len(name) + 4
        elif rest.startswith("[=") or (rest[:1] == "[" and rest[2:3] == "*"):
            closing = rest.find("]", 3)
            if rest.startswith("[=") or closing < 0 or length is None:
                raise NotModelled
            count = rest[3:closing]
            if count[:1] == "0" or index + closing + 1 != len(units):
                raise NotModelled
            times = number(count, 256) if count else max(length - len(chars), 0)
            chars.extend(units[index + 1][0] * times)
            index += closing + 1
        elif rest[1:2] == "-" and len(rest) > 2:
            last = units[index + 2][0]
            if last < char:
                raise NotModelled
            chars.extend([chr(code) for code in range(ord(char), ord(last) + 1)])
            index += 3
        else:
            chars.append(char)
            index += 1
    return chars, cases


def _units(written: str) -> list[tuple[str, bool]]:
    """The characters of a set, and whether each was escaped."""
    units = []
    index = 0
    while index < len(written):
        char = written[index]
        index += 1
        if char != "\\":
            units.append((char, False))
            continue
        octal = ""
        while index < len(written) and written[index] in "01234567" and len(octal) < 3:
            octal += written[index]
            index += 1
        if octal:
            if int(octal, 8) > 127 or octal == "0" * len(octal):
                raise NotModelled
            units.append((chr(int(octal, 8)), True))
        elif written[index : index + 1] in _ESCAPES and index < len(written):
            units.append((_ESCAPES[written[index]], True))
            index += 1
        else:
            raise NotModelled
    return units
