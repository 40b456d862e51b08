"""The expansion of words (bash(1), EXPANSION), in the order that bash has.

An expansion may run commands, set variables or end the shell, so it gives a list of ways: a state
and what the word is there. A state with a `flow` has ended; what comes with it means nothing.
"""

from __future__ import annotations

import typing
from collections.abc import Iterable, Sequence

from doctor.bash import splitting
from doctor.bash.machine import Failure, NeedsCases
from doctor.bash.paths import Paths
from doctor.bash.program import (
    Arithmetic,
    Block,
    Literal,
    Parameter,
    Part,
    ProcessSubstitution,
    Substitution,
    Tilde,
    Word,
)
from doctor.bash.script import Spot
from doctor.bash.state import Array, Given, State, Through
from doctor.bash.values import (
    Choice,
    Mixed,
    Symbol,
    TooMany,
    Value,
    as_many,
    concat,
    derived,
    narrowed,
    whole,
)

Segment = tuple[Value, bool | None]
"""A piece of an expanded word, and whether it is quoted; None: literal, so that it is not split."""


def _mark(text: str) -> Segment:
    """A segment that is the same as no other; literals of one value are one object."""
    return (text, None)


BREAK: Segment = _mark("")
"""Stands (by identity) between the fields that `"$@"` makes of one word."""
AT: Segment = _mark("")
"""The same for an unquoted `$@`, whose empty fields may vanish."""
STAR: Segment = _mark("")
"""The same for an unquoted `$*`, which is joined otherwise where nothing is split."""
CHANGED: Segment = _mark("")
"""As BREAK for `"${@#x}"`, but joined as `$*` is where nothing is split."""
TRIMMED: Segment = _mark("")
"""As STAR for `${a[@]#x}`, but joined by a blank in `case` and `[[ ]]`."""

Place = typing.Literal["value", "declaration", "subject", "document"]
"""Where a word is not split: what is assigned, also behind `declare`; what `case` and `[[ ]]` look
at; a here-document. What stands between the parts of a list differs (bash 5.2)."""

_GLOB = frozenset("*?[(")
_PATTERN = frozenset("*?[](|)\\")
SPECIAL = frozenset("@*#?-$!0123456789")
MAX_FIELDS = 4_000
WORDS_A_STEP = 32
"""Words that are expanded for as much as a command."""


