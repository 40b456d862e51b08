"""Reading and setting the variables of a shell."""

from __future__ import annotations

import re
from collections.abc import Callable

from doctor.bash.arithmetic import ArithmeticFailure, evaluate
from doctor.bash.limits import TooMuch, Unpredictable
from doctor.bash.machine import Failure, Machine, NeedsCases
from doctor.bash.operators import lower, upper
from doctor.bash.script import Spot
from doctor.bash.state import Array, Given, Scope, State, Variable
from doctor.bash.values import (
    Choice,
    Mixed,
    Symbol,
    Value,
    concat,
    derived,
    narrowed,
    secrets,
    symbols,
    whole,
)
from doctor.pattern import pattern

NAME = pattern(r"[A-Za-z_][A-Za-z0-9_]*")
_REFERENCE = pattern(r"([A-Za-z_][A-Za-z0-9_]*)(?:\[(.*)\])?", re.DOTALL)
_NUMBER = pattern(r"\s*-?(?:0|[1-9][0-9]*)\s*")
_SET_BY = pattern(
    r"(?:\+\+|--)\s*([A-Za-z_]\w*)|([A-Za-z_]\w*)(?:\[[^]]*\])?\s*(?:\+\+|--|(?:[-+*/%&|^]|<<|>>)?=(?!=))"
)

_PASSING = {
    "BASHOPTS", "BASH_COMMAND", "BASH_VERSION", "EPOCHREALTIME", "EPOCHSECONDS", "EUID", "GROUPS",
    "HOSTNAME", "HOSTTYPE", "LINENO", "MACHTYPE", "OSTYPE", "PPID", "RANDOM", "SECONDS", "SHLVL",
    "SHELLOPTS", "SRANDOM", "UID",
}  # fmt: skip
"""Variables that bash sets by itself to something that nobody can know beforehand."""


