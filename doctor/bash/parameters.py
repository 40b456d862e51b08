"""The expansion of parameters (bash(1), Parameter Expansion)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from doctor.bash import operators
from doctor.bash.changes import Changes
from doctor.bash.expand import (
    AT,
    BREAK,
    CHANGED,
    SPECIAL,
    STAR,
    TRIMMED,
    Segment,
    depends,
    is_break,
)
from doctor.bash.machine import Failure, NeedsCases
from doctor.bash.program import (
    Literal,
    Parameter,
    Tilde,
    Word,
)
from doctor.bash.quoting import quote_declare
from doctor.bash.state import Array, Given, State, Variable
from doctor.bash.values import (
    Choice,
    Mixed,
    Selector,
    Symbol,
    Value,
    as_many,
    chosen,
    concat,
    derived,
    narrowed,
    possible,
    secrets,
    whole,
)
from doctor.bash.variables import NAME

LETTERS = {
    "a": "allexport", "b": "notify", "e": "errexit", "f": "noglob", "h": "hashall",
    "k": "keyword", "m": "monitor", "n": "noexec", "p": "privileged", "t": "onecmd",
    "u": "nounset", "v": "verbose", "x": "xtrace", "B": "braceexpand", "C": "noclobber",
    "E": "errtrace", "H": "histexpand", "P": "physical", "T": "functrace",
}  # fmt: skip
"""The options of `set` that are letters."""


_FLAGS = "abefhkmnptuvxBCEHPT"
"""Those that `$-` shows, in its order."""


class Parameters(Changes):
    def parameter(self, part: Parameter, state: State) -> list[tuple[State, list[Segment]]]:
        if part.operator in ("names*", "names@"):
            names = sorted({*state.variables, *self.surroundings.given})
            fields = [
                name
                for name in names
                if name.startswith(part.name) and self.value_or_array(state, name) is not None
            ]
            found = self._list(state, fields, part.operator[-1], part.quoted)
            return [(state, [_as_changed(segment, TRIMMED) for segment in found])]
        ways: list[tuple[State, list[Segment]]] = []
        for way, subscript in self.subscript(part, state):
            if way.flow is not None:
                ways.append((way, []))
            else:
                ways += self._at(part, subscript, way)
        return ways

    def subscript(self, part: Parameter, state: State) -> list[tuple[State, str | None]]:
        """The text of a subscript; `@` and `*` for all elements."""
        if part.subscript is None:
            return [(state, None)]
        ways: list[tuple[State, str | None]] = []
        associative = self.is_associative(state, part.name)
        word = self.subscript_word(part.subscript, associative=associative)
        for way, text in self.word(word, state):
            for case, known in self.cases(way, text):
                if type(known) is str:
                    ways.append((case, known))
                else:
                    self.unclear(case, "a subscript is not known", self.spot(state, part))
                    ways.append((case, "0"))
        return ways

    def _at(
        self, part: Parameter, subscript: str | None, state: State
    ) -> list[tuple[State, list[Segment]]]:
        name = part.name
        if part.operator == "keys":
            value = self.value_or_array(state, name)
            keys: list[Value] = (
                [str(key) for key in value.keys]
                if type(value) is Array
                else []
                if value is None
                else ["0"]
            )
            found = self._list(state, keys, subscript or "@", part.quoted, spaced=True)
            return [(state, [_as_changed(segment, AT) for segment in found])]
        if part.indirect:
            reference = self.single(state, name, subscript)
            variable = state.variables.get(name)
            if variable is not None and "n" in variable.attributes:
                target = variable.value
                if type(target) is not Array:
                    return [(state, [(target or "", part.quoted)])]
            if type(reference) is Mixed:
                if depends(reference):
                    raise NeedsCases(reference)
                if secrets(reference, state.allowed):
                    raise Failure(concat([reference, ": invalid variable name"]), kind="strict")
                lossy = "a variable is named by a text that is not known"
                known = [one.value for one in self.surroundings.given.values()]
                known += [one.value for one in state.variables.values()]
                values = [one for one in known if type(one) is not Array]
                symbol = derived(f"${{!{name}}}", values, state.allowed, lossy=lossy, partial=True)
                return [(state, [(whole(symbol), part.quoted)])]
            if not reference:
                raise Failure(f"{name}: invalid indirect expansion", kind="strict")
            name, subscript = _split(reference)
            is_special = name.isdecimal() or (len(name) == 1 and name in SPECIAL)
            if not is_special and not NAME.fullmatch(name):
                raise Failure(f"{reference}: invalid variable name")
        whole_list = self.elements(state, name, subscript)
        if whole_list is not None:
            return self._of_list(part, name, subscript or name, whole_list, state)
        if part.length:
            value = self.single(state, name, subscript)
            if subscript is None:
                self._bound(state, name, value)
            else:
                self._has_elements(state, name)
            return [(state, [(self._length(state, value), part.quoted)])]
        value = self.single(state, name, subscript)
        return self._operate(part, name, subscript, value, state)

    def value_or_array(self, state: State, name: str) -> Value | Array | None:
        found = self.variable(state, name)
        return None if found is None else found.value

    def elements(self, state: State, name: str, subscript: str | None) -> list[Value] | None:
        """The values that `$@`, `$*`, `${a[@]}` and `${a[*]}` stand for; None for other names."""
        if subscript is None:
            return list(self.positional(state)) if name in ("@", "*") else None
        if subscript not in ("@", "*"):
            return None
        found = self.value_or_array(state, name)
        if type(found) is Array:
            return found.values
        if type(found) is Mixed and depends(found):
            raise NeedsCases(found)
        return [] if found is None else [found]

    def single(self, state: State, name: str, subscript: str | None) -> Value | None:
        if subscript is not None or (len(name) > 1 and not name.isdecimal()):
            return self.value(state, name, subscript)
        if name.isdecimal():
            number = int(name)
            if number == 0:
                return state.name
            given = state.arguments
            values = given.values if isinstance(given, Given) else given
            open_end = [one for one in values[:number] if type(one) is Mixed and one.many]
            if open_end:
                return self.derive(state, f"${name}", open_end)
            return narrowed(values[number - 1], state.allowed) if number <= len(values) else None
        if name == "#":
            given = state.arguments
            if type(given) is Given:
                return narrowed(given.number, state.allowed)
            if any([type(one) is Mixed and one.many for one in given]):
                return whole(Symbol("a number of arguments", filled=True, plain=True))
            return str(len(given))
        if name == "?":
            return narrowed(state.status, state.allowed)
        if name == "-":
            return "".join([one for one in _FLAGS if one in "hB" or LETTERS[one] in state.options])
        if name == "$":
            return whole(self.process)
        if name == "!":
            return state.last_background or None
        return self.value(state, name, subscript)

    def _bound(self, state: State, name: str, value: Value | Array | None) -> None:
        """Raises Failure under `set -u` if a variable is not set."""
        if "nounset" not in state.options:
            return
        if value is None:
            raise Failure(f"{name}: unbound variable", kind="exit")
        if type(value) is Mixed and type(value.parts[0]) is Choice:
            first = value.parts[0]
            mask = possible(state.allowed, first.selector)
            if None in [one for at, one in enumerate(first.values) if mask >> at & 1]:
                raise NeedsCases(value)

    def _has_elements(self, state: State, name: str) -> None:
        """Raises Failure for the length of what is no array, under `set -u`."""
        found = self.value_or_array(state, name)
        if "nounset" in state.options and not (type(found) is Array and found.is_set):
            raise Failure(f"{name}: unbound variable", kind="strict")

    def _length(self, state: State, value: Value | None) -> Value:
        def length(case: Value | None) -> Value:
            if type(case) is Mixed:
                return whole(Symbol("a length", filled=True, plain=True))
            return str(len(case or ""))

        return length(value) if type(value) is not Mixed else self.lift(state, length, value) or ""

    def _of_list(
        self,
        part: Parameter,
        name: str,
        star: str,
        values: list[Value],
        state: State,
    ) -> list[tuple[State, list[Segment]]]:
        """`$@`, `${a[*]}` and the like, with an operator."""
        if part.length:
            if name not in ("@", "*"):
                self._has_elements(state, name)
                found = self.value_or_array(state, name)
                if type(found) is Array and found.rest is not None:
                    count = whole(Symbol("a number of elements", filled=True, plain=True))
                    return [(state, [(count, part.quoted)])]
            return [(state, [(str(len(values)), part.quoted)])]
        operator = part.operator
        spaced = name in ("@", "*")
        if not operator:
            return [(state, self._list(state, values, star, part.quoted, spaced))]
        if operator in ("-", ":-", "+", ":+", "?", ":?", "=", ":="):
            separator = self.separator(state) if star == "*" else " "
            joined = concat([part for one in values for part in (separator, one)][1:])
            present = joined if values else None
            if values == [""] and not part.quoted and state.unsplit in ("value", "declaration"):
                present = "set"  # bash 5.2 marks the empty text, and finds the mark
            plus = "+" in operator
            ways: list[tuple[State, list[Segment]]] = []
            for yes, is_yes in self._present(state, present, operator):
                if is_yes is plus:
                    ways += self._alternative(part, yes)
                else:
                    made = [] if plus else self._list(yes, values, star, part.quoted, spaced)
                    ways.append((yes, made))
            return ways
        if not values and not (spaced and operator == ":"):  # nor are words for an empty list
            return [(state, self._list(state, values, star, part.quoted))]
        if operator == ":":
            return self._slice(part, name, star, values, state)
        if operator == "@" and _letter(part) in ("a", "A", "K", "k"):
            lossy = "how an array is described is not modelled"
            symbol = derived("a description", values, state.allowed, lossy=lossy)
            return [(state, [(whole(symbol), part.quoted)])]
        ways = []
        for way, pieces in self._patterns(part, state):
            if way.flow is not None:
                ways.append((way, []))
                continue
            changed = [self._changed(way, operator, value, pieces) for value in values]
            trims, separator = operator[0] in "#%", self.separator(way)
            # Under an empty IFS bash 5.2 may leave a mark of its own in what is trimmed.
            alike = "*" if trims and not (separator or spaced or part.quoted) else star
            separated = self._list(way, changed, alike, part.quoted, trims or operator == "@")
            unquoted = TRIMMED if separator and (trims or operator == "@") else AT
            ways.append((way, [_as_changed(segment, unquoted) for segment in separated]))
        return ways

    def _slice(
        self, part: Parameter, name: str, star: str, values: list[Value], state: State
    ) -> list[tuple[State, list[Segment]]]:
        known = None if name in ("@", "*") else self.value_or_array(state, name)
        if known is not None and type(known) is not Array:
            return self._operate(part, name, None, known, state)
        last = len(values) + 1
        if type(known) is Array:
            last = len(values) if known.associative else int(max(known.items, default=-1))

        def limit(offset: int) -> int | None:
            if known is None and name not in ("@", "*"):
                return -1
            if any([type(one) is Mixed and one.many for one in values]):
                return None
            return last + (offset == 0 if known is None else offset < 0)

        ways: list[tuple[State, list[Segment]]] = []
        for way, numbers in self._numbers(part, state, limit):
            if way.flow is not None:
                ways.append((way, []))
                continue
            offset, length = numbers
            items = [state.name, *values] if name in ("@", "*") else values
            if offset is None or (len(part.words) > 1 and length is None):
                symbol = derived(
                    "a part of a list", values, state.allowed, lossy="where it begins is not known"
                )
                ways.append((way, [(whole(symbol), part.quoted)]))
                continue
            array = None if name in ("@", "*") else self.value_or_array(way, name)
            chosen: list[Value]
            if any([type(one) is Mixed and one.many for one in items]):
                chosen = [as_many(self.derive(way, f"a part of ${name}", values))]
                length = None
            elif type(array) is Array and not array.associative:
                # An offset is an index, of which some may have no element.
                keys = [int(key) for key in array.keys]
                offset += keys[-1] + 1 if offset < 0 and keys else 0
                chosen = [] if offset < 0 else [array.items[at] for at in keys if at >= offset]
            else:
                offset += len(items) if offset < 0 else 0
                chosen = items[offset:] if offset >= 0 else []
            if length is not None:
                if length < 0:
                    raise Failure(f"{length}: substring expression < 0")
                chosen = chosen[:length]
            found = self._list(way, chosen, star, part.quoted, spaced=True)
            ways.append((way, [_as_changed(segment, AT) for segment in found]))
        return ways

    def _list(
        self,
        state: State,
        values: Sequence[Value],
        star: str,
        quoted: bool,
        spaced: bool = False,
    ) -> list[Segment]:
        """The segments of several values: joined for a quoted `*`, else fields of their own.

        With `spaced` a blank joins them in a here-document, whatever IFS is (bash 5.2). What an
        empty IFS does to a `*` that is not quoted depends on bash's version.
        """
        separator = self.separator(state)
        spaced = spaced and state.unsplit == "document"
        if star == "*" and not separator and (spaced or not quoted) and len(values) > 1:
            lossy = "how a list is joined under an empty IFS depends on bash"
            return [(as_many(self.derive(state, "a list", values, lossy)), quoted)]
        if star == "*" and quoted:
            separator = " " if spaced else separator
            return [(concat([part for one in values for part in (separator, one)][1:]), quoted)]
        segments: list[Segment] = []
        for value in values:
            if segments:
                segments.append(BREAK if quoted else STAR if star == "*" else AT)
            segments.append((value, quoted))
        return segments or ([] if quoted or star == "@" or star == "*" else [("", quoted)])

    def _operate(
        self,
        part: Parameter,
        name: str,
        subscript: str | None,
        value: Value | None,
        state: State,
    ) -> list[tuple[State, list[Segment]]]:
        operator = part.operator
        if not operator:
            self._bound(state, name, value)
            return [(state, [(value or "", part.quoted)])]
        if operator[-1] in "-=?+":
            return self._conditional(part, name, subscript, value, state)
        self._bound(state, name, value)
        if operator == "@" and _letter(part) in "aAK":
            return [(state, [(self._described(state, name, value, _letter(part)), part.quoted)])]
        if value is None or (value == "" and operator[0] in "#%"):  # no pattern is expanded
            return [(state, [("", part.quoted)])]
        if operator == ":":
            ways: list[tuple[State, list[Segment]]] = []
            size = len(value) if type(value) is str else None
            for way, (offset, length) in self._numbers(part, state, lambda _: size):
                if way.flow is not None:
                    ways.append((way, []))
                else:
                    bounded = len(part.words) > 1
                    fixed = all([_is_number(word) for word in part.words])
                    text = self._substring(way, value, offset, length, bounded, fixed)
                    ways.append((way, [(text, part.quoted)]))
            return ways
        return [
            (way, [(self._changed(way, operator, value, pieces), part.quoted)])
            if way.flow is None
            else (way, [])
            for way, pieces in self._patterns(part, state)
        ]

    def _described(self, state: State, name: str, value: Value | None, letter: str) -> Value:
        """`${x@a}` and `${x@A}`."""
        variable = self.variable(state, name) or Variable()
        letters = "".join(
            [
                "A" if type(variable.value) is Array and variable.value.associative else "",
                "a" if type(variable.value) is Array and not variable.value.associative else "",
                *[one for one in "inrxlu" if one in variable.attributes],
            ]
        )
        if letter == "a":
            return letters
        if letter == "K" or value is None:
            return "" if value is None else self.known(state, quote_declare, value, label="a text")
        flags = f"declare -{letters} " if letters else ""
        quoted = self.known(state, partial(operators.transform, "Q"), value, label="a text")
        return concat([f"{flags}{name}=", quoted])

    def _conditional(
        self,
        part: Parameter,
        name: str,
        subscript: str | None,
        value: Value | None,
        state: State,
    ) -> list[tuple[State, list[Segment]]]:
        """`${x:-word}` and its like."""
        operator = part.operator
        kind = operator[-1]
        if kind in "-+" and type(value) is Mixed and _is_pure(part.words[0], state):
            return self._without_fork(part, value, state)
        ways: list[tuple[State, list[Segment]]] = []
        for way, present in self._present(state, value, operator):
            if kind == "+":
                ways += self._alternative(part, way) if present else [(way, [("", part.quoted)])]
            elif present:
                ways.append((way, [(value or "", part.quoted)]))
            elif kind == "-":
                ways += self._alternative(part, way)
            elif kind == "=":
                for after, text in self.word(part.words[0], way):
                    if after.flow is None:
                        spot = self.spot(after, part)
                        self.assign(after, name, text, subscript=subscript, spot=spot)
                        text = self.single(after, name, subscript) or ""  # `declare -u` changes it
                    ways.append((after, [(text, part.quoted)]))
            else:
                for after, text in self.word(part.words[0], way):
                    if after.flow is None:
                        default = (
                            "parameter null or not set" if operator == ":?" else "parameter not set"
                        )
                        if not part.words[0].parts:
                            text = default
                        spot = self.spot(after, part)
                        self.fail(after, Failure(concat([f"{name}: ", text]), kind="exit"), spot)
                    ways.append((after, []))
        return ways

    def _without_fork(
        self, part: Parameter, value: Mixed, state: State
    ) -> list[tuple[State, list[Segment]]]:
        """A default or alternative that has no effects is chosen value by value."""
        [(after, segments)] = self.segments(part.words[0], state)
        word = self.joined(after, segments)
        colon = part.operator[0] == ":"

        def pick(case: Value | None, other: Value | None) -> Value | None:
            present = _is_present(case, colon)
            yes, no = (other, "") if part.operator[-1] == "+" else (case, other)
            if present is None:
                return chosen(Selector(2), (yes, no))
            return yes if present else no

        return [(after, [(self.lift(after, pick, value, word) or "", part.quoted)])]

    def _present(
        self, state: State, value: Value | None, operator: str
    ) -> list[tuple[State, bool]]:
        """The states in which a parameter counts as set, and those in which it does not."""
        colon = operator[0] == ":"
        if type(value) is not Mixed:
            return [(state, bool(value) if colon else value is not None)]

        def status(case: Value | None) -> Value:
            present = _is_present(case, colon)
            if present is None:
                assert type(case) is Mixed
                return self.is_filled(state, case)
            return "0" if present else "1"

        yes, no = self.decide(state, self.lift(state, status, value) or "0")
        return [*[(way, True) for way in yes], *[(way, False) for way in no]]

    def is_filled(self, state: State, value: Mixed) -> Value:
        """The status of the question whether a text (free of choices) is not empty."""
        raise NotImplementedError

    def _alternative(self, part: Parameter, state: State) -> list[tuple[State, list[Segment]]]:
        """The word of `${x:-word}`: quoted as a whole if the expansion is."""
        ways = self.segments(part.words[0], state)
        if part.quoted:
            return [
                (way, [one if is_break(one) else (one[0], True) for one in found] or [("", True)])
                for way, found in ways
            ]
        return [(way, self._unquoted_word(way, found)) for way, found in ways]

    def _unquoted_word(self, state: State, found: list[Segment]) -> list[Segment]:
        """The word of `${x:-word}`, which is split; in it `$@` mostly is one text."""
        ifs = None if state.unsplit else self.value(state, "IFS")
        if type(ifs) is str and ifs and any([one is AT or one is TRIMMED for one in found]):
            if ifs[0] != " ":
                lossy = "how a list within ${…} is split under such an IFS depends on bash"
                symbol = self.derive(state, "a list", [value for value, _ in found], lossy)
                return [(as_many(symbol), False)]
            found = [(" ", False) if one is AT or one is TRIMMED else one for one in found]
        return [one if one[1] or not one[0] else (one[0], False) for one in found]


def _as_changed(segment: Segment, unquoted: Segment) -> Segment:
    """What stands between fields that an operator has changed: `x=${@#y}` joins as `x=$*`."""
    return CHANGED if segment is BREAK else unquoted if segment is AT else segment


def _is_present(value: Value | None, colon: bool) -> bool | None:
    """Whether a value free of choices is set (and not empty)."""
    if value is None:
        return False
    if type(value) is not Mixed:
        return bool(value) or not colon
    if not colon:
        return True
    for part in value.parts:
        if type(part) is str or (type(part) is Symbol and part.filled):
            return True
    return None


def _is_pure(word: Word, state: State) -> bool:
    """Whether expanding a word has no effects and cannot fail."""
    strict = "nounset" in state.options
    return all(
        [
            type(part) is Literal
            or type(part) is Tilde
            or (
                type(part) is Parameter
                and not strict
                and not part.words
                and part.subscript is None
                and not part.indirect
                and NAME.fullmatch(part.name) is not None
            )
            for part in word.parts
        ]
    )


def _is_number(word: Word) -> bool:
    """Whether it stands there as a number, the same in each round of a loop."""
    return all(
        [
            type(part) is Literal and part.text.strip().removeprefix("-").isdecimal()
            for part in word.parts
        ]
    )


def _letter(part: Parameter) -> str:
    piece = part.words[0].parts[0] if part.words and part.words[0].parts else None
    return piece.text if type(piece) is Literal else ""


def _split(reference: str) -> tuple[str, str | None]:
    name, bracket, rest = reference.partition("[")
    return (name, rest.removesuffix("]")) if bracket else (name, None)
