"""Versions in all their forms."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.version import VERSION_PATTERN, InvalidVersion, Version

from publish.stop import BadUsage
from publish.version import derive, pep440, precedes

PYTHON = re.compile(VERSION_PATTERN, re.VERBOSE | re.IGNORECASE | re.ASCII)


@pytest.mark.parametrize(
    ("environment", "version"),
    [
        ({}, "0.9"),
        ({"VERSION": "v1"}, "v1"),
        ({"CI_COMMIT_TAG": "1.0"}, "1.0"),
        ({"CI_COMMIT_TAG": "v1.2.3-4-5"}, "1.2.3-4"),
        ({"CI_COMMIT_TAG": "nightly-7"}, "nightly"),
    ],
)
def test_derive(environment: dict[str, str], version: str) -> None:
    assert derive(environment, "0.9") == version


@pytest.mark.parametrize("version", ["a/b", "..", "1..2", "-1", "1.", "1 2", "x" * 129, "1\n", "é"])
def test_what_is_no_version(version: str) -> None:
    with pytest.raises(BadUsage):
        derive({"VERSION": version}, "1")


ORDERED = [
    "no version",
    "1.0.0-1",
    "1.0.0-2",
    "1.0.0-10",
    "1.0.0-alpha",
    "1.0.0-alpha.1",
    "1.0.0-alpha.beta",
    "1.0.0-beta",
    "1.0.0-beta.2",
    "1.0.0-beta.11",
    "1.0.0-rc.1",
    "1.0.0",
    "1.0.1",
    "1.2.0",
    "1.10.0",
    "10.0.0",
]


def test_precedence() -> None:
    for n, one in enumerate(ORDERED):
        for m, other in enumerate(ORDERED):
            assert precedes(one, other) is (n < m)
    assert not precedes("1.0.0+a", "1.0.0+b")


@given(st.from_regex(PYTHON, fullmatch=True) | st.text("0123456789.abcrdevpost-_+!"))
def test_python_versions_are_those_of_packaging(version: str) -> None:
    try:
        expected = str(Version(version))
    except InvalidVersion:
        with pytest.raises(BadUsage):
            pep440(version)
    else:
        assert pep440(version) == expected
