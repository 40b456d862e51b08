"""basename(1) and dirname(1)."""

from doctor.bash.filters.call import Call, NotModelled, Output, joined, options


def run(call: Call) -> Output:
    """The last part of each path, or what stands before it."""
    if call.name == "dirname":
        found, operands = options(call.args, "z", "", {"zero": "z"})
        if found:
            raise NotModelled
        if not operands:
            return _missing(call.name)
        return Output(joined([directory(path) for path in operands]))
    return _basename(call)


def _basename(call: Call) -> Output:
    # getopt's "+": the first operand ends the options.
    args = list(call.args)
    suffix = None
    several = False
    while args and args[0].startswith("-") and args[0] != "-":
        option = args.pop(0)
        if option == "--":
            break
        if option in ("-a", "--multiple"):
            several = True
        elif option.startswith("--suffix="):
            suffix = option[len("--suffix=") :]
        elif option in ("-s", "--suffix") and args:
            suffix = args.pop(0)
        else:
            raise NotModelled
    if not args:
        return _missing(call.name)
    if not several and suffix is None:
        if len(args) > 2:
            # The message has the quotation marks of the locale.
            return Output("", 1)
        suffix = args.pop() if len(args) == 2 else ""
    return Output(joined([base(path, suffix or "") for path in args]))


def _missing(name: str) -> Output:
    return Output("", 1, f"{name}: missing operand\nTry '{name} --help' for more information.\n")


def base(path: str, suffix: str) -> str:
    """The last part of a path, without the suffix unless that is all of it."""
    name = path.rstrip("/")
    if path and not name:
        return "/"
    name = name.rpartition("/")[2]
    if suffix and name.endswith(suffix) and name != suffix:
        name = name[: -len(suffix)]
    return name


def directory(path: str) -> str:
    """The path without its last part."""
    trimmed = path.rstrip("/")
    if path and not trimmed:
        return "/"
    head, slash, _ = trimmed.rpartition("/")
    if not slash:
        return "."
    return head.rstrip("/") or "/"
