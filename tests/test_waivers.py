"""Waivers: what they cover, what they cannot, and what is said of them."""

import json
import time
from collections.abc import Callable, Sequence
from datetime import date

import pytest

from doctor.engine import Diagnosis, diagnose, find_rules, ok
from doctor.place import Place
from doctor.repo import Repo
from doctor.report import as_json, as_text
from doctor.rule import Level, Rule
from doctor.source import Link, Memory
from doctor.verdict import Evidence, Status, Verdict, failed, passed, unknown

LEAKS = '#!/bin/sh\nset -eu\necho "$REGISTRY_TOKEN"\n'
FINE = "#!/bin/sh\nset -eu\necho fine\n"
UNCLEAR = '#!/bin/sh\nset -eu\n. "$SOMEWHERE"\n'


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("doctor.waivers.today", lambda: date(2026, 6, 15))


def waiver(rule: str = "token-never-printed", **fields: str) -> str:
    given = {"app": '"a"', "reason": '"legacy"', "expires": "2026-06-15", **fields}
    rows = "".join(f"{name} = {value}\n" for name, value in given.items() if value)
    return f'[[waiver]]\nrule = "{rule}"\n{rows}'


def apps(**scripts: str) -> dict[str, str]:
    """A repo with an app for each script."""
    each = "".join(
        f'    apps.x86_64-linux.{name} = {{ type = "app"; program = "${{self}}/{name}.sh"; }};\n'
        for name in scripts
    )
    flake = f"{{\n  outputs = {{ self }}: {{\n{each}  }};\n}}\n"
    return {"flake.nix": flake, **{f"{name}.sh": text for name, text in scripts.items()}}


def about(
    files: dict[str, str], toml: str | Link, rule: str = "token-never-printed"
) -> tuple[Status, bool, str]:
    """How a rule ends, whether it is waived, and what is said of the waivers."""
    source = Memory({**files, ".pipeline-doctor.toml": toml})
    found = {one.rule.name: one for one in diagnose(Repo(source), find_rules()).judgements}
    one, waivers = found[rule], found["waivers"]
    assert waivers.rule.level == Level.REQUIRED
    said = "" if waivers.verdict.status == Status.PASS else waivers.verdict.summary
    assert bool(said) == waivers.is_open
    return one.verdict.status, not one.is_open, said


def test_an_app_or_the_path_of_its_script_is_waived() -> None:
    files = apps(a=LEAKS, b=FINE)
    assert about(files, "") == (Status.FAIL, False, "")
    assert about(files, waiver()) == (Status.FAIL, True, "")
    assert about(files, waiver(app="", path='"a.sh"')) == (Status.FAIL, True, "")


def test_what_lies_elsewhere_still_counts() -> None:
    both = apps(a=LEAKS, b=LEAKS + "exit\n")
    for fields in ({}, {"app": "", "path": '"a.sh"'}):
        assert about(both, waiver(**fields)) == (Status.FAIL, False, "")
        two = waiver(**fields) + waiver(app='"b"')
        assert about(both, two) == (Status.FAIL, True, "")


def test_a_failure_does_not_hide_a_doubt_about_another_app() -> None:
    for fields in ({}, {"app": "", "path": '"a.sh"'}):
        assert about(apps(a=LEAKS, b=UNCLEAR), waiver(**fields)) == (Status.FAIL, False, "")


CI = """\
steps:
  - name: leak
    image: debian
    environment:
      REGISTRY_TOKEN: { from_secret: registry_token }
    commands:
      - echo "$REGISTRY_TOKEN"
"""


def test_nor_does_a_failure_of_ci() -> None:
    toml = waiver(app="", path='".woodpecker.yaml"')
    for script, waived in ((FINE, True), (UNCLEAR, False), (LEAKS, False)):
        files = {**apps(a=script), ".woodpecker.yaml": CI}
        assert about(files, toml) == (Status.FAIL, waived, "")
    two = {**apps(a=FINE), ".woodpecker/a.yaml": CI, ".woodpecker/b.yaml": CI}
    assert about(two, toml.replace(".woodpecker.yaml", ".woodpecker/a.yaml")) == (
        Status.FAIL, False, "",
    )  # fmt: skip


def test_a_doubt_can_be_waived() -> None:
    assert about(apps(a=UNCLEAR), waiver()) == (Status.UNKNOWN, True, "")


