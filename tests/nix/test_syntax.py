"""Positions, and what the grammar cannot read."""

import pytest

from doctor.nix import expressions as e
from doctor.nix.grammar import TooSlow
from doctor.nix.syntax import File

GOOD = [
    "{ a, b, }: a",
    "{\n  a,\n  b ? 1, # note\n  /* more */\n}: a",
    "{ a, }@all: a",
    "{ a ? { x, }: 1, }: a",
    "{ a,\r\n  b,\r\n}: ''\r\n  x\r\n''",
    "x:\r\n  x + 1\r\n",
    "{ lib, pkgs, ... }: { inherit (lib) id; }",
]
BAD = ["{ , }: 1", "{ a,, }: a", "{ a, ..., }: a", "{ a = 1", "[ 1", "{ a = ; }", "a b )", "{ a, }"]


@pytest.mark.parametrize("text", GOOD)
def test_good_files_have_no_errors(text: str) -> None:
    assert File(text, "x.nix").errors == []


@pytest.mark.parametrize("text", BAD)
def test_bad_files_have_errors(text: str) -> None:
    assert File(text, "x.nix").errors


def test_an_error_is_local() -> None:
    file = File("{\n  good = 1;\n  bad = [ ( ];\n  fine = 2;\n}", "x.nix")
    assert file.errors
    assert {place.line for place in file.errors} == {3}


def test_places_count_characters() -> None:
    file = File('{ a = "é→"; b = x; }', "x.nix")
    attrs = file.expr.lower() if isinstance(file.expr, e.Deferred) else file.expr
    assert isinstance(attrs, e.AttrsExpr)
    place = attrs.bindings.named["b"].span.place
    assert (place.line, place.column, place.end_column) == (1, 17, 18)


def test_a_file_that_keeps_the_parser_busy_is_given_up() -> None:
    with pytest.raises(TooSlow):
        File("1+" * 200_000 + "1", "x.nix", seconds=0.1)
    assert File("{ a = 1; }", "x.nix").errors == []


def test_more_errors_than_anybody_reads() -> None:
    assert len(File("{ a = [" + "; )" * 500 + "]; }", "x.nix").errors) <= 20
