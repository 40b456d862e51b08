"""The pre-receive hook: reads the updates of a push, judges the pushed revisions, says yes or no.

The protocol is that of githooks(5): a line `old new ref` for each ref, in the bare repository,
whose new objects are found through the environment; an exit status that is not 0 refuses the push.

The judging is done by a child, so that neither a crash nor a hang of it can let a push through
that nobody decided on. Nothing is taken from the pushed repo but what is judged.
"""

import gc
import json
import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from doctor import __version__
from doctor.arguments import WrongQuestion, parse
from doctor.isolation import Died, Late, isolated
from doctor.policy import BadPolicy, Policy
from doctor.record import NamedTuple
from doctor.report.as_remote import Finding, Outcome, screen

if TYPE_CHECKING:
    from doctor.engine import Judgement
    from doctor.revision import Objects

BESIDE = os.path.join("hooks", "pipeline-doctor.toml")
"""Where the policy lies in a repository, if none is named."""
ALIVE = "refs/pipeline-doctor/alive"
"""A ref whose deletion asks whether the hook is alive; no repository has it."""


class Update(NamedTuple):
    """One ref of a push; an id of zeros only says that there is no such ref, before or after."""

    old: str
    new: str
    ref: str

    @property
    def deletes(self) -> bool:
        return not self.new.strip("0")

    @property
    def creates(self) -> bool:
        return not self.old.strip("0")


def main(argv: Sequence[str]) -> int:
    """Runs the hook on stdin, or checks where it is installed; gives the exit status."""
    given = parse(argv, valued=("--policy",), flags=("--strict", "--check-install"))
    if given.has("--check-install"):
        from doctor.install import check_install

        return check_install(given.words)
    if given.words:
        raise WrongQuestion("pre-receive takes no repo: git tells it where it is")
    status, text = 1, ""
    try:
        status, text = _decide(given.last("--policy"), given.has("--strict"))
    except BadPolicy as error:
        text = screen([], "refused", str(error))
    except Exception as error:
        from doctor.engine import describe

        text = screen([], "refused", f"internal error: {describe(error)}")
    _say(text)
    return status


def _decide(policy_file: str, strict: bool) -> tuple[int, str]:
    """The exit status, and what to tell the pusher."""
    policy = _policy(policy_file)
    updates = updates_of(sys.stdin.buffer.read())
    if [update.ref for update in updates] == [ALIVE]:
        return 0, f"pipeline-doctor {__version__} guards this repository\n"
    if os.environ.get("GITEA_REPO_IS_WIKI") == "true":
        return 0, ""
    judged = [one for one in updates if not one.deletes and policy.judges(one.ref)]
    if not judged:
        return 0, ""
    policy = policy._replace(strict=policy.strict or strict)
    outcomes: list[Outcome] = []
    refused, why = False, ""
    try:
        outcomes = _decode(isolated(lambda: _encode(audit(judged, policy)), policy.budget))
    except Late:
        refused = policy.on_timeout == "refuse"
        why = f"not judged within {policy.budget:g} s"
    except Died as error:
        refused = policy.on_error == "refuse"
        why = f"internal error: {error}"
    if any(one.crashed for one in outcomes):
        refused = policy.on_error == "refuse"
        why = "internal error: a rule crashed"
    if any(one.worse for one in outcomes):
        refused = True
    if refused and policy.warns_only:
        return 0, screen(outcomes, f"accepted, but refused from {policy.warn_only_until} on", why)
    said = bool(why) or any(one.says_something for one in outcomes)
    decision = "refused" if refused else "accepted"
    return int(refused), screen(outcomes, decision, why) if said else ""


def updates_of(data: bytes) -> list[Update]:
    """The updates that git names; raises ValueError for a line that is none."""
    found = []
    for line in data.decode("utf-8", "surrogateescape").split("\n"):
        if line:
            old, new, ref = line.split(" ", 2)
            if len(old) != len(new) or not {*old, *new} <= {*"0123456789abcdef"}:
                raise ValueError("git names no ids of objects")
            found.append(Update(old, new, ref))
    return found


