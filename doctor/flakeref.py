"""Flake references, read as Nix reads them.

The two ways to write one (URL-like and attribute set) are those of the Nix manual,
<https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-flake#flake-references>; where the
manual is silent, `flakeref.cc` and `libfetchers` of Nix 2.8 and 2.31 decide. Nothing is looked up:
a registry id such as `flake:parity-lib` says nothing about where it leads.
"""

import re
from collections.abc import Mapping
from posixpath import normpath

from doctor.pattern import pattern
from doctor.record import NamedTuple

PARITY_LIB = "git.oleks.space/oleks/parity-lib"
NIXPKGS = "github.com/nixos/nixpkgs"

FORGES = {"github": "github.com", "gitlab": "gitlab.com", "sourcehut": "git.sr.ht"}
SWITCHES = ("allRefs", "exportIgnore", "lfs", "shallow", "submodules", "verifyCommit")
"""Boolean parameters of `git+…:`, which belong to Nix and not to the server."""
FACTS = ("lastModified", "narHash", "revCount")
"""What a reference may say about the tree that it leads to; no part of where it leads."""
ARCHIVES = (".zip", ".tar", ".tgz", ".tar.gz", ".tar.xz", ".tar.bz2", ".tar.zst")

ID = pattern(r"[a-zA-Z][a-zA-Z0-9_-]*")
REF = pattern(r"[a-zA-Z0-9@][a-zA-Z0-9_./@+-]*")
REV = pattern(r"[0-9a-fA-F]{40}")
URL = pattern(
    r"(?P<scheme>[a-z][a-z0-9+.-]*):(?://(?P<authority>[^/?#]*))?"
    r"(?P<path>[\w.~!$&'\"()*+,;=:@/%-]*)(?:\?(?P<query>[ -~]*))?",
    re.ASCII,
)
AUTHORITY = pattern(
    r"(?:[\w.~!$&'\"()*+,;=:%-]*@)?(?P<host>\[[0-9a-fA-F:.]+\]|[\w.~!$&'\"()*+,;=%-]*)(?::[0-9]+)?",
    re.ASCII,
)
SCP = pattern(r"(?P<authority>(?:[\w.-]+@)?[\w.-]+):(?P<path>[^/].*)", re.ASCII)
ARCHIVE = pattern(r"/(?:api/v1/repos/)?([^/]+/[^/]+)/(?:-/)?(?:archive|tarball)/.+")


class BadRef(ValueError):
    """Not a flake reference that Nix accepts; the message says why."""


class FlakeRef(NamedTuple):
    """A reference in normal form; what it does not say is empty.

    `type` is github, gitlab, sourcehut, git, hg, tarball, file, path or indirect. `path` is
    `owner/repo` on a forge, the id of an indirect reference, else the path of the URL. `authority`
    is user, host and port as written, `host` the host alone in lower case. `query` holds the
    remaining parameters, sorted.
    """

    type: str
    path: str
    host: str = ""
    scheme: str = ""
    authority: str = ""
    ref: str = ""
    rev: str = ""
    dir: str = ""
    query: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """The URL form."""
        query = dict(self.query)
        if self.type in FORGES or self.type == "indirect":
            scheme = "flake" if self.type == "indirect" else self.type
            base = "/".join([f"{scheme}:{self.path}", *filter(None, (self.ref, self.rev))])
            if self.host and self.host != FORGES.get(self.type):
                query["host"] = self.host
        else:
            query |= {name: text for name in ("ref", "rev") if (text := getattr(self, name))}
            transport = f"{self.scheme}://{self.authority}" if self.scheme else ""
            if self.type == "path":
                base = f"path:{self.path}"
            elif self.scheme == "git" or (self.type == "tarball" and self.path.endswith(ARCHIVES)):
                base = transport + self.path
            else:
                base = f"{self.type}+{transport}{self.path}"
        if self.dir:
            query["dir"] = self.dir
        text = "&".join(f"{name}={_encoded(query[name])}" for name in sorted(query))
        return f"{base}?{text}" if text else base