class Variables(Machine):
    """The variables of a state; names may be references to others."""

    def variable(self, state: State, name: str) -> Variable | None:
        """The variable of this name; None if there is none."""
        found = state.variables.get(name)
        if found is None:
            found = self._special(state, name)
        hops = 0
        while found is not None and "n" in found.attributes and type(found.value) is str:
            hops += 1
            if hops > 8:
                return None
            name = found.value
            if not NAME.fullmatch(name):
                return self._element(state, name)
            found = state.variables.get(name) or self._special(state, name)
        return found

    def _element(self, state: State, reference: str) -> Variable | None:
        name, subscript = split_reference(reference)
        if subscript is None:
            return None
        return Variable(self.value(state, name, subscript))

    def _special(self, state: State, name: str) -> Variable | None:
        if name == "PWD":
            return Variable(self.shown(state.folder), "x")
        if name == "PIPESTATUS":
            return Variable(Array(dict(enumerate(state.pipestatus))))
        if name == "IFS":
            return _IFS
        if name == "OPTIND":
            return Variable("1")
        if name == "PS4":
            return Variable("+ ")
        if name == "BASH_SOURCE":
            return Variable(Array({0: state.script.name}))
        if name == "BASH_SUBSHELL":
            return Variable(str(state.subshell))
        if name == "BASH_VERSINFO":
            return _VERSION
        if name == "BASHPID":
            return Variable(whole(OWN_PROCESS))
        if name == "FUNCNAME":
            called = whole(Symbol("FUNCNAME", filled=True))
            return Variable(Array({0: called}, rest=called)) if state.frames else None
        if name == "BASH_ARGV" and not isinstance(state.arguments, Given):
            given = self.derive(state, "an argument", state.arguments)
            return Variable(Array({}, rest=given))
        if name == "_" and state.last is not None:
            return Variable(state.last)
        if name in _PASSING:
            return Variable(whole(Symbol(name, filled=True, plain=name != "BASH_COMMAND")))
        return self.surroundings.variable(name)

    def shown(self, path: Value) -> Value:
        """How a path is spelled in full."""
        if type(path) is Mixed or path.startswith("/"):
            return path
        root = Mixed((self.surroundings.root,))
        return concat([root, "/", path]) if path else root

    def value(self, state: State, name: str, subscript: str | None = None) -> Value | None:
        """The value of `name` or `name[subscript]` (known text); None if it is not set."""
        variable = self.variable(state, name)
        if variable is None:
            negative = subscript is not None and self.index(state, subscript) < 0
            if negative and "errexit" in state.options:
                raise Failure(f"{name}: bad array subscript", kind="strict")
            return None
        if type(variable.value) is not Array:
            if subscript is None:
                return narrowed(variable.value, state.allowed)
            return variable.value if self.index(state, subscript) == 0 else None
        array = variable.value
        if array.associative and subscript == "":
            key: int | str = -1
        else:
            key = self.key(state, array, "0" if subscript is None else subscript)
        if isinstance(key, int) and key < 0 and "errexit" in state.options:
            raise Failure(f"{name}: bad array subscript", kind="strict")
        return array.items.get(key, array.rest)

    def key(self, state: State, array: Array, subscript: str) -> int | str:
        """The key that a subscript means; negative ones count from the end."""
        if array.associative:
            if not subscript:
                raise Failure(f"{subscript}: bad array subscript", kind="strict")
            return subscript
        index = self.index(state, subscript)
        if index < 0 and array.items:
            index += max([key for key in array.items if isinstance(key, int)]) + 1
        return index

    def index(self, state: State, subscript: str) -> int:
        """A subscript's number; raises Failure, NeedsCases."""
        if subscript.isdecimal() and len(subscript) < 16 and subscript.isascii():
            return int(subscript, 8 if len(subscript) > 1 and subscript[0] == "0" else 10)
        value = self.compute(state, subscript)
        return int(value) if type(value) is str else 0

    def subscript_index(self, state: State, subscript: str) -> int:
        """As `index`, where an error ends the whole command line."""
        try:
            return self.index(state, subscript)
        except Failure as failure:
            failure.kind = "discard" if failure.kind == "arithmetic" else failure.kind
            raise

    def is_associative(self, state: State, name: str) -> bool:
        found = self.variable(state, name)
        return found is not None and type(found.value) is Array and found.value.associative

    def is_set(self, state: State, name: str) -> bool:
        """Whether the variable is there, and if it is an array, more than declared."""
        found = self.variable(state, name)
        return found is not None and not (type(found.value) is Array and not found.value.is_set)

    def target(self, state: State, name: str) -> str:
        """The name that setting `name` sets: another one for a reference."""
        hops = 0
        while True:
            found = state.variables.get(name)
            if found is None or "n" not in found.attributes or type(found.value) is not str:
                return name
            hops += 1
            if hops > 8 or not found.value:
                return name
            name = found.value

    def assign(
        self,
        state: State,
        name: str,
        value: Value,
        *,
        subscript: str | None = None,
        append: bool = False,
        spot: Spot | None = None,
    ) -> None:
        """`name=value`; raises Failure for what is read-only."""
        name, inner = split_reference(self.target(state, name))
        subscript = inner if subscript is None else subscript
        before = state.variables.get(name) or self._special(state, name) or Variable()
        if "r" in before.attributes:
            raise Failure(concat([name, ": readonly variable"]), kind="strict")
        if name == "OPTIND":
            state.option_at = 0
        old = before.value
        if subscript is None and type(old) is not Array:
            if old is None and "i" in before.attributes:  # it may read itself under `set -u`
                state.variables[name] = before._replace(value="")
            new = self.made(state, before.attributes, value, old if append else None)
            state.variables[name] = Variable(new, self._exported(state, before.attributes))
        else:
            array = old if type(old) is Array else Array({} if old is None else {0: old})
            key = self.key(state, array, "0" if subscript is None else subscript)
            if isinstance(key, int) and key < 0:
                raise Failure(f"{name}[{subscript}]: bad array subscript", kind="strict")
            made = self.made(
                state, before.attributes, value, array.items.get(key, "") if append else None
            )
            items = {**array.items, key: made}
            state.variables[name] = Variable(
                array._replace(items=items, is_set=True), self._exported(state, before.attributes)
            )
        self.carry(state, value, f"${name}", spot)

    def _exported(self, state: State, attributes: str) -> str:
        if "allexport" in state.options and "x" not in attributes:
            return attributes + "x"
        return attributes

    def made(self, state: State, attributes: str, value: Value, before: Value | None) -> Value:
        """The value as the variable's attributes make it, appended to what was there."""
        if "i" in attributes:
            new = self.compute_value(state, value)
            if before:
                new = self.compute_value(state, concat([before, "+(", new, ")"]))
            return new
        value = concat([before, value]) if before is not None else value
        for letter, change in (("u", upper), ("l", lower)):
            if letter in attributes:
                value = self.known(state, _each(change), value, label="a text in other case")
        return self.bounded(state, value)

    def known(
        self, state: State, function: Callable[..., str], *values: Value | None, label: str
    ) -> Value:
        """`function` of known texts, for each combination of choices.

        Where a text is not known, a symbol with its secrets.
        """
        if all([type(value) is str for value in values]):
            return function(*values)

        def apply(*cases: Value | None) -> Value:
            if any([type(case) is Mixed for case in cases]):
                return whole(derived(label, cases, state.allowed))
            return function(*[case or "" for case in cases])

        return self.lift(state, apply, *values, label=label) or ""

    def compute_value(self, state: State, text: Value) -> Value:
        """The value of an arithmetic expression, as text."""

        def number(case: Value | None) -> Value:
            if type(case) is Mixed:
                self._refused(state, case)
                return whole(derived("a number", [case], state.allowed, filled=True))
            return self.compute(state, case or "0")

        return number(text) if type(text) is str else self.lift(state, number, text) or ""

    def compute(self, state: State, text: str) -> Value:
        """The value of a known arithmetic expression; raises Failure, NeedsCases."""
        if _NUMBER.fullmatch(text) and len(text) < 16:
            return str(int(text))
        reader = _Reader(self, state)
        try:
            number = evaluate(text, reader)
        except ArithmeticFailure as failure:
            reader.carry_out()  # what stands before the error has happened
            kind = "discard" if failure.in_subscript else "arithmetic"
            raise Failure(str(failure), kind=kind) from None
        except (TooMuch, Unpredictable) as limit:
            return self._lost(state, text, Symbol("a number", lossy=str(limit)))
        except _Opaque as opaque:
            self._refused(state, opaque.value)
            return self._lost(state, text, derived("a number", [opaque.value], state.allowed))
        reader.carry_out()
        return str(number)

    def _refused(self, state: State, value: Value) -> None:
        """A secret is no number: the message quotes it (value too great for base).

        Raises Failure, unless the text is only made from a secret, and may be a number. One that
        begins with a letter is a variable, and not set.
        """
        if secrets(value, state.allowed):
            if not any([one.parents for one in symbols(value, state.allowed)]):
                kind = "exit" if "nounset" in state.options else "arithmetic"
                raise Failure(concat([value, ": no number"]), kind=kind)
            self.write(state, 2, concat([value, ": error\n"]), state.spot, "error")

    def _lost(self, state: State, text: str, number: Symbol) -> Value:
        """The expression's value is not known, nor that of the variables that it sets."""
        for match in _SET_BY.finditer(text):
            name = match[1] or match[2]
            self.assign(state, name, whole(number))
        return whole(number)

    def unset(self, state: State, name: str, subscript: str | None = None) -> None:
        """`unset name`; raises Failure for what is read-only."""
        found = self.variable(state, name)
        if found is not None and "r" in found.attributes:
            raise Failure(f"unset: {name}: cannot unset: readonly variable")
        if subscript is not None and found is not None and type(found.value) is Array:
            if subscript in ("@", "*"):
                items: dict[int | str, Value] = {}
            else:
                if not found.value.associative:
                    self.subscript_index(state, subscript)
                key = self.key(state, found.value, subscript)
                if isinstance(key, int) and key < 0:
                    raise Failure(f"unset: [{subscript}]: bad array subscript")
                items = {one: item for one, item in found.value.items.items() if one != key}
            state.variables[name] = found._replace(value=found.value._replace(items=items))
        elif (
            subscript is not None
            and found is not None
            and found is not GONE
            and (subscript in ("@", "*") or self.subscript_index(state, subscript))
        ):
            raise Failure(f"unset: {name}: not an array variable")
        elif state.frames and name in state.frames[-1] and not (found and found.has("t")):
            state.variables[name] = GONE
        else:
            self._reveal(state, name)

    def _reveal(self, state: State, name: str) -> None:
        """Unsets the variable that is seen, so that the one that it hides is."""
        for depth in range(len(state.frames), -1, -1):
            for at, (frames, scope) in reversed(list(enumerate(state.evaluated))):
                if frames == depth and name in scope:
                    inner = (frames, _without(scope, name))
                    state.evaluated = (*state.evaluated[:at], inner, *state.evaluated[at + 1 :])
                    self.uncover(state, {name: scope[name]})
                    return
            frame = state.frames[depth - 1] if depth else {}
            if name in frame:
                after = state.frames[depth:]
                state.frames = (*state.frames[: depth - 1], _without(frame, name), *after)
                self.uncover(state, {name: frame[name]})
                return
        state.variables[name] = GONE

    def uncover(self, state: State, scope: Scope) -> None:
        """What a scope has hidden is seen again."""
        for name, old in scope.items():
            if old is None:
                state.variables.pop(name, None)
            else:
                state.variables[name] = old

    def leave_frame(self, state: State) -> None:
        """The variables of a function are gone, but for those that it exports to its caller."""
        scope = dict(state.frames[-1])
        state.frames = state.frames[:-1]
        options = scope.pop("-", None)
        if options is not None:
            state.options = frozenset(str(options.value).splitlines())
        for name, old in scope.items():
            seen = state.variables.get(name)
            if seen is not None and "p" in seen.attributes:
                attributes = {*("" if old is None else old.attributes), *seen.attributes, "x"}
                scope[name] = Variable(seen.value, "".join(sorted(attributes - {*"tpo"})))
        self.uncover(state, scope)

    def environment(self, state: State) -> dict[str, Value]:
        """The exported variables that the script or the scenario sets."""
        found: dict[str, Value] = {}
        for name, variable in {**self.surroundings.given, **state.variables}.items():
            value = variable.value
            if "x" in variable.attributes and value is not None and type(value) is not Array:
                found[name] = value
        return found


