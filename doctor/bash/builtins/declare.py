"""`declare`, `export`, `local`, `readonly`, `typeset`, `unset` and `let`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctor.bash.builtins.call import Arguments, Builtin, done, flags, known
from doctor.bash.machine import Failure
from doctor.bash.program import Assignment
from doctor.bash.quoting import quote_declare, quote_key
from doctor.bash.script import Spot
from doctor.bash.shell import Argument, Operand
from doctor.bash.state import Array, State, Variable
from doctor.bash.values import Mixed, Value, concat
from doctor.bash.variables import GONE, NAME, split_reference

if TYPE_CHECKING:
    from doctor.bash.interpreter import Interpreter

_ATTRIBUTES = "xriulnt"


def _declares(command: str) -> Builtin:
    def run(
        machine: Interpreter, state: State, arguments: tuple[Argument, ...], spot: Spot
    ) -> list[State]:
        return _Declaration(machine, command, spot).run(state, arguments)

    return run


class _Declaration:
    """One call: options in front, then names and assignments."""

    def __init__(self, machine: Interpreter, command: str, spot: Spot) -> None:
        self.machine = machine
        self.command = command
        self.spot = spot
        self.add = {"export": "x", "readonly": "r"}.get(command, "")
        self.drop = ""
        self.array = ""
        self.options: list[str] = []
        self.shows = False
        self.functions = False
        self.named = False
        self.globally = False
        self.everywhere = command in ("export", "readonly")

    def run(self, state: State, arguments: tuple[Argument, ...]) -> list[State]:
        machine = self.machine
        if self.command == "local" and not state.frames:
            for one in arguments:
                if type(one) is Operand and one.value is None:  # bash sets it all the same
                    machine.assignment(one.node, state)
            raise Failure("local: can only be used in a function")
        rest = list(arguments)
        while rest and type(rest[0]) is not Operand:
            first = rest[0]
            head = first.parts[0] if type(first) is Mixed else ""
            if type(head) is str and head[:1] not in ("", "-", "+"):
                break
            word = known(state, first)
            if word is None or word[:1] not in ("-", "+") or len(word) < 2:
                break
            rest.pop(0)
            self.options.append(word)
            if word == "--":
                break
            self._option(word)
        if self.shows or not rest:
            return self._show(state, rest)
        if self.functions:
            return self._functions(state, rest)
        return self._operands(state, rest)

    def _functions(self, state: State, words: list[Argument]) -> list[State]:
        """`declare -f`: shows functions, or gives them attributes."""
        names = [known(state, word) or "" for word in words if type(word) is not Operand]
        found = [name for name in names or sorted(state.functions) if name in state.functions]
        changes = self.add or self.drop or self.command in ("export", "readonly")
        for name in found:
            procedure = state.functions[name]
            if changes:
                kept = [one for one in procedure.attributes if one not in self.drop]
                made = procedure._replace(attributes="".join(dict.fromkeys([*kept, *self.add])))
                state.functions = {**state.functions, name: made}
            elif self.named:
                self.machine.write(state, 1, f"{name}\n", self.spot, self.command)
            else:
                text = self.machine.definition(state, name)
                self.machine.write(state, 1, text, self.spot, self.command)
        return done(state, "0" if all([name in found for name in names]) else "1")

    def _operands(self, state: State, operands: list[Argument]) -> list[State]:
        machine = self.machine
        ways = [state]
        status = "0"
        for operand in operands:
            after: list[State] = []
            for way in ways:
                if way.flow is not None:
                    after.append(way)
                    continue
                try:
                    if type(operand) is not Operand:
                        status = self._name(way, operand) or status
                        after.append(way)
                    elif operand.value is not None:
                        self._make_set(way, operand.node.name, operand.value, operand.node.append)
                        after.append(way)
                    else:
                        after += self._assign(way, operand.node)
                except Failure as failure:
                    status = "1"
                    if failure.kind == "arithmetic":
                        failure.kind = "discard"
                    elif self.command not in ("export", "readonly"):
                        is_end = failure.kind in ("exit", "abort")
                        failure.kind = failure.kind if is_end else "fail"
                    machine.fail(way, failure, self.spot)
                    after.append(machine.unfailed(way))
            ways = after
        for way in ways:
            if any([type(one) is Operand and one.value is None for one in operands]):
                # What has an array is shown after its elements.
                machine.trace(way, [self.command, *self.options, *operands], self.spot)
            if way.flow is None:
                way.status = status
            elif way.flow == ("fail", 0):
                way.status = "1"
        return ways

    def _assign(self, state: State, node: Assignment) -> list[State]:
        """An array, or an element of one."""
        if type(node.value) is tuple:
            ends = self.machine.set_array(
                node,
                state,
                self.spot,
                trace="xtrace" in state.options,
                make=lambda way: self._make(way, node.name),
                kind=self.array,
            )
        else:
            self._make(state, node.name)
            ends = self.machine.assignment(node, state)
        for end in ends:
            self._finish(end, node.name)
        return ends

    def _option(self, word: str) -> None:
        for letter in word[1:]:
            if letter in "aA":
                self.array = letter
            elif letter == "g":
                self.everywhere = self.globally = True
            elif letter == "p":
                self.shows = True
            elif letter in "fF":
                self.functions = True
                self.named |= letter == "F"
            elif letter == "n" and self.command == "export":
                self.add, self.drop = "", "x"
            elif letter in _ATTRIBUTES:
                if word[0] == "-":
                    self.add += letter
                else:
                    self.drop += letter

    def _name(self, state: State, word: Value) -> str:
        """`declare name`, or `declare "name=value"`; gives a status if that fails."""
        machine = self.machine
        head = word.parts[0] if type(word) is Mixed else word
        if type(head) is not str:
            machine.unclear(state, f"{self.command} sets a variable that is not known", self.spot)
            return ""
        name, equals, value = head.partition("=")
        append = name.endswith("+")
        if word == "-" and self.command == "local":
            self._keep_options(state)
            return ""
        plain, subscript = split_reference(name.removesuffix("+"))
        if not NAME.fullmatch(plain):
            text = f"{self.command}: `{name}': not a valid identifier\n"
            machine.write(state, 2, text, self.spot, "error")
            return "1"
        if not equals:
            self._make(state, plain)
            self._finish(state, plain)
            return ""
        rest = concat([value, Mixed(word.parts[1:])]) if type(word) is Mixed else value
        self._make_set(state, plain, rest, append, subscript)
        return ""

    def _make_set(
        self, state: State, name: str, value: Value, append: bool, subscript: str | None = None
    ) -> None:
        hiding = [at for at, frame in enumerate(state.frames) if name in frame]
        if self.globally and hiding:
            # The global variable waits in the frame of the first function that hides it.
            at = hiding[0]
            inner = state.variables.get(name)
            state.variables[name] = state.frames[at][name] or GONE
            self._make(state, name)
            self._set(state, name, value, append, subscript)
            frame = {**state.frames[at], name: state.variables[name]}
            state.frames = (*state.frames[:at], frame, *state.frames[at + 1 :])
            state.variables[name] = inner or GONE
        else:
            self._make(state, name)
            self._set(state, name, value, append, subscript)

    def _make(self, state: State, name: str) -> None:
        """Makes the variable, local to the function if it is to be."""
        local = state.frames and not self.everywhere
        before = state.variables.get(name)
        is_global = not any([name in frame for frame in state.frames])
        own = state.frames and name in state.frames[-1]
        if local and before is not None and "r" in before.attributes and (is_global or own):
            raise Failure(f"{self.command}: {name}: readonly variable")
        if local and name not in state.frames[-1]:
            state.frames = (
                *state.frames[:-1],
                {**state.frames[-1], name: state.variables.get(name)},
            )
            exported = "x" if before is not None and "x" in before.attributes else ""
            state.variables[name] = Variable(None, exported)
        old = state.variables.get(name) or self.machine.variable(state, name) or Variable()
        value = old.value
        if self.array and type(value) is not Array:
            items: dict[int | str, Value] = {}
            if value is not None:
                items = {0 if self.array == "a" else "0": value}
            value = Array(items, self.array == "A", is_set=value is not None)
        keep = "".join([one for one in old.attributes if one not in self.drop])
        if own and "x" in self.add and ("t" in keep or "o" in keep):
            keep = keep.replace("p", "") + "p"
        elif local and own:
            keep = keep.replace("t", "o")
        early = [one for one in self.add if one not in keep and one not in "rx"]
        state.variables[name] = Variable(value, keep + "".join(early))

    def _keep_options(self, state: State) -> None:
        """`local -`: the function's changes to the options of `set` end with it."""
        frame = state.frames[-1]
        if "-" not in frame:
            kept = {"-": Variable("\n".join(sorted(state.options)))}
            state.frames = (*state.frames[:-1], {**frame, **kept})

    def _set(
        self, state: State, name: str, value: Value, append: bool, subscript: str | None = None
    ) -> None:
        if "n" in self.add:
            state.variables[name] = Variable(value, "n")
            return
        self.machine.assign(state, name, value, subscript=subscript, append=append, spot=self.spot)
        self._finish(state, name)

    def _finish(self, state: State, name: str) -> None:
        """`-r` and `-x` come last, so that the value can still be set."""
        name = self.machine.target(state, name) if "n" not in self.add else name
        old = state.variables.get(name, Variable())
        late = [one for one in self.add if one in "rx" and one not in old.attributes]
        state.variables[name] = Variable(old.value, old.attributes + "".join(late))

    def _show(self, state: State, words: list[Argument]) -> list[State]:
        """`declare -p`, `export -p` and the like print names and values."""
        machine = self.machine
        wanted = [known(state, word) for word in words if type(word) is not Operand]
        shown = {**machine.surroundings.given, **state.variables}
        parts: list[Value] = []
        status = "0"
        if self.functions:
            return self._functions(state, words)
        for name in wanted or sorted(shown):
            variable = state.variables.get(name or "") or machine.variable(state, name or "")
            if variable is None or variable is GONE:
                status = "1"
                continue
            if not wanted and any([letter not in variable.attributes for letter in self.add]):
                continue
            parts += _shown(machine, state, name or "", variable)
        machine.write(state, 1, concat(parts), self.spot, self.command)
        return done(state, status)


