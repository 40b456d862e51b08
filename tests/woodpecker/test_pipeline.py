"""The model holds what the server's own reader finds, and refuses what it refuses."""

import re
from typing import Any

import pytest

from doctor.source import Link, Memory
from doctor.woodpecker.commands import script
from doctor.woodpecker.pipeline import read
from doctor.woodpecker.workflow import Workflow
from tests.woodpecker.recorded import recorded

STEPS = "steps:\n  - name: a\n    image: x\n"
GONE = ("pipeline:", "secrets:")
"""What servers before 3.0 read: here it is read all the same."""


def held(workflow: Workflow, number: int) -> list[str]:
    return sorted([held.secret for held in workflow.steps[number].secrets])


@pytest.mark.parametrize("case", recorded("pipelines.json"), ids=lambda case: repr(case["text"]))
def test_model(case: dict[str, Any]) -> None:
    text = case["text"]
    workflow = Workflow("x.yaml", text)
    assert bool(workflow.refused) == ("refused" in case)
    if any(gone in text for gone in GONE):
        assert workflow.ignored
        return
    if "steps" in case:
        assert [
            [
                one.kind,
                one.name,
                one.image,
                [] if one.is_argv else [command.text for command in one.commands or ()],
                sorted([key.text for key, _ in one.environment]),
                held(workflow, number),
            ]
            for number, one in enumerate(workflow.steps)
        ] == [
            [*step[:3], [] if workflow.steps[number].is_argv else step[3], *step[4:]]
            for number, step in enumerate(case["steps"])
        ]
    if "rows" in case:
        assert [dict(row) for row in workflow.rows] == (case["rows"] or [])


HIDING = {
    "a secret in a default": STEPS + '    environment: \n      T: ${X:-{"from_secret":t}}\n',
    "a secret in the matrix": 'matrix: {X: ["{from_secret: t}"]}\n'
    + STEPS
    + "    environment:\n      T: ${X}\n",
    "a key": "matrix: {X: [from_secret]}\n"
    + STEPS
    + "    environment:\n      T:\n        ${X}: t\n",
    "steps in the matrix": "matrix: {X: ['[{name: a, image: x}]']}\nsteps: ${X}\n",
    "a comment": "matrix: {X: ['a # ']}\n" + STEPS + "    commands:\n      - echo ${X} b\n",
    "a later command": "matrix: {X: ['a, b']}\n" + STEPS + '    commands: ["c", ${X}]\n',
}


@pytest.mark.parametrize("name", HIDING)
def test_what_hides_is_not_read(name: str) -> None:
    assert Workflow("x.yaml", HIDING[name]).unclear


def test_filled_in_without_harm() -> None:
    text = (
        "matrix: {X: [linux/amd64, 'a b']}\n"
        + STEPS
        + '    when: {branch: "${CI_REPO_DEFAULT_BRANCH}"}\n'
        + "    commands:\n      - echo ${X} ${CI_COMMIT_TAG##v}\n      - |\n        echo '${X}'\n"
    )
    workflow = Workflow("x.yaml", text)
    assert workflow.unclear == []
    assert workflow.refused == []


def test_a_condition_is_filled_in() -> None:
    text = "matrix: {E: [pull_request, tag]}\n" + STEPS + "    when: {event: '${E}'}\n"
    workflow = Workflow("x.yaml", text)
    [step] = workflow.steps
    running = {(case.event, case.row[0][1]) for case in workflow.cases if workflow.runs(step, case)}
    assert running == {("pull_request", "pull_request"), ("tag", "tag")}


COMMANDS = r"""
      - plain word
      - 'single it''s quoted'
      - "double \"quoted\" text \x41 end"
      - $${ESCAPED} behind it ${CI_COMMIT_SHA} and further
      - |
        literal line

          indented line
        $$last of all
      - >
        folded first
        folded second

        folded third
      - several lines
        of plain text
      - "several lines \
         escaped and

         quoted ones"
      - slash \/ behind \\ there
"""


def test_commands_are_where_they_stand() -> None:
    text = f"{STEPS}    commands:{COMMANDS}"
    workflow = Workflow("x.yaml", text)
    [step] = workflow.steps
    made, _ = script(Memory({"x.yaml": text}), workflow, step, workflow.cases[0])
    lines = text.split("\n")
    words = [*re.finditer(r"[a-z]{3,}", made.text)]
    assert len(words) == 36
    for word in words:
        start = len(made.text[: word.start()].encode())
        place = made.place(start, start + len(word[0]))
        assert lines[place.line - 1][place.column - 1 :].startswith(word[0]), (word[0], place)


@pytest.mark.parametrize(
    ("files", "workflows", "passed_over", "unreadable"),
    [
        ({".woodpecker.yml": STEPS}, ["woodpecker"], 0, 0),
        ({".woodpecker.yaml": STEPS, ".woodpecker.yml": STEPS}, ["woodpecker"], 1, 0),
        ({".woodpecker/a.yaml": STEPS, ".woodpecker/b.yml": STEPS}, ["a", "b"], 0, 0),
        ({".woodpecker/a.yaml": STEPS, ".woodpecker.yaml": STEPS}, ["a"], 1, 0),
        ({".woodpecker/a.txt": STEPS, ".woodpecker.yaml": STEPS}, ["woodpecker"], 0, 0),
        ({".woodpecker/a/b.yaml": STEPS}, [], 0, 0),
        ({".woodpecker/.a.yaml": STEPS, ".woodpecker/a.yml": STEPS}, ["a", "a"], 1, 0),
        ({".woodpecker/a.yaml": Link("../b.yaml"), "b.yaml": STEPS}, [], 1, 0),
        ({".woodpecker.yaml": Link("b.yaml"), "b.yaml": STEPS}, [], 0, 1),
        ({".woodpecker": Link("b"), "b/a.yaml": STEPS}, [], 0, 1),
        ({".woodpecker.yaml": ""}, [], 0, 0),
        ({".woodpecker.yaml": "", ".woodpecker.yml": STEPS}, [], 1, 0),
        ({".woodpecker.yaml": " \n"}, ["woodpecker"], 0, 0),
        ({".woodpecker/a.yaml": "", ".woodpecker/b.yaml": STEPS}, ["a", "b"], 0, 0),
        ({".woodpecker.yaml": b"\xff"}, [], 0, 1),
        ({"woodpecker.yaml": STEPS}, [], 0, 0),
    ],
)
def test_files(
    files: dict[str, str | bytes | Link], workflows: list[str], passed_over: int, unreadable: int
) -> None:
    found = read(Memory(files))
    assert [one.name for one in found.workflows] == workflows
    assert (len(found.passed_over), len(found.unreadable)) == (passed_over, unreadable)


def test_an_empty_file_in_the_folder_refuses_all() -> None:
    found = read(Memory({".woodpecker/a.yaml": "", ".woodpecker/b.yaml": STEPS}))
    assert [bool(one.refused) for one in found.workflows] == [True, False]
