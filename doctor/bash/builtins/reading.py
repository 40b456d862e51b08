"""`read`, `mapfile`, `shift` and `getopts`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctor.bash import splitting
from doctor.bash.builtins.call import Arguments, Builtin, done, flags, known
from doctor.bash.machine import Failure
from doctor.bash.script import Spot
from doctor.bash.state import Array, FromBuffer, State, Variable, Void
from doctor.bash.values import Mixed, Symbol, Value, concat, whole

if TYPE_CHECKING:
    from doctor.bash.interpreter import Interpreter


def _read(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    given, names = flags(state, arguments, "adinNptu")
    descriptor = known(state, given.get("u", "0")) or "0"
    number = int(descriptor) if descriptor.isdecimal() else 0
    channel = state.channels.get(number)
    targets = [known(state, name) or "REPLY" for name in names]
    if type(channel) is FromBuffer:
        return _read_buffer(machine, state, channel, given, targets, spot)
    if channel is None or type(channel) is Void or machine.surroundings.is_closed:
        for name in targets or ["REPLY"]:
            machine.assign(state, name, "", spot=spot)
        return done(state, "1")
    text = whole(Symbol("what is read"))
    if "a" in given:
        name = known(state, given["a"]) or "REPLY"
        state.variables[name] = Variable(Array({}, rest=text))
    for name in targets or ["REPLY"]:
        machine.assign(state, name, text, spot=spot)
    return done(state, machine.some_status("read"))


def _read_buffer(
    machine: Interpreter,
    state: State,
    channel: FromBuffer,
    given: dict[str, Value],
    names: list[str],
    spot: Spot,
) -> list[State]:
    text = state.buffers.get(channel.number, "")
    ends = []
    for way, one in machine.cases(state, text):
        if type(one) is Mixed:
            ends += _read_unknown(machine, way, channel, one, given, names, spot)
        else:
            ends += _read_known(machine, way, channel, one or "", given, names, spot)
    return machine.meet(ends)


def _read_known(
    machine: Interpreter,
    state: State,
    channel: FromBuffer,
    text: str,
    given: dict[str, Value],
    names: list[str],
    spot: Spot,
) -> list[State]:
    raw = "r" in given
    count = known(state, given["n"] if "n" in given else given.get("N", ""))
    delimiter = known(state, given.get("d", "\n"))
    delimiter = "\0" if delimiter == "" else (delimiter or "\n")[0]
    if count:
        size = int(count) if count.isdecimal() else 0
        end = splitting.span(text, size, raw)
        ends_at = delimiter if "n" in given else "no character"
        line, rest, complete = splitting.read_line(text[:end], ends_at, raw)
        complete = complete or sum([len(piece) for piece, _ in line]) == size
        rest += text[end:]
    else:
        line, rest, complete = splitting.read_line(text, delimiter, raw)
    state.buffers[channel.number] = rest
    ifs = machine.value(state, "IFS")
    separators = ifs if type(ifs) is str else None
    if "a" in given:
        name = known(state, given["a"]) or "REPLY"
        items: dict[int | str, Value] = dict(enumerate(splitting.read_array(line, separators)))
        state.variables[name] = Variable(Array(items))
    elif not names:
        machine.assign(state, "REPLY", "".join([piece for piece, _ in line]), spot=spot)
    elif "N" in given:
        machine.assign(state, names[0], "".join([piece for piece, _ in line]), spot=spot)
    else:
        values = splitting.read_fields(line, separators, len(names))
        for name, value in zip(names, values, strict=True):
            machine.assign(state, name, value, spot=spot)
    return done(state, "0" if complete else "1")


def _read_unknown(
    machine: Interpreter,
    state: State,
    channel: FromBuffer,
    text: Mixed,
    given: dict[str, Value],
    names: list[str],
    spot: Spot,
) -> list[State]:
    """A line of a text of which not all is known.

    Known lines in front are read one by one; then each line may be any, and there may be no more.
    """
    first = text.parts[0]
    if type(first) is str and "\n" in first and "d" not in given:
        line, _, rest = first.partition("\n")
        ends = _read_known(machine, state, channel, f"{line}\n", given, names, spot)
        for end in ends:
            end.buffers[channel.number] = concat([rest, Mixed(text.parts[1:])])
        return ends
    value = machine.derive(state, "a line", [text], partial=True)
    last = text.parts[-1]
    ended = (
        type(last) is str
        and last.endswith("\n")
        and all([type(part) is not str or "\n" not in part[:-1] for part in text.parts])
    )
    line_only = ended and all(
        [type(part) is not Symbol or part.plain or part.secrets for part in text.parts]
    )
    if line_only and len(names) < 2 and "a" not in given:
        # One line, all of it in one variable.
        state.buffers[channel.number] = ""
        content = concat([Mixed(text.parts[:-1]), str(last)[:-1]])
        machine.assign(state, names[0] if names else "REPLY", content, spot=spot)
        return done(state)
    if "a" in given:
        name = known(state, given["a"]) or "REPLY"
        state.variables[name] = Variable(Array({}, rest=value))
    for name in names or ["REPLY"]:
        machine.assign(state, name, value, spot=spot)
    return done(state, machine.some_status("read"))


def _lines(text: Mixed) -> list[Value] | None:
    """The lines of a text whose unknown parts are within lines; None if nobody can know."""
    lines: list[list[Value]] = [[]]
    for part in text.parts:
        if type(part) is str:
            first, *more = part.split("\n")
            lines[-1].append(first)
            lines += [[line] for line in more]
        elif type(part) is Symbol and part.plain:
            lines[-1].append(Mixed((part,)))
        else:
            return None
    whole_lines = [concat(line) for line in lines]
    return whole_lines[:-1] if not whole_lines[-1] else whole_lines


def _mapfile(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    given, names = flags(state, arguments, "dnOsuCc")
    name = known(state, names[0]) if names else "MAPFILE"
    descriptor = known(state, given.get("u", "0")) or "0"
    text = machine.take(state, int(descriptor) if descriptor.isdecimal() else 0)
    delimiter = known(state, given.get("d", "\n"))
    delimiter = "\0" if delimiter == "" else (delimiter or "\n")[0]
    ends = []
    for way, one in machine.cases(state, text):
        items: dict[int | str, Value] = {}
        rest: Value | None = None
        if type(one) is Mixed:
            lines_known = _lines(one) if delimiter == "\n" and "t" in given else None
            if lines_known is None:
                rest = machine.derive(way, "a line", [one], partial=True)
            else:
                items = dict(enumerate(lines_known))
        elif one:
            lines = [line + delimiter for line in one.split(delimiter)]
            lines[-1] = lines[-1][: -len(delimiter)]
            if not lines[-1]:
                lines.pop()
            skip = known(way, given.get("s", "0")) or "0"
            count = known(way, given.get("n", "0")) or "0"
            start = known(way, given.get("O", "0")) or "0"
            lines = lines[int(skip) :]
            lines = lines[: int(count)] if int(count) else lines
            kept = [line.removesuffix(delimiter) if "t" in given else line for line in lines]
            items = dict(enumerate(kept, int(start)))
        before = machine.variable(way, name or "MAPFILE")
        if before is not None and "r" in before.attributes:
            raise Failure(f"{name}: readonly variable")
        if "O" in given and before is not None and type(before.value) is Array:
            items = {**before.value.items, **items}
        way.variables[name or "MAPFILE"] = Variable(Array(items, rest=rest))
        if "C" in given:
            machine.unclear(way, "mapfile calls a function for its lines", spot)
        ends += done(way)
    return machine.meet(ends)


def _shift(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    if len(arguments) > 1:
        raise Failure("shift: too many arguments", kind="discard")
    count = known(state, arguments[0]) if arguments else "1"
    if count is None:
        machine.unclear(state, "shift by a number that is not known", spot)
        return done(state)
    if not count.isdecimal():
        raise Failure(f"shift: {count}: numeric argument required")
    number = int(count)
    words = machine.positional(state)
    ends = [at for at, one in enumerate(words) if type(one) is Mixed and one.many]
    if ends and ends[0] < number:
        state.arguments = words[ends[0] :]
        return done(state, machine.some_status("shift"))
    if number > len(words):
        return done(state, "1")
    state.arguments = words[number:]
    return done(state)


def _getopts(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    if len(arguments) < 2:
        raise Failure("getopts: usage: getopts optstring name [arg]", "2")
    options = known(state, arguments[0]) or ""
    name = known(state, arguments[1]) or "OPT"
    words = list(arguments[2:]) or list(machine.positional(state))
    index = known(state, machine.value(state, "OPTIND") or "1") or "1"
    at = max(int(index), 1) if index.isdecimal() else 1
    inner = state.option_at or 1
    word = known(state, words[at - 1]) if at <= len(words) else ""
    if (
        at > len(words)
        or not word
        or word[0] != "-"
        or word == "-"
        or (word == "--" and inner == 1)
    ):
        machine.assign(state, "OPTIND", str(at + 1 if at <= len(words) and word == "--" else at))
        machine.assign(state, name, "?")
        state.variables["OPTARG"] = Variable()
        return done(state, "1")
    letter = word[inner]
    place = options.find(letter, 1 if options[:1] == ":" else 0) if letter != ":" else -1
    following = inner + 1
    argument: Value | None = None
    result = letter
    if place < 0:
        result, argument = "?", letter if options[:1] == ":" else None
        if options[:1] != ":":
            text = concat([state.name, f": illegal option -- {letter}\n"])
            machine.write(state, 2, text, spot, "error")
    elif options[place + 1 : place + 2] == ":":
        if word[following:]:
            argument, following = word[following:], len(word)
        elif at < len(words):
            argument, at, following = words[at], at + 1, len(word)
        else:
            following = len(word)
            result = ":" if options[:1] == ":" else "?"
            argument = letter if options[:1] == ":" else None
            if result == "?":
                text = concat([state.name, f": option requires an argument -- {letter}\n"])
                machine.write(state, 2, text, spot, "error")
    if following >= len(word):
        at, following = at + 1, 1
    machine.assign(state, "OPTIND", str(at))
    state.option_at = following
    machine.assign(state, name, result)
    if argument is None:
        state.variables["OPTARG"] = Variable()
    else:
        machine.assign(state, "OPTARG", argument)
    return done(state)


BUILTINS: dict[str, Builtin] = {
    "getopts": _getopts,
    "mapfile": _mapfile,
    "read": _read,
    "readarray": _mapfile,
    "shift": _shift,
}
