"""Keeps secrets out of what is shown."""

import base64
import json
from urllib.parse import quote

SHOWN = "[secret]"


class Secret:
    """A value that must not be shown; its text is not its value."""

    def __init__(self, value: str) -> None:
        self._value = value

    def __repr__(self) -> str:
        return SHOWN

    __str__ = __repr__

    def reveal(self) -> str:
        """The value itself, for the gate alone."""
        return self._value


class Redactor:
    """Replaces secrets, and the usual encodings of them, in text."""

    def __init__(self) -> None:
        self._forms: tuple[str, ...] = ()

    def hide(self, secret: Secret) -> None:
        """From now on `secret` is replaced, also where it stands in base64 or in an address."""
        value = secret.reveal()
        if not value:
            return
        forms = {*self._forms, value, quote(value, safe=""), quote(value), value.encode().hex()}
        forms.add(json.dumps(value)[1:-1])
        forms.update(_in_base64(value.encode()))
        self._forms = tuple(sorted(forms, key=len, reverse=True))

    def __call__(self, text: str) -> str:
        for form in self._forms:
            text = text.replace(form, SHOWN)
        return text


def _in_base64(value: bytes) -> set[str]:
    """What of `value` is seen in the base64 of any text that holds it.

    Base64 takes three bytes at a time, so there are three ways in which the value can lie; the
    first and the last characters depend on what stands around it.
    """
    forms = set()
    for shift in range(3):
        padded = b"\0" * shift + value
        whole = padded[: len(padded) // 3 * 3]
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            seen = encode(whole).decode()[4 if shift else 0 :]
            if len(seen) >= 8:
                forms.add(seen)
    return forms
