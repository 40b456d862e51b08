"""Reports: text for people, JSON for programs, and nothing of a repo that steers a terminal."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doctor.engine import Diagnosis, Facts, Judgement, LookedAt, diagnose, find_rules
from doctor.local import LocalEquivalent
from doctor.place import Place
from doctor.repo import BuilderCall, Repo
from doctor.report import as_json, as_text
from doctor.report.excerpt import excerpt
from doctor.report.explain import explain, overview
from doctor.report.page import Page, Styled, printable
from doctor.rule import Level, Rule
from doctor.source import Memory, Unreadable
from doctor.verdict import Evidence, Status, Verdict

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "doctor/report/schema.json").read_text())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

BAD = Place("flake.nix", 2, 3, 2, 6)
FILES = {"flake.nix": "{\n  bad = 1;\n}\n"}


def judgement(
    name: str, status: Status, level: Level = Level.REQUIRED, *evidence: Evidence, remedy: str = ""
) -> Judgement:
    rule = Rule(name, level, f"reason of {name}", f"remedy of {name}", lambda _: verdict, ())
    verdict = Verdict(status, f"summary of {name}", evidence, remedy)
    return Judgement(rule, verdict)


NO_FACTS = Facts()


def text(*judgements: Judgement, facts: Facts = NO_FACTS, **options: Any) -> str:
    return as_text.render(Diagnosis(Repo(Memory(FILES)), judgements, facts), **options)


def report(*judgements: Judgement, facts: Facts = NO_FACTS) -> Any:
    source = as_json.render(Diagnosis(Repo(Memory(FILES)), judgements, facts))
    assert source.isascii()
    found = json.loads(source)
    VALIDATOR.validate(found)
    return found


def test_a_failure_says_where_why_and_what_to_type() -> None:
    bad = judgement("x", Status.FAIL, Level.REQUIRED, Evidence(BAD, "it is bad"))
    assert text(bad, judgement("y", Status.PASS)) == (
        "example does not keep the parity contract: 1 failed of 2 required rules\n"
        "\n"
        "FAIL x (required)\n"
        "  summary of x\n"
        "  flake.nix:2:3: it is bad\n"
        "    2 |   bad = 1;\n"
        "      |   ^^^\n"
        "  why: reason of x\n"
        "  do:  remedy of x\n"
        "\n"
        "pass y: summary of y\n"
        "\n"
        "looked at 0 flakes, 0 scripts, 0 pipelines; 0 unreadable\n"
    )


def test_the_worst_comes_first() -> None:
    judgements = [
        judgement(f"{status}-{level}", status, level) for status in Status for level in Level
    ]
    heads = [line.split("-")[0] for line in text(*reversed(judgements)).split("\n")]
    labels = ("FAIL", "UNKNOWN", "pass", "n/a")
    order = [line for line in text(*reversed(judgements)).split("\n") if line.startswith(labels)]
    assert [line.split(":")[0] for line in order] == [
        "FAIL fail-required (required)",
        "UNKNOWN unknown-required (required)",
        "FAIL fail-advisory (advisory)",
        "UNKNOWN unknown-advisory (advisory)",
        "n/a  not-applicable-advisory",
        "n/a  not-applicable-required",
        "pass pass-advisory",
        "pass pass-required",
    ]
    assert "1 failed and 1 unknown of 4 required rules; 2 advisory findings" in heads[0]


@pytest.mark.parametrize(
    ("judgements", "first"),
    [
        ([judgement("a", Status.PASS)], "example keeps the parity contract: none failed of 1"),
        (
            [judgement("a", Status.UNKNOWN), judgement("b", Status.PASS)],
            "example cannot be shown to keep the parity contract: 1 unknown of 2 required rules",
        ),
        (
            [judgement("a", Status.FAIL, Level.ADVISORY), judgement("b", Status.PASS)],
            "example keeps the parity contract: none failed of 1 required rule; 1 advisory finding",
        ),
    ],
)
def test_the_first_line(judgements: list[Judgement], first: str) -> None:
    assert text(*judgements).startswith(first)


def test_evidence_is_grouped_by_place_and_limited() -> None:
    notes = [Evidence(BAD, f"note {n}") for n in range(8)]
    shown = text(judgement("x", Status.FAIL, Level.REQUIRED, *notes))
    assert shown.count("bad = 1") == 1
    assert "note 3" in shown and "note 4" not in shown and "and 4 more" in shown
    assert (
        len(report(judgement("x", Status.FAIL, Level.REQUIRED, *notes))["verdicts"][0]["evidence"])
        == 8
    )


def test_commands_and_what_was_looked_at() -> None:
    where = Place("flake.nix")
    facts = Facts(
        local_equivalents=(
            LocalEquivalent(where, None, "PUBLISH=1 nix run .#publish", "nix run .#publish"),
            LocalEquivalent(where, None, "nix run .#stage-x", None),
        ),
        looked_at=LookedAt(1, 3, 0),
        unreadable=(Unreadable("big", "is larger than 1 MiB"),),
    )
    assert text(facts=facts).endswith(
        "run it yourself:\n"
        "  nix run .#publish  # dry run; then:\n"
        "  PUBLISH=1 nix run .#publish\n"
        "  nix run .#stage-x\n"
        "\n"
        "looked at 1 flake, 3 scripts, 0 pipelines; 1 unreadable\n"
        "  big is larger than 1 MiB\n"
    )
    found = report(facts=facts)
    assert found["looked_at"] == {"flakes": 1, "scripts": 3, "pipelines": 0, "unreadable": 1}
    assert found["local_equivalents"][1] == {
        "where": {"path": "flake.nix", "line": 1, "column": 1},
        "ci": None,
        "local": "nix run .#stage-x",
        "dry_run": None,
    }


def test_a_terminal_gets_colour_and_folded_lines() -> None:
    bad = judgement("x", Status.FAIL, Level.REQUIRED, Evidence(BAD, "word " * 30))
    assert "\x1b" not in text(bad)
    assert "\x1b[1;31mFAIL\x1b[0m" in text(bad, colour=True)
    assert max(map(len, text(bad).split("\n"))) > 100
    assert max(map(len, text(bad, width=72).split("\n"))) <= 72
    assert text(bad, width=1) == text(bad, width=40)


EVIL = "\x1b[31m\x9b\u202e\u2066\r\n\t\x00\udcff"


def test_no_control_character_gets_through() -> None:
    files = {"flake.nix": f"{{ x = {EVIL!r}; \x1b]0;title\x07 \u202e }}"}
    place = Place("flake.nix", 1, 1, 1, 4)
    rule = Rule(EVIL, Level.REQUIRED, EVIL, EVIL, lambda _: verdict, ())
    verdict = Verdict(Status.FAIL, EVIL, (Evidence(place, EVIL), Evidence(Place(EVIL), EVIL)))
    facts = Facts(
        local_equivalents=(LocalEquivalent(place, EVIL, EVIL, EVIL),),
        unreadable=(Unreadable(EVIL, EVIL),),
    )
    repo = Repo(Memory(files, name=EVIL))
    diagnosis = Diagnosis(repo, (Judgement(rule, verdict),), facts)
    for shown in (as_text.render(diagnosis), explain(rule), overview([rule])):
        assert all(line.isprintable() for line in shown.split("\n"))
    assert r"\x1b[31m\x9b\u202e\u2066\r\n\t\x00\udcff" in as_text.render(diagnosis)
    found = as_json.render(diagnosis)
    assert found.isascii()
    json.loads(found)["repo"]["path"].encode()  # no lone surrogate: strict readers take it


@settings(deadline=None)
@given(st.text())
def test_printable(value: str) -> None:
    assert printable(value).isprintable()
    if value.isprintable():
        assert printable(value) == value


def test_a_page_has_no_double_gaps() -> None:
    page = Page()
    page.gap()
    page.line("a ")
    page.gap()
    page.gap()
    page.paragraph(Styled("bold", "b: "), "")
    assert str(page) == "a\n\nb:\n"


@pytest.mark.parametrize(
    ("line", "column", "end", "shown", "marks"),
    [
        ("abc", 2, 3, "abc", " ^"),
        ("\tx\ty = 1;", 4, 9, "    x   y = 1;", "        ^^^^^"),
        ("a\tb", 2, 3, "a   b", " ^^^"),
        ("日本 x", 4, 5, "日本 x", "     ^"),
        ("e\u0301 x", 4, 5, "e\u0301 x", "  ^"),
        ("\x1b x", 3, 4, "\\x1b x", "     ^"),
        ("abc\r", 1, 4, "abc", "^^^"),
        ("abc", 3, 99, "abc", "  ^"),
        ("abc", 2, 2, "abc", " ^"),
        ("abc", 99, 100, "abc", "   ^"),
        ("", 1, 2, "", "^"),
    ],
)
def test_the_underline_stands_below_the_place(
    line: str, column: int, end: int, shown: str, marks: str
) -> None:
    found = excerpt(Memory({"f": f"first\n{line}\nlast"}), Place("f", 2, column, 2, end))
    assert found == (shown, marks)


def test_a_very_long_line_is_cut_around_the_place() -> None:
    line = "x" * 5000 + "HERE" + "y" * 5000
    found = excerpt(Memory({"f": line}), Place("f", 1, 5001, 1, 5005))
    assert found and len(found.line) == 102
    assert found.line.startswith("…x") and found.line.endswith("y…")
    start = found.marks.index("^")
    assert found.line[start : len(found.marks)] == "HERE"


def test_places_that_have_no_excerpt() -> None:
    source = Memory({"f": "one\ntwo"})
    assert excerpt(source, Place("f")) is None
    assert excerpt(source, Place("f", 9, 1, 9, 2)) is None
    assert excerpt(source, Place("missing", 1, 1, 1, 2)) is None
    assert excerpt(source, Place("f", 1, 2, 2, 2)) == ("one", " ^^")
    assert excerpt(source, Place("f", 1, 1, 1, 2)) == ("one", "^")


def test_json_of_a_verdict() -> None:
    bad = judgement("x", Status.FAIL, Level.ADVISORY, Evidence(BAD, "note"), remedy="type this")
    good = judgement("y", Status.PASS)
    found = report(bad, good)
    assert found["ok"] is True
    assert found["verdicts"] == [
        {
            "rule": "x",
            "level": "advisory",
            "status": "fail",
            "summary": "summary of x",
            "remedy": "type this",
            "evidence": [
                {
                    "path": "flake.nix",
                    "line": 2,
                    "column": 3,
                    "end_line": 2,
                    "end_column": 6,
                    "note": "note",
                }
            ],
            "waivers": [],
        },
        {
            "rule": "y",
            "level": "required",
            "status": "pass",
            "summary": "summary of y",
            "remedy": "",
            "evidence": [],
            "waivers": [],
        },
    ]
    assert report(judgement("x", Status.UNKNOWN))["verdicts"][0]["remedy"] == "remedy of x"
    assert report(judgement("x", Status.UNKNOWN))["ok"] is False


def arguments(**given: object) -> Any:
    call = BuilderCall("mkHelmPublish", "helm-chart", tuple(sorted(given.items())), None, BAD)
    return report(facts=Facts(archetypes=(call,)))["archetypes"][0]["arguments"]


def test_arguments_are_literal_or_null() -> None:
    literals = {"a": "text", "b": 1, "c": 1.5, "d": True, "e": None}
    assert arguments(**literals) == literals
    assert arguments(a=("x", (1, None))) == {"a": ["x", [1, None]]}
    assert arguments(a=float("inf"), b=float("nan"), c=object()) == {
        "a": None,
        "b": None,
        "c": None,
    }


def test_an_argument_that_has_no_end_is_cut() -> None:
    shared: object = "x"
    for _ in range(200):
        shared = (shared, shared)
    assert len(json.dumps(arguments(a=shared))) < 2_000_000
    assert arguments(a="x" * 200_000, b="y") == {"a": None, "b": None}


@pytest.mark.parametrize(
    "fixture", sorted(path for path in (ROOT / "tests/fixtures").glob("*/*") if path.is_dir())
)
def test_reports_of_the_fixtures(fixture: Path) -> None:
    from doctor.source import WorkTree

    def render() -> tuple[str, str]:
        diagnosis = diagnose(Repo(WorkTree(str(fixture))), find_rules())
        return as_json.render(diagnosis), as_text.render(diagnosis)

    first = render()
    assert render() == first
    found = json.loads(first[0])
    VALIDATOR.validate(found)
    rules = [verdict["rule"] for verdict in found["verdicts"]]
    assert rules == sorted(rules)
    assert "archetype-declared" in rules
    assert str(ROOT) not in "".join(first).replace(str(fixture), "")


def test_the_schema_is_strict() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    found = report(judgement("x", Status.FAIL, Level.REQUIRED, Evidence(BAD, "")))
    found["more"] = 1
    assert not VALIDATOR.is_valid(found)

    def objects(schema: Any) -> Any:
        if isinstance(schema, dict):
            if schema.get("type") == "object" and "properties" in schema:
                yield schema
            for part in schema.values():
                yield from objects(part)

    for schema in objects(SCHEMA):
        assert schema["additionalProperties"] is False
        assert sorted(schema["required"]) == sorted(schema["properties"])


def test_what_cannot_be_known_for_one_reason_is_said_once() -> None:
    repo = Repo(Memory({"README.md": "# A repo without a flake\n"}))
    shown = as_text.render(diagnose(repo, find_rules()))
    assert shown.count("flake.nix:1:1: there is no flake.nix") == 2  # required, and advisory
    [required, advisory] = [line for line in shown.splitlines() if line.startswith("UNKNOWN")]
    assert "dev-tag-guard, dry-run-default" in required
    assert required.endswith("(required)") and advisory.endswith("(advisory)")
