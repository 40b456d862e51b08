"""What the server wants of a push: a TOML file of its administrator, never of the pushed repo."""

from __future__ import annotations

from collections.abc import Collection
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from doctor.record import NamedTuple

if TYPE_CHECKING:
    from datetime import date

MAX_BUDGET = 600.0


class BadPolicy(Exception):
    """The policy cannot be read, or says what no policy can say."""


class Policy(NamedTuple):
    """What is judged, and what refuses.

    `refs` are patterns of the refs that are judged; `rules` those that refuse (None: all required
    ones), `mandatory` those that cannot be waived. Without `strict` only what the push makes worse
    refuses. Before the day `warn_only_until` nothing does. `budget` are the seconds that all may
    take. Where the doctor fails, or is not done in time, `on_error` and `on_timeout` say whether
    the push is accepted.
    """

    refs: tuple[str, ...] = ("refs/heads/*", "refs/tags/v*")
    rules: frozenset[str] | None = None
    mandatory: frozenset[str] = frozenset()
    strict: bool = False
    warn_only_until: date | None = None
    budget: float = 10.0
    on_error: str = "refuse"
    on_timeout: str = "refuse"

    def judges(self, ref: str) -> bool:
        return any(fnmatchcase(ref, pattern) for pattern in self.refs)

    @property
    def warns_only(self) -> bool:
        """Whether the day has not come yet, in UTC."""
        if self.warn_only_until is None:
            return False
        from doctor.waiver import today

        return today() < self.warn_only_until


def read_policy(path: str, rules: Collection[str]) -> Policy:
    """The policy in a file, which may name these rules; raises BadPolicy."""
    import tomllib  # few servers have a file

    try:
        with open(path, "rb") as file:
            data = tomllib.load(file)
    except (OSError, ValueError) as error:
        raise BadPolicy(f"the policy {path} cannot be read: {error}") from None
    given: dict[str, Any] = {}
    for key, value in data.items():
        name = key.replace("-", "_")
        if name not in Policy._fields or "_" in key:
            raise BadPolicy(f"the policy {path} says {key!r}, which is unknown")
        problem = _problem(name, value, rules)
        if problem:
            raise BadPolicy(f"the policy {path}: {key} {problem}")
        given[name] = frozenset(value) if name in ("rules", "mandatory") else value
    given["refs"] = tuple(given.get("refs", Policy().refs))
    return Policy(**given)


def _problem(name: str, value: object, rules: Collection[str]) -> str:
    """What is wrong with a value; empty if nothing is."""
    if name in ("refs", "rules", "mandatory"):
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            return "is no list of texts"
        unknown = sorted(set(value) - set(rules)) if name != "refs" else []
        if unknown:
            return f"names {unknown[0]!r}, which is no rule"
        return "" if value or name == "mandatory" else "is empty"
    if name == "strict":
        return "" if isinstance(value, bool) else "is neither true nor false"
    if name == "warn_only_until":
        from datetime import date

        return "" if type(value) is date else "is no date, such as 2026-12-31"
    if name == "budget":
        if isinstance(value, int | float) and value is not True and 0 < value <= MAX_BUDGET:
            return ""
        return f"is no number of seconds up to {MAX_BUDGET:.0f}"
    return "" if value in ("refuse", "accept") else 'is neither "refuse" nor "accept"'