def parse(text: str) -> FlakeRef:
    """A URL-like reference, as it stands in `inputs.NAME.url`; raises BadRef."""
    text, _, fragment = text.partition("#")
    if fragment:
        raise BadRef(f"unexpected fragment #{fragment}")
    if ID.fullmatch(text.partition("/")[0]):
        return _indirect(text)
    if match := URL.fullmatch(text):
        return _from_url(match)
    path, _, query = text.partition("?")
    if not path.startswith(("/", ".")):
        raise BadRef(f"{text!r} is neither a URL nor a path that starts with / or .")
    return FlakeRef("path", normpath(path), dir=_parameters(query).get("dir", ""))


def from_attrs(attrs: Mapping[str, object]) -> FlakeRef:
    """An attribute-set reference, in a flake or as `original` and `locked` of a lock file.

    Raises BadRef.
    """
    given = {name: _text(name, value) for name, value in attrs.items()}
    kind = given.pop("type", "")
    pins = {name: given.pop(name, "") for name in ("ref", "rev", "dir")}
    try:
        if kind == "indirect":
            base = FlakeRef(kind, given.pop("id"))
        elif kind == "path":
            base = FlakeRef(kind, normpath(given.pop("path")))
        elif kind in FORGES:
            path = f"{given.pop('owner')}/{given.pop('repo')}"
            base = FlakeRef(kind, path, given.pop("host", FORGES[kind]).lower())
        elif kind in ("git", "hg", "tarball", "file"):
            base = _from_location(kind, given.pop("url"))
        else:
            raise BadRef(f"type {kind!r} is not one that Nix knows")
    except KeyError as missing:
        raise BadRef(f"a {kind} reference without {missing.args[0]}") from None
    return _pinned(base, pins, dict(base.query) | given)


def repository(ref: FlakeRef) -> str | None:
    """`host/owner/repo` in lower case, where a reference leads to a repository on a server.

    Forges compare owners and names without case. A tarball counts if its path is that of an
    archive of a whole repository (GitHub, GitLab, Gitea).
    """
    path = _decoded(ref.path)
    if any(part in (".", "..") for part in path.split("/")):
        return None  # clients take these out before they ask the server
    if ref.type == "tarball" and ref.scheme in ("http", "https"):
        archive = ARCHIVE.fullmatch(path)
        path = archive[1] if archive else ""
    elif ref.type not in FORGES and (ref.type not in ("git", "hg") or ref.scheme == "file"):
        return None
    parts = path.strip("/").removesuffix(".git").split("/")
    if not ref.host or len(parts) < 2 or not all(part.strip(".") for part in parts):
        return None
    return "/".join([ref.host, *parts]).lower()


def points_to_parity_lib(ref: FlakeRef) -> bool:
    """Whether a reference leads to parity-lib itself, at any revision of its branches and tags.

    On Gitea anyone can put commits under `refs/pull/`. `github:` and `gitlab:` with another `host`
    speak a protocol that Gitea does not, a `path:` may hold anything, and so may a registry id:
    none of these point to parity-lib.
    """
    return (
        ref.type in ("git", "tarball")
        and repository(ref) == PARITY_LIB
        and ref.dir in ("", ".")
        and (not ref.ref.startswith("refs/") or ref.ref.startswith(("refs/heads/", "refs/tags/")))
        and all(name in SWITCHES for name, _ in ref.query)
    )


def is_nixpkgs(ref: FlakeRef) -> bool:
    """Whether a reference leads to the official nixpkgs: its repository, a channel or FlakeHub."""
    if ref.dir not in ("", "."):
        return False
    if ref.type == "indirect":
        return ref.path == "nixpkgs"
    if ref.type == "tarball" and ref.host in ("flakehub.com", "api.flakehub.com"):
        return re.match(r"/f/(?:pinned/)?nixos/nixpkgs/(?!.*\.\./)", ref.path.lower()) is not None
    if ref.type == "tarball" and ref.host in ("channels.nixos.org", "releases.nixos.org"):
        return "/nixexprs.tar." in ref.path
    if ref.type == "tarball" and ref.host == "nixos.org":
        return ref.path.startswith("/channels/")
    return repository(ref) == NIXPKGS


def same(declared: FlakeRef, original: FlakeRef) -> bool:
    """Whether a lock's `original` is what `flake.nix` declares; otherwise Nix locks anew.

    Two differences between versions of Nix don't count: up to 2.8 a URL that names no archive is
    a `file`, later a `tarball`; and for `./x` older versions wrote the absolute path that it had
    on the machine where the lock was made.
    """
    if declared.type == original.type == "path" and not declared.path.startswith("/"):
        return original.path == declared.path or (
            original.path.startswith("/") and original.path.endswith(f"/{declared.path}")
        )
    return _comparable(declared) == _comparable(original)


