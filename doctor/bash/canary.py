"""What a text program does with a secret: it is run on stand-ins for it, and they are looked for.

What comes out the same whatever the secret is does not hold it; where a stand-in comes out whole,
the secret does. Everything else derives from it.
"""

from __future__ import annotations

from collections.abc import Callable

from doctor.bash.filters import NotModelled, Output
from doctor.bash.values import Mixed, Symbol, Value, concat, whole
from doctor.record import NamedTuple

_STAND_INS = (
    "7f3a9c2e5b8d1f604e7a9b3c5d8e2f1a6b4c0d97",
    "b1e8d4c7a2f96053d8b7e4c1f2a95d3e8c6b7a10",
    "c4d9e1f7a3b8520694e7c1d8f5a2b3e960d7c8b1f4a2e",
)
"""Two of one length and a longer one; hexadecimal, as tokens are."""


SHORT = 8
"""Characters from which on a part of a secret counts as the secret (CONTRACT.md)."""


class Shown(NamedTuple):
    """What a program prints, and its status ("": it is not known)."""

    text: Value
    status: str


class Canaries:
    """Stand-ins for the secrets in the values of one call."""

    def __init__(self) -> None:
        self._symbols: list[Symbol] = []

    def known(self, value: Value | None, variant: int) -> str:
        """The value with stand-ins; raises NotModelled if anything else in it is not known."""
        if type(value) is not Mixed:
            return value or ""
        parts = []
        for part in value.parts:
            if type(part) is str:
                parts.append(part)
            elif type(part) is Symbol and part.secrets and not part.parents:
                if part not in self._symbols:
                    self._symbols.append(part)
                parts.append(self._stand_in(self._symbols.index(part), variant))
            else:
                raise NotModelled
        return "".join(parts)

    def run(self, program: Callable[[int], Output], *, is_matcher: bool, is_cutter: bool) -> Shown:
        """What the program prints, given how it is run on a variant; raises NotModelled.

        A matcher may find something in the secret itself that is not in the stand-ins, a cutter
        shows parts of it, which are too short to matter below 8 characters.
        """
        first = program(0)
        if not self._symbols:
            return Shown(first.text, str(first.status))
        outputs = [first, *[program(variant) for variant in range(1, len(_STAND_INS))]]
        if len({output.status for output in outputs}) > 1:
            raise NotModelled
        texts = [self._restored(output.text, at) for at, output in enumerate(outputs)]
        if texts[0] != texts[1] or texts[0] != texts[2]:
            if is_cutter and not any([self._shows(one.text, at) for at, one in enumerate(outputs)]):
                return Shown(whole(Symbol("a few characters", parents=(*self._symbols,))), "0")
            raise NotModelled
        if not is_matcher:
            return Shown(texts[0], str(outputs[0].status))
        return Shown(whole(Symbol("what matches")) if type(texts[0]) is str else texts[0], "")

    def _shows(self, text: str, variant: int) -> bool:
        """Whether a part of a secret stands in the text that counts as the secret."""
        for number in range(len(self._symbols)):
            stand_in = self._stand_in(number, variant)
            for at in range(len(stand_in) - SHORT + 1):
                if stand_in[at : at + SHORT] in text:
                    return True
        return False

    def _stand_in(self, number: int, variant: int) -> str:
        text = _STAND_INS[variant]
        return text[number:] + text[:number]

    def _restored(self, text: str, variant: int) -> Value:
        """The text with the secrets for their stand-ins."""
        parts: list[Value] = [text]
        for number, symbol in enumerate(self._symbols):
            stand_in = self._stand_in(number, variant)
            restored: list[Value] = []
            for part in parts:
                if type(part) is not str:
                    restored.append(part)
                    continue
                for at, piece in enumerate(part.split(stand_in)):
                    restored += [whole(symbol), piece] if at else [piece]
            parts = restored
        return concat(parts)
