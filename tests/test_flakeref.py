"""Flake references: what Nix accepts, where it leads, and what is the same."""

import pytest

from doctor.flakeref import (
    BadRef,
    FlakeRef,
    from_attrs,
    is_nixpkgs,
    parse,
    points_to_parity_lib,
    repository,
    same,
)

REV = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nixpkgs", FlakeRef("indirect", "nixpkgs")),
        ("nixpkgs/nixos-24.05", FlakeRef("indirect", "nixpkgs", ref="nixos-24.05")),
        ("flake:nixpkgs/x/y", FlakeRef("indirect", "nixpkgs", ref="x/y")),
        (f"nixpkgs/{REV}", FlakeRef("indirect", "nixpkgs", rev=REV)),
        (f"nixpkgs/main/{REV}", FlakeRef("indirect", "nixpkgs", ref="main", rev=REV)),
        ("github:o/r", FlakeRef("github", "o/r", "github.com")),
        (
            "github:o/r/feature/x?dir=sub",
            FlakeRef("github", "o/r", "github.com", ref="feature/x", dir="sub"),
        ),
        (f"github:o/r/{REV}", FlakeRef("github", "o/r", "github.com", rev=REV)),
        ("gitlab:g%2Fs/r?host=git.example", FlakeRef("gitlab", "g%2Fs/r", "git.example")),
        ("sourcehut:~o/r", FlakeRef("sourcehut", "~o/r", "git.sr.ht")),
        (
            "git+ssh://git@host:2222/o/r.git?ref=main&rev=" + REV,
            FlakeRef("git", "/o/r.git", "host", "ssh", "git@host:2222", "main", REV),
        ),
        ("git://h/r", FlakeRef("git", "/r", "h", "git", "h")),
        (
            "git+https://h/r?submodules=true&shallow=1&x=%20y",
            FlakeRef(
                "git",
                "/r",
                "h",
                "https",
                "h",
                query=(("shallow", "1"), ("submodules", "0"), ("x", " y")),
            ),
        ),
        ("https://H/x.tar.gz", FlakeRef("tarball", "/x.tar.gz", "h", "https", "H")),
        ("tarball+https://h/x", FlakeRef("tarball", "/x", "h", "https", "h")),
        ("file+https://h/x", FlakeRef("file", "/x", "h", "https", "h")),
        ("path:./a/../b", FlakeRef("path", "b")),
        ("./a/", FlakeRef("path", "a")),
        ("../a", FlakeRef("path", "../a")),
        ("/abs?dir=d", FlakeRef("path", "/abs", dir="d")),
    ],
)
def test_a_url_in_normal_form(text: str, expected: FlakeRef) -> None:
    assert parse(text) == expected
    assert parse(str(expected)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-x",
        "a b",
        "nixpkgs?ref=x",
        "github:o",
        "github:",
        "ftp://h/x",
        "git+https://a@b@c/o/r",
        "git@host:o/r.git",
        "git+https://h/\u202ex",
        "git+https://h/x?a=\x1b",
        "github:o/r#package",
        "flake:1/2",
    ],
)
def test_what_nix_refuses(text: str) -> None:
    with pytest.raises(BadRef):
        parse(text)


@pytest.mark.parametrize(
    ("attrs", "url"),
    [
        ({"type": "github", "owner": "o", "repo": "r", "ref": "x"}, "github:o/r/x"),
        ({"type": "github", "owner": "o", "repo": "r", "dir": "d"}, "github:o/r?dir=d"),
        ({"type": "gitlab", "owner": "o", "repo": "r", "host": "h"}, "gitlab:o/r?host=h"),
        ({"type": "git", "url": "https://h/r", "ref": "x"}, "git+https://h/r?ref=x"),
        ({"type": "git", "url": "https://h/r?dir=d", "dir": "d"}, "git+https://h/r?dir=d"),
        ({"type": "git", "url": "https://h/r", "submodules": True}, "git+https://h/r?submodules=1"),
        ({"type": "git", "url": "git@h:o/r.git"}, "git+ssh://git@h/o/r.git"),
        ({"type": "git", "url": "git://h/r"}, "git://h/r"),
        ({"type": "tarball", "url": "https://h/x.zip"}, "https://h/x.zip"),
        ({"type": "tarball", "url": "https://h/x"}, "tarball+https://h/x"),
        ({"type": "file", "url": "file:///x"}, "file+file:///x"),
        ({"type": "hg", "url": "https://h/r"}, "hg+https://h/r"),
        ({"type": "path", "path": "./x", "lastModified": 1, "narHash": "sha256-x"}, "path:x"),
        ({"type": "indirect", "id": "nixpkgs", "ref": "r", "rev": REV}, f"flake:nixpkgs/r/{REV}"),
    ],
)
def test_an_attribute_set_is_the_url_of_the_same_meaning(
    attrs: dict[str, object], url: str
) -> None:
    assert str(from_attrs(attrs)) == url
    assert same(parse(url), from_attrs(attrs))


@pytest.mark.parametrize(
    "attrs",
    [
        {},
        {"type": "github", "owner": "o"},
        {"type": "git", "url": "nonsense"},
        {"type": "git", "url": ["https://h/r"]},
        {"type": "teapot"},
        {"type": {}},
        {"type": "path"},
    ],
)
def test_attribute_sets_that_nix_refuses(attrs: dict[str, object]) -> None:
    with pytest.raises(BadRef):
        from_attrs(attrs)


