"""What the contract says of a script, drawn from what really happened."""

import base64
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from tests.judge.corpus import Intent, Script
from tests.judge.sandbox import Happened, Sandbox
from tests.judge.scenarios import PASS_TOKEN, TOKEN
from tests.judge.trials import Trials, trials

Verdict = Literal["holds", "violated", "not-applicable"] | None
"""None: reality cannot tell, or the contract leaves it open."""

PART = 8
"""Characters of a token that count as the token."""
STRICT = {"errexit", "nounset", "pipefail"}
CLIENTS = {"curl", "regctl", "crane", "skopeo", "oras", "docker", "podman", "helm", "npm", "twine"}
VERSIONS = re.compile(r"(?<![\w.])v?\d+\.\d+\.\d+(?:-\d+)?(?![\w.]*\d)")
LATEST = re.compile(r"[:/]latest\b")
RULES = (
    "token-source",
    "token-never-printed",
    "token-off-argv",
    "dev-tag-guard",
    "dry-run-default",
    "stage-is-offline",
    "registry-down-named",
    "index-fail-closed",
    "latest-moves-last",
    "version-derivation",
    "strict-shell",
)


def judge(script: Script, intent: Intent) -> dict[str, Verdict]:
    """The verdict of each rule on a script; the intent gives only the version that it pins."""
    with TemporaryDirectory() as folder:
        seen = trials(script, Sandbox(Path(folder), script.files))
    stages = script.app.startswith("stage-")
    verdicts: dict[str, Verdict] = dict.fromkeys(RULES, "not-applicable")
    verdicts["token-never-printed"] = _holds(not any(_shown(h.output) for h in seen.happened))
    verdicts["token-off-argv"] = _holds(
        not any(_shown(" ".join(c.arguments)) for h in seen.happened for c in h.calls)
    )
    verdicts["strict-shell"] = _strict(seen.spied)
    if stages:
        verdicts["stage-is-offline"] = _holds(not any(h.contacts for h in seen.happened))
        return verdicts
    verdicts["token-source"] = _token_source(seen)
    verdicts["dev-tag-guard"] = _dev_tag_guard(seen)
    verdicts["dry-run-default"] = _holds(
        bool(seen.forms) and not any(h.mutations for h in seen.of("bare", "off"))
    )
    verdicts["registry-down-named"] = _refuses(
        [h for h in seen.of("registry-down") if seen.forms], says=r"registry-down"
    )
    if script.app == "publish-index":
        verdicts["index-fail-closed"] = _refuses([h for h in seen.of("missing-arch") if seen.forms])
    verdicts["latest-moves-last"] = _latest(seen)
    verdicts["version-derivation"] = _version(seen, script.app, intent.default)
    return verdicts


def _holds(condition: bool) -> Verdict:
    return "holds" if condition else "violated"


@cache
def _parts(token: str) -> frozenset[str]:
    """What counts as the token: parts of it, of its base64 wherever that starts, of its hex."""
    texts = [(token, PART), (token[::-1], PART), (token.encode().hex(), 2 * PART)]
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + token.encode()).decode()
        texts.append((encoded[4:-4], 12))
    return frozenset(
        text[at : at + size].lower() for text, size in texts for at in range(len(text) - size + 1)
    )


def _shown(text: str, *tokens: str) -> bool:
    """Whether a token, or what derives from it, stands in a text."""
    lower = "".join(text.lower().splitlines())
    return any(part in lower for token in tokens or (TOKEN, PASS_TOKEN) for part in _parts(token))


def _reached(happened: Happened, token: str) -> bool:
    return any(
        _shown(call.seen + " ".join(call.arguments), token)
        for call in happened.calls
        if call.tool in CLIENTS
    )


def _went_through(happened: Happened) -> bool:
    return bool(happened.mutations) and happened.status == 0


def _refuses(runs: Iterable[Happened], says: str = "") -> Verdict:
    """Every run ends non-zero, mutates nothing, and has a line with some text.

    A variable that the scenario does not name may have asked for a mere dry run, and that this
    ends well is no publish: then the contract is open.
    """
    verdict: Verdict = None
    for happened in runs:
        if happened.mutations:
            return "violated"
        if happened.status and re.search(says, happened.output, re.IGNORECASE):
            verdict = verdict or "holds"
        elif not happened.status and happened.run.perturbed:
            verdict = None
            break
        else:
            return "violated"
    return verdict


def _token_source(seen: Trials) -> Verdict:
    if any(_reached(h, PASS_TOKEN) for h in seen.of("release", "tag")):
        return "violated"
    for form in seen.forms:
        runs = [h for h in seen.of("pass-only") if h.run.form == form]
        if not any(_went_through(h) and _reached(h, PASS_TOKEN) for h in runs):
            return "violated"
        runs = [h for h in seen.of("release") if h.run.form == form]
        if not any(_went_through(h) and _reached(h, TOKEN) for h in runs):
            return "violated"
    return _refuses(seen.of("no-token"), says="token") if seen.forms else "violated"


def _dev_tag_guard(seen: Trials) -> Verdict:
    for form in seen.forms:
        for scenario in ("release", "tag"):
            runs = [h for h in seen.of(scenario) if h.run.form == form]
            if not any(_went_through(h) for h in runs):
                return "violated"
    return _refuses(seen.of("dev", "dev-tag")) if seen.forms else "violated"


def _latest(seen: Trials) -> Verdict:
    verdict: Verdict = "not-applicable"
    for happened in seen.of("release"):
        moves = [bool(LATEST.search(call.target)) for call in happened.mutations]
        if any(moves):
            verdict = verdict if verdict == "violated" else "holds"
            if not all(moves[moves.index(True) :]):
                verdict = "violated"
    return verdict


def _version(seen: Trials, app: str, default: str) -> Verdict:
    """The version that stands in what is pushed, and in `bare` the one that is announced.

    What `push-staged` pushes carries the version that it was staged with.
    """
    found = {
        version
        for happened in seen.of("release", "tag")
        for call in happened.mutations
        if not LATEST.search(call.target)
        for version in VERSIONS.findall(call.target)
    }
    if found - {"1.2.3"}:
        return "violated"
    if default:
        for happened in seen.of("bare"):
            announced = set(VERSIONS.findall(happened.output))
            if announced and default not in announced:
                return "violated"
    return "holds" if found and app != "push-staged" else None


def _strict(spied: list[Happened]) -> Verdict:
    """Strict at the first process that the script starts, and never tracing.

    A script that leaves strict mode later, or starts another one, is left open.
    """
    verdict: Verdict = None
    for happened in spied:
        if any("xtrace" in options.names for options in happened.options):
            return "violated"
        script = happened.options[0].shell if happened.options else 0
        top = [o for o in happened.options if o.shell == script and o.depth == 0]
        if not happened.calls or not top:
            continue
        before = [o for o in top if o.time <= happened.calls[0].time]
        if not before or not before[-1].names >= STRICT:
            return "violated"
        relaxed = any(not o.names >= STRICT for o in top[len(before) :])
        others = any(o.shell != script for o in happened.options)
        if relaxed or others:
            return None
        verdict = "holds"
    return verdict
