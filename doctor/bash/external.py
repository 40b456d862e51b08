"""Other programs: what they are given, what they do, what comes out of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from doctor.bash import filters
from doctor.bash.history import Reached, Unclear
from doctor.bash.provided import provided
from doctor.bash.script import Spot
from doctor.bash.scripts import ENVIRONMENT
from doctor.bash.state import Array, FromBuffer, State, Variable
from doctor.bash.surroundings import STORES
from doctor.bash.texts import ENCODERS, PATH_TOOLS, TextPrograms, lost
from doctor.bash.tools import Call, Output, Reach, describe, is_known
from doctor.bash.values import (
    Choice,
    Mixed,
    Selector,
    Symbol,
    TooMany,
    Value,
    alternatives,
    chosen,
    concat,
    derived,
    possible,
    secrets,
    whole,
)
from doctor.bash.values import describe as label_of

if TYPE_CHECKING:
    from doctor.bash.make.command import Make

_MAKERS = frozenset(
    (
        "cargo", "cmake", "docker", "git", "go", "helm", "install", "just", "make", "mkdir", "mv",
        "nix", "nix-build", "npm", "npx", "podman", "python", "python3", "rm", "rmdir", "rsync",
        "tar", "task", "touch", "uv", "unzip", "yarn",
    )
)  # fmt: skip
"""Programs that make or remove files of which nobody knows the names."""
_ASKING = frozenset(("awk", "egrep", "fgrep", "gawk", "grep", "jq", "mawk", "sed"))
"""Programs that say what they want of a text."""
_PUSHING = frozenset(("deploy", "publish", "push", "release", "upload", "--publish", "--push"))
"""What tells a program to change a registry."""
MAX_WORDS = 20
"""Words of its input for which `xargs` is followed."""


_WRAPPERS = frozenset(("gradlew", "mvnw"))
"""Scripts that are in many repos, and only start the program that they stand for."""

SHELLS = frozenset(("bash", "sh", "dash", "ash", "busybox-sh"))
OTHER_SHELLS = frozenset(("zsh", "fish", "ksh", "csh", "tcsh", "nu", "xonsh", "pwsh"))
BOTH = frozenset(("[", "echo", "false", "printf", "pwd", "test", "true"))
"""Builtins that are programs as well."""


class External(TextPrograms):
    """Runs programs; every method gives all the states that a call may end in."""

    @cached_property
    def _make(self) -> Make:
        from doctor.bash.make.command import Make

        return Make(self)

    def external(
        self, argv: tuple[Value, ...], state: State, spot: Spot, given: tuple[Value, ...] = ()
    ) -> list[State]:
        """Runs `argv` as a process of its own."""
        name = _base(argv[0])
        if any([_is_choice(argument) for argument in argv]) and (
            _is_choice(argv[0]) or name in filters.MODELLED or name in SHELLS or is_known(name)
        ):
            return self._settled(argv, state, spot, given)
        for argument in argv[1:]:
            if name in filters.MODELLED and self._is_open(state, argument):
                return self._looked_up(argument, argv, state, spot, given)
        return self._program(argv, state, spot, given)

    def _program(
        self, argv: tuple[Value, ...], state: State, spot: Spot, given: tuple[Value, ...]
    ) -> list[State]:
        """The same, once it is settled what is in the files."""
        program = argv[0]
        name = _base(program)
        written = self._written(program, name, state)
        if written is not None:
            self._started(argv, state, spot)
            return self._run_written(written, argv, state, spot)
        if name == "cat" and all([type(one) is Mixed or one[:1] != "-" for one in argv[1:]]):
            self._started(argv, state, spot)
            return self._cat(argv[1:], state, spot)
        if name in PATH_TOOLS and self._path_tool(name, argv, state, spot):
            return [state]
        if name in filters.MODELLED and self._filter(name, argv, state, spot):
            return [state]
        self._started(argv, state, spot)
        script = None
        if name not in _WRAPPERS:
            script = self._script(program, name, state) or provided(argv, name, state.script)
        if script is not None:
            return self._run_script(script, argv, state)
        if name in SHELLS:
            return self._shell(argv, state, spot)
        if name in ("make", "gmake"):
            ends = self._make.run(argv, state, spot)
            if ends is not None:
                return ends
        if name in BOTH:
            return self.call((name, *argv[1:]), state, spot, functions=False)
        if self.surroundings.is_closed:
            return self._missing(argv, state, spot)
        if name in _MAKERS or "/" in label_of(program):
            state.age += 1
        call = describe((name, *argv[1:]), lambda one: self._from_environment(state, one))
        if name in OTHER_SHELLS:
            call = Call(unclear=f"{name} is another shell")
        if call is None:
            state.age += 1
            return [self._unknown(name, argv, state, spot)]
        environment = self.environment(state)
        mixed = [text for text in environment.values() if type(text) is Mixed]
        secret = tuple([text for text in mixed if secrets(text, state.allowed)])
        return self._known(name, call, argv, state, spot, (*given, *secret))

    def starts_script(self, words: tuple[Value, ...], state: State) -> bool:
        """Whether these words start a script that can be read, and give it no argument."""
        words = words[1:] if words[:1] == ("exec",) else words
        if len(words) == 2 and _base(words[0]) in SHELLS:
            return self._script(words[1], "", state) is not None
        if len(words) != 1 or (name := _base(words[0])) in _WRAPPERS:
            return False
        is_written = self._written(words[0], name, state) is not None
        return not is_written and self._script(words[0], name, state) is not None

    def _missing(self, argv: tuple[Value, ...], state: State, spot: Spot) -> list[State]:
        """There is no such program."""
        program = argv[0]
        if "/" in label_of(program):
            found = self.exists(state, program) is not None
            state.status = "126" if found else "127"
            return [state]
        state.status = "127"
        if program in filters.MODELLED:
            self.unclear(state, f"what {program} does here is not worked out", spot)
        if "command_not_found_handle" not in state.functions:
            return [state]
        child = self.child(state)
        ends = self.ended(self.call(("command_not_found_handle", *argv), child, spot))
        return self.meet([end.back_in(state) for end in ends])

    def _settled(
        self, argv: tuple[Value, ...], state: State, spot: Spot, given: tuple[Value, ...]
    ) -> list[State]:
        """Arguments that are a choice as a whole are settled: each case is a call of its own."""
        for at, argument in enumerate(argv):
            if _is_choice(argument):
                ends = []
                for way, one in self.cases(state, argument):
                    self.spend()
                    ends += self.external(
                        (*argv[:at], one or "", *argv[at + 1 :]), way, spot, given
                    )
                return self.meet(ends)
        return self.external(argv, state, spot, given)

    def _from_environment(self, state: State, name: str) -> Value | None:
        variable = self.variable(state, name)
        if variable is None or "x" not in variable.attributes:
            return None
        return None if type(variable.value) is Array else variable.value

    def _looked_up(
        self,
        path: Value,
        argv: tuple[Value, ...],
        state: State,
        spot: Spot,
        given: tuple[Value, ...],
    ) -> list[State]:
        """The call for each case of what is in a file."""
        ends = []
        for way, content in self.read_file(state, path, _asks(argv)):
            if type(content) is Mixed:
                ends += self._program(argv, way, spot, given)
            else:
                way.files[self.path(way, path)] = content
                ends += self.external(argv, way, spot, given)
        return self.meet(ends)

    def _unknown(self, name: str, argv: tuple[Value, ...], state: State, spot: Spot) -> State:
        """A program of which nothing is known, but what it is told to do."""
        for word in argv[1:]:
            if word in _PUSHING:
                why = f"{name} is not in the table, and is told to {str(word).lstrip('-')}"
                state.note(Unclear(why, is_program=True), spot)
        given = self.take(state) if type(state.channels.get(0)) is FromBuffer else ""
        parts = [given, *argv[1:]]
        held = any([secrets(part, state.allowed) for part in parts])
        lossy = f"what {name} does is not known" if held else ""
        self._give(state, self.derive(state, f"output of {name}", parts, lossy), spot)
        state.status = self.some_status(name)
        return state

    def _known(
        self,
        name: str,
        call: Call,
        argv: tuple[Value, ...],
        state: State,
        spot: Spot,
        given: tuple[Value, ...],
    ) -> list[State]:
        """Does what the table says of a call."""
        for at, path in enumerate(call.reads):
            if self._may_lack(path):
                rest = call._replace(reads=(*call.reads[:at], *call.reads[at + 1 :]))
                ends, there = [], []
                for way, content in self.read_file(state, path, _asks(argv)):
                    if content is None:
                        way.status = "1"
                        ends.append(way)
                    else:
                        there.append(way)
                for way in self.meet(there):
                    ends += self._known(name, rest, argv, way, spot, given)
                return self.meet(ends)
        read: list[Value] = []
        for path in call.reads:
            content = self.lift(state, lambda one: self.content(state, one or ""), path)
            if content is not None:
                read.append(content)
        if call.takes_input:
            read.append(self.take(state))
        waiting = state.channels.get(0)
        if type(waiting) is FromBuffer:  # what stands ready on standard input reaches it, too
            read_or_not = [*read, state.buffers.get(waiting.number, "")]
        else:
            read_or_not = read
        held = tuple([text for text in read_or_not if secrets(text, state.allowed)])
        place = self._doubtful_latest(call, argv, state)
        if place is not None:
            ends = []
            for way, one in self.cases(state, argv[place]):
                again = (*argv[:place], one or "", *argv[place + 1 :])
                ends += self.external(again, way, spot, given)
            return self.meet(ends)
        for effect in call.effects:
            state.note(
                Reached(effect.reach, effect.target, argv, (*given, *held), state.in_background),
                spot,
            )
        for text in call.shows:
            self.write(state, 2, concat([text, "\n"]), spot, f"{name} shows it")
        if call.shows_input:
            self.write(state, 2, concat(read), spot, f"{name} shows it")
        if call.unclear:
            state.note(Unclear(call.unclear, is_program=True), spot)
            source = " ".join([label_of(one) for one in (*argv[1:], *read_or_not)])
            if given and ENVIRONMENT.search(source + self._sources(argv, state)):
                why = f"{name} reads the environment, and may show what is in it"
                state.note(Unclear(why), spot)
        if call.app is not None:
            return self._app(call.app, call.runs, state, spot)
        if call.runs:
            return self._nested(call, argv, read, state, spot, given)
        down = self._down(state, call)
        why = lost(name, [*argv[1:], *read])
        state.status = self._status(name, call, state, down, why)
        self._output(name, call, argv, read, state, spot, down)
        for path in call.removes:
            self._remove(state, path)
        for path in call.writes:
            for target in self._targets(state, call, path):
                self._write_file(state, target, call, read, argv)
        return [state]

    def _targets(self, state: State, call: Call, path: Value) -> list[Value]:
        """The files that a program writes that is told to write to `path`."""
        is_folder = type(path) is str and path.endswith("/")
        if not call.into or not (is_folder or self.folder_exists(state, path) == "0"):
            return [path]
        unnamed = whole(Symbol("a name", folder=""))
        return [concat([path, "/", _base(source) or unnamed]) for source in call.reads]

    def _remove(self, state: State, path: Value) -> None:
        """A file or folder is there no longer, if it is certain that it is this one."""
        gone = self.path(state, path)
        for other, text in list(state.files.items()):
            if other == gone or label_of(other).startswith(f"{label_of(gone)}/"):
                state.files[other] = None
            elif text is not None and self._may_be(state, gone, other):
                state.files[other] = chosen(Selector(2), (None, text))

    def _sources(self, argv: tuple[Value, ...], state: State) -> str:
        """The files among the arguments, as far as they are known."""
        texts = [self.content(state, one) for one in argv[1:] if type(one) is str and "." in one]
        return "".join([label_of(text) for text in texts])

    def _doubtful_latest(self, call: Call, argv: tuple[Value, ...], state: State) -> int | None:
        """The argument that names `:latest` or something else, depending on the way taken."""
        for effect in call.effects:
            if effect.reach == Reach.MUTATES and type(effect.target) is Mixed:
                try:
                    cases = list(alternatives(effect.target, state.allowed))
                except TooMany:
                    continue
                moves = {label_of(one).endswith("latest") for _, one in cases}
                if len(moves) > 1 and effect.target in argv:
                    return argv.index(effect.target)
        return None

    def _nested(
        self,
        call: Call,
        argv: tuple[Value, ...],
        read: list[Value],
        state: State,
        spot: Spot,
        given: tuple[Value, ...],
    ) -> list[State]:
        """The command that a program such as `timeout` runs in turn."""
        before = {name: state.variables.get(name) for name, _ in call.adds}
        saved = state.variables
        for name in call.drops:
            before[name] = state.variables.get(name)
            state.variables[name] = Variable()
        if call.clears_environment:
            state.variables = {name: Variable() for name in (*self.surroundings.given, *saved)}
        for name, value in call.adds:
            state.variables[name] = Variable(value, "x")
        runs = call.runs
        if call.word is not None and len(read) == 1 and type(read[0]) is str:
            words = read[0].split()[:MAX_WORDS]
            return self._each_word(call, words, argv, state, spot, given)
        if call.word is not None:  # xargs
            word = self.derive(state, "a word of standard input", read)
            runs = tuple([_replaced(one, call.word, word) for one in runs])
        idle = [state.copy()] if call.often else []
        ends = [*self.external(runs, state, spot, given), *idle]
        for end in ends:
            if call.fails is not False:
                end.status = self._own_status(argv, call, end)
            if call.clears_environment:
                end.variables = dict(saved)
            for name, old in before.items():
                if old is None:
                    end.variables.pop(name, None)
                else:
                    end.variables[name] = old
        return ends

    def _own_status(self, argv: tuple[Value, ...], call: Call, state: State) -> Value:
        """The status of a program that runs another one, and may fail where that does not."""
        own = self.some_status(label_of(argv[0]))
        if call.often:
            return own
        return self.lift(state, lambda case: own if case == "0" else case, state.status) or own

    def _each_word(
        self,
        call: Call,
        words: Sequence[str],
        argv: tuple[Value, ...],
        state: State,
        spot: Spot,
        given: tuple[Value, ...],
    ) -> list[State]:
        """`xargs` on known words; one after the other, though it may run several at once."""
        assert call.word is not None
        at_once = any([type(one) is str and one[:2] in ("-P", "--") for one in argv])
        ways = [state]
        for word in words:
            after = []
            for way in ways:
                before, way.in_background = way.in_background, way.in_background or at_once
                runs = tuple([_replaced(one, call.word, word) for one in call.runs])
                for end in self.external(runs, way, spot, given):
                    end.in_background = before
                    after.append(end)
            ways = self.meet(after)
        return ways

    def _down(self, state: State, call: Call) -> int:
        """The scenarios in which the call fails since the registry is down."""
        for effect in call.effects:
            if effect.reach >= Reach.CONTACTS or (
                effect.reach == Reach.FETCHES and self.surroundings.is_registry(effect.target)
            ):
                return self.surroundings.down
        return 0

    def _status(self, name: str, call: Call, state: State, down: int, why: str) -> Value:
        if call.fails is not None:
            return "1" if call.fails else "0"
        effects = [one for one in call.effects if one.reach > Reach.LOCAL]
        lossy = "" if effects or call.output not in (Output.INPUT, Output.ARGUMENTS) else why
        status = self.some_status(name, lossy)
        if call.output == Output.SECRET and name in STORES:
            return self.surroundings.pass_status(status)
        if not down & possible(state.allowed, self.scenarios):
            return status
        table = ["1" if down >> at & 1 else status for at in range(self.scenarios.count)]
        return chosen(self.scenarios, table) or "1"

    def _output(
        self,
        name: str,
        call: Call,
        argv: tuple[Value, ...],
        read: list[Value],
        state: State,
        spot: Spot,
        down: int,
    ) -> None:
        output = call.output
        for printed in call.prints:
            self._give(state, concat([printed, "\n"]), spot)
        if output == Output.NOTHING:
            return
        label = f"output of {' '.join([label_of(one) for one in argv[:3]])}"
        if output == Output.UNKNOWN:
            text: Value = whole(Symbol(label))
        elif output == Output.INPUT:
            text = self.derive(state, label, read, lost(name, read), partial=name not in ENCODERS)
        elif output == Output.NAMES:
            text = self._names_of(state, label, argv)
        elif output == Output.ARGUMENTS:
            parts = [*argv[1:], *read]
            text = self.derive(state, label, parts, lost(name, parts), partial=name not in ENCODERS)
        elif output == Output.ENVIRONMENT:
            found = self.environment(state)
            if name in ("jq", "awk", "gawk", "mawk"):
                found = _asked_for(found, argv)
            text = concat(
                [part for one, value in found.items() for part in (f"{one}=", value, "\n")]
            )
        elif output == Output.SECRET:
            text = self.surroundings.secret(name, label)
        else:
            text = whole(Symbol(label, filled=True, plain=True))
        if down:
            table = ["" if down >> at & 1 else text for at in range(self.scenarios.count)]
            text = chosen(self.scenarios, table) or ""
        self._give(state, text, spot)

    def _names_of(self, state: State, label: str, argv: tuple[Value, ...]) -> Value:
        """The names of files, perhaps of those that the script made."""
        made = [path for path in state.files if secrets(path, state.allowed)]
        named = [one for one in argv[1:] if type(one) is not str or one[:1] != "-"]
        folder = self.path(state, named[0]) if named and _base(argv[0]) == "find" else ""
        symbol = derived(label, [*argv[1:], *made], state.allowed, partial=bool(made))
        symbol.folder = "" if type(folder) is Mixed else folder or "."
        return whole(symbol)

    def _give(self, state: State, text: Value, spot: Spot) -> None:
        self.write(state, 1, text, spot)

    def _write_file(
        self, state: State, path: Value, call: Call, read: list[Value], argv: tuple[Value, ...]
    ) -> None:
        if call.output == Output.INPUT and len(read) == 1:
            text = read[0]
        else:
            text = self.derive(state, "a file", read)
        channel = self.device(state, path, 1)
        if channel is not None:
            self.send(state, channel, text, state.spot)
            return
        state.files[self.path(state, path)] = text
        self.carry(state, text, "a file", state.spot)


def _asks(argv: Sequence[Value]) -> str:
    """The command, if it asks for a part of what it reads."""
    return " ".join([label_of(one) for one in argv]) if _base(argv[0]) in _ASKING else ""


def _replaced(value: Value, symbol: Symbol, other: Value) -> Value:
    """`value` with another value for one of its symbols."""
    if type(value) is not Mixed:
        return value
    return concat(
        [
            other if part is symbol else part if type(part) is str else Mixed((part,))
            for part in value.parts
        ]
    )


def _is_choice(value: Value) -> bool:
    return type(value) is Mixed and len(value.parts) == 1 and type(value.parts[0]) is Choice


def _asked_for(environment: dict[str, Value], argv: Sequence[Value]) -> dict[str, Value]:
    """The variables that a program in jq or awk names; all, if it names none."""
    source = " ".join([one for one in argv[1:] if type(one) is str])
    asked = re.findall(r"(?:\$ENV|\benv|ENVIRON)(?:\.(\w+)|\[\"(\w+)\"\])?", source)
    names = {dotted or indexed for dotted, indexed in asked}
    if "" in names or not names:
        return environment
    return {name: value for name, value in environment.items() if name in names}


def _base(program: Value) -> str:
    """A program's name without its folder."""
    if type(program) is Mixed:
        last = program.parts[-1]
        return last.rpartition("/")[2] if type(last) is str and "/" in last else ""
    return program.rpartition("/")[2]
