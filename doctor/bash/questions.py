"""What `[ … ]` and `[[ … ]]` ask, answered as a status: "0", "1", or a symbol that may be both."""

from __future__ import annotations

from collections.abc import Sequence

from doctor.bash import patterns
from doctor.bash.expand import Segment
from doctor.bash.limits import TooMuch, Unpredictable
from doctor.bash.machine import Failure
from doctor.bash.parameters import Parameters
from doctor.bash.state import Array, State
from doctor.bash.values import (
    Mixed,
    Symbol,
    Value,
    concat,
    derived,
    describe,
    known_texts,
    secrets,
    whole,
)
from doctor.bash.values import Test as Question

UNARY = frozenset("abcdefghknoprstuvwxzGLNORS")


NUMERIC = ("-eq", "-ne", "-lt", "-le", "-gt", "-ge")


BINARY = ("=", "==", "!=", "<", ">", "-nt", "-ot", "-ef", *NUMERIC)


class Questions(Parameters):
    def some_status(self, label: str, lossy: str = "") -> Value:
        """A status that nobody can know."""
        status = f"status of {label}"
        return whole(Symbol(status, filled=True, plain=True, lossy=lossy, program=label))

    def is_filled(self, state: State, value: Mixed) -> Value:
        """The status of `[ -n value ]`."""
        for part in value.parts:
            if type(part) is str or (type(part) is Symbol and part.filled):
                return "0"
        if len(value.parts) == 1 and type(value.parts[0]) is Symbol:
            return answer(Question(value.parts[0], "empty"), negated=True)
        return whole(derived(f"-n {describe(value)}", [value], state.allowed))

    def is_nonzero(self, value: Value | None) -> Value:
        """The status of `((value))`."""
        if type(value) is Mixed:
            first = value.parts[0]
            if len(value.parts) == 1 and type(first) is Symbol:
                return answer(Question(first, "equals", "0"), negated=True)
            return whole(derived("a number's status", [value]))
        return "1" if value == "0" else "0"

    def filled(self, state: State, value: Value) -> Value:
        """The status of `[ -n value ]`, for any value."""

        def status(case: Value | None) -> Value:
            return self.is_filled(state, case) if type(case) is Mixed else "0" if case else "1"

        return status(value) if type(value) is str else self.lift(state, status, value) or "1"

    def opposite(self, state: State, status: Value) -> Value:
        """The status that `!` makes of one."""
        return flip(status) if type(status) is str else self.lift(state, flip, status) or "0"

    def equals(self, state: State, left: Value | None, right: Value | None) -> Value:
        """The status of `[ left = right ]`."""
        if type(left) is not Mixed and type(right) is not Mixed:
            return "0" if (left or "") == (right or "") else "1"
        if left == right:
            return "0"
        if type(left) is not Mixed:
            left, right = right, left
        assert type(left) is Mixed
        if type(right) is not Mixed:
            text = right or ""
            first, last = left.parts[0], left.parts[-1]
            if type(first) is str and not text.startswith(first):
                return "1"
            if type(last) is str and not text.endswith(last):
                return "1"
            if not text:
                status = self.is_filled(state, left)
                return "1" if status == "0" else flip(status)
            if len(left.parts) == 1 and type(first) is Symbol:
                if first.secrets and first.filled and not first.parents:
                    return "1"  # nobody writes the secret itself into a script
                return answer(Question(first, "equals", text))
        label = f"{describe(left)} = {describe(right)}"
        return whole(derived(label, [left, right], state.allowed))

    def matches(
        self, state: State, subject: Value, pieces: Sequence[Segment], extglob: bool = True
    ) -> Value:
        """The status of `[[ subject == pattern ]]`, which always knows extended patterns."""
        texts = [text for text, _ in pieces]
        flags = [bool(quoted) for _, quoted in pieces]

        def match(case: Value | None, *given: Value | None) -> Value:
            texts = known_texts(given)
            if texts is None:
                if all(flags):
                    return self.equals(state, case, concat(given))
                return whole(derived("a match", [case, *given], state.allowed))
            known = list(zip(texts, flags, strict=True))
            try:
                pattern = patterns.compile(known, extglob, "nocasematch" in state.options)
                if type(case) is Mixed:
                    return self._may_match(state, case, pattern, known)
                return "0" if pattern.matches(case or "") else "1"
            except (TooMuch, Unpredictable) as limit:
                return self.some_status("a match", str(limit))

        return self.lift(state, match, subject, *texts, label="a match") or "0"

    def _may_match(
        self,
        state: State,
        subject: Mixed,
        pattern: patterns.Pattern,
        pieces: Sequence[tuple[str, bool]],
    ) -> Value:
        """The same for a text that is only partly known."""
        if pattern.literal is not None:
            return self.equals(state, subject, pattern.literal)
        text = "".join([piece for piece, _ in pieces])
        live = [piece for piece, quoted in pieces if not quoted]
        if set("".join(live)) == {"*"} and text == "*" * len(text):
            return "0"
        head = _head(pieces)
        first = subject.parts[0]
        if type(first) is str:
            if not (first.startswith(head) or head.startswith(first)):
                return "1"
            if text.endswith("*") and first.startswith(head) and _is_head_only(pieces):
                return "0"
        if text in ("?*", "*?*", "*?") and self.is_filled(state, subject) == "0":
            return "0"
        if text in ("?*", "*?*", "*?"):
            return self.is_filled(state, subject)
        if len(subject.parts) == 1 and type(first) is Symbol:
            return answer(Question(first, "matches", text))
        return whole(derived(f"{describe(subject)} matches {text}", [subject], state.allowed))

    def unary(self, state: State, operator: str, value: Value) -> list[State]:
        """Answers `operator value`; a file that may be there or not splits the state."""
        if operator in ("-n", "-z"):
            status = self.filled(state, value)
            state.status = status if operator == "-n" else self.lift(state, flip, status) or "0"
        elif operator == "-v":
            state.status = self._is_set(state, value)
        elif operator == "-o":
            state.status = "0" if value in state.options else "1"
        elif self.surroundings.is_closed and type(value) is str:
            state.status = "0" if self._is_file(state, operator, value) else "1"
        elif operator == "-t":
            state.status = self.some_status(f"-t {describe(value)}")
        elif operator in ("-s", "-f", "-e", "-r", "-a"):
            ends = []
            for way, content in self.read_file(state.copy(), value):
                name = describe(value)
                path = self.path(way, value) if type(value) is str else value
                if content is None and operator in ("-e", "-r", "-a"):
                    way.status = self.folder_exists(way, path)
                elif content is None:
                    way.status = "1"
                elif operator == "-s":
                    way.status = self.filled(way, content)
                else:
                    way.status = "0" if value else self.some_status(name)
                ends.append(way)
            return self.meet(ends)
        elif operator == "-d":
            state.status = (
                self.lift(state, lambda one: self.folder_exists(state, one or ""), value) or "1"
            )
        elif operator in ("-x", "-w", "-O", "-G"):
            status = self.lift(state, lambda one: self._there(state, one), value) or "1"
            state.status = status
        else:
            state.status = self.some_status(f"{operator} {describe(value)}")
        return [state]

    def _is_file(self, state: State, operator: str, name: str) -> bool:
        """Whether a file test holds where nothing is but what the script made."""
        if not name or operator == "-t":
            return False
        if name.startswith("/dev/"):
            return operator in ("-a", "-e", "-r", "-w") or (operator == "-c" and name[5:] == "null")
        if self.folder_exists(state, name) == "0":
            return operator in ("-a", "-d", "-e", "-r", "-s", "-w", "-x", "-O", "-G")
        content = self.content(state, name)
        if content is None:
            return False
        return operator in ("-a", "-e", "-f", "-r", "-w", "-O", "-G") or (
            operator == "-s" and bool(content)
        )

    def _there(self, state: State, name: Value | None) -> Value:
        if not name:
            return "1"
        found = self.exists(state, name)
        if type(found) is str:
            return "0"
        return "1" if found is None else self.some_status(f"-x {describe(name)}")

    def _is_set(self, state: State, value: Value) -> Value:
        if type(value) is not str:
            return self.some_status(f"-v {describe(value)}")
        name, bracket, subscript = value.partition("[")
        found = self.variable(state, name)
        if found is None:
            if bracket and subscript not in ("@]", "*]"):
                self.subscript_index(state, subscript.removesuffix("]"))
            return "1"
        if type(found.value) is Array:
            key = subscript.removesuffix("]") if bracket else "0"
            if key in ("@", "*"):
                return "0" if found.value.items else "1"
            if not found.value.associative:
                self.subscript_index(state, key)
            return "0" if self.value(state, name, key) is not None else "1"
        at = subscript.removesuffix("]") if bracket else "@"
        if at not in ("@", "*") and self.subscript_index(state, at):
            return "1"
        return self.lift(state, lambda one: "1" if one is None else "0", found.value) or "1"

    def binary(self, state: State, operator: str, left: Value, right: Value) -> Value:
        """The status of `left operator right`, but for patterns and numbers."""

        def status(one: Value | None, other: Value | None) -> Value:
            if operator in ("=", "=="):
                return self.equals(state, one, other)
            if operator == "!=":
                return flip(self.equals(state, one, other))
            if type(one) is Mixed or type(other) is Mixed:
                return whole(derived(f"{operator} of texts", [one, other], state.allowed))
            if operator not in ("<", ">"):
                return self._same_file(state, operator, one or "", other or "")
            smaller, larger = (one or "", other or "")
            holds = smaller < larger if operator == "<" else smaller > larger
            return "0" if holds else "1"

        return self.lift(state, status, left, right) or "0"

    def _same_file(self, state: State, operator: str, left: str, right: str) -> Value:
        if self.surroundings.is_closed:
            one, other = self.content(state, left), self.content(state, right)
            if operator == "-ef":
                same = one is not None and self.path(state, left) == self.path(state, right)
                return "0" if same else "1"
            if one is None or other is None:
                older, newer = (other, one) if operator == "-nt" else (one, other)
                return "0" if older is None and newer is not None else "1"
        return self.some_status(f"{left} {operator} {right}")

    def compare(self, state: State, operator: str, left: Value, right: Value) -> Value:
        """The status of a comparison of numbers; raises Failure for what is no number."""

        def status(one: Value | None, other: Value | None) -> Value:
            if type(one) is Mixed or type(other) is Mixed:
                for case in (one, other):
                    if secrets(case, state.allowed):
                        text = concat(["[: ", case, ": integer expression expected\n"])
                        self.write(state, 2, text, state.spot, "error")
                symbol, number = (one, other) if type(one) is Mixed else (other, one)
                assert type(symbol) is Mixed
                if type(number) is str and operator in ("-eq", "-ne"):
                    answer = self.equals(state, symbol, str(_number(number)))
                    return answer if operator == "-eq" else flip(answer)
                if number == "0" and operator == "-gt" and symbol is one and _is_status(symbol):
                    return flip(self.equals(state, symbol, "0"))
                label = f"{describe(one)} {operator} {describe(other)}"
                return whole(derived(label, [one, other], state.allowed))
            first, second = _number(one or ""), _number(other or "")
            holds = {
                "-eq": first == second,
                "-ne": first != second,
                "-lt": first < second,
                "-le": first <= second,
                "-gt": first > second,
                "-ge": first >= second,
            }[operator]
            return "0" if holds else "1"

        return self.lift(state, status, left, right) or "0"


