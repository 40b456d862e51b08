"""What the registry's answers mean, in words for the user."""

import re

from publish.gate import Answer, Gate
from publish.stop import RateLimited, Refused, RegistryDown, Stop

_IN_TEXT = re.compile(
    r"\[http ([45]\d\d)\]|\bstatus(?: code)?:? \"?([45]\d\d)\b"
    r"|\b(UNAUTHORIZED|DENIED|TOOMANYREQUESTS)\b|: (unauthorized|empty challenge header)$",
    re.MULTILINE,
)
_CODES = {
    "UNAUTHORIZED": 401,
    "DENIED": 403,
    "TOOMANYREQUESTS": 429,
    "unauthorized": 401,
    "empty challenge header": 401,
}
"""What tools show in place of the status: a code of the registry's (OCI distribution
specification, "Error Codes"), or what regctl says when its login was not taken."""


def explain(gate: Gate, answer: Answer, doing: str, *, writing: bool = False) -> Stop:
    """The reason why the registry did not answer well while `doing` something."""
    return of_status(gate, answer.status, doing, _own_words(answer), writing=writing)


def of_status(gate: Gate, status: int, doing: str, detail: str = "", *, writing: bool) -> Stop:
    """What an HTTP status of the registry means; `detail` is what it says itself.

    The causes are those of Gitea's package registry: no or too few rights are 401, never 403.
    """
    if status >= 500:
        cause = "it fails"
    elif status == 401 and writing:
        cause = "the token may not write there: it lacks write:package, or rights on the owner"
    elif status in (401, 403) and not writing:
        cause = "token rejected"
    else:
        cause = {
            403: "forbidden: a quota is used up, or a policy says no",
            404: "no such owner or registry",
            409: "already there",
            413: "too large for the body limit of the registry, or of a proxy in front of it",
            429: "rate limited",
        }.get(status, "refused")
    text = gate.redact(f"{gate.host}: {status} on {doing}: {cause}")
    if detail:
        text += gate.redact(f" ({detail})")
    if status >= 500:
        return RegistryDown(f"registry-down: {text}")
    return RateLimited(text) if status == 429 else Refused(text)


def told_by(gate: Gate, words: str, doing: str) -> Stop | None:
    """The reason that a tool's own words give, if they name the status of an answer.

    The tools have tried again themselves after any other error of the registry's than 503.
    """
    # What comes before the error tells, in a log, of answers that the tool got over.
    found = _IN_TEXT.search(words.rpartition("\nError: ")[2])
    if found is None:
        return None
    code = found[3] or found[4]
    status = _CODES[code] if code else int(found[1] or found[2])
    stop = of_status(gate, status, doing, writing=True)
    stop.again = status in (429, 503)
    return stop


def _own_words(answer: Answer) -> str:
    if "html" in answer.headers.get("content-type", ""):
        return ""
    words = answer.body[:2000].decode(errors="replace").split()
    text = "".join(char for char in " ".join(words) if char.isprintable())
    return text if len(text) <= 200 else text[:200] + "…"
