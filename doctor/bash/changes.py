"""The operators that change the text of a parameter (bash(1), Parameter Expansion)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from doctor.bash import operators, patterns
from doctor.bash import partial as partial_text
from doctor.bash.expand import Expander, Segment
from doctor.bash.limits import TooMuch, Unpredictable
from doctor.bash.machine import Failure
from doctor.bash.program import (
    Parameter,
)
from doctor.bash.state import State
from doctor.bash.values import (
    Mixed,
    Symbol,
    Value,
    concat,
    derived,
    known_texts,
    whole,
)


class Changes(Expander):
    def _numbers(
        self, part: Parameter, state: State, limit: Callable[[int], int | None]
    ) -> list[tuple[State, tuple[int | None, int | None]]]:
        """Offset and length of a substring; None for what is missing or not known.

        `limit` tells how far an offset may lead; beyond it bash does not look at the length.
        """
        ways: list[tuple[State, tuple[int | None, ...]]] = [(state, ())]
        for word in part.words:
            after = []
            for before, numbers in ways:
                if before.flow is not None:
                    after.append((before, numbers))
                    continue
                end = limit(numbers[0]) if numbers and numbers[0] is not None else None
                if end is not None and numbers[0] is not None and not -end <= numbers[0] <= end:
                    after.append((before, (*numbers, 0)))
                    continue
                for way, value in self.arithmetic(word, before, self.spot(state, part)):
                    self.discarded(way)
                    for case, known in self.cases(way, value):
                        number = int(known) if type(known) is str else None
                        after.append((case, (*numbers, number)))
            ways = after
        return [
            (way, (numbers[0] if numbers else None, numbers[1] if len(numbers) > 1 else None))
            for way, numbers in ways
        ]

    def _substring(
        self,
        state: State,
        value: Value,
        offset: int | None,
        length: int | None,
        bounded: bool,
        fixed: bool,
    ) -> Value:
        def cut(case: Value | None) -> Value:
            if type(case) is Mixed or offset is None or (bounded and length is None):
                short = bounded and length is not None and 0 <= length < 8
                short = short or (not bounded and offset is not None and -8 < offset < 0)
                if short and fixed:  # too little of a secret to be one, unless a loop moves on
                    few = derived("a few characters", [case], state.allowed)
                    few.secrets = frozenset()
                    return whole(few)
                return whole(
                    derived(
                        "a part of a text", [case], state.allowed, partial=not fixed or case is None
                    )
                )
            try:
                return operators.substring(case or "", offset, length)
            except operators.BadSubstring:
                raise Failure(f"{length}: substring expression < 0") from None

        return cut(value) if type(value) is str else self.lift(state, cut, value) or ""

    def _patterns(self, part: Parameter, state: State) -> list[tuple[State, list[list[Segment]]]]:
        """The operands of an operator, as quoted and unquoted pieces."""
        ways: list[tuple[State, list[list[Segment]]]] = [(state, [])]
        for word in part.words:
            after = []
            for before, done in ways:
                if before.flow is not None:
                    after.append((before, done))
                else:
                    after += [
                        (way, [*done, segments]) for way, segments in self.segments(word, before)
                    ]
            ways = after
        return ways

    def _changed(
        self, state: State, operator: str, value: Value, operands: list[list[Segment]]
    ) -> Value:
        """`value` after an operator with patterns."""
        texts = [text for pieces in operands for text, _ in pieces]
        flags = [[quoted for _, quoted in pieces] for pieces in operands]

        def change(case: Value | None, *given: Value | None) -> Value:
            known = known_texts((case, *given))
            if known is None:
                simple = self._partly(operator, case, given, flags)
                if simple is not None:
                    return simple
                # What is looked for does not get into the result.
                kept = given[len(flags[0]) :] if flags else ()
                changes_case = operator[0] in "^,~@"
                symbol = derived(
                    "a changed text", [case, *kept], state.allowed, partial=not changes_case
                )
                return whole(symbol)
            text, *left = known
            pieces = [[(left.pop(0), bool(quoted)) for quoted in group] for group in flags]
            return self._apply(state, operator, text, pieces)

        if type(value) is str and all([type(text) is str for text in texts]):
            return change(value, *texts)
        return self.lift(state, change, value, *texts) or ""

    def _partly(
        self,
        operator: str,
        case: Value | None,
        given: Sequence[Value | None],
        flags: list[list[bool | None]],
    ) -> Value | None:
        """The result where the unknown part of a text does not matter."""
        if not flags:
            return None
        count = len(flags[0])
        if operator == "//" and case and given == ("?", "*") and not any(flags[0]):
            return whole(Symbol("as many stars")) if type(case) is Mixed else None
        if operator == "//" and (all(flags[0]) or type(given[0]) is Mixed):
            return partial_text.replaced(case or "", concat(given[:count]), concat(given[count:]))
        if type(case) is not Mixed:
            return None
        known = known_texts(given)
        if operator[0] not in "#%" or known is None:
            return None
        pieces = [(text, bool(flag)) for text, flag in zip(known, flags[0], strict=True)]
        return partial_text.trimmed(operator, case, pieces)

    def _apply(
        self, state: State, operator: str, text: str, operands: list[list[tuple[str, bool]]]
    ) -> Value:
        extglob = "extglob" in state.options
        nocase = "nocasematch" in state.options
        try:
            if operator[0] in "#%":
                return operators.remove(operator, text, patterns.compile(operands[0], extglob))
            if operator[0] == "/":
                operator, pieces = _anchored(operator, operands[0])
                pattern = patterns.compile(pieces, extglob, nocase)
                return operators.replace(
                    operator, text, pattern, operands[1] if len(operands) > 1 else []
                )
            if operator == "@":
                letter = "".join([piece for piece, _ in operands[0]])
                return operators.transform(letter, text)
            which = patterns.compile(operands[0], extglob) if operands and operands[0] else None
            return operators.change_case(operator, text, which)
        except (TooMuch, Unpredictable) as limit:
            return whole(Symbol("a changed text", lossy=str(limit)))
        except KeyError:
            raise Failure("bad substitution", kind="exit") from None


def _anchored(operator: str, pattern: list[tuple[str, bool]]) -> tuple[str, list[tuple[str, bool]]]:
    """`${x/$p}` is `${x/#…}` where the value of `p` begins with `#`, and likewise with `%`."""
    pieces = [(text, quoted) for text, quoted in pattern if text]
    if operator == "/" and pieces and not pieces[0][1] and pieces[0][0][0] in "#%":
        first = pieces[0][0]
        return operator + first[0], [(first[1:], False), *pieces[1:]]
    return operator, pattern