OWN_PROCESS = Symbol("BASHPID", filled=True, plain=True)
_IFS = Variable(" \t\n")
_VERSION = Variable(Array({0: "5", 1: "2"}, rest=whole(Symbol("BASH_VERSINFO", plain=True))), "r")
"""The bash that this is the meaning of."""


def _without(scope: Scope, name: str) -> Scope:
    return {one: old for one, old in scope.items() if one != name}


GONE = Variable()
"""A variable that was unset."""


class _Opaque(Exception):
    """An arithmetic expression needs a value that is not known."""

    def __init__(self, value: Value) -> None:
        super().__init__()
        self.value = value


class _Reader:
    """The variables as arithmetic sees them; what it sets takes effect when all went well."""

    def __init__(self, variables: Variables, state: State) -> None:
        self._variables = variables
        self._state = state
        self.changed: dict[tuple[str, str | None], str] = {}

    def is_associative(self, name: str) -> bool:
        return self._variables.is_associative(self._state, name)

    def _from_start(self, name: str, subscript: str | None) -> str | None:
        """A subscript that counts from the end, as the one that it means."""
        if subscript is None or subscript[:1] != "-" or self.is_associative(name):
            return subscript
        found = self._variables.variable(self._state, name)
        keys = [int(one) for array, one in self.changed if array == name and one is not None]
        if found is not None and type(found.value) is Array:
            keys += [int(key) for key in found.value.items]
        index = int(subscript) + max(keys, default=-1) + 1
        return subscript if index < 0 else str(index)

    def get(self, name: str, subscript: str | None) -> str:
        subscript = self._from_start(name, subscript)
        key = (name, subscript)
        if key in self.changed:
            return self.changed[key]
        if subscript == "0" and (name, None) in self.changed:
            return self.changed[name, None]
        value = self._variables.value(self._state, name, subscript)
        if value is None:
            if "nounset" in self._state.options and (
                subscript is None or not self._variables.is_set(self._state, name)
            ):
                raise Failure(f"{name}: unbound variable", kind="abort")
            return ""
        if type(value) is str:
            return value
        known = settle(self._state, value)
        if type(known) is str:
            return known
        raise _Opaque(known)

    def set(self, name: str, subscript: str | None, value: str) -> None:
        element = self._from_start(name, subscript)
        if element is not None and element[:1] == "-" and self._is_before(name, element):
            return
        self.changed[name, element] = value

    def _is_before(self, name: str, subscript: str) -> bool:
        """Whether an element would lie before the first: bash complains and goes on."""
        state = self._state
        if "errexit" in state.options or self.is_associative(name):
            return False
        found = self._variables.variable(state, name)
        if found is not None and type(found.value) not in (Array, type(None)) and subscript == "-1":
            return False  # a text is the first element
        message = f"{name}[{subscript}]: bad array subscript\n"
        self._variables.write(state, 2, message, state.spot, "error")
        return True

    def carry_out(self) -> None:
        """Sets the variables."""
        for (name, subscript), value in self.changed.items():
            self._variables.assign(self._state, name, value, subscript=subscript)


def settle(state: State, value: Value) -> Value:
    """The value without choices; raises NeedsCases if there is one left."""
    known = narrowed(value, state.allowed) or ""
    if type(known) is Mixed and any([type(part) is Choice for part in known.parts]):
        raise NeedsCases(value)
    return known


def split_reference(reference: str) -> tuple[str, str | None]:
    """`name` and `subscript` of `name[subscript]`."""
    if reference[-1:] == "]":
        match = _REFERENCE.fullmatch(reference)
        if match:
            return match[1], match[2]
    return reference, None


def _each(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: "".join([change(character) for character in text])
