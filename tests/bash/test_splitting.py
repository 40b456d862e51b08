"""Word splitting and `read` as in bash."""

import random
from collections.abc import Callable

from doctor.bash.splitting import read_array, read_fields, read_line, split
from tests.bash.real import Case, compare, fuzz, pieces_as_source, word

BASH = ("bash", "apt-get install bash")

_IFS = (None, " \t\n", ":", " :", ":-", "", " ", "a", ": ", "-\t", "\n", "é:", "\\")


def _shown(fields: list[str]) -> str:
    return "".join([f"<{field}>" for field in fields])


def _set_ifs(ifs: str | None) -> str:
    return "unset IFS;" if ifs is None else f"IFS={word(ifs)};"


def _splitting(segments: list[tuple[str, bool]], ifs: str | None) -> Case:
    assignments, joined = pieces_as_source(segments)
    return (
        f"{_set_ifs(ifs)}{assignments} set -- {joined}; for x; do printf '<%s>' \"$x\"; done",
        lambda: _shown(["".join([t for t, _ in field]) for field in split(segments, ifs)]),
    )


def _reading(text: str, ifs: str | None, count: int | None, raw: bool, delimiter: str) -> Case:
    """`count`: the names that `read` is given; None for `-a`."""

    def ours() -> str:
        line, rest, complete = read_line(text + "\n", delimiter, raw)
        values = read_array(line, ifs) if count is None else read_fields(line, ifs, count)
        return f"{_shown(values)}{int(not complete)}|{rest}"

    names = [f"v{i}" for i in range(count or 0)]
    command = "read -r" if raw else "read"
    if delimiter != "\n":
        command += f" -d {word(delimiter.strip(chr(0)))}"
    if count is None:
        command += " -a array"
        values = '"${array[@]}"'
    else:
        command += " " + " ".join(names)
        values = " ".join([f'"${name}"' for name in names or ["REPLY"]])
    return (
        f"{_set_ifs(ifs)} array=(); {{ {command}; e=$?; for x in {values}; do printf '<%s>' \"$x\";"
        f" done; printf '%d|' $e; rest=; IFS= read -r -d '' rest; printf %s \"$rest\"; }}"
        f" <<< {word(text)}",
        ours,
    )


def test_cases(tool: Callable[[str, str], str]) -> None:
    words = [
        [("a b", False)], [("a b", True)], [("", False)], [("", True)],
        [(" a", False), ("b", True)],
        [("a", True), (" b", False)], [("a ", False), ("", True)], [(" ", False)], [("::", False)],
        [("a::b", False)], [(":a : b:", False)], [("*", False), (" ", True), ("x y", False)],
    ]  # fmt: skip
    lines = [
        "a b c",
        " a  b ",
        "a:b:c",
        "a:b:",
        "::",
        r"a\ b c",
        "a\\",
        "a : b : c",
        "",
        "a b\\",
        ":",
    ]
    cases = [_splitting(segments, ifs) for segments in words for ifs in _IFS]
    cases += [
        _reading(line, ifs, count, raw, "\n")
        for line in lines
        for ifs in (None, ":", " :")
        for count in (None, 0, 1, 2)
        for raw in (True, False)
    ]
    compare(tool(*BASH), cases)


def test_fields_keep_what_was_quoted() -> None:
    fields = split([("a*", False), ("*", True), (" b", False)], None)
    assert fields == [[("a*", False), ("*", True)], [("b", False)]]


def _generated(chance: random.Random) -> Case:
    alphabet = chance.choice([" a:", " \ta:b-", "a :\n-\\", "  ab"])

    def text(longest: int) -> str:
        return "".join([chance.choice(alphabet) for _ in range(chance.randint(0, longest))])

    ifs = chance.choice(_IFS)
    if chance.random() < 0.4:
        segments = [(text(7), chance.random() < 0.3) for _ in range(chance.randint(1, 4))]
        return _splitting(segments, ifs)
    count = chance.choice([None, 0, 1, 2, 3])
    delimiter = chance.choice(["\n", "\n", "\n", "a", ":", "\0"])
    return _reading(text(12), ifs, count, chance.random() < 0.5, delimiter)


def test_generated_texts(tool: Callable[[str, str], str]) -> None:
    fuzz(tool(*BASH), _generated)