@pytest.mark.parametrize(
    "text",
    [
        "git+https://git.oleks.space/oleks/parity-lib",
        "git+https://git.oleks.space/oleks/parity-lib.git?ref=main&shallow=1",
        f"git+https://GIT.oleks.space/oleks/parity-lib?rev={REV}",
        "git+https://user:x@git.oleks.space:8443/oleks/parity-lib/",
        "git+ssh://git@git.oleks.space:2222/oleks/parity-lib.git",
        "git+http://git.oleks.space/oleks/parity%2dlib",
        "git://git.oleks.space/oleks/parity-lib?dir=.",
        "https://git.oleks.space/oleks/parity-lib/archive/main.tar.gz",
        "tarball+https://git.oleks.space/api/v1/repos/oleks/parity-lib/archive/v1.tar.gz",
    ],
)
def test_parity_lib(text: str) -> None:
    assert points_to_parity_lib(parse(text))


@pytest.mark.parametrize(
    "text",
    [
        "parity-lib",
        "flake:parity-lib",
        "path:../parity-lib",
        "github:oleks/parity-lib",
        "github:oleks/parity-lib?host=git.oleks.space",
        "git+https://git.oleks.space/someone/parity-lib",
        "git+https://git.oleks.space/oleks/parity-lib-fork",
        "git+https://git.oleks.space/oleks/parity-lib/more",
        "git+https://git.oleks.space/oleks/x/../parity-lib",
        "git+https://git.oleks.space/oleks/parity-lib?dir=other",
        "git+https://git.oleks.space/oleks/parity-lib?redirect=x",
        "git+https://git.oleks.space.evil.example/oleks/parity-lib",
        "git+https://git.oleks.space@evil.example/oleks/parity-lib",
        "git+https://evil.example/git.oleks.space/oleks/parity-lib",
        "git+https://agit.oleks.space/oleks/parity-lib",
        "git+file:///git.oleks.space/oleks/parity-lib",
        "hg+https://git.oleks.space/oleks/parity-lib",
        "https://git.oleks.space/oleks/parity-lib/releases/x.tar.gz",
        "https://git.oleks.space/oleks/parity-lib.tar.gz",
        "file+https://git.oleks.space/oleks/parity-lib/archive/main.tar.gz",
    ],
)
def test_what_only_looks_like_parity_lib(text: str) -> None:
    assert not points_to_parity_lib(parse(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("github:NixOS/nixpkgs/nixos-24.05", True),
        ("nixpkgs", True),
        ("flake:nixpkgs/nixos-unstable", True),
        ("git+https://github.com/NixOS/nixpkgs.git", True),
        ("https://github.com/NixOS/nixpkgs/archive/master.tar.gz", True),
        ("https://channels.nixos.org/nixos-24.05/nixexprs.tar.xz", True),
        ("https://nixos.org/channels/nixos-unstable/nixexprs.tar.xz", True),
        ("https://flakehub.com/f/NixOS/nixpkgs/0.1.*.tar.gz", True),
        ("github:NixOS/nixpkgs?dir=lib", False),
        ("github:someone/nixpkgs", False),
        ("https://example.org/nixpkgs.tar.gz", False),
        ("path:./nixpkgs", False),
    ],
)
def test_nixpkgs(text: str, expected: bool) -> None:
    assert is_nixpkgs(parse(text)) is expected


def test_the_repository_behind_a_reference() -> None:
    assert repository(parse("github:Numtide/flake-utils")) == "github.com/numtide/flake-utils"
    assert repository(parse("git+ssh://git@github.com/o/R.git")) == "github.com/o/r"
    assert repository(parse("gitlab:g%2Fsub/r")) == "gitlab.com/g/sub/r"
    assert repository(parse("./x")) is None
    assert repository(parse("https://example.org/x.tar.gz")) is None


@pytest.mark.parametrize(
    ("declared", "original", "expected"),
    [
        ("github:o/r", {"type": "github", "owner": "o", "repo": "r"}, True),
        ("github:o/r/main", {"type": "github", "owner": "o", "repo": "r"}, False),
        ("github:o/r", {"type": "github", "owner": "o", "repo": "other"}, False),
        # What Nix 2.8 and newer ones write for the same declarations.
        (
            "git+https://h/r?dir=d",
            {"type": "git", "url": "https://h/r?dir=d", "dir": "d"},
            True,
        ),
        ("git+https://h/r?dir=d", {"type": "git", "url": "https://h/r", "dir": "d"}, True),
        ("https://h/x", {"type": "file", "url": "https://h/x"}, True),
        ("./x", {"type": "path", "path": "/nix/store/hash-source/x"}, True),
        ("./x", {"type": "path", "path": "./x", "parent": ""}, True),
        ("./x", {"type": "path", "path": "/nix/store/hash-source/y"}, False),
        ("/x", {"type": "path", "path": "/y/x"}, False),
        ("nixpkgs", {"type": "indirect", "id": "nixpkgs"}, True),
        ("nixpkgs", {"type": "github", "owner": "NixOS", "repo": "nixpkgs"}, False),
    ],
)
def test_same(declared: str, original: dict[str, object], expected: bool) -> None:
    assert same(parse(declared), from_attrs(original)) is expected
