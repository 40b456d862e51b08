"""Simple commands: a function, a builtin or a program, with what stands around it."""

from __future__ import annotations

from collections.abc import Sequence

from doctor.bash.assignments import Assignments
from doctor.bash.builtins import BUILTINS
from doctor.bash.external import External
from doctor.bash.history import Traced
from doctor.bash.machine import MAX_DEPTH, Exhausted, Failure, NeedsCases
from doctor.bash.program import (
    Arithmetic,
    Assignment,
    Command,
    Literal,
    Parameter,
    Redirect,
    Redirected,
    Simple,
    Subshell,
    Word,
)
from doctor.bash.quoting import quote_trace
from doctor.bash.redirections import Redirections
from doctor.bash.script import Spot
from doctor.bash.shell import Argument, Operand
from doctor.bash.state import HANDED_ON, LISTED, Array, Given, Scope, State, Variable, received
from doctor.bash.syntax import parse
from doctor.bash.unwinding import enter, leave, unwind
from doctor.bash.values import (
    Choice,
    Mixed,
    TooMany,
    Value,
    concat,
    describe,
    narrowed,
    possible,
    secrets,
)

_QUOTING = frozenset(
    (
        "bg", "break", "cd", "continue", "disown", "enable", "exit", "fg", "getopts", "hash",
        "kill", "let", "mapfile", "pushd", "read", "readarray", "return", "shift", "type",
        "ulimit", "umask", "unalias", "unset", "wait",
    )
)  # fmt: skip
"""Builtins whose message quotes an operand that they do not understand."""


_EVALUATING = frozenset((".", "eval", "mapfile", "readarray", "source", "unset"))
"""Builtins that see the variables set in front of them as a scope of their own."""


_SETTING = frozenset(("export", "getopts", "let", "printf", "readonly"))
"""Builtins that, where one is set in front of them, set the variable behind it, too."""


_OWN_TRAPS = ("DEBUG", "RETURN")
"""Traps that functions do not inherit without `set -T`."""


