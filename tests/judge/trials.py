"""All the runs of a script that its verdicts are drawn from."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from tests.judge import scenarios
from tests.judge.corpus import Script
from tests.judge.sandbox import Happened, Sandbox
from tests.judge.scenarios import Run, World

NAMED = {"REGISTRY_TOKEN", "PUBLISH", "VERSION", "CI_COMMIT_TAG"}
"""The contract's variables: where a scenario does not name them they are not set."""
SHELL = re.compile(r"BASH.*|PATH|HOME|IFS|PWD|OLDPWD|OPTARG|OPTIND|PS\d|REPLY|TMPDIR|LANG|SECONDS")
READ = re.compile(r"\$\{?[!#]?([A-Z_][A-Z0-9_]*)|-v ([A-Z_][A-Z0-9_]*)")
VALUES = ("1", "true", "0", "")
MOST_ALONE = 5
MOST_COMPARED = 4
MOST_FAILURES = 7


class Trials(NamedTuple):
    """What a script did; `forms` are the ways to ask for a publish that it offers."""

    happened: list[Happened]
    spied: list[Happened]
    forms: list[str]

    def of(self, *names: str) -> list[Happened]:
        """The runs of some scenarios, in the forms that are offered or in none."""
        return [
            happened
            for happened in self.happened
            if happened.run.scenario in names and happened.run.form in ("", *self.forms)
        ]


def trials(script: Script, sandbox: Sandbox) -> Trials:
    """Runs a script in every scenario, with unknown variables set, and with tools that fail."""

    def run_all(runs: Iterable[Run]) -> list[Happened]:
        return [sandbox.run(run) for run in runs]

    unknowns = _unknowns(script)
    everything = [dict.fromkeys(unknowns, value) for value in VALUES] if unknowns else []
    alone = [
        {name: value}
        for name in unknowns[:MOST_ALONE]
        for value in [*(("1", "true") if len(unknowns) > 1 else ()), *_compared(script, name)]
    ]

    releases = [scenarios.release(form) for form in ("env", "flag")]
    happened = run_all(releases)
    forms = [h.run.form for h in happened if h.mutations]
    if not forms:
        happened += run_all(run.under(unknown) for run in releases for unknown in everything)
        forms = sorted({h.run.form for h in happened if h.mutations})
    asked = forms or ["env"]

    plain = scenarios.bare()
    for form in asked:
        plain += scenarios.publishing(form)
        if script.app == "publish-index":
            plain += scenarios.missing_arch(form)
    runs = list(plain)
    often = [
        run
        for run in plain
        if run.world in (World(), World(down=True)) or run.scenario == "no-token"
    ]
    first = scenarios.release(asked[0])
    dev = next(run for run in plain if run.scenario == "dev")
    runs += [run.under(unknown) for run in often for unknown in everything[:1]]
    runs += [
        run.under(unknown) for run in (plain[0], first, dev) for unknown in [*everything, *alone]
    ]
    for form in asked:
        base = next(h for h in happened if h.run.form == form and not h.run.perturbed)
        calls = len([call for call in base.calls if call.tool in sandbox.stubs])
        runs += [
            scenarios.release(form).where(World(fail_at=nth))
            for nth in range(1, min(calls, MOST_FAILURES) + 1)
        ]
        runs.append(scenarios.release(form).where(World(fail_mutations=True)))
    runs += [run.where(World(fail_at=nth)) for run in (plain[0], dev) for nth in (1, 2, 3)]
    happened += run_all(runs)

    spying = [plain[0], *(scenarios.release(form) for form in asked), dev]
    spying += [run.under(unknown) for run in spying[:2] for unknown in everything[:2]]
    spying += [first.under(unknown) for unknown in alone]
    spied = [sandbox.run(run, spied=True) for run in spying]
    return Trials(happened, spied, forms)


def _unknowns(script: Script) -> list[str]:
    """The variables that the environment may give a value: read with a default or never set."""
    text = "\n".join(script.files.values())
    names = {first or second for first, second in READ.findall(text)}
    return sorted(
        name
        for name in names - NAMED
        if not SHELL.fullmatch(name)
        and (
            re.search(rf"\$\{{{name}:?[-+=?]|-v {name}\b", text)
            or not re.search(rf"\b{name}\+?=|\b(read|for)\b[^\n]*\b{name}\b|-v {name}\b", text)
        )
    )


def _compared(script: Script, name: str) -> list[str]:
    """The texts that a script compares a variable with."""
    text = "\n".join(script.files.values())
    found = set(re.findall(rf"\b{name}\b[^\n=]*==? *\"?(\w+)", text))
    for body in re.findall(rf"\bcase [^\n]*\b{name}\b[^\n]* in\b(.*?)\besac\b", text, re.DOTALL):
        found |= set(re.findall(r"(\w+)\"?(?= *[|)])", body))
    return sorted(found - set(VALUES))[:MOST_COMPARED]
