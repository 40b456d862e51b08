"""A diagnosis for programs: version 1 of the report, whose schema is `schema.json` beside this.

The text is ASCII, so that no control character and no odd byte of a repo gets through.
"""

import json
from math import isfinite
from typing import Any

from doctor import __version__
from doctor.engine import Diagnosis, Facts, Judgement, broken, ok
from doctor.place import Place
from doctor.repo import App, BuilderCall, Repo
from doctor.source import Memory
from doctor.verdict import OPEN, unknown

VERSION = 1
MAX_LITERALS = 100_000
"""Values and characters that all arguments of builder calls may have; what is beyond is null.

A Nix value may share its parts, so that a short text becomes an endless list.
"""
MAX_DEPTH = 20


def render(diagnosis: Diagnosis) -> str:
    """The report as one JSON object."""
    return text_of(as_dict(diagnosis))


def as_dict(diagnosis: Diagnosis) -> dict[str, Any]:
    """The report as what JSON can hold."""
    facts, source = diagnosis.facts, diagnosis.repo.source
    literals = _Literals()
    report: dict[str, Any] = {
        "schema": VERSION,
        "tool": {"name": "pipeline-doctor", "version": __version__},
        "repo": {"path": source.name, "revision": source.revision},
        "ok": ok(diagnosis.judgements),
        "archetypes": [_archetype(call, literals) for call in facts.archetypes],
        "apps": [_app(app) for app in facts.apps],
        "apps_complete": facts.apps_complete,
        "verdicts": [_verdict(judgement) for judgement in diagnosis.judgements],
        "ci_steps": [{**step._asdict(), "where": _where(step.where)} for step in facts.ci_steps],
        "looked_at": {**facts.looked_at._asdict(), "unreadable": len(facts.unreadable)},
        "local_equivalents": [
            {**equivalent._asdict(), "where": _where(equivalent.where)}
            for equivalent in facts.local_equivalents
        ],
    }
    found: dict[str, Any] = well_formed(report)
    return found


def text_of(report: dict[str, Any]) -> str:
    """JSON for a file or a terminal."""
    return json.dumps(report, indent=2) + "\n"


def not_audited(path: str, why: str) -> dict[str, Any]:
    """The report of a repo of which nothing can be said, but why."""
    crash = Judgement(broken("audit", unknown(why)), unknown(why))
    return as_dict(Diagnosis(Repo(Memory({}, path)), (crash,), Facts()))


def _archetype(call: BuilderCall, literals: "_Literals") -> dict[str, Any]:
    return {
        "name": call.archetype,
        "builder": call.builder,
        "arguments": {name: literals.plain(value) for name, value in call.arguments},
        "where": _where(call.place),
    }


def _app(app: App) -> dict[str, Any]:
    return {
        "name": app.name,
        "systems": sorted(app.systems),
        "made_by": app.made_by,
        "builder": app.call.builder if app.call else None,
        "described": app.described,
        "where": _where(app.place),
    }


def _verdict(judgement: Judgement) -> dict[str, Any]:
    rule, verdict = judgement
    settled = verdict.status not in OPEN
    return {
        "rule": rule.name,
        "level": rule.level,
        "status": verdict.status,
        "summary": verdict.summary,
        "remedy": "" if settled else verdict.remedy or rule.remedy,
        "evidence": [{**place._asdict(), "note": note} for place, note in verdict.evidence],
        "waivers": [
            {"path": one.path, "app": one.app, "reason": one.reason, "expires": str(one.expires)}
            for one in verdict.waivers
        ],
    }


def _where(place: Place) -> dict[str, Any]:
    return {"path": place.path, "line": place.line, "column": place.column}


class _Literals:
    """Turns literal Nix values into JSON, as long as the budget lasts."""

    def __init__(self) -> None:
        self._left = MAX_LITERALS

    def plain(self, value: object, depth: int = 0) -> Any:
        self._left -= len(value) if isinstance(value, str) else 1
        if self._left < 0 or depth > MAX_DEPTH:
            return None
        if isinstance(value, tuple):
            return [self.plain(item, depth + 1) for item in value]
        if isinstance(value, str | int) or (isinstance(value, float) and isfinite(value)):
            return value
        return None


def well_formed(value: Any) -> Any:
    """`value` with lone surrogates (odd bytes in names) spelled out; strict readers refuse them."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, list):
        return [well_formed(item) for item in value]
    if isinstance(value, dict):
        return {well_formed(name): well_formed(item) for name, item in value.items()}
    return value