class Commands(Assignments, External, Redirections):
    def alone(self, node: Command, state: State, *, forked: bool = False) -> list[State]:
        if "ERR" in state.traps and "errtrace" in state.options and "DEBUG" not in state.traps:
            if type(node) is Simple:
                self.spend()
                return self.simple(node, state, trapped="no" if forked else "unless a program")
            if type(node) is Subshell:
                return self.in_subshell(node, state)
            if type(node) is Redirected and (forked or type(node.command) is Subshell):
                return self.redirected(node, state, alone=True)
        return self.run(node, state)

    def simple(self, node: Simple, state: State, *, trapped: str = "") -> list[State]:
        """Runs a command; `trapped`: whether its own failure is, if not always."""
        state.substituted = False
        spot = Spot(state.script, node.start, node.end)
        state.spot = spot
        if state.aliases and "expand_aliases" in state.options:
            node = self._unaliased(node, state)
        was_trapped = state.traps.get("ERR", ("", LISTED))[1] != LISTED and trapped != "no"
        ends: list[State] = []
        for way, fields in self._arguments(node.words, state):
            if way.flow is not None:
                ends.append(self.unfailed(way))
            elif not fields:
                ends += self._assignments_only(node, way)
            else:
                if trapped:
                    runs = fields[1] if fields[0] == "command" and len(fields) > 1 else fields[0]
                    was_trapped = was_trapped and not self._is_program(runs, way)
                ends += self._command(node, way, fields, spot)
        ends = self.meet(ends)
        for way in ends:
            way.pipestatus = (way.status,)
        return self.checked(ends, node, was_trapped=was_trapped)

    def _arguments(
        self, words: Sequence[Word | Assignment], state: State
    ) -> list[tuple[State, tuple[Argument, ...]]]:
        if type(state.arguments) is Given and len(words) > 1 and _is_all(words[-1]):
            return [
                found
                for way, done in self._arguments(words[:-1], state)
                for found in self._with_all(done, words[-1], way)
            ]
        plain: list[Word] = []
        for word in words:
            if type(word) is not Word:
                break
            plain.append(word)
        ways: list[tuple[State, tuple[Argument, ...]]] = list(self.fields(plain, state))
        for word in words[len(plain) :]:
            after: list[tuple[State, tuple[Argument, ...]]] = []
            for way, done in ways:
                if type(word) is Word:
                    after += [(end, (*done, *more)) for end, more in self.fields([word], way)]
                elif way.flow is None and type(word) is Assignment:
                    after += [(end, (*done, one)) for end, one in self._operand(word, way)]
                else:
                    after.append((way, done))
            ways = after
        return ways

    def _with_all(
        self, done: tuple[Argument, ...], word: Word | Assignment, state: State
    ) -> list[tuple[State, tuple[Argument, ...]]]:
        """The fields of a call with those of its last word, `"$@"`."""
        if state.flow is not None or type(word) is not Word:
            return [(state, done)]
        called = _texts(done)
        is_function = called[:1] and called[0] in state.functions
        hands_on = len(called) == 1 if is_function else self.starts_script(called, state)
        if hands_on and "xtrace" not in state.options:
            return [(state, (*done, HANDED_ON))]
        return [(end, (*done, *more)) for end, more in self.fields([word], state)]

    def _operand(self, node: Assignment, state: State) -> list[tuple[State, Operand]]:
        """An assignment behind `declare`; all values come before any of them takes effect."""
        if node.subscript is not None or type(node.value) is not Word:
            return [(state, Operand(node, None))]
        return [
            (way, Operand(node, value))
            for way, value in self.word(node.value, state, "declaration")
        ]

    def _assignments_only(self, node: Simple, state: State) -> list[State]:
        ends = []
        channels, redirections = state.channels, state.redirections
        for way in self.assign_all(node.assignments, state, trace=True):
            if self.discarded(way).flow is not None:
                ends.append(way)
                continue
            if not way.substituted:
                way.status = "0"
            way.last = ""
            if not node.redirects:
                way.early_traps = None
                ends.append(way)
                continue
            for after in self.redirect(node.redirects, way):
                after.early_traps = after.early_traps if after.flow else None
                leave(after, channels, redirections)
                ends.append(self.unfailed(after))
        return ends

    def _command(
        self, node: Simple, state: State, fields: tuple[Argument, ...], spot: Spot
    ) -> list[State]:
        channels, redirections = state.channels, state.redirections
        outer, state.temporary = state.temporary, {}
        ends: list[State] = []
        for way in self.assign_all(node.assignments, state, trace=True, temporary=True):
            if self.unfailed(way).flow is not None:
                ends.append(self._uncovered(way, outer))
                continue
            way.early_traps = None
            if not any([type(one) is Operand and one.value is None for one in fields]):
                self.trace(way, fields, spot)
            way.forked = bool(node.redirects) and self._is_program(fields[0], way)
            own = dict(way.variables) if way.forked and _may_set(node.redirects) else None
            for ready in self._redirect_before(node, way):
                ready.forked = False
                if own is not None:  # the program's process had set them
                    ready.variables = dict(own)
                if ready.flow is not None:
                    self._uncovered(ready, outer)
                    leave(ready, channels, redirections)
                    ends.append(self.unfailed(ready))
                    continue
                is_exec = fields[0] == "exec" and len(fields) == 1
                covered = ready.temporary
                given = {name: ready.variables[name] for name in covered} if covered else {}
                if not is_exec:
                    enter(ready, "call", channels)
                last = fields[-1]
                for after in self.call(fields, ready, spot):
                    after.last = _as_text(last) if type(last) is Operand else last
                    if not is_exec:
                        leave(after, channels, redirections)
                    if fields[0] in _SETTING:
                        self._keep_set(after, fields[0], given)
                    ends.append(self.unfailed(self._uncovered(after, outer)))
        return ends

    def _is_program(self, name: Argument, state: State) -> bool:
        return type(name) is str and name not in BUILTINS and name not in state.functions

    def _redirect_before(self, node: Simple, state: State) -> list[State]:
        """Redirections do not see the variables that are set for the command."""
        if not node.redirects:
            return [state]
        given = {name: state.variables[name] for name in state.temporary}
        self.uncover(state, state.temporary)
        ways = self.redirect(node.redirects, state)
        for way in ways:
            if way.flow is None:
                way.temporary = {name: way.variables.get(name) for name in given}
                way.variables.update(given)
        return ways

    def _uncovered(self, state: State, outer: Scope) -> State:
        """What the assignments in front of a command have hidden is seen again."""
        if state.temporary and (state.flow is None or state.flow[0] != "exit"):
            self.uncover(state, state.temporary)
        state.temporary = outer
        return state

    def _keep_set(self, state: State, command: Argument, given: dict[str, Variable]) -> None:
        """What a builtin sets, it sets behind the assignments in front of it, too."""
        for name, hidden in state.temporary.items():
            found = state.variables.get(name)
            if found is None or found is given.get(name) or type(found.value) is Array:
                continue
            old = hidden or Variable()
            value: Value | Array | None = found.value
            if type(old.value) is Array:
                value = old.value._replace(items={**old.value.items, 0: found.value or ""})
            letters = "r" if "r" in found.attributes else "x" if command == "export" else ""
            attributes = old.attributes + letters.replace(old.attributes or " ", "")
            state.temporary = {**state.temporary, name: Variable(value, attributes)}

    def call(
        self, fields: tuple[Argument, ...], state: State, spot: Spot, *, functions: bool = True
    ) -> list[State]:
        """Runs a command whose words are expanded: a function, a builtin or a program."""
        first = fields[0]
        if type(first) is Mixed:
            return self._call_unknown(first, fields, state, spot)
        assert type(first) is str
        builtin = BUILTINS.get(first)
        is_function = functions and first in state.functions
        if (is_function or builtin is None) and any(
            [type(field) is Operand and field.value is None for field in fields]
        ):
            self.unclear(state, f"an array for {first}, which is no builtin here", spot)
            state.status = self.some_status(first)
            return [state]
        if is_function:
            return self.function(first, _texts(fields[1:]), state, spot)
        if state.temporary and first in _EVALUATING:
            return self._evaluating(fields, state, spot)
        if first in _QUOTING:
            for word in fields[1:]:
                if type(word) is Mixed and secrets(word, state.allowed):
                    text = concat([state.name, f": {first}: ", word, "\n"])
                    self.write(state, 2, text, spot, f"{first} quotes what it refuses")
        if builtin is not None:
            try:
                return builtin(self, state, fields[1:], spot)
            except NeedsCases as needed:
                try:
                    ways = self.split(state, needed.value)
                except TooMany as many:
                    self.unclear(state, f"{first}: {many}", spot)
                    state.status = self.some_status(first)
                    return [state]
                return [
                    end
                    for way in ways
                    for end in self.call(_narrowed(fields, way), way, spot, functions=False)
                ]
            except Failure as failure:
                self.fail(state, failure, spot)
                return [state]
        return self.external(_texts(fields), state, spot)

    def _evaluating(self, fields: tuple[Argument, ...], state: State, spot: Spot) -> list[State]:
        """A builtin for which the assignments in front of it make a scope."""
        state.evaluated = (*state.evaluated, (len(state.frames), state.temporary))
        state.temporary = {}
        ends = self.call(fields, state, spot, functions=False)
        for end in ends:
            if end.flow is None or end.flow[0] != "exit":
                self.uncover(end, end.evaluated[-1][1])
                end.evaluated = end.evaluated[:-1]
        return ends

    def _unaliased(self, node: Simple, state: State) -> Simple:
        """The command with the text of the alias that it begins with."""
        known: set[str] = set()
        while node.words and type(node.words[0]) is Word:
            [part, *others] = node.words[0].parts or [None]
            if type(part) is not Literal or part.quoted or others or part.text in known:
                break
            name = part.text
            if name not in state.aliases:
                break
            known.add(name)
            block = parse(state.aliases[name])
            [command] = block.commands if len(block.commands) == 1 else [None]
            if (
                type(command) is not Simple
                or command.redirects
                or command.assignments
                or state.aliases[name] != state.readable_aliases.get(name)
            ):
                self.unclear(state, f"the alias {name} is not read", state.spot)
                break
            node = node._replace(words=(*command.words, *node.words[1:]))
        return node

    def _call_unknown(
        self, first: Mixed, fields: tuple[Argument, ...], state: State, spot: Spot
    ) -> list[State]:
        """The command's name is not fully known."""
        if any([type(part) is Choice for part in first.parts]):
            ends = []
            cases = self.cases(state, first)
            known = [(one, way.allowed) for way, one in cases if type(one) is str and one]
            for way, one in cases:
                if type(one) is not str and len(known) == 1:
                    # ${HELM:-helm}: who puts another program there wants the same done.
                    scenarios = possible(way.allowed, self.scenarios)
                    if not scenarios & ~possible(known[0][1], self.scenarios):
                        one = known[0][0]
                ends += self.call((one, *fields[1:]), way, spot) if one else [way]
            return ends
        last = first.parts[-1]
        if type(last) is str and "/" in last:
            return self.external(_texts(fields), state, spot)
        if secrets(first, state.allowed):  # no program is called like a secret
            text = concat([state.name, ": ", first, ": command not found\n"])
            self.write(state, 2, text, spot, "error")
            state.status = "127"
            return [state]
        self.unclear(state, f"what {describe(first)} runs is not known", spot)
        state.status = self.some_status(describe(first))
        return [state]

    def function(
        self, name: str, arguments: tuple[Value, ...], state: State, spot: Spot
    ) -> list[State]:
        procedure = state.functions[name]
        if len(state.frames) >= MAX_DEPTH:
            raise Exhausted(f"functions more than {MAX_DEPTH} deep")
        before = state.arguments, state.script, state.spot, state.loops
        depth = len(state.redirections)
        state.loops = 0
        for number, argument in enumerate(arguments, 1):
            self.carry(state, argument, f"${number} of {name}", spot)
        state.arguments, state.script = received(arguments, state), procedure.script
        state.frames = (*state.frames, state.temporary)
        state.temporary = {}
        traps = {name: state.traps[name] for name in _OWN_TRAPS if name in state.traps}
        if "ERR" in state.traps and "errtrace" not in state.options:
            traps["ERR"] = state.traps["ERR"]
            state.traps = {name: trap for name, trap in state.traps.items() if name != "ERR"}
        if "t" in procedure.attributes:
            here = len(state.frames)
            own = {name: (body, here) for name, (body, depth) in traps.items() if depth != LISTED}
            state.traps = {**state.traps, **own}
        ways = self.trapped(state, "DEBUG") if "DEBUG" in state.traps else [state]
        ends = [
            end for way in ways for end in ([way] if way.flow else self.run(procedure.body, way))
        ]
        if any(["RETURN" in end.traps for end in ends]):
            ends = [way for end in ends for way in self._returned(end)]
        for end in ends:
            if end.flow is not None and end.flow[0] == "exit":
                continue  # a trap sees the function's variables
            if traps or end.traps:
                self._own_traps(end, traps)
            self.leave_frame(end)
            end.arguments, end.script, end.spot, end.loops = before
            if end.flow is not None and end.flow[0] == "return":
                unwind(end, depth)
                end.flow = None
        return self.meet(ends)

    def _returned(self, state: State) -> list[State]:
        """A function is about to return."""
        if state.flow is not None and state.flow[0] != "return":
            return [state]
        state.flow = None
        return self.trapped(state, "RETURN")

    def _own_traps(self, state: State, before: dict[str, tuple[Value, int]]) -> None:
        """What a function does not inherit is there again after it, unless it has set another."""
        outer = len(state.frames) - 1
        if "ERR" in before and "ERR" not in state.traps:
            state.traps = {**state.traps, "ERR": before["ERR"]}
        for name in _OWN_TRAPS:
            body, depth = state.traps.get(name, ("", outer))
            if name not in state.traps and name in before and "functrace" not in state.options:
                state.traps = {**state.traps, name: before[name]}
            elif depth > outer:
                state.traps = {**state.traps, name: (body, outer)}

    def _prompted(self, state: State, prompt: Value) -> Value:
        """`$PS4`, which is expanded as if in double quotes."""
        if type(prompt) is not str or ("$" not in prompt and "`" not in prompt):
            return prompt
        [command] = parse(f': "{prompt}"').commands or [None]
        if type(command) is not Simple or len(command.words) != 2:
            return prompt
        word = command.words[1]
        assert type(word) is Word
        quiet = state.copy()
        quiet.options -= {"xtrace", "nounset"}
        [(_, text), *_] = self.word(word, quiet)
        return text

    def trace(self, state: State, words: Sequence[Argument], spot: Spot) -> None:
        """`set -x`"""
        if "xtrace" not in state.options:
            return
        shown: list[Value] = []
        for word in words:
            text = _as_text(word) if type(word) is Operand else word
            shown += [" ", self.known(state, quote_trace, text, label="a traced word")]
        self.trace_text(state, shown[1:], spot)
        if words[0] in ("export", "readonly"):
            for word in words:
                if type(word) is Operand and word.value is not None:
                    target = f"{word.node.name}{'+=' if word.node.append else '='}"
                    self.trace_assignment(state, target, word.value, spot)

    def trace_assignment(self, state: State, target: Value, value: Value, spot: Spot) -> None:
        if "xtrace" in state.options:
            quoted = self.known(state, _quoted_value, value, label="a traced value")
            self.trace_text(state, [target, quoted], spot)

    def trace_text(self, state: State, parts: Sequence[Value], spot: Spot) -> None:
        if "xtrace" not in state.options:
            return
        state.note(Traced(), spot)
        prompt = self._prompted(state, self.value(state, "PS4") or "")
        if type(prompt) is str and prompt:
            prompt = prompt[0] * (state.level - 1) + prompt
        descriptor = self.value(state, "BASH_XTRACEFD")
        target = int(descriptor) if type(descriptor) is str and descriptor.isdecimal() else 2
        self.write(state, target, concat([prompt, *parts, "\n"]), spot, "trace")


