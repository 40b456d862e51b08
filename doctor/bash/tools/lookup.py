"""How a call is looked up in the effect table: its arguments are told apart, its row is found, and
the places of the row are filled.
"""

from collections.abc import Sequence

from doctor.bash.partial import after, known
from doctor.bash.tools.call import Call, Effect, Lookup, Reach
from doctor.bash.tools.table import (
    HOST,
    Arguments,
    AtFile,
    Fixed,
    Home,
    Operand,
    Operands,
    Option,
    Place,
    Request,
    Row,
    Tool,
    Unnamed,
    Variable,
    When,
    words,
)
from doctor.bash.values import Symbol, Value, concat, start, whole

_GLUED, _ALL = 0, -1
_HELP = ("--help", "-h", "-help")
_INERT = Call(fails=False)


class Table:
    """A tool, ready to look calls up."""

    __slots__ = ("inert", "prefixes", "rows", "takes", "tool")

    def __init__(self, tool: Tool) -> None:
        self.tool = tool
        self.inert = words(tool.inert)
        self.rows: dict[str, Row] = {}
        self.prefixes: set[str] = set()
        self.takes: dict[str, dict[str, int]] = {}
        for row in tool.rows:
            for spelling in [" ".join(part.split()) for part in row.words.split(",")]:
                self.rows[spelling] = row
                while " " in spelling:
                    spelling = spelling.rpartition(" ")[0]
                    self.prefixes.add(spelling)

    def taking(self, row: Row | None) -> dict[str, int]:
        """How many words each option takes in a row; without one, before the subcommand."""
        asked = row.words if row is not None else ""
        takes = self.takes.get(asked)
        if takes is None:
            before = "" if asked else self.tool.before
            own = row.values if row is not None else ""
            takes = self.takes[asked] = _takes(f"{self.tool.values} {before} {own}")
        return takes

    def call(self, argv: Sequence[Value], lookup: Lookup) -> Call:
        """What the call does."""
        tool = self.tool
        arguments, row, asked = self._parse(argv if tool.prepare is None else tool.prepare(argv))
        for name in self.inert:
            if name in arguments.flags and (not asked or name in _HELP):
                return _INERT
        if row is None:
            if len(argv) == 1:
                return Call()
            return Call(unclear=f"{known(argv[0])} {asked} is not in the table")
        return _answer(tool, row, arguments, lookup)

    def _parse(self, argv: Sequence[Value]) -> tuple[Arguments, Row | None, str]:
        """The arguments, the row, and the words of the subcommand as far as they are known."""
        arguments = Arguments(argv)
        operands, rows, prefixes = arguments.operands, self.rows, self.prefixes
        row = rows.get("")
        takes = self.taking(row)
        settled = row is not None and len(rows) == 1
        asked = ""
        index, count = 1, len(argv)
        while index < count:
            word = argv[index]
            index += 1
            text = word if type(word) is str else start(word)
            if text[:1] == "-" and len(text) > 1:
                if text == "--" and word is text:
                    operands += argv[index:]
                    break
                index = self._option(arguments, word, text, takes, index)
                continue
            if not settled:
                longer = f"{asked} {text}" if asked else text
                if word is text and (longer in rows or longer in prefixes):
                    asked = longer
                    row = rows.get(asked)
                    takes = self.taking(row)
                    settled = asked not in prefixes
                    continue
                if row is None:
                    return arguments, None, longer if word is text else f"{asked} …"
                settled = True
            operands.append(word)
            if row is not None and row.stops:
                operands += argv[index:]
                break
        return arguments, row, asked

    def _option(
        self, arguments: Arguments, word: Value, text: str, takes: dict[str, int], index: int
    ) -> int:
        """Reads the option `word`, which begins with `text`; returns where the next word is."""
        if self.tool.single and text[:2] == "--":
            text, word = text[1:], after(word, 1)
        if self.tool.single or text[1] == "-":
            name, equals, _ = text.partition("=")
            if equals:
                value = after(word, len(name) + 1)
                if takes.get(name):
                    arguments.options.setdefault(name, []).append(value)
                else:
                    arguments.flags[name] = value
                return index
            return self._take(arguments, name, takes.get(name), index)
        for at in range(1, len(text)):
            name = "-" + text[at]
            wanted = takes.get(name)
            if wanted is None:
                arguments.flags[name] = "true"
                continue
            glued = after(word, at + 1)
            if glued and wanted != _ALL:
                if glued[:1] == "=" and type(glued) is str:
                    glued = glued[1:]
                if wanted == _GLUED:
                    arguments.flags[name] = "true"
                else:
                    arguments.options.setdefault(name, []).append(glued)
                return index
            return self._take(arguments, name, wanted, index)
        return index

    def _take(self, arguments: Arguments, name: str, wanted: int | None, index: int) -> int:
        if not wanted:
            arguments.flags[name] = "true"
            return index
        end = len(arguments.argv) if wanted == _ALL else index + wanted
        arguments.options.setdefault(name, []).extend(arguments.argv[index:end])
        return end


def _takes(text: str) -> dict[str, int]:
    """How many words each option takes."""
    takes = {}
    for word in words(text):
        name, _, count = word.partition(":")
        if name[-1] == "?":
            takes[name[:-1]] = _GLUED
        else:
            takes[name] = _ALL if count == "all" else int(count or 1)
    return takes


def _unknown(label: str) -> Value:
    """A value of which nothing is known."""
    return whole(Symbol(label))