def audit(updates: Iterable[Update], policy: Policy) -> list[Outcome]:
    """What each update would do to the verdicts; equal trees are judged once."""
    from contextlib import closing

    from doctor.revision import Objects

    gc.enable()  # a push may have many refs
    with closing(Objects(os.environ.get("GIT_DIR", "."))) as objects:
        head = objects.find("HEAD^{commit}")
        court = _Court(objects, policy, head.oid if head else "")
        return [court.outcome(update) for update in updates]


class _Court:
    """Judges the revisions of one push."""

    def __init__(self, objects: "Objects", policy: Policy, head: str) -> None:
        from doctor.engine import find_rules

        self._objects = objects
        self._policy = policy
        self._head = head
        self._rules = find_rules()
        self._known: dict[str, tuple[Judgement, ...]] = {}

    def outcome(self, update: Update) -> Outcome:
        """What is worse than before, or than on the default branch for a new ref."""
        new = self._judged(update.new)
        if new is None:
            finding = Finding("revision", "fail", "it is no commit, so nothing can be judged")
            return Outcome(update.ref, update.new, (finding,))
        found = [one for one in new if self._counts(one)]
        waived = {waiver for one in new for waiver in one.verdict.waivers}
        base = None
        if found or waived:
            before = self._head if update.creates else update.old
            base = self._judged(before) if before else None
        if base is not None:
            waived -= {waiver for one in base for waiver in one.verdict.waivers}
        worse = found
        if base is not None and not self._policy.strict:
            was = {one.rule.name for one in base if one.is_open and not one.verdict.crashed}
            worse = [one for one in found if one.rule.name not in was]
        return Outcome(
            update.ref,
            update.new,
            tuple(map(_finding, worse)),
            len(found) - len(worse),
            tuple(
                f"{one.rule} for {one.path or one.app} until {one.expires}: {one.reason}"
                for one in sorted(waived)
            ),
        )

    def _counts(self, judgement: "Judgement") -> bool:
        rules = self._policy.rules
        rule = judgement.rule
        asked = rule.level == "required" if rules is None else rule.name in rules
        return asked and judgement.is_open

    def _judged(self, rev: str) -> "tuple[Judgement, ...] | None":
        """What the rules say of a revision; None if it has no files."""
        from doctor.engine import diagnose
        from doctor.repo import Repo
        from doctor.revision import Revision
        from doctor.source import NoSuchRepo

        try:
            source = Revision(self._objects, rev, "the push")
        except NoSuchRepo:
            return None
        if source.tree not in self._known:
            diagnosis = diagnose(Repo(source), self._rules, self._policy.mandatory)
            self._known[source.tree] = diagnosis.judgements
        return self._known[source.tree]


def _finding(judgement: "Judgement") -> Finding:
    rule, verdict = judgement
    place = str(verdict.evidence[0].place) if verdict.evidence else ""
    remedy = verdict.remedy or rule.remedy
    return Finding(rule.name, str(verdict.status), verdict.summary, place, remedy, verdict.crashed)


def _encode(outcomes: list[Outcome]) -> bytes:
    return json.dumps(outcomes).encode()


def _decode(data: bytes) -> list[Outcome]:
    return [
        Outcome(ref, commit, tuple(Finding(*one) for one in findings), standing, tuple(waived))
        for ref, commit, findings, standing, waived in json.loads(data)
    ]


def _policy(named: str) -> Policy:
    """The policy that is named, else the one beside the hook, else ours."""
    path = named or os.path.join(os.environ.get("GIT_DIR", "."), BESIDE)
    if not named and not os.path.lexists(path):
        return Policy()
    from doctor.engine import rule_names
    from doctor.policy import read_policy

    return read_policy(path, (*rule_names(), "waivers"))


def _say(text: str) -> None:
    """Prints for whoever pushed; what they get to read must not change the decision."""
    try:
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
