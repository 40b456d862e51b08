"""Keeps secrets out of what is shown."""

import base64
import json
import re
from urllib.parse import quote

SHOWN = "[secret]"

PART = 8
"""This many characters of a secret are as secret as all of it (CONTRACT.md: token)."""

_LOGIN = re.compile(
    r"(?i:(?<=basic )|(?<=bearer ))[\w.~+/=-]{20,}|\beyJ[\w-]+\.[\w-]+\.[\w-]+", re.ASCII
)
"""Credentials in a header (RFC 9110, 11.4) and signed tokens (RFC 7515): a tool gets its own."""


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
    """Replaces secrets, the usual encodings of them, and parts of both, in text."""

    def __init__(self) -> None:
        self._parts: set[str] = set()
        self._short: set[str] = set()

    def hide(self, secret: Secret) -> None:
        """From now on `secret` is replaced, also where it stands in base64 or in an address."""
        value = secret.reveal()
        forms = {value, quote(value, safe=""), quote(value), value.encode().hex()}
        forms |= {json.dumps(value)[1:-1], *_in_base64(value.encode())}
        for form in forms - {""}:
            if len(form) < PART:
                self._short.add(form)
            self._parts |= {form[n : n + PART] for n in range(len(form) - PART + 1)}

    def __call__(self, text: str) -> str:
        for form in sorted(self._short, key=len, reverse=True):
            text = text.replace(form, SHOWN)
        shown, end = "", 0
        for n in range(len(text) - PART + 1):
            if text[n : n + PART] in self._parts:
                if n > end or n == 0:
                    shown += text[end:n] + SHOWN
                end = n + PART
        return _LOGIN.sub(SHOWN, shown + text[end:])


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
            if len(seen) >= PART:
                forms.add(seen)
    return forms
