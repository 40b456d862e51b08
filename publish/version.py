"""Which version a run publishes, and whether it may (CONTRACT.md: version, dev-tag guard)."""

import re
from collections.abc import Mapping

from publish.stop import BadUsage, GuardRefused

VERSION = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z._+-]{0,126}[0-9A-Za-z])?")
"""A version is part of paths, addresses and tags; an OCI tag has at most 128 characters."""

SEMVER = re.compile(
    r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)"
    r"(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?"
)
"""https://semver.org, section 9 and 10; what npm and Helm ask for."""

_RELEASE_TAG = re.compile(r"v[0-9]")
_DEVELOPMENT = re.compile(r"(?:^|[._+-]|[0-9])(?:dev|dirty)(?![A-Za-z])", re.IGNORECASE)


def derive(environment: Mapping[str, str], default: str) -> str:
    """`$VERSION`; else `$CI_COMMIT_TAG` without its leading v and its trailing -N; else `default`.

    Raises BadUsage if that is no version.
    """
    if version := environment.get("VERSION"):
        source = "$VERSION"
    elif tag := environment.get("CI_COMMIT_TAG"):
        source, version = "$CI_COMMIT_TAG", re.sub(r"-[0-9]+\Z", "", tag.removeprefix("v"))
    else:
        source, version = "the spec", default
    if not VERSION.fullmatch(version) or ".." in version:
        raise BadUsage(f"{source} gives {version!r}, which is no version")
    return version


def guard(environment: Mapping[str, str], version: str) -> None:
    """Raises GuardRefused unless `version` was asked for as a release, and does not say it is
    a development version."""
    tag = environment.get("CI_COMMIT_TAG", "")
    if not environment.get("VERSION") and not _RELEASE_TAG.match(tag):
        found = f"$CI_COMMIT_TAG is {tag!r}" if tag else "$CI_COMMIT_TAG is not set"
        raise GuardRefused(
            f"no release: $VERSION is not set, and {found}, not a v* tag; set one of them"
        )
    if _DEVELOPMENT.search(version):
        raise GuardRefused(f"{version} is a development version; give $VERSION a release version")


def semver(version: str, who: str) -> re.Match[str]:
    """The parts of a semantic version; raises BadUsage where `who` needs one and it is none."""
    parts = SEMVER.fullmatch(version)
    if parts is None:
        raise BadUsage(f"{who} needs a semantic version such as 1.2.3, not {version!r}")
    return parts


def precedes(version: str, other: str) -> bool:
    """Whether a semantic version comes before another (https://semver.org, section 11).

    What is no semantic version precedes every other.
    """
    return _rank(version) < _rank(other)


def _rank(version: str) -> tuple[object, ...]:
    parts = SEMVER.fullmatch(version)
    if parts is None:
        return ()
    numbers = tuple(int(parts[n]) for n in (1, 2, 3))
    if parts[4] is None:
        return (*numbers, 1)
    names = tuple(
        (0, int(name), "") if name.isdigit() else (1, 0, name) for name in parts[4].split(".")
    )
    return (*numbers, 0, names)


_PEP440 = re.compile(
    r"v?(?:(?P<epoch>[0-9]+)!)?(?P<release>[0-9]+(?:\.[0-9]+)*)"
    r"(?:[-_.]?(?P<phase>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?P<pre>[0-9]*))?"
    r"(?:(?:[-_.]?(?:post|rev|r)[-_.]?(?P<post>[0-9]*))|-(?P<implicit>[0-9]+))?"
    r"(?P<dev>[-_.]?dev[-_.]?(?P<devn>[0-9]*))?"
    r"(?:\+(?P<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?"
)
_PHASES = {"alpha": "a", "beta": "b", "preview": "rc", "pre": "rc", "c": "rc"}


def pep440(version: str) -> str:
    """The normal form of a Python version (PEP 440, "Normalization"); raises BadUsage."""
    found = _PEP440.fullmatch(version.lower().strip())
    if found is None:
        raise BadUsage(f"a wheel needs a Python version such as 1.2.3, not {version!r}")
    epoch, phase = int(found["epoch"] or 0), found["phase"]
    release = ".".join(str(int(number)) for number in found["release"].split("."))
    normal = f"{epoch}!{release}" if epoch else release
    if phase:
        normal += f"{_PHASES.get(phase, phase)}{int(found['pre'] or 0)}"
    if found["implicit"] is not None:
        normal += f".post{int(found['implicit'])}"
    elif found["post"] is not None:
        normal += f".post{int(found['post'] or 0)}"
    if found["dev"]:
        normal += f".dev{int(found['devn'] or 0)}"
    if found["local"]:
        normal += "+" + ".".join(
            str(int(part)) if part.isdigit() else part
            for part in re.split(r"[-_.]", found["local"])
        )
    return normal