def _shown(machine: Interpreter, state: State, name: str, variable: Variable) -> list[Value]:
    value = variable.value
    letters = "".join([one for one in "inrxlu" if one in variable.attributes])
    if type(value) is Array:
        letters = ("A" if value.associative else "a") + letters
        if not value.is_set:
            return [f"declare -{letters} {name}\n"]
        parts: list[Value] = [f"declare -{letters} {name}=("]
        for at, key in enumerate(value.keys):
            quoted = machine.known(state, quote_declare, value.items[key], label=name)
            parts += [f"{' ' if at else ''}[{quote_key(str(key))}]=", quoted]
        return [*parts, " )\n" if value.associative and value.items else ")\n"]
    head = f"declare -{letters or '-'} {name}"
    if value is None:
        return [f"{head}\n"]
    return [f"{head}=", machine.known(state, quote_declare, value, label=name), "\n"]


def _unset(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    given, names = flags(state, arguments)
    status = "0"
    for word in names:
        name = known(state, word)
        if name is None:
            machine.unclear(state, "unset of a variable that is not known", spot)
            continue
        plain, subscript = split_reference(name)
        if "v" in given and not NAME.fullmatch(plain):
            failed = Failure(f"unset: `{name}': not a valid identifier")
            machine.write(state, 2, concat([failed.message, "\n"]), spot, "error")
            status = "1"
            continue
        found = machine.variable(state, plain)
        is_function = plain in state.functions and (
            "f" in given or ("v" not in given and (found is None or found == GONE))
        )
        if "f" in given or is_function:
            state.functions = {one: body for one, body in state.functions.items() if one != plain}
        elif "n" in given:
            state.variables[plain] = Variable()
        else:
            try:
                machine.unset(state, machine.target(state, plain), subscript)
            except Failure as failure:
                if failure.kind != "fail":
                    raise
                machine.write(state, 2, concat([failure.message, "\n"]), spot, "error")
                status = "1"
    return done(state, status)


def _let(machine: Interpreter, state: State, arguments: Arguments, spot: Spot) -> list[State]:
    value: Value = "0"
    for word in arguments:
        value = machine.compute_value(state, word)
    return done(state, machine.lift(state, machine.is_nonzero, value) or "0")


BUILTINS: dict[str, Builtin] = {
    **{name: _declares(name) for name in ("declare", "export", "local", "readonly", "typeset")},
    "let": _let,
    "unset": _unset,
}
