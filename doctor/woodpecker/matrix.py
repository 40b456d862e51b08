"""The matrix of a workflow: for which values of its variables it runs.

Source: woodpecker-ci/woodpecker, pipeline/frontend/yaml/matrix, at v3.17.
"""

from __future__ import annotations

from itertools import islice, product

from doctor.place import Place
from doctor.woodpecker.document import Document, Finding
from doctor.woodpecker.filling import MAX_FILLED
from doctor.woodpecker.syntax import Mapping, Node, Scalar, is_null, items, texts

MAX_AXES = 27
"""Combinations of a matrix that the server makes pipelines of (pipeline/frontend/yaml/matrix)."""
MAX_ROWS = 100
"""Rows of a matrix that are written one by one; the server has no limit there."""
MAX_VALUE = 1_000
"""Characters of a value of the matrix."""

Row = tuple[tuple[str, str], ...]
"""Names of variables with their values, sorted."""


def rows_of(document: Document, node: Node | None) -> tuple[Row, ...]:
    """The rows of the matrix, sorted by name; none where there is no matrix."""
    if node is None or is_null(node):
        return ()
    if not isinstance(node, Mapping):
        _refuse(document, node, "the matrix is no map")
        return ()
    include = items(node.get("include"))
    if include and all([isinstance(one, Mapping) for one in include]):
        rows = [_row(document, one) for one in include[:MAX_ROWS] if isinstance(one, Mapping)]
        if len(include) > MAX_ROWS:
            document.unclear.append(Finding(Place(document.path), "its matrix has too many rows"))
        return _bounded(document, rows)
    axes = []
    for key, value in node.entries:
        values = texts(value)
        if not is_null(value) and (isinstance(value, Scalar) or len(values) < len(items(value))):
            _refuse(document, value, f"the matrix has no list of texts for {key.text}")
        if values and not isinstance(value, Scalar):
            axes.append((key.text, [one.text for one in values]))
    axes.sort()
    names = [name for name, _ in axes]
    combinations = islice(product(*[values for _, values in axes]), MAX_AXES + 1)
    rows = [tuple(zip(names, row, strict=True)) for row in combinations]
    if len(rows) > MAX_AXES:
        found = f"the server runs no more than {MAX_AXES} rows of a matrix"
        document.ignored.append(Finding(document.place_between(node.start, node.start + 1), found))
    return _bounded(document, rows[:MAX_AXES])


def _bounded(document: Document, rows: list[Row]) -> tuple[Row, ...]:
    if any([len(value) > MAX_VALUE for row in rows for _, value in row]):
        document.unclear.append(Finding(Place(document.path), "its matrix has too long a value"))
        return ()
    if len(rows) * len(document.template.holes) > MAX_FILLED:
        found = "its matrix has too many rows for what is filled in"
        document.unclear.append(Finding(Place(document.path), found))
        rows = rows[:1]
    return tuple([row for row in rows if row])


def _row(document: Document, node: Mapping) -> Row:
    if not all([isinstance(value, Scalar) for _, value in node.entries]):
        _refuse(document, node, "a row of the matrix holds more than texts")
    return tuple(
        sorted([(key.text, value.text) for key, value in node.entries if type(value) is Scalar])
    )


def _refuse(document: Document, node: Node, why: str) -> None:
    """The matrix is read from the text as it is written."""
    document.refused.append(Finding(document.place_between(node.start, node.end), why))
