"""Pipelines that were changed at random: every rule, both reports and `simulate` have an answer.

A longer run: `pytest tests/woodpecker/test_fuzz.py --hypothesis-profile=long`.
"""

from hypothesis import given
from hypothesis import strategies as st

from doctor.engine import diagnose, find_rules
from doctor.repo import Repo
from doctor.report import as_json, as_text
from doctor.simulate_ci import as_json as simulated_json
from doctor.simulate_ci import case_of, show, simulate_ci
from doctor.source import Memory
from doctor.verdict import Status
from tests.woodpecker.recorded import recorded

RULES = find_rules()
SEEDS = sorted(
    {case["text"] for case in recorded("pipelines.json")}
    | {
        f"steps: [{{name: a, image: b}}]\nwhen: {case['when']}"
        for case in recorded("when.json")[1:]
    }
    | {
        text
        for rule in RULES
        for example in rule.examples
        for path, text in example.files.items()
        if "woodpecker" in path and isinstance(text, str)
    }
)
FLAKE = '{ outputs = { self }: { apps.s.publish = { type = "app"; program = "${self}/p"; }; }; }'
TOKENS = [
    "${X}", "${CI_COMMIT_TAG}", "${CI_COMMIT_MESSAGE##x}", "${X:-${Y}}", "${", "$$", "\\", "}",
    "{", "[", "]", "'", '"', "|", ">", "- ", ": ", "\n", "\n  ", "\n      ", "#", "&a ", "*a",
    "<<: *a", "- <<: *a", "!x ", "from_secret", "{from_secret: t}", "when: ", "event: ",
    "include: ",
    "exclude: ", "evaluate: ", "matrix: ", "push", "pull_request", "**", "{a,b}", "\ue000", "\t",
    "environment: ", "settings: ", "commands: ", "steps: ", "name: a", "image: b", "é", "😀", "\r",
    "---\n", "null", "true", "1", "nix run .#publish", "PUBLISH=1 nix run .#publish", "<<EOF",
    "curl -u $T https://a/v2/", "set -x", "echo $T", "cat", "entrypoint: ", "depends_on: ", ",",
]  # fmt: skip


@st.composite
def pipelines(draw: st.DrawFn) -> str:
    """A pipeline, some of its characters cut, doubled, moved or replaced by a token."""
    text: str = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 20)))
        piece = draw(st.sampled_from(["", text[start:end] * 2, *TOKENS]))
        to = draw(st.sampled_from([start, end]))
        text = text[:to] + piece + text[end:]
    return text


@given(pipelines(), st.sampled_from(["push", "pull_request", "tag", "manual"]))
def test_no_pipeline_crashes_the_doctor(text: str, event: str) -> None:
    files = {"flake.nix": FLAKE, "p": "#!/bin/sh\ncurl -T x https://a/v2/\n"}
    repo = Repo(Memory({**files, ".woodpecker.yaml": text}))
    for rule in RULES:
        assert rule.check(repo).status in Status
    diagnosis = diagnose(repo, RULES)
    assert as_text.render(diagnosis, colour=True, width=80)
    assert as_json.render(diagnosis)
    case = case_of(event, None, None)
    steps = list(simulate_ci(repo, case))
    assert show(repo, case, steps).startswith("CI on ")
    assert simulated_json(repo, case, steps)
