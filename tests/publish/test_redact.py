"""Secrets are taken out of what is shown, in whatever form."""

import base64
import json
import traceback
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.gate import Gate
from publish.redact import PART, Redactor, Secret
from publish.stop import Stop

TOKENS = st.text(st.characters(codec="ascii", min_codepoint=33), min_size=12, max_size=80)


@given(TOKENS, st.binary(max_size=9), st.binary(max_size=9))
def test_every_form(token: str, before: bytes, after: bytes) -> None:
    redact = Redactor()
    redact.hide(Secret(token))
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        shown = redact(encode(before + token.encode() + after).decode())
        # What is left of it are the characters that it shares with what stands around it.
        assert len(shown.replace("[secret]", "")) <= 4 * (len(before) + len(after)) // 3 + 12
        assert encode(token.encode()).decode().rstrip("=")[:-1] not in shown
    for form in (
        token,
        quote(token),
        quote(token, safe=""),
        token.encode().hex(),
        json.dumps(token)[1:-1],
    ):
        assert form not in redact(f"<{form}>")


@given(TOKENS, st.integers(0, 72), st.integers(PART, 80))
def test_every_part(token: str, start: int, length: int) -> None:
    redact = Redactor()
    redact.hide(Secret(token))
    part = token[start : start + length]
    if len(part) >= PART:
        assert redact(f"\0{part}\0") == "\0[secret]\0"


JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.c2lnbmF0dXJlLW9mLWl0"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("authorization: bearer 0123456789abcdefghij", "authorization: bearer [secret]"),
        ('"Basic b2xla3M6Y2FuYXJ5LXQwa2Vu="', '"Basic [secret]"'),
        (f'{{"token":"{JWT}"}}', '{"token":"[secret]"}'),
        ('Bearer realm="https://git.example/v2/token"',) * 2,
        ("basic authentication",) * 2,
    ],
)
def test_what_a_tool_was_given(text: str, shown: str) -> None:
    assert Redactor()(text) == shown


def test_a_secret_shows_nothing() -> None:
    secret = Secret("canary-t0ken")
    assert "canary" not in f"{secret} {secret!r} {[secret]} {vars(secret).keys()}"
    try:
        raise Stop(f"it was {secret}")
    except Stop:
        assert "canary" not in traceback.format_exc()


@pytest.mark.parametrize("what", ["process", "request"])
def test_a_dry_run_changes_nothing(what: str) -> None:
    with Gate("registry.invalid", "oleks", may_change=False, redact=Redactor(), show=print) as gate:
        gate.unlock(Secret("canary-t0ken"))
        with pytest.raises(Stop, match="a dry run was about to change the registry"):
            if what == "process":
                gate.change(["true"])
            else:
                gate.send("PUT", "/x", b"")
