"""What a waiver is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctor.record import NamedTuple

if TYPE_CHECKING:
    from datetime import date

FILE = ".pipeline-doctor.toml"
"""Where a repo keeps its waivers."""


class Waiver(NamedTuple):
    """An exception from a rule for a path or an app, until a day that still belongs to it."""

    rule: str
    path: str | None
    app: str | None
    reason: str
    expires: date


def today() -> date:
    """The date by which waivers end, in UTC."""
    from datetime import UTC, datetime

    return datetime.now(UTC).date()
