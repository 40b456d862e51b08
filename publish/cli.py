"""The command `parity-publish`: stages and publishes what a spec describes."""

import argparse
import contextlib
import os
import signal
import sys
from collections.abc import Iterator, Sequence

from publish import archetypes, helpers
from publish import version as versions
from publish.apply import Run
from publish.gate import Gate
from publish.page import PROGRAM, Page
from publish.plan import Stage, make
from publish.redact import Secret
from publish.registry import DIGEST
from publish.spec import read
from publish.stop import BadUsage, GuardRefused, Interrupted, NotStaged, RegistryDown, Stop
from publish.store import Slot, locked
from publish.token import resolve

STATUSES = """\
exit status: 0  done, or a dry run that went well
             1  an error of parity-publish itself
             2  the spec or the command line is wrong
             3  refused: no release version (dev-tag guard)
             4  no token for the registry
             5  registry-down: the registry does not answer, or fails
             6  the registry refuses: rights, quota, limits, or other bytes under this version
             7  what is staged or what the registry holds is not what it should be
             8  staging failed: a tool is missing or failed, or it is the wrong artifact
             130  interrupted
"""

MEANWHILE = (
    "  meanwhile stage-<arch> builds without the registry; push-staged pushes when it is back"
)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs `argv` (default: the process's own arguments); returns the exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words and words[0] in helpers.COMMANDS:
        command, page, do = helpers.parse(words), Page(as_json=False), helpers.COMMANDS[words[0]]
    else:
        command = _parse(words)
        page, do = Page(as_json=command.format == "json"), _run
    # Also a dry run, which needs no token, may come across the one that is there.
    page.redact.hide(Secret(os.environ.get("REGISTRY_TOKEN", "").strip()))
    try:
        with _signals_end_the_run():
            do(command, page)
    except RegistryDown as error:
        return page.end(error.status, f"{error}\n{MEANWHILE}")
    except Stop as error:
        return page.end(error.status, str(error))
    except Interrupted as error:
        return page.end(error.status, f"interrupted by {error}; to finish, run it again")
    except OSError as error:
        # The gate handles its own: this is a file that cannot be read or written.
        where = f"{error.filename}: " if error.filename else ""
        return page.end(NotStaged.status, f"{where}{error.strerror or error}")
    except Exception as error:
        return page.end(1, f"internal error: {type(error).__name__}: {error}")
    return page.end(0)


def _parse(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        PROGRAM,
        description=__doc__,
        epilog=STATUSES + helpers.USAGE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("app", metavar="APP", help="stage-<arch>, publish-<arch>, publish, …")
    parser.add_argument("--spec", required=True, metavar="FILE", help="what a builder wrote")
    parser.add_argument("--publish", action="store_true", help="push; so does PUBLISH=1")
    parser.add_argument(
        "--digest",
        action="append",
        default=[],
        metavar="ARCH=sha256:…",
        help="the digest of an arch that another machine pushed",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    return parser.parse_args(words)


def _run(command: argparse.Namespace, page: Page) -> None:
    spec = read(command.spec)
    version = versions.derive(os.environ, spec.version)
    staged = [arch for arch in spec.arches if Slot(spec.name, version, arch).staged()]
    digests = _digests(command.digest)
    plan = make(spec, command.app, version, staged, digests)
    publishes = any(not isinstance(step, Stage) for step in plan.steps)
    may_change = publishes and (command.publish or os.environ.get("PUBLISH") == "1")
    if may_change:
        versions.guard(os.environ, version)
    archetypes.of(spec).check_version(version)
    page.open(spec, plan, dry=publishes and not may_change)
    with Gate(
        spec.host, spec.owner, may_change=may_change, redact=page.redact, show=page.show
    ) as gate:
        if may_change:
            gate.unlock(resolve(gate, os.environ, spec.pass_entry))
        elif publishes:
            _forewarn(page, version)
        run = Run(spec, plan, digests, gate, page.tell)
        run.prepare()
        with locked(spec.name, version, page.show):
            run.carry_out()


def _digests(words: Sequence[str]) -> dict[str, str]:
    digests: dict[str, str] = {}
    for word in words:
        arch, _, digest = word.partition("=")
        if not DIGEST.fullmatch(digest):
            raise BadUsage(f"--digest {word}: it must be ARCH=sha256: and 64 digits")
        if digests.setdefault(arch, digest) != digest:
            raise BadUsage(f"--digest gives {arch} two digests")
    return digests


def _forewarn(page: Page, version: str) -> None:
    """Says in a dry run what would stop a publish."""
    try:
        versions.guard(os.environ, version)
    except GuardRefused as error:
        page.note(f"a publish would be refused: {error}")
    wish = os.environ.get("PUBLISH", "")
    if wish not in ("", "0", "1", "no", "false"):
        page.note(f"PUBLISH={wish} is not PUBLISH=1, so nothing is pushed")


@contextlib.contextmanager
def _signals_end_the_run() -> Iterator[None]:
    """Lets the signals that ask a process to end raise Interrupted, once."""
    asked = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def interrupt(number: int, _: object) -> None:
        for other in asked:
            signal.signal(other, signal.SIG_IGN)
        raise Interrupted(signal.Signals(number).name)

    before = {number: signal.signal(number, interrupt) for number in asked}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
