"""What `ci/parity-lib.sh` asks: the version, the guard and the token, for scripts in shell."""

import argparse
import os
from collections.abc import Callable

from publish import version as versions
from publish.gate import Gate
from publish.page import PROGRAM, Page
from publish.stop import BadUsage
from publish.token import resolve

USAGE = """
for scripts, by way of ci/parity-lib.sh:
             parity-publish version DEFAULT           prints the version of this run
             parity-publish guard VERSION             ends with 3 unless it may be released
             parity-publish token --pass-entry ENTRY --fd N
                                                      writes the token to a descriptor from 3 on
"""


def parse(words: list[str]) -> argparse.Namespace:
    """The arguments of a helper; words[0] is its name."""
    parser = argparse.ArgumentParser(f"{PROGRAM} {words[0]}", allow_abbrev=False)
    if words[0] == "token":
        parser.add_argument("--pass-entry", required=True, metavar="ENTRY")
        parser.add_argument("--fd", required=True, type=int, metavar="N")
    else:
        parser.add_argument("version", metavar="DEFAULT" if words[0] == "version" else "VERSION")
    return parser.parse_args(words[1:])


def _version(command: argparse.Namespace, page: Page) -> None:
    page.say(versions.derive(os.environ, command.version))


def _guard(command: argparse.Namespace, page: Page) -> None:
    versions.guard(os.environ, command.version)


def _token(command: argparse.Namespace, page: Page) -> None:
    if command.fd < 3:
        raise BadUsage("a token is not printed: --fd must be 3 or more")
    with Gate("", "", may_change=False, redact=page.redact, show=page.show) as gate:
        token = resolve(gate, os.environ, command.pass_entry)
    try:
        with os.fdopen(command.fd, "w") as pipe:
            pipe.write(token.reveal())
    except OSError as error:
        raise BadUsage(f"--fd {command.fd}: {error.strerror}") from None


COMMANDS: dict[str, Callable[[argparse.Namespace, Page], None]] = {
    "version": _version,
    "guard": _guard,
    "token": _token,
}