class Expander(Paths):
    """Expands words; subclasses know the parameters and run the commands in them."""

    def parameter(self, part: Parameter, state: State) -> list[tuple[State, list[Segment]]]:
        """The pieces that a parameter becomes; raises Failure and NeedsCases."""
        raise NotImplementedError

    def elements(self, state: State, name: str, subscript: str | None) -> list[Value] | None:
        """The values that `$@`, `$*`, `${a[@]}` and `${a[*]}` stand for; None for other names."""
        raise NotImplementedError

    def single(self, state: State, name: str, subscript: str | None) -> Value | None:
        """The value of a parameter that is no list; None: it is not set."""
        raise NotImplementedError

    def substitute(self, body: Block, state: State, spot: Spot) -> list[tuple[State, Value]]:
        """The output of a command substitution, without its last newlines."""
        raise NotImplementedError

    def capture(
        self, body: Block, state: State, *, is_process: bool = False
    ) -> list[tuple[State, Value]]:
        """All the output of commands in a subshell."""
        raise NotImplementedError

    def fail(self, state: State, failure: Failure, spot: Spot | None) -> None:
        """A command fails before it starts: message and status, perhaps the end."""
        raise NotImplementedError

    def trace_text(self, state: State, parts: Sequence[Value], spot: Spot) -> None:
        """A line of `set -x` that is not made of a command's words."""
        raise NotImplementedError

    def discarded(self, state: State) -> State:
        """What fails within an expansion ends the whole command line."""
        if state.flow == ("fail", 0) and not state.forked:
            state.flow = ("discard", 0)
        return state

    def spot(self, state: State, node: Word | Parameter | Substitution | Arithmetic) -> Spot:
        return Spot(state.script, node.start, node.end)

    # Words

    def fields(self, words: Sequence[Word], state: State) -> list[tuple[State, tuple[Value, ...]]]:
        """All fields that the words become."""
        plain: list[Value] = []
        self.spend(len(words) // WORDS_A_STEP)
        for word in words:
            value = self._plain(word, state, splits=True)
            if value is None:
                break
            plain.append(value)
        ways = [(state, tuple(plain))]
        for word in words[len(plain) :]:
            ways = [
                (after, (*done, *more))
                for before, done in ways
                for after, more in self._fields_of(word, before)
            ]
            if len(ways) > 1:
                self.spend(len(ways))
                ways = self._alike(ways)
        if "failglob" in state.options:
            for way, _ in ways:
                self._match_all(way)
        return ways

    def _match_all(self, state: State) -> None:
        """`shopt -s failglob`: looked at once all words are expanded."""
        if state.unmatched is not None and state.flow is None:
            self.fail(state, Failure(state.unmatched, kind="strict"), state.spot)
            self.discarded(state)
        state.unmatched = None

    def _alike(
        self, ways: list[tuple[State, tuple[Value, ...]]]
    ) -> list[tuple[State, tuple[Value, ...]]]:
        """Ways that have come to the same fields are one way."""
        groups: dict[tuple[Value, ...], list[State]] = {}
        for state, fields in ways:
            groups.setdefault(fields, []).append(state)
        return [(state, fields) for fields, states in groups.items() for state in self.meet(states)]

    def _plain(self, word: Word, state: State, *, splits: bool) -> Value | None:
        """The one field that a simple word becomes; None for a word that takes more thought.

        Most words are literals and variables that are set; this is what they are, found quickly.
        """
        values: list[Value] = []
        for part in word.parts:
            if type(part) is Literal:
                text = part.text
                if not (part.quoted or not splits or text == "[" or _GLOB.isdisjoint(text)):
                    return None
                values.append(state.script.part(text))
                continue
            if (
                type(part) is not Parameter
                or part.operator
                or part.subscript is not None
                or part.length
                or part.indirect
                or (splits and not part.quoted)
            ):
                return None
            if part.name in SPECIAL:
                given = state.arguments
                at = int(part.name) - 1 if part.name.isdecimal() else -1
                if at < 0 or type(given) is Given or at >= len(given):
                    return None
                found: Value | Array | None = given[at]
                if any([type(one) is Mixed and one.many for one in given[: at + 1]]):
                    return None
            else:
                name = part.name
                variable = state.variables.get(name) or self.surroundings.given.get(name)
                if variable is None or variable.attributes == "n":
                    return None
                found = variable.value
            if type(found) is Mixed:
                found = narrowed(found, state.allowed)
                if type(found) is Mixed and _may_be_unset(found):
                    return None
            if found is None or type(found) is Array:
                return None
            values.append(found)
        return concat(values) if values else None

    def _fields_of(self, word: Word, state: State) -> list[tuple[State, tuple[Value, ...]]]:
        if state.flow is not None:
            return [(state, ())]
        value = self._plain(word, state, splits=True)
        if value is not None:
            return [(state, (value,))]
        found: list[tuple[State, tuple[Value, ...]]] = []
        for after, segments in self.segments(word, state):
            if after.flow is not None:
                found.append((after, ()))
            else:
                found += self._split(after, segments)
        return found

    def _split(
        self, state: State, segments: list[Segment]
    ) -> list[tuple[State, tuple[Value, ...]]]:
        """Word splitting and pathname expansion."""
        for value, quoted in segments:
            if quoted is False and type(value) is Mixed and depends(value):
                # The number of fields may depend on it: each case for itself.
                return [
                    found
                    for way, one in self.cases(state, value)
                    for found in self._split(way, _resettle(segments, value, one))
                ]
        ifs = self.value(state, "IFS")
        separators = ifs if type(ifs) is str else None if ifs is None else " \t\n"
        fields: list[Value] = []
        run: list[Segment] = []
        for segment in [*segments, BREAK]:
            if segment is AT or segment is STAR or segment is TRIMMED:
                if separators and separators.strip(" \t\n"):
                    run.append((separators[0], False))
                    continue
            elif segment is not BREAK and segment is not CHANGED:
                run.append(segment)
                continue
            if run:
                try:
                    fields += self._split_run(state, run, separators)
                except Failure as failure:
                    state.unmatched = failure.message
            run = []
        if len(fields) > MAX_FIELDS:
            self.unclear(state, "a word becomes too many", None)
            fields = fields[:MAX_FIELDS]
        return [(state, tuple(fields))]

    def _split_run(self, state: State, run: list[Segment], ifs: str | None) -> Iterable[Value]:
        if len(run) == 1 and run[0][1]:
            return [run[0][0]]
        # What is not known stands as one character that is neither split nor a pattern.
        atoms: list[Value] = []
        known: list[tuple[str, bool]] = []
        separators = " \t\n" if ifs is None else ifs
        hidden = {ord(one): chr(_HIDDEN + at) for at, one in enumerate(separators)}
        open_ended = ""
        for value, quoted in run:
            for part in value.parts if type(value) is Mixed else (value,):
                if type(part) is str and quoted is None:
                    known.append(_unsplit(part, hidden))
                elif type(part) is str:
                    known.append((part, bool(quoted)))
                else:
                    known.append((chr(_ATOM + len(atoms)), True))
                    atoms.append(Mixed((part,)))
                    if quoted is False and type(part) is Symbol and not part.plain:
                        open_ended += known[-1][0]
        fields: list[Value] = []
        for field in splitting.split(known, ifs):
            field = [(_seen(piece, separators), quoted) for piece, quoted in field]
            text = "".join([piece for piece, _ in field])
            paths = None
            if "noglob" not in state.options and any(
                [not quoted and not _GLOB.isdisjoint(piece) for piece, quoted in field]
            ):
                paths = self.matching(state, field, "a path" if atoms else text)
                if paths is not None and not self.surroundings.is_closed:
                    folder = _with_atoms(_fixed_folder(field), atoms)
                    end = _with_atoms(_fixed_end(field), atoms)
                    paths = [as_many(concat([folder, path, end])) for path in paths]
            made = [_with_atoms(text, atoms)] if paths is None else paths
            if open_ended and not set(open_ended).isdisjoint(text):
                made = [Mixed(one.parts, many=True) if type(one) is Mixed else one for one in made]
            fields += made
        return fields

    def subscript_word(self, word: Word, *, associative: bool) -> Word:
        """A subscript as it is expanded: in arithmetic single quotes are text."""
        if associative:
            return word
        parts = [
            Literal(f"'{part.text}'", True) if type(part) is Literal and part.single else part
            for part in word.parts
        ]
        return word._replace(parts=tuple(parts))

    def word(self, word: Word, state: State, place: Place = "value") -> list[tuple[State, Value]]:
        """A word that is not split."""
        value = self._plain(word, state, splits=False)
        if value is not None:
            return [(state, value)]
        before, state.unsplit = state.unsplit, place
        ways = []
        for way, segments in self.segments(word, state):
            way.unsplit = before
            ways.append((way, self.joined(way, segments, place)))
        return ways

    def joined(self, state: State, segments: Sequence[Segment], place: Place = "value") -> Value:
        """The text of segments where nothing is split."""
        if len(segments) == 1:
            return segments[0][0]
        separator = self.separator(state)
        star = " " if place == "document" else separator
        if place == "declaration":
            star = separator or " "
        changed = separator or " " if place in ("value", "declaration") else " "
        return concat(
            [
                " "
                if segment is BREAK or segment is AT
                else star
                if segment is STAR
                else changed
                if segment is CHANGED or segment is TRIMMED
                else segment[0]
                for segment in segments
            ]
        )

    def separator(self, state: State) -> str:
        """What `"$*"` puts between its parts."""
        ifs = self.value(state, "IFS")
        return ifs[:1] if type(ifs) is str else " "

    def segments(self, word: Word, state: State) -> list[tuple[State, list[Segment]]]:
        """A word's pieces after all expansions but splitting, globbing and quote removal."""
        ways: list[tuple[State, list[Segment]]] = [(state, [])]
        parts = word.parts if len(word.parts) == 1 else self._with_at(word.parts, state)
        for part, written in zip(parts, word.parts, strict=True):
            if type(part) is Literal:
                segment = (state.script.part(part.text), part.quoted or None)
                for _, done in ways:
                    done.append(segment)
                continue
            after: list[tuple[State, list[Segment]]] = []
            for before, done in ways:
                if before.flow is not None:
                    after.append((before, done))
                    continue
                found = self._part(part, before)
                if part is not written:
                    found = [(way, self._resplit(way, more)) for way, more in found]
                if len(found) == 1:
                    done += found[0][1]
                    after.append((found[0][0], done))
                else:
                    after += [(way, [*done, *more]) for way, more in found]
            ways = after
        if parts is not word.parts and parts[-1] is not word.parts[-1]:
            for _, done in ways:
                if len(done) > 1 and done[-1] == ("", True) and is_break(done[-2]):
                    del done[-2:]
        return ways

    def _with_at(self, parts: tuple[Part, ...], state: State) -> tuple[Part, ...]:
        """Beside a quoted `$@`, `${*#x}` and the like are `${@#x}` (so bash 5.2)."""
        if not any([self._spreads(part, state) for part in parts]):
            return parts
        return tuple(
            [
                part
                if type(part) is not Parameter
                or not part.operator
                or not lists(part, "*")
                or self._takes_word(part, state)
                else part._replace(name="@")
                if part.name == "*"
                else part._replace(subscript=Word(part.start, part.end, (Literal("@", True),)))
                for part in parts
            ]
        )

    def _spreads(self, part: Part, state: State) -> bool:
        """Whether it becomes fields as a quoted `$@` does; `${x:-$@}` does if `x` is not set."""
        if type(part) is not Parameter or not part.quoted:
            return False
        if self._takes_word(part, state):
            return any([lists(one, "@") for one in part.words[0].parts])
        return lists(part, "@")

    def _takes_word(self, part: Parameter, state: State) -> bool:
        """Whether the word of `${x:-word}` and the like is what it becomes."""
        if part.operator not in ("-", ":-", "+", ":+") or part.indirect:
            return False
        literal = "" if part.subscript is None else _literal(part.subscript)
        if literal is None:
            return False
        try:
            values = self.elements(state, part.name, literal or None)
            if values is None:
                value = self.single(state, part.name, literal or None)
            else:
                value = concat(values) if values else None
        except (Failure, NeedsCases):
            return False
        is_there = bool(value) if part.operator[0] == ":" else value is not None
        return is_there is (part.operator[-1] == "+")

    def _resplit(self, state: State, segments: list[Segment]) -> list[Segment]:
        """The fields of `"${*#x}"` beside a `"$@"`: joined, and split where they are joined."""
        separator = self.separator(state)
        if state.unsplit == "document" and separator != " ":
            lossy = "how lists in a here-document are joined beside a $@ depends on bash"
            return [(self.derive(state, "a list", [text for text, _ in segments], lossy), True)]
        return [
            (separator, False) if is_break(segment) else segment
            for segment in segments
            if is_break(segment) or segment[0] != ""
        ]

    def _each(
        self, part: Parameter, value: Value, state: State
    ) -> list[tuple[State, list[Segment]]]:
        """The parameter in each case of a value."""
        try:
            ways = self.split(state, value)
        except TooMany as many:
            symbol = derived(f"${part.name}", [value], state.allowed, lossy=str(many))
            return [(state, [(whole(symbol), part.quoted)])]
        return [found for way in ways for found in self._part(part, way)]

    def _part(self, part: Part, state: State) -> list[tuple[State, list[Segment]]]:
        if type(part) is Parameter:
            script = state.script
            try:
                return self.parameter(part, state)
            except NeedsCases as needed:
                return self._each(part, needed.value, state)
            except Failure as failure:
                self.fail(state, failure, Spot(script, part.start, part.end))
                return [(self.discarded(state), [])]
        if type(part) is Substitution:
            found = self.substitute(part.body, state, self.spot(state, part))
            return [(way, [(text, part.quoted)]) for way, text in found]
        if type(part) is Arithmetic:
            return [
                (self.discarded(way), [(number, part.quoted)])
                for way, number in self.arithmetic(part.text, state, self.spot(state, part))
            ]
        if type(part) is ProcessSubstitution:
            return self._process(part, state)
        if type(part) is Tilde:
            return [(state, [(self._home(state, part), True)])]
        raise TypeError(part)

    def _home(self, state: State, tilde: Tilde) -> Value:
        if tilde.user == "+":
            return state.folder
        if tilde.user == "-":
            return self.value(state, "OLDPWD") or "~-"
        if tilde.user:
            return whole(Symbol(f"~{tilde.user}", filled=True, plain=True))
        home = self.value(state, "HOME")
        return whole(Symbol("~", filled=True, plain=True)) if home is None else home

    def _process(
        self, part: ProcessSubstitution, state: State
    ) -> list[tuple[State, list[Segment]]]:
        path = f"/dev/fd/{63 + self.new_buffer()}"
        if part.writes:
            outlet = Through(part.body, state.script, state.channels)
            state.outlets = {**state.outlets, path: outlet}
            return [(state, [(path, True)])]
        ways: list[tuple[State, list[Segment]]] = []
        for way, text in self.capture(part.body, state, is_process=True):
            way.files[path] = text
            ways.append((way, [(path, True)]))
        return ways

    def arithmetic(
        self, text: Word, state: State, spot: Spot, *, traced: bool = False
    ) -> list[tuple[State, Value]]:
        """The value of an arithmetic expression."""
        ways: list[tuple[State, Value]] = []
        for way, expression in self.word(text, state):
            if way.flow is not None:
                ways.append((way, "0"))
            else:
                if traced:
                    self.trace_text(way, ["(( ", expression, " ))"], spot)
                ways += self.computed(way, expression, spot)
        return ways

    def computed(self, state: State, text: Value, spot: Spot) -> list[tuple[State, Value]]:
        """The value of the text of an arithmetic expression."""
        try:
            return [(state, self.compute_value(state, text))]
        except NeedsCases as needed:
            try:
                ways = self.split(state, needed.value)
            except TooMany as many:
                symbol = derived("a number", [text, needed.value], state.allowed, lossy=str(many))
                return [(state, whole(symbol))]
            return [found for way in ways for found in self.computed(way, text, spot)]
        except Failure as failure:
            self.fail(state, failure, spot)
            return [(state, "0")]


_ATOM = 0xF0000
"""The first of the private characters that stand for unknown parts while words are split."""


_HIDDEN = 0x100000
"""The first of those that stand for separators in literal text, which is not split."""


def _unsplit(text: str, hidden: dict[int, str]) -> tuple[str, bool]:
    """Literal text as a piece that is not split, though it may hold separators."""
    if _GLOB.isdisjoint(text):
        return text, True
    return text.translate(hidden), False


def _seen(text: str, separators: str) -> str:
    """The text with the separators that were hidden."""
    if text.isascii():
        return text
    return text.translate({_HIDDEN + at: one for at, one in enumerate(separators)})


def _fixed_folder(pieces: Sequence[tuple[str, bool]]) -> str:
    """The folder that a pattern begins with."""
    head = ""
    for text, quoted in pieces:
        for character in text:
            if not quoted and character in _GLOB:
                return head[: head.rfind("/") + 1]
            head += character
    return head[: head.rfind("/") + 1]


def _fixed_end(pieces: Sequence[tuple[str, bool]]) -> str:
    """What stands behind the pattern."""
    tail = ""
    for text, quoted in reversed(pieces):
        for character in reversed(text):
            if not quoted and character in _PATTERN:
                return tail
            tail = character + tail
    return tail


def _with_atoms(text: str, atoms: list[Value]) -> Value:
    if not atoms:
        return text
    parts: list[Value] = []
    begin = 0
    for at, character in enumerate(text):
        number = ord(character) - _ATOM
        if 0 <= number < len(atoms):
            parts += [text[begin:at], atoms[number]]
            begin = at + 1
    return concat([*parts, text[begin:]])


def _may_be_unset(value: Mixed) -> bool:
    """Whether it depends on a selector if there is a value."""
    first = value.parts[0]
    return type(first) is Choice and None in first.values


def is_break(segment: Segment) -> bool:
    return any([segment is mark for mark in (BREAK, AT, STAR, CHANGED, TRIMMED)])


def depends(value: Mixed) -> bool:
    """Whether splitting the value may go several ways."""
    for part in value.parts:
        if type(part) is Choice:
            for entry in part.values:
                if not entry or (type(entry) is Mixed and depends(entry)):
                    return True
                if type(entry) is str and not _PLAIN.isdisjoint(entry):
                    return True
    return False


_PLAIN = frozenset(" \t\n*?[")


def _resettle(segments: list[Segment], value: Mixed, one: Value | None) -> list[Segment]:
    return [(one or "", segment[1]) if segment[0] is value else segment for segment in segments]


def _literal(word: Word) -> str | None:
    """The text of a word without expansions."""
    texts = [part.text for part in word.parts if type(part) is Literal]
    return "".join(texts) if len(texts) == len(word.parts) else None


def lists(part: Part, sign: str) -> bool:
    """Whether it is a quoted `$@` or `${a[@]}`; `sign`: `@` or `*`."""
    if type(part) is not Parameter or not part.quoted or part.length:
        return False
    if part.subscript is None:
        return part.name == sign
    inner = part.subscript.parts
    return len(inner) == 1 and type(inner[0]) is Literal and inner[0].text == sign
