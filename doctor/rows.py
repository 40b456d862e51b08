"""The repos of a fleet and what is found of them: in a file, so that memory does not grow with the
fleet."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from doctor.record import NamedTuple

if TYPE_CHECKING:
    from sqlite3 import Connection

STATUSES = ("pass", "fail", "unknown", "not-applicable", "waived")
NAMES = ("imageName", "pname")
"""The arguments by which builders name what they publish (CONTRACT.md)."""
SCHEMA = """
CREATE TABLE found (place INTEGER PRIMARY KEY, path BLOB UNIQUE);
CREATE TABLE row (place INTEGER PRIMARY KEY, text TEXT, path TEXT, ok INTEGER, open INTEGER,
  why TEXT);
CREATE TABLE verdict (place INTEGER, rule TEXT, level TEXT, status TEXT);
CREATE INDEX verdict_rule ON verdict (rule, status);
CREATE TABLE lock (place INTEGER, revision TEXT, modified INTEGER);
CREATE TABLE app (name TEXT, builder TEXT, path TEXT, PRIMARY KEY (name, builder, path))
  WITHOUT ROWID;
CREATE TABLE package (archetype TEXT, name TEXT, place INTEGER, path TEXT, version TEXT);
CREATE INDEX package_name ON package (archetype, name);
"""
WORST_FIRST = "why = '', ok, open DESC, path, place"


class Row(NamedTuple):
    """What is known of one repo: its report, what it locks of parity-lib, and why it was not
    audited ("" if it was)."""

    report: dict[str, Any]
    locks: list[dict[str, Any]]
    why: str


class Todo(NamedTuple):
    """A repo that is still to be audited, and its place in the fleet."""

    place: int
    path: str


class Rows:
    """The repos of a fleet in order, and a row for each that is audited."""

    def __init__(self) -> None:
        self._db = database(SCHEMA)
        self.found = 0
        self.done = 0

    @classmethod
    def of(cls, rows: Iterable[Row]) -> "Rows":
        """These rows, whatever their repos."""
        made = cls()
        for place, row in enumerate(rows):
            made.put(place, json.dumps(row))
        return made

    def close(self) -> None:
        self._db.close()

    def add(self, path: str, row: str = "") -> None:
        """One more repo, unless it is there already, with its row if that is known."""
        stored = path.encode("utf-8", "surrogateescape")
        added = self._db.execute("INSERT OR IGNORE INTO found (path) VALUES (?)", (stored,))
        self.found += added.rowcount
        if row and added.rowcount and added.lastrowid is not None:
            self.put(added.lastrowid, row)

    def todo(self) -> Iterator[Todo]:
        """The repos that have no row."""
        for place, path in self.select(
            "SELECT place, found.path FROM found LEFT JOIN row USING (place)"
            " WHERE row.place IS NULL ORDER BY place"
        ):
            yield Todo(place, path.decode("utf-8", "surrogateescape"))

    def put(self, place: int, text: str) -> None:
        """Keeps a row, which is one line of JSON, and what the summary asks of it."""
        report, locks, why = json.loads(text)
        path = report["repo"]["path"]
        statuses = [status_of(verdict) for verdict in report["verdicts"]]
        count = sum(status in ("fail", "unknown") for status in statuses)
        self._insert("row", [(place, text, path, report["ok"], count, why)])
        self.done += 1
        if why:
            return
        self._insert(
            "verdict",
            [
                (place, verdict["rule"], verdict["level"], status)
                for verdict, status in zip(report["verdicts"], statuses, strict=True)
            ],
        )
        self._insert("lock", [(place, lock["rev"], lock["lastModified"]) for lock in locks])
        apps = [(app["name"], app["builder"] or app["made_by"], path) for app in report["apps"]]
        self._insert("app", apps)
        self._insert(
            "package",
            [
                (made["name"], name, place, path, _text(made["arguments"].get("version")))
                for made in report["archetypes"]
                for name in {_text(made["arguments"].get(name)) for name in NAMES} - {None}
            ],
        )

    def __iter__(self) -> Iterator[Row]:
        """The rows, in the order in which the repos were found."""
        return self._rows("place")

    def worst_first(self) -> Iterator[Row]:
        """The rows, those first that most needs to be done about."""
        return self._rows(WORST_FIRST)

    def select(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """What a query finds, one at a time."""
        return self._db.execute(query, values)

    def _rows(self, order: str) -> Iterator[Row]:
        for (place,) in self.select(f"SELECT place FROM row ORDER BY {order}"):
            [(text,)] = self.select("SELECT text FROM row WHERE place = ?", place)
            yield Row(*json.loads(text))

    def _insert(self, table: str, rows: Sequence[tuple[object, ...]]) -> None:
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            self._db.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", rows)


def database(schema: str) -> "Connection":
    """An empty database in a file without a name, which is gone when it is closed."""
    import sqlite3  # audits of one repo do without

    made = sqlite3.connect("", isolation_level=None)
    # One transaction that never ends, since nothing is to be kept: most of the time goes to ends.
    made.executescript(f"PRAGMA journal_mode = OFF; PRAGMA temp_store = FILE; BEGIN; {schema}")
    return made


def status_of(verdict: dict[str, Any]) -> str:
    """How a verdict of a report counts: one of STATUSES."""
    return "waived" if verdict["waivers"] else str(verdict["status"])


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
