"""grep(1), egrep(1), fgrep(1)."""

from doctor.bash.filters.call import (
    Call,
    NotModelled,
    Output,
    joined,
    lines,
    number,
    options,
)
from doctor.bash.filters.regex import Regex, compiled
from doctor.bash.filters.regex_shape import nullable
from doctor.bash.filters.regex_syntax import Alt, Assertion, Cat, Chars, Node, parse

_LONG = {
    "quiet": "q", "silent": "q", "only-matching": "o", "extended-regexp": "E",
    "fixed-strings": "F", "basic-regexp": "G", "perl-regexp": "P", "invert-match": "v",
    "ignore-case": "i", "count": "c", "line-number": "n", "line-regexp": "x",
    "word-regexp": "w", "max-count": "m", "regexp": "e", "no-messages": "s",
    "no-filename": "h", "with-filename": "H", "text": "a", "files-with-matches": "l",
}  # fmt: skip


def run(call: Call) -> Output:
    """The lines, or parts of lines, that match; status 0 if any does, else 1, 2 on trouble."""
    given, operands = options(
        [arg for arg in call.args if arg != "--color=never"], "qoEFGPvicnxwshHalyU", "me", _LONG
    )
    flags = {letter for letter, _ in given}
    if "U" in flags or "y" in flags:
        raise NotModelled
    patterns = [value for letter, value in given if letter == "e"]
    if not patterns:
        if not operands:
            raise NotModelled
        patterns = [operands.pop(0)]
    regex = _regex(call.name, given, flags, "\n".join(patterns).split("\n"))
    limit = next((number(value) for letter, value in reversed(given) if letter == "m"), None)
    if limit == 0:
        raise NotModelled
    names = next((x == "H" for x, _ in reversed(given) if x in "hH"), len(operands) > 1)

    out: list[str] = []
    error = ""
    matched = False
    for path in operands or ("-",):
        try:
            text = call.read(path)
        except FileNotFoundError:
            error += f"{call.name}: {path}: No such file or directory\n"
            continue
        if not text.isascii() and "q" not in flags:
            # In a C locale this may be taken for binary.
            raise NotModelled
        label = "(standard input)" if path == "-" else path
        hits = _hits(regex, lines(text), "v" in flags, 1 if "q" in flags else limit)
        matched = matched or bool(hits)
        if "q" in flags:
            if matched:
                # It stops at the first match; what came before decides the rest.
                return Output("", 0, "" if "s" in flags else _certain(call.name, error))
            continue
        if "l" in flags:
            out.extend([label] * bool(hits))
            continue
        prefix = f"{label}:" if names else ""
        if "c" in flags:
            out.append(f"{prefix}{len(hits)}")
            continue
        for place, line in hits:
            start = prefix + (f"{place}:" if "n" in flags else "")
            if "o" not in flags:
                out.append(start + line)
            elif "v" not in flags:
                out.extend([start + part for part in _parts(regex, line)])
    status = 2 if error else int(not matched)
    return Output(joined(out), status, "" if "s" in flags else _certain(call.name, error))


def _certain(name: str, error: str) -> str:
    # egrep and fgrep are scripts; newer ones warn first.
    return error if name == "grep" else ""


def _regex(name: str, given: list[tuple[str, str]], flags: set[str], patterns: list[str]) -> Regex:
    kinds = [letter for letter, _ in given if letter in "EFGP"]
    kind = {"egrep": "E", "fgrep": "F"}.get(name, "G")
    if (name != "grep" and kinds) or len(set(kinds)) > 1:
        raise NotModelled
    kind = kinds[0] if kinds else kind
    if kind == "P" and (len(patterns) > 1 or flags & {"w", "x"}):
        raise NotModelled
    nodes = [_node(pattern, kind) for pattern in patterns]
    if ("v" in flags and "" in patterns) or {"w", "x"} <= flags:
        raise NotModelled
    node = nodes[0] if len(nodes) == 1 else Alt(tuple(nodes))
    if "x" in flags:
        node = Cat((Assertion("^"), node, Assertion("$")))
    elif "w" in flags:
        if nullable(node):
            raise NotModelled
        node = Cat((Assertion("("), node, Assertion(")")))
    return compiled(node, "perl" if kind == "P" else "ere", "i" in flags)


def _node(pattern: str, kind: str) -> Node:
    if kind == "F":
        return Cat(tuple([Chars(frozenset(char)) for char in pattern]))
    return parse(pattern, {"E": "ere", "G": "bre", "P": "perl"}[kind])


def _hits(
    regex: Regex, text: list[str], inverted: bool, limit: int | None
) -> list[tuple[int, str]]:
    hits = []
    for place, line in enumerate(text, 1):
        if regex.matches(line) != inverted:
            hits.append((place, line))
            if len(hits) == limit:
                break
    return hits


def _parts(regex: Regex, line: str) -> list[str]:
    """The parts of a line that match and are not empty."""
    parts = []
    start = 0
    while start <= len(line):
        span = regex.search(line, start)
        if span is None:
            break
        begin, end = span
        if end > begin:
            parts.append(line[begin:end])
        start = max(end, begin + 1)
    return parts
