"""Where the registry's token comes from (CONTRACT.md: token)."""

from collections.abc import MutableMapping

from publish.gate import Gate
from publish.redact import Secret
from publish.stop import NoToken, NotStaged

PASS_SECONDS = 120
"""How long the user may take to unlock the password store."""


def resolve(gate: Gate, environment: MutableMapping[str, str], pass_entry: str) -> Secret:
    """`$REGISTRY_TOKEN`, else the first line of `pass show PASS_ENTRY`; raises NoToken.

    It takes the variable out of `environment`: no other process needs it.
    """
    token = Secret(environment.pop("REGISTRY_TOKEN", "").strip())
    source = "$REGISTRY_TOKEN"
    if not token.reveal():
        source = f"`pass show {pass_entry}`"
        token = _from_pass(gate, pass_entry)
    if not token.reveal().isascii() or not token.reveal().isprintable() or " " in token.reveal():
        raise NoToken(f"{source} gives no token: it holds characters that no token has")
    return token


def _from_pass(gate: Gate, pass_entry: str) -> Secret:
    missing = "no registry token: $REGISTRY_TOKEN is not set"
    try:
        done = gate.run(
            ["pass", "show", pass_entry], secret=True, seconds=PASS_SECONDS, terminal=True
        )
    except NotStaged as error:
        raise NoToken(f"{missing}, and {error}") from None
    first = done.out.partition("\n")[0].strip()
    gate.hide(Secret(first))
    if done.status:
        raise NoToken(f"{missing}, and `pass show {pass_entry}` failed: {done.complaint()}")
    if not first:
        raise NoToken(f"{missing}, and `pass show {pass_entry}` gives an empty line")
    return Secret(first)