def answer(question: Question, negated: bool = False) -> Mixed:
    """The status that is 0 if a question is answered by yes (by no, if `negated`)."""
    symbol = question.symbol
    verb = {"empty": "is empty", "equals": f"= {question.argument}"}.get(
        question.kind, f"matches {question.argument}"
    )
    return whole(
        Symbol(
            f"{'not ' if negated else ''}{symbol.label} {verb}",
            filled=True,
            plain=True,
            lossy=symbol.lossy,
            test=question,
            negated=negated,
        )
    )


def flip(status: Value | None) -> Value:
    if type(status) is Mixed:
        symbol = status.parts[0]
        assert type(symbol) is Symbol
        question = symbol.test or Question(symbol, "equals", "0")
        negated = not symbol.negated if symbol.test else True
        return answer(question, negated=negated)
    return "1" if status == "0" else "0"


def _is_status(value: Mixed) -> bool:
    symbol = value.parts[0]
    return type(symbol) is Symbol and bool(symbol.program)


_LONGEST = 4_000
"""Digits that Python reads as a number."""


def _number(text: str) -> int:
    stripped = text.strip()
    digits = stripped[1:] if stripped[:1] in "+-" else stripped
    if digits.isdecimal() and digits.isascii() and len(digits) < _LONGEST:
        number = int(stripped)
        if -(1 << 63) <= number < 1 << 63:
            return number
    raise Failure(f"{text}: integer expression expected", "2")


def _head(pieces: Sequence[tuple[str, bool]]) -> str:
    """The text that whatever matches begins with."""
    head = ""
    for text, quoted in pieces:
        for character in text:
            if not quoted and character in "*?[\\@!+(":
                return head
            head += character
    return head


def _is_head_only(pieces: Sequence[tuple[str, bool]]) -> bool:
    """Whether the pattern is a known text and then `*`."""
    live = "".join([text for text, quoted in pieces if not quoted and not text.isalnum()])
    last, quoted = pieces[-1]
    return (
        not quoted
        and last.endswith("*")
        and set(live) & set("*?[\\@!+(") == {"*"}
        and "".join([text for text, _ in pieces]).count("*") == 1
    )