def _may_set(redirects: Sequence[Redirect]) -> bool:
    """Whether expanding the targets may set variables."""
    return any(
        [
            type(part) is Arithmetic or (type(part) is Parameter and bool(part.words))
            for one in redirects
            for part in one.target.parts
        ]
    )


def _is_all(word: Word | Assignment) -> bool:
    """Whether it is `"$@"`."""
    if type(word) is not Word or len(word.parts) != 1:
        return False
    part = word.parts[0]
    if type(part) is not Parameter or part.name != "@" or not part.quoted:
        return False
    return not (part.operator or part.length or part.indirect)


def _texts(fields: Sequence[Argument]) -> tuple[Value, ...]:
    """Fields as functions and programs get them: they know no assignments."""
    return tuple([_as_text(field) if type(field) is Operand else field for field in fields])


def _as_text(operand: Operand) -> Value:
    """An assignment behind `declare` as a word."""
    if operand.value is None:
        return operand.node.name
    return concat([operand.node.name, "+=" if operand.node.append else "=", operand.value])


def _quoted_value(text: str) -> str:
    return quote_trace(text) if text else ""


def _narrowed(fields: tuple[Argument, ...], state: State) -> tuple[Argument, ...]:
    return tuple(
        [
            field if type(field) is Operand else narrowed(field, state.allowed) or ""
            for field in fields
        ]
    )
