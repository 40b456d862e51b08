"""date(1) of a given second, in UTC."""

from time import gmtime, strftime

from doctor.bash.filters.call import Call, NotModelled, Output, number, options

_PLAIN = frozenset("YmdHMSFTjyDRe%Cu")
MAX_SECONDS = 2**33


def run(call: Call) -> Output:
    """`date -u -d @N +FORMAT`, for directives that know no locale."""
    args = list(call.args)
    if len([arg for arg in args if arg in ("-u", "--utc", "--universal")]) != 1:
        raise NotModelled
    given, operands = options(args, "u", "d", {"utc": "u", "universal": "u", "date": "d"})
    moments = [value for letter, value in given if letter == "d"]
    if len(moments) != 1 or moments[0][:1] != "@" or len(operands) != 1:
        raise NotModelled
    seconds = number(moments[0][1:], MAX_SECONDS)
    layout = operands[0]
    if layout[:1] != "+":
        raise NotModelled
    out = ""
    index = 1
    while index < len(layout):
        char = layout[index]
        index += 1
        if char != "%":
            out += char
            continue
        directive = layout[index : index + 1]
        index += 1
        if directive == "s":
            out += str(seconds)
        elif directive == "Z":
            out += "UTC"
        elif directive == "z":
            out += "+0000"
        elif directive and directive in _PLAIN:
            out += strftime(f"%{directive}", gmtime(seconds))
        else:
            raise NotModelled
    return Output(out + "\n")