def test_a_rule_that_is_about_no_app() -> None:
    toml = waiver("consumes-parity-lib", app="", path='"flake.nix"')
    assert about(apps(a=FINE), toml, "consumes-parity-lib") == (Status.FAIL, True, "")


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        (waiver(expires="2026-06-14"), "the waiver of token-never-printed expired on 2026-06-14"),
        (waiver("no-such-rule"), "there is no rule 'no-such-rule'"),
        (waiver(app='"b"'), "nothing is there that the waiver of token-never-printed is for"),
        (waiver(app='"z"'), "nothing is there that the waiver of token-never-printed is for"),
        (waiver(app="", path='"b.sh"'), "nothing is there that"),
        (waiver("token-off-argv"), "nothing is there that the waiver of token-off-argv is for"),
        (waiver("waivers"), "there is no rule 'waivers'"),
        (waiver(reason=""), "a waiver needs a text as reason"),
        (waiver(reason='" "'), "a waiver needs a text as reason"),
        (waiver(reason="1"), "a waiver needs a text as reason"),
        (waiver(expires=""), "a waiver needs a date as expires"),
        (waiver(expires='"never"'), "a waiver needs a date as expires"),
        (waiver(expires="2026-12-31T00:00:00"), "a waiver needs a date as expires"),
        (waiver(app=""), "a waiver is for one path or one app"),
        (waiver(path='"a.sh"'), "a waiver is for one path or one app"),
        (waiver(until="1"), "a waiver has no 'until'"),
        ("waiver = 1", "a waiver is written below [[waiver]]"),
        ("waiver = [1]", "a waiver is a table"),
        ("waivers = []", "'waivers' is unknown"),
        ("[[waiver]", "is no TOML of waivers"),
        ("a = " + "[" * 900, "is no TOML of waivers"),
        ("a" + ".a" * 30_000 + " = 1", "it is too large"),
        ("#\n" * 40_000, "it is too large"),
        (Link("/etc/passwd"), "leads out of the repo"),
        (Link("nothing"), "is a link that leads nowhere"),
    ],
)
def test_a_waiver_that_does_not_count_is_a_finding(toml: str | Link, said: str) -> None:
    start = time.monotonic()
    status, waived, about_it = about(apps(a=LEAKS, b=FINE), toml)
    assert (status, waived) == (Status.FAIL, False)
    assert said in about_it
    assert time.monotonic() - start < 10


def test_many_long_names_are_soon_read() -> None:
    start = time.monotonic()
    about(apps(a=FINE), ("a" + ".a" * 490 + " = 1\n") * 60)
    assert time.monotonic() - start < 10


def test_a_bad_waiver_does_not_spoil_the_good_ones() -> None:
    files = apps(a=LEAKS)
    status, waived, said = about(files, waiver("no-such-rule") + waiver())
    assert (status, waived) == (Status.FAIL, True)
    assert "no-such-rule" in said


def diagnosis(
    check: Callable[[Repo], Verdict], toml: str, mandatory: Sequence[str] = ()
) -> Diagnosis:
    rule = Rule("asked", Level.REQUIRED, "why", "do", check, ())
    repo = Repo(Memory({".pipeline-doctor.toml": toml}))
    return diagnose(repo, [rule], frozenset(mandatory))


def test_a_crash_cannot_be_waived() -> None:
    def crash(_: Repo) -> Verdict:
        raise KeyError("f")

    found = diagnosis(crash, waiver("asked", app="", path='"f"')).judgements
    assert found[0].is_open and not ok(found)
    assert found[1].verdict.status == Status.FAIL


def test_nor_can_one_that_only_shows_when_the_rule_is_asked_again() -> None:
    times = []

    def check(_: Repo) -> Verdict:
        times.append(1)
        if len(times) > 1:
            raise KeyError("f")
        return failed("bad", Evidence(Place("f"), "bad"))

    assert not ok(diagnosis(check, waiver("asked", app="", path='"f"')).judgements)


def test_a_finding_without_evidence_cannot_be_waived_for_a_path() -> None:
    found = diagnosis(lambda _: unknown("who knows"), waiver("asked", app="", path='"f"'))
    assert found.judgements[0].is_open


def test_a_mandatory_rule_cannot_be_waived() -> None:
    bad = failed("bad", Evidence(Place("f"), "bad"))
    toml = waiver("asked", app="", path='"f"')
    assert ok(diagnosis(lambda _: bad, toml).judgements)
    found = diagnosis(lambda _: bad, toml, mandatory=["asked"]).judgements
    assert [one.is_open for one in found] == [True, True]
    assert "the server does not let asked be waived" in found[1].verdict.summary


def test_where_no_waivers_are_nothing_is_said_of_them() -> None:
    rule = Rule("asked", Level.REQUIRED, "why", "do", lambda _: passed("fine"), ())
    assert len(diagnose(Repo(Memory({})), [rule]).judgements) == 1


def test_waivers_in_the_reports() -> None:
    bad = failed("it is bad", Evidence(Place("f"), "bad"))
    found = diagnosis(lambda _: bad, waiver("asked", app="", path='"f"', reason='"till \\u001b"'))
    text = as_text.render(found)
    assert text.startswith(
        "example keeps the parity contract: none failed of 2 required rules; 1 waived\n"
    )
    assert "waived asked: it is bad\n  f until 2026-06-15: till \\x1b\n" in text
    assert '"status": "fail"' in as_json.render(found)
    report = json.loads(as_json.render(found))
    assert report["ok"] is True
    assert report["verdicts"][0]["waivers"] == [
        {"path": "f", "app": None, "reason": "till \x1b", "expires": "2026-06-15"}
    ]


def test_a_waiver_is_shown_where_it_stands() -> None:
    toml = "# ours\n\n" + waiver("no-such-rule") + "\n" + waiver("other-rule")
    evidence = diagnosis(lambda _: passed("x"), toml).judgements[1].verdict.evidence
    assert [one.place.line for one in evidence] == [3, 9]
