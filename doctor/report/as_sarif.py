"""Results for tools that read SARIF 2.1.0 (OASIS, with errata 01): one run for each repo."""

import json
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from doctor import __version__
from doctor.baseline import digests, is_open
from doctor.engine import find_rules
from doctor.rows import Row
from doctor.rule import Level

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
LEVELS = {"required": "error", "advisory": "warning"}
FINGERPRINT = "finding/v1"


def render(rows: Iterable[Row]) -> Iterator[str]:
    """The log, in pieces: none of them holds more than one repo."""
    yield f'{{"$schema": {json.dumps(SCHEMA)}, "version": "2.1.0", "runs": ['
    rules = [
        {
            "id": rule.name,
            "shortDescription": {"text": rule.reason},
            "help": {"text": rule.remedy},
            "defaultConfiguration": {"level": LEVELS[rule.level]},
        }
        for rule in find_rules()
        if isinstance(rule.level, Level)
    ]
    for index, row in enumerate(rows):
        yield f"{',' if index else ''}\n{json.dumps(_run(row, rules))}"
    yield "\n]}\n"


def _run(row: Row, rules: list[dict[str, Any]]) -> dict[str, Any]:
    report = row.report
    invocation: dict[str, Any] = {"executionSuccessful": not row.why}
    if row.why:
        told = {"level": "error", "message": {"text": row.why}}
        invocation["toolExecutionNotifications"] = [told]
    verdicts = [] if row.why else report["verdicts"]
    return {
        "tool": {"driver": {"name": "pipeline-doctor", "version": __version__, "rules": rules}},
        "automationDetails": {"id": f"{report['repo']['path']}/"},
        "invocations": [invocation],
        "columnKind": "unicodeCodePoints",
        "properties": {"revision": report["repo"]["revision"]},
        "results": [
            _result(verdict) for verdict in verdicts if is_open(verdict) or verdict["waivers"]
        ],
    }


def _result(verdict: dict[str, Any]) -> dict[str, Any]:
    """A finding; its first evidence is where it is, all others are related to it."""
    doubt = "cannot be decided: " if verdict["status"] == "unknown" else ""
    first, *others = verdict["evidence"] or [None]
    result: dict[str, Any] = {
        "ruleId": verdict["rule"],
        "level": LEVELS[verdict["level"]],
        "message": {"text": f"{doubt}{verdict['summary']}"},
        "partialFingerprints": {FINGERPRINT: digests(verdict)[0]},
    }
    if first:
        result["locations"] = [_location(first)]
    if others:
        result["relatedLocations"] = [_location(one) for one in others]
    if verdict["waivers"]:
        result["suppressions"] = [
            {
                "kind": "external",
                "status": "accepted",
                "justification": f"{one['reason']} (until {one['expires']})",
            }
            for one in verdict["waivers"]
        ]
    return result


def _location(evidence: dict[str, Any]) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(evidence["path"]), "uriBaseId": "REPO"},
            "region": {
                "startLine": evidence["line"],
                "startColumn": evidence["column"],
                "endLine": evidence["end_line"],
                "endColumn": evidence["end_column"],
            },
        },
        "message": {"text": evidence["note"]},
    }
