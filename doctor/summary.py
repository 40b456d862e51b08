"""What is to be said of a fleet as a whole, from the rows of its repos."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from doctor.rows import STATUSES, WORST_FIRST, Rows

DAYS_BEHIND = "((SELECT max(modified) FROM lock) - modified) / 86400"
FOUND = "place, lock.rowid"
OLDEST_FIRST = f"coalesce(days, 0) DESC, {FOUND}"
"""Orders of what is locked."""


class Series(list[Any]):
    """A list that is found anew whenever it is walked, so that it is never in memory as a whole.

    It is a list because json writes nothing else as an array.
    """

    def __init__(self, walk: Callable[[], Iterable[Any]]) -> None:
        super().__init__()
        self._walk = walk

    def __iter__(self) -> Iterator[Any]:
        return iter(self._walk())

    def __len__(self) -> int:
        return sum(1 for _ in self)


def summary(rows: Rows) -> dict[str, Any]:
    """Counts, what was not audited, which revisions of parity-lib are locked, apps of equal name
    that different builders make, and packages that come from several repos.

    It can be used as long as `rows`.
    """
    [(repos, good)] = rows.select("SELECT count(*), coalesce(sum(ok), 0) FROM row")
    return {
        "repos": repos,
        "ok": good,
        "not_audited": Series(lambda: _not_audited(rows)),
        "rules": _rules(rows),
        "parity_lib": Series(lambda: locks(rows, FOUND)),
        "apps_by_several_builders": Series(lambda: _apps(rows)),
        "packages_of_several_repos": Series(lambda: _packages(rows)),
    }


def score(reports: Iterable[dict[str, Any]]) -> dict[str, int]:
    """How many repos there are, and how many of them keep the contract."""
    found = {"repos": 0, "ok": 0}
    for report in reports:
        found["repos"] += 1
        found["ok"] += bool(report["ok"])
    return found


def locks(rows: Rows, order: str) -> Iterator[dict[str, Any]]:
    """Who locks which revision of parity-lib, and how many days it is older than the newest."""
    for path, revision, days in rows.select(
        f"SELECT path, revision, {DAYS_BEHIND} AS days FROM lock JOIN row USING (place)"
        f" ORDER BY {order}"
    ):
        yield {"path": path, "revision": revision, "days_behind": days}


def recurring(rows: Rows) -> Iterator[tuple[str, int, Iterator[str]]]:
    """Which rules are broken in how many repos, and in which, the worst first."""
    broken = "FROM verdict WHERE status IN ('fail', 'unknown')"
    counts = f"SELECT rule, count(*) AS repos {broken} GROUP BY rule ORDER BY repos DESC, rule"
    where = (
        f"SELECT path FROM row JOIN (SELECT place {broken} AND rule = ?) USING (place)"
        f" ORDER BY {WORST_FIRST}"
    )
    for rule, count in rows.select(counts):
        yield rule, count, (path for (path,) in rows.select(where, rule))


def _not_audited(rows: Rows) -> Iterator[dict[str, str]]:
    for path, why in rows.select("SELECT path, why FROM row WHERE why <> '' ORDER BY place"):
        yield {"path": path, "why": why}


def _rules(rows: Rows) -> dict[str, dict[str, Any]]:
    rules: dict[str, dict[str, Any]] = {}
    for rule, level, status, count in rows.select(
        "SELECT rule, level, status, count(*) FROM verdict"
        " GROUP BY rule, level, status ORDER BY rule"
    ):
        none = {"level": level, **dict.fromkeys(STATUSES, 0)}
        rules.setdefault(rule, none)[status] += count
    return rules


def _apps(rows: Rows) -> Iterator[dict[str, Any]]:
    several = "SELECT name FROM app GROUP BY name HAVING count(DISTINCT builder) > 1 ORDER BY name"
    for (name,) in rows.select(several):
        builders = rows.select("SELECT DISTINCT builder FROM app WHERE name = ? ORDER BY 1", name)
        yield {"name": name, "builders": {by: _makes(rows, name, by) for (by,) in builders}}


def _makes(rows: Rows, name: str, builder: str) -> Series:
    query = "SELECT path FROM app WHERE name = ? AND builder = ? ORDER BY path"
    return Series(lambda: (path for (path,) in rows.select(query, name, builder)))


def _packages(rows: Rows) -> Iterator[dict[str, Any]]:
    for archetype, name in rows.select(
        "SELECT archetype, name FROM package GROUP BY archetype, name"
        " HAVING count(DISTINCT path) > 1 ORDER BY archetype, name"
    ):
        yield {"archetype": archetype, "name": name, "repos": _publish(rows, archetype, name)}


def _publish(rows: Rows, archetype: str, name: str) -> Series:
    query = (
        "SELECT path, version FROM package WHERE archetype = ? AND name = ? ORDER BY place, rowid"
    )
    return Series(
        lambda: (
            {"path": path, "version": version}
            for path, version in rows.select(query, archetype, name)
        )
    )
