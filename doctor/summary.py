"""What is to be said of a fleet as a whole, from the reports of its repos."""

from collections.abc import Iterable
from typing import Any

from doctor.rows import Row

DAY = 86_400
PACKAGE = {"imageName", "pname"}
"""The arguments by which builders name what they publish (CONTRACT.md)."""


def summary(rows: Iterable[Row]) -> dict[str, Any]:
    """Counts, what was not audited, which revisions of parity-lib are locked, apps of equal name
    that different builders make, and packages that come from several repos."""
    counts = {"repos": 0, "ok": 0}
    missed: list[dict[str, str]] = []
    rules: dict[str, dict[str, Any]] = {}
    locks: list[dict[str, Any]] = []
    apps: dict[str, dict[str, set[str]]] = {}
    packages: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        report = row.report
        path = report["repo"]["path"]
        counts["repos"] += 1
        counts["ok"] += report["ok"]
        if row.why:
            missed.append({"path": path, "why": row.why})
            continue
        for verdict in report["verdicts"]:
            count = rules.setdefault(
                verdict["rule"],
                {"level": verdict["level"], **dict.fromkeys(STATUSES, 0)},
            )
            count[status_of(verdict)] += 1
        locks += [{"path": path, **lock} for lock in row.locks]
        for app in report["apps"]:
            by = app["builder"] or app["made_by"]
            apps.setdefault(app["name"], {}).setdefault(by, set()).add(path)
        for made in report["archetypes"]:
            for name in {made["arguments"].get(name) for name in PACKAGE}:
                if isinstance(name, str):
                    version = made["arguments"].get("version")
                    packages.setdefault((made["name"], name), []).append(
                        {"path": path, "version": version}
                    )
    return {
        **counts,
        "not_audited": missed,
        "rules": dict(sorted(rules.items())),
        "parity_lib": _behind(locks),
        "apps_by_several_builders": [
            {"name": name, "builders": {by: sorted(paths) for by, paths in sorted(made.items())}}
            for name, made in sorted(apps.items())
            if len(made) > 1
        ],
        "packages_of_several_repos": [
            {"archetype": archetype, "name": name, "repos": made}
            for (archetype, name), made in sorted(packages.items())
            if len({one["path"] for one in made}) > 1
        ],
    }


STATUSES = ("pass", "fail", "unknown", "not-applicable", "waived")


def status_of(verdict: dict[str, Any]) -> str:
    """How a verdict of a report counts: one of STATUSES."""
    return "waived" if verdict["waivers"] else str(verdict["status"])


def urgency(row: Row) -> tuple[bool, bool, int, str]:
    """What to sort repos by, so that the worst comes first."""
    report = row.report
    found = [status_of(one) for one in report["verdicts"]]
    open_ones = found.count("fail") + found.count("unknown")
    return not row.why, report["ok"], -open_ones, report["repo"]["path"]


def _behind(locks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Who locks which revision of parity-lib, and how many days it is older than the newest."""
    dates = [lock["lastModified"] for lock in locks if isinstance(lock["lastModified"], int)]
    newest = max(dates, default=0)
    return [
        {
            "path": lock["path"],
            "revision": lock["rev"] if isinstance(lock["rev"], str) else None,
            "days_behind": (newest - lock["lastModified"]) // DAY
            if isinstance(lock["lastModified"], int)
            else None,
        }
        for lock in locks
    ]
