"""diff(1) and cmp(1), as far as they only say whether files differ."""

from doctor.bash.filters.call import Call, NotModelled, Output, options

_LONG = {"brief": "q", "report-identical-files": "s", "silent": "s", "quiet": "s"}


def run(call: Call) -> Output:
    """Status 0 where two files are the same, 1 where they differ, 2 where one is missing."""
    diff = call.name == "diff"
    given, operands = options(call.args, "qs" if diff else "s", "", _LONG)
    flags = {letter for letter, _ in given}
    if len(operands) != 2 or len(flags) > 1 or ("q" in flags and not diff):
        raise NotModelled
    files, error = call.read_all(operands)
    if error:
        if not diff and "s" in flags:
            return Output("", 2)
        raise NotModelled
    (one, left), (two, right) = files
    if left == right:
        same = f"Files {one} and {two} are identical\n" if diff and "s" in flags else ""
        return Output(same)
    if diff and "q" in flags:
        return Output(f"Files {one} and {two} differ\n", 1)
    if not diff and "s" in flags:
        return Output("", 1)
    raise NotModelled
