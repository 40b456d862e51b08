"""flake.lock: what it pins, and what a broken one says."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doctor.lock import Lock, LockTrouble, read_lock
from doctor.source import Link, Memory

LOCK = {
    "nodes": {
        "a": {
            "inputs": {"b": "b_2", "n": ["a", "b"]},
            "locked": {"narHash": "sha256-a"},
            "original": {"id": "a", "type": "indirect"},
        },
        "b_2": {"locked": {"narHash": "sha256-b"}, "original": {"id": "b", "type": "indirect"}},
        "root": {"inputs": {"a": "a", "f": ["a", "n"], "x": ["y"], "y": ["x"], "z": ["no"]}},
    },
    "root": "root",
    "version": 7,
}


def read(data: object) -> Lock | LockTrouble:
    return read_lock(Memory({"flake.lock": json.dumps(data, indent=2)}))


def lock(data: object) -> Lock:
    found = read(data)
    assert isinstance(found, Lock), found
    return found


def test_nodes_are_found_along_inputs_and_follows() -> None:
    found = lock(LOCK)
    assert found.version == 7
    assert found.node(()) is found.root
    for path in (("a", "b"), ("a", "n"), ("f",)):
        node = found.node(path)
        assert node and node.name == "b_2" and node.locked == {"narHash": "sha256-b"}
    for path in (("x",), ("z",), ("a", "no"), ("no",)):
        assert found.node(path) is None


def test_the_place_of_a_node() -> None:
    found = lock(LOCK)
    place = found.place(found.nodes["b_2"])
    line = json.dumps(LOCK, indent=2).split("\n")[place.line - 1]
    assert line[place.column - 1 : place.end_column - 1] == '"b_2"'


def test_version_5_kept_the_hash_elsewhere() -> None:
    nodes = {
        "root": {"inputs": {"a": "a"}},
        "a": {"original": {}, "locked": {"rev": "r"}, "info": {"narHash": "h"}},
    }
    found = lock({"nodes": nodes, "root": "root", "version": 5}).node(("a",))
    assert found and found.locked == {"rev": "r", "narHash": "h"}


def changed(**parts: object) -> dict[str, object]:
    return {**LOCK, **parts}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ([], "the file is no object"),
        (changed(version=4), "version is 4"),
        (changed(version=8), "version is 8"),
        (changed(version=True), "version is True"),
        (changed(version="7"), "version is '7'"),
        (changed(root=None), "root is no string"),
        (changed(root="nobody"), "the root 'nobody' is not among the nodes"),
        (changed(nodes=[]), "nodes is no object"),
        (changed(nodes={"root": 1}), "root is no object"),
        (changed(nodes={"root": {"inputs": []}}), "inputs of root is no object"),
        (changed(nodes={"root": {"inputs": {"a": 1}}}), "input a of root is no string"),
        (changed(nodes={"root": {"inputs": {"a": [1]}}}), "input a of root is no string"),
        (changed(nodes={"root": {"inputs": {"a": "b"}}}), "'b', which is no node"),
        (changed(nodes={"root": {}, "a": {"locked": {}}}), "original of a is no object"),
        (changed(nodes={"root": {}, "a": {"original": {}}}), "locked of a is no object"),
    ],
)
def test_a_malformed_lock_says_what_is_wrong(data: object, why: str) -> None:
    trouble = read(data)
    assert isinstance(trouble, LockTrouble) and trouble.broken
    assert why in trouble.why


@pytest.mark.parametrize(
    "text",
    ["", "{", "NaN", '{"version": ' + "9" * 5000 + "}", "[" * 500_000, '{"a":' * 100_000, '"\\'],
)
def test_hostile_text_ends_soon(text: str) -> None:
    start = time.monotonic()
    trouble = read_lock(Memory({"flake.lock": text}))
    assert isinstance(trouble, LockTrouble) and trouble.broken
    assert trouble.why.startswith("flake.lock is malformed: ")
    assert time.monotonic() - start < 1


def test_brackets_in_strings_are_not_depth() -> None:
    assert lock({**LOCK, "note": '\\"[' * 500})


def test_long_follows_end() -> None:
    nodes = {"root": {"inputs": {"a": ["a"] * 10_000}}}
    assert lock({"nodes": nodes, "root": "root", "version": 7}).node(("a",)) is None


def test_missing_and_unreadable() -> None:
    missing = read_lock(Memory({}))
    assert isinstance(missing, LockTrouble)
    assert missing.broken and missing.why == "there is no flake.lock"
    outside = read_lock(Memory({"flake.lock": Link("/etc/passwd")}))
    assert isinstance(outside, LockTrouble)
    assert not outside.broken and outside.why == "flake.lock leads out of the repo"


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@settings(deadline=None)
@given(values, values, values, st.sampled_from(["root", "a", "nodes"]))
def test_any_json_gives_an_answer(inputs: object, locked: object, entry: object, at: str) -> None:
    nodes = {"root": {"inputs": inputs}, "a": {"locked": locked, "original": {}}, at: entry}
    found = read({"nodes": nodes, "root": "root", "version": 7})
    if isinstance(found, Lock):
        for name in found.root.inputs:
            found.node((name,))
