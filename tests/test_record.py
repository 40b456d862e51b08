"""Our NamedTuple does what that of typing does."""

import pickle
import typing
from collections.abc import Callable
from typing import Any

import pytest

from doctor.record import NamedTuple


class Ours(NamedTuple):
    """A place."""

    path: str
    line: int = 1

    @property
    def shown(self) -> str:
        return f"{self.path}:{self.line}"


class Theirs(typing.NamedTuple):
    """A place."""

    path: str
    line: int = 1

    @property
    def shown(self) -> str:
        return f"{self.path}:{self.line}"


class Empty(NamedTuple):
    """Without a field."""


def answer(ask: Callable[[Any], object], made: Any) -> object:
    try:
        return ask(made)
    except (AttributeError, TypeError) as error:
        return type(error)


def cases(made: Any) -> Any:
    match made:
        case Ours(path, line) | Theirs(path, line):
            return path, line


@pytest.mark.parametrize(
    "ask",
    [
        lambda made: made("x"),
        lambda made: made("x", 2).shown,
        lambda made: made(line=2, path="x") == ("x", 2),
        lambda made: hash(made("x")) == hash(("x", 1)),
        lambda made: repr(made("x")).removeprefix(made.__name__),
        lambda made: made("x")._replace(line=3),
        lambda made: made("x")._asdict(),
        lambda made: made._fields,
        lambda made: cases(made("x", 4)),
        lambda made: (made.__doc__, made.__module__),
        lambda made: pickle.loads(pickle.dumps(made("x"))) == made("x"),
        lambda made: made(),
        lambda made: made("x", 1, 2),
        lambda made: made("x", column=1),
        lambda made: setattr(made("x"), "line", 2),
        lambda made: setattr(made("x"), "other", 2),
    ],
)
def test_does_what_that_of_typing_does(ask: Callable[[Any], object]) -> None:
    assert answer(ask, Ours) == answer(ask, Theirs)


def test_refuses_changes_of_what_is_not_there() -> None:
    with pytest.raises((TypeError, ValueError)):
        Ours("x")._replace(column=1)


def test_may_have_no_field() -> None:
    assert Empty() == ()