def _comparable(ref: FlakeRef) -> FlakeRef:
    kind = "tarball" if ref.type == "file" else ref.type
    return ref._replace(type=kind, path=_decoded(ref.path))


def _indirect(text: str) -> FlakeRef:
    """`id`, `id/ref`, `id/rev` or `id/ref/rev`; a ref may contain slashes."""
    name, _, pins = text.partition("/")
    ref, _, rev = pins.rpartition("/")
    if not REV.fullmatch(rev):
        ref, rev = pins, ""
    if not ID.fullmatch(name) or (ref and not REF.fullmatch(ref)):
        raise BadRef(f"{text!r} is no flake id with an optional branch and revision")
    return FlakeRef("indirect", name, ref=ref, rev=rev)


def _from_url(match: re.Match[str]) -> FlakeRef:
    scheme, path = match["scheme"], match["path"]
    query = _parameters(match["query"] or "")
    pins = {name: query.pop(name, "") for name in ("ref", "rev", "dir")}
    if scheme == "flake":
        base = _indirect(path)
    elif scheme == "path":
        base = FlakeRef("path", normpath(path))
    elif scheme in FORGES:
        owner, _, rest = path.strip("/").partition("/")
        repo, _, pin = rest.partition("/")
        if not owner or not repo:
            raise BadRef(f"{match[0]!r} does not name an owner and a repository")
        host = query.pop("host", FORGES[scheme]).lower()
        base = FlakeRef(scheme, f"{owner}/{repo}", host)
        base = base._replace(rev=pin) if REV.fullmatch(pin) else base._replace(ref=pin)
    else:
        base = _fetched(scheme, match["authority"] or "", path)
    return _pinned(base, pins, query)


def _fetched(scheme: str, authority: str, path: str) -> FlakeRef:
    """`git+https://…`, `tarball+https://…`, `https://…/x.tar.gz` and the like."""
    application, _, transport = scheme.rpartition("+")
    if scheme == "git":
        application = "git"
    elif not application and transport in ("http", "https", "file"):
        application = "tarball"
    if application not in ("git", "hg", "tarball", "file"):
        raise BadRef(f"scheme {scheme!r} is not one that Nix fetches")
    match = AUTHORITY.fullmatch(authority)
    if not match:
        raise BadRef(f"{authority!r} is no host")
    return FlakeRef(application, path, match["host"].lower(), transport, authority)


def _from_location(kind: str, url: str) -> FlakeRef:
    """The `url` of an attribute set: without the `git+`, and for git also a path or `host:path`."""
    match = URL.fullmatch(url if url.startswith("git:") else f"{kind}+{url}")
    if match and "://" in url:
        return _from_url(match)
    if kind == "git" and (match := SCP.fullmatch(url)):
        return _fetched("git+ssh", match["authority"], "/" + match["path"])
    if kind == "git" and url.startswith(("/", ".")):
        return FlakeRef("git", normpath(url), scheme="file")
    raise BadRef(f"{url!r} is no URL")


def _pinned(base: FlakeRef, pins: Mapping[str, str], query: Mapping[str, str]) -> FlakeRef:
    """`base` with the revision and the parameters that were given beside it."""
    rest = {
        name: str(int(text == "1")) if name in SWITCHES else text
        for name, text in sorted(query.items())
        if name not in FACTS
    }
    return base._replace(
        ref=pins["ref"] or base.ref,
        rev=pins["rev"] or base.rev,
        dir=pins["dir"] or base.dir,
        query=tuple(rest.items()),
    )


def _parameters(query: str) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in query.split("&") if "=" in pair)
    return {name: _decoded(value) for name, _, value in pairs}


def _decoded(text: str) -> str:
    if "%" not in text:
        return text
    from urllib.parse import unquote  # costs 2 ms, and hardly a reference needs it

    return unquote(text)


def _encoded(text: str) -> str:
    if re.fullmatch(r"[\w/:@+=.~-]*", text, re.ASCII):
        return text
    from urllib.parse import quote

    return quote(text, safe="/:@+=")


def _text(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, str | int):
        return str(value)
    raise BadRef(f"attribute {name} is neither a string, a number nor a boolean")