def _answer(tool: Tool, row: Row, arguments: Arguments, lookup: Lookup) -> Call:
    reads: list[Value] = []
    takes_input = row.input == "always"
    for place in row.reads:
        for value in _find(place, arguments, lookup):
            if value == "-" or value == "/dev/stdin":
                takes_input = True
            else:
                reads.append(value)
    if row.input == "alone":
        takes_input = takes_input or not reads
    elif row.input and not takes_input:
        takes_input = arguments.given(row.input)
    writes = [
        value for place in row.writes for value in _find(place, arguments, lookup) if value != "-"
    ]
    removes = [value for place in row.removes for value in _find(place, arguments, lookup)]
    output = row.output
    for condition, other in row.outputs:
        if arguments.given(condition):
            output = other
            break
    verbose = bool(row.verbose) and arguments.given(row.verbose)
    call = Call(
        effects=tuple(_effects(tool, row, arguments, lookup)) if row.does else (),
        shows=tuple([value for place in row.shows for value in _find(place, arguments, lookup)])
        if verbose
        else (),
        reads=tuple(reads),
        writes=tuple(writes),
        removes=tuple(removes),
        into=row.into,
        takes_input=takes_input,
        output=output,
        runs=tuple(_find(row.runs, arguments, lookup)) if row.runs is not None else (),
        fails=row.fails,
        unclear=row.unclear,
        shows_input=verbose and (takes_input or bool(reads)),
    )
    return call if row.refine is None else row.refine(arguments, lookup, call)


def _effects(tool: Tool, row: Row, arguments: Arguments, lookup: Lookup) -> list[Effect]:
    effects = []
    for does in row.does:
        if does.given and not arguments.given(does.given):
            continue
        if does.unless and arguments.given(does.unless, surely=True):
            continue
        reach = does.reach
        if reach is None:
            reach = Reach.MUTATES if _changes(row.request, arguments) else Reach.FETCHES
        for target in _targets(does.at, arguments, lookup):
            here = _is_local(target, row.local or tool.local, row.remote or tool.remote)
            effects.append(Effect(Reach.LOCAL if here else reach, target))
    return effects


def _targets(at: tuple[Place, ...], arguments: Arguments, lookup: Lookup) -> Sequence[Value]:
    """What stands in the first filled place; something unknown if an operand is missing.

    A missing operand may be hidden in an argument that is not known, so it is no reason to say
    that nothing happens.
    """
    for place in at:
        found = _find(place, arguments, lookup)
        if found:
            return found
    if any([type(place) is Operand or type(place) is Operands for place in at]):
        return (_unknown("a target that is not named"),)
    return ()


def _changes(request: Request | None, arguments: Arguments) -> bool:
    """Whether an HTTP client changes something; a method that is not known does."""
    assert request is not None
    methods = arguments.values(request.method)
    if methods:
        method = methods[-1]
        return type(method) is not str or method.upper() not in ("GET", "HEAD", "OPTIONS", "TRACE")
    if request.asks and arguments.given(request.asks, surely=True):
        return False
    return arguments.given(request.body)


def _is_local(target: Value, local: str, remote: str) -> bool:
    text = start(target)
    if local and text.startswith(words(local)):
        return True
    if not remote or (not text and type(target) is not str):
        return False
    if remote == HOST:
        return "://" not in text and ":" not in known(target).partition("/")[0]
    return not text.startswith(words(remote)) and not _unfinished(target, text, words(remote))


def _unfinished(target: Value, text: str, prefixes: tuple[str, ...]) -> bool:
    """Whether what follows the known start could complete one of the prefixes."""
    return type(target) is not str and any([prefix.startswith(text) for prefix in prefixes])


def _find(place: Place, arguments: Arguments, lookup: Lookup) -> Sequence[Value]:
    """The values that stand in a place."""
    if type(place) is When:
        if place.given and not arguments.given(place.given):
            return ()
        if place.unless and arguments.given(place.unless, surely=True):
            return ()
        return _find(place.place, arguments, lookup)
    if type(place) is Operand:
        number = place.number
        index = number - 1 if number > 0 else number
        operands = arguments.operands
        return operands[index:][:1] if -len(operands) <= index < len(operands) else ()
    if type(place) is Operands:
        return arguments.operands[place.first - 1 : len(arguments.operands) - place.spared]
    if type(place) is Option:
        values = arguments.values(place.names)
        return [_part(value, place.key) for value in values] if place.key else values
    if type(place) is AtFile:
        return [file for value in arguments.values(place.names) for file in _at_file(value)]
    if type(place) is Variable:
        found = lookup(place.name)
        return (found,) if found else ()
    if type(place) is Home:
        home = lookup("HOME")
        return (concat([home, "/", place.name]),) if home else ()
    if type(place) is Fixed:
        return (place.text,)
    assert type(place) is Unnamed
    return (_unknown(place.label),)


def _part(value: Value, key: str) -> Value:
    """`x` of `…,key=x,…`; the value itself, unknown, if it cannot be told apart."""
    if type(value) is str:
        for part in value.split(","):
            name, _, text = part.partition("=")
            if name == key:
                return text
        return _unknown(f"the {key} of {value}")
    return value


def _at_file(value: Value) -> Sequence[Value]:
    text = start(value)
    if text[:1] == "@":
        return (after(value, 1),)
    name, mark, _ = text.partition("=")
    if mark and text[len(name) + 1 : len(name) + 2] in ("@", "<"):
        return (after(value, len(name) + 2),)
    return ()
