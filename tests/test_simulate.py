"""`pipeline-doctor simulate`: what an app would do, in order."""

from pathlib import Path

import pytest

from doctor import cli
from doctor.rule import scripted

PUBLISH = """\
#!/usr/bin/env bash
set -euo pipefail
version="${VERSION:-0.1}"
if [ "${PUBLISH:-}" != 1 ] && [ "${1:-}" != --publish ]; then
  echo "would push $version"
  exit 0
fi
curl -fsS -o /dev/null https://git.oleks.space/v2/ || { echo registry-down >&2; exit 1; }
helm push "x-$version.tgz" oci://git.oleks.space/oleks
[ -z "${LOUD:-}" ] || echo "done with $REGISTRY_TOKEN"
"""


@pytest.fixture
def repo(tmp_path: Path) -> str:
    for path, text in scripted("publish", PUBLISH).items():
        (tmp_path / path).write_text(text)
    return str(tmp_path)


def lines(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert cli.main(["simulate", *arguments]) == 0
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]


def test_a_dry_run_by_default(repo: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert lines(capsys, repo, "publish") == [
        "publish in scenario bare: REGISTRY_TOKEN=(the token)",
        "publish.sh:5:3 must prints would push 0.1",
        "publish.sh:6:3 must ends well",
    ]


def test_a_release(repo: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = lines(capsys, repo, "publish", "--scenario", "release")
    assert found[0].startswith("publish in scenario release: ")
    assert "publish.sh:9:1 must changes oci://git.oleks.space/oleks" in found
    assert "publish.sh:8:57 may prints registry-down (standard error)" in found
    [leak] = [line for line in found if "done with" in line]
    assert leak.startswith("publish.sh:10:23 may prints")
    assert leak.endswith("(this is the token)")


def test_variables_and_arguments_of_ones_own(repo: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = lines(
        capsys, repo, "publish", "--env", "VERSION=7", "--env", "LOUD=", "--", "--publish"
    )
    assert found[0] == "publish in scenario given: VERSION=7 LOUD= -- --publish"
    assert "publish.sh:9:1 must runs helm push x-7.tgz oci://git.oleks.space/oleks" in found
    assert not [line for line in found if "done with" in line]


def test_off_is_four_scenarios(repo: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = lines(capsys, repo, "publish", "--scenario", "off")
    assert len([line for line in found if line.startswith("publish in scenario off")]) == 4


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["publish", "--scenario", "never"], "no scenario 'never'"),
        (["other"], "no app 'other'; the apps are publish"),
        (["publish", "--env", "X"], "NAME=VALUE"),
        (["publish", "--scenario", "bare", "--env", "X=1"], "a scenario says itself"),
        (["publish", "--loud"], "no option"),
        ([], "a repo and one of its apps"),
    ],
)
def test_wrong_questions(
    repo: str, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert cli.main(["simulate", repo, *arguments]) == 2
    assert message in capsys.readouterr().err


def test_a_builders_app(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["simulate", "tests/fixtures/keeps/firecrawl", "publish"]) == 0
    assert "made by mkHelmPublish" in capsys.readouterr().out
