"""The engine: which rules there are, and that nothing fails silently."""

from collections.abc import Callable
from pathlib import Path

import pytest

from doctor.engine import Judgement, NoRules, diagnose, find_rules, judge, ok
from doctor.place import Place
from doctor.repo import Repo
from doctor.rule import Level, Rule
from doctor.source import Memory
from doctor.verdict import Evidence, Status, Verdict, failed, passed

GOOD = """
from doctor.rule import Level, Rule
from doctor.verdict import passed

RULE = Rule("{name}", Level.ADVISORY, "why", "do", lambda repo: passed("fine"), ())
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """`folder(file=text, …)`: the name of a package of rules that holds these files."""
    monkeypatch.syspath_prepend(tmp_path)

    def make(**files: str) -> str:
        package = f"rules_of_{tmp_path.name}".replace("-", "_")
        (tmp_path / package).mkdir()
        for name, text in {"__init__": "", **files}.items():
            (tmp_path / package / f"{name}.py").write_text(text)
        return package

    return make


def rule(name: str, check: Callable[[Repo], Verdict], level: Level = Level.REQUIRED) -> Rule:
    return Rule(name, level, "why", "do", check, ())


def ask(check: Callable[[Repo], Verdict]) -> Verdict:
    repo = Repo(Memory({}))
    before = rule("a-before", lambda _: passed("fine"))
    after = rule("c-after", lambda _: passed("fine"))
    judgements = judge(repo, [before, rule("b-asked", check), after])
    assert judgements[0].verdict == judgements[2].verdict == passed("fine")
    return judgements[1].verdict


def test_rules_are_the_files_of_the_folder_sorted(folder: Callable[..., str]) -> None:
    package = folder(zebra=GOOD.format(name="zebra"), an_ant=GOOD.format(name="an-ant"))
    assert [found.name for found in find_rules(package)] == ["an-ant", "zebra"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("def f(:", "SyntaxError"),
        ("import no_such_module", "ModuleNotFoundError in {package}/broken_rule.py:1"),
        ("\n1 / 0", "ZeroDivisionError in {package}/broken_rule.py:2: division by zero"),
        ("import sys; sys.exit(0)", "SystemExit in {package}/broken_rule.py:1: 0"),
        ("RULE = 1", "TypeError"),
        ("", "AttributeError"),
        (GOOD.format(name="another-name"), "RULE is no Rule of the name broken-rule"),
    ],
)
def test_a_file_that_gives_no_rule_has_a_voice(
    folder: Callable[..., str], text: str, said: str
) -> None:
    package = folder(broken_rule=text, good=GOOD.format(name="good"))
    judgements = judge(Repo(Memory({})), find_rules(package))
    assert [judgement.rule.name for judgement in judgements] == ["broken-rule", "good"]
    verdict = judgements[0].verdict
    assert verdict.status == Status.UNKNOWN
    assert "broken-rule" in verdict.summary
    assert said.format(package=package) in verdict.summary
    assert str(Path(__file__).parent) not in verdict.summary
    assert judgements[1].verdict.status == Status.PASS
    assert not ok(judgements)


def test_no_rules_at_all_is_an_error(folder: Callable[..., str]) -> None:
    package = folder()
    with pytest.raises(NoRules):
        find_rules(package)


def test_a_crash_is_a_verdict_that_names_it() -> None:
    def crash(repo: Repo) -> Verdict:
        return repo.source.read(3)

    verdict = ask(crash)
    assert verdict.status == Status.UNKNOWN
    assert verdict.summary.startswith(
        "the rule b-asked crashed: AttributeError in doctor/source.py:"
    )
    line = int(verdict.summary.split("doctor/source.py:")[1].split(":")[0])
    source = (Path(__file__).parent.parent / "doctor/source.py").read_text().split("\n")
    assert '.startswith("/")' in source[line - 1]


def test_whatever_a_rule_dies_of() -> None:
    def endless(repo: Repo) -> Verdict:
        return endless(repo)

    def throw(error: BaseException) -> Callable[[Repo], Verdict]:
        def check(_: Repo) -> Verdict:
            raise error

        return check

    assert "RecursionError" in ask(endless).summary
    assert "MemoryError" in ask(throw(MemoryError())).summary
    assert "SystemExit" in ask(throw(SystemExit(0))).summary
    long = ask(throw(ValueError("a\nb" * 1000))).summary
    assert len(long) < 300 and "\n" not in long
    with pytest.raises(KeyboardInterrupt):
        ask(throw(KeyboardInterrupt()))


def test_an_answer_that_is_no_verdict_is_unknown() -> None:
    verdict = ask(lambda _: None)
    assert verdict.status == Status.UNKNOWN
    assert "no Verdict but NoneType" in verdict.summary


def test_the_same_evidence_counts_once() -> None:
    twice = [Evidence(Place("f"), "x"), Evidence(Place("f"), "x"), Evidence(Place("g"), "x")]
    assert ask(lambda _: failed("bad", *twice)).evidence == (twice[0], twice[2])


@pytest.mark.parametrize(
    ("level", "status", "expected"),
    [
        (Level.REQUIRED, Status.PASS, True),
        (Level.REQUIRED, Status.NOT_APPLICABLE, True),
        (Level.REQUIRED, Status.FAIL, False),
        (Level.REQUIRED, Status.UNKNOWN, False),
        (Level.ADVISORY, Status.FAIL, True),
        (Level.ADVISORY, Status.UNKNOWN, True),
    ],
)
def test_required_rules_decide(level: Level, status: Status, expected: bool) -> None:
    fine = Judgement(rule("fine", lambda _: passed("")), passed(""))
    other = Judgement(rule("other", lambda _: passed(""), level), Verdict(status, ""))
    assert ok([fine, other]) is expected


def test_facts_that_crash_are_one_verdict_more(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(_: Repo) -> None:
        raise KeyError("lost")

    monkeypatch.setattr(Repo, "scripts", property(crash))
    fine = rule("fine", lambda _: passed("fine"))
    diagnosis = diagnose(Repo(Memory({"flake.nix": "{ outputs = _: { }; }"})), [fine])
    assert [judgement.rule.name for judgement in diagnosis.judgements] == ["fine", "report"]
    assert "KeyError" in diagnosis.judgements[1].verdict.summary
    assert not ok(diagnosis.judgements)
    assert diagnosis.facts.apps_complete is False
