"""A plan: what an app does, step by step. It is the same for a dry run and for a publish."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from publish.spec import Spec
from publish.stop import BadUsage


class Stage(NamedTuple):
    """Build the artifact for an arch into the stage."""

    arch: str


class Push(NamedTuple):
    """Put what is staged for an arch into the registry."""

    arch: str


class MakeIndex(NamedTuple):
    """Assemble the index of the version."""


class MoveLatest(NamedTuple):
    """Let `:latest` be this version."""


Step = Stage | Push | MakeIndex | MoveLatest


class Plan(NamedTuple):
    """The steps of an app, and notes on what will be missing from it."""

    app: str
    version: str
    steps: tuple[Step, ...]
    notes: tuple[str, ...] = ()


def make(
    spec: Spec, app: str, version: str, staged: Collection[str], digests: Mapping[str, str]
) -> Plan:
    """The plan of an app of `spec`; raises BadUsage where there is no such app.

    staged: the arches that lie in the stage. digests: those of arches that another machine pushed.
    """
    if app not in spec.apps:
        raise BadUsage(f"there is no app {app!r} for {spec.name}: {', '.join(spec.apps)}")
    covered = spec.covers if app in ("publish-index", "publish", "push-staged") else ()
    if strange := sorted(digests.keys() - set(covered)):
        raise BadUsage(f"--digest {strange[0]}=…: {app} makes no index over {strange[0]}")
    release: tuple[Step, ...] = (MakeIndex(), MoveLatest()) if spec.covers else ()
    if app == "publish":
        # What can fail without a trace in the registry comes before all that leaves one.
        stages = [Stage(arch) for arch in spec.arches]
        return Plan(app, version, (*stages, *[Push(arch) for arch in spec.arches], *release))
    if app == "publish-index":
        return Plan(app, version, (MakeIndex(),))
    if app == "push-staged":
        return _replay(spec, app, version, staged, digests, release)
    verb, _, arch = app.partition("-")
    steps = (Stage(arch),) if verb == "stage" else (Stage(arch), Push(arch))
    return Plan(app, version, steps)


def _replay(
    spec: Spec,
    app: str,
    version: str,
    staged: Collection[str],
    digests: Mapping[str, str],
    release: tuple[Step, ...],
) -> Plan:
    arches = [arch for arch in spec.arches if arch in staged] or list(spec.arches)
    pushes: tuple[Step, ...] = tuple(Push(arch) for arch in arches)
    missing = [arch for arch in spec.covers if arch not in arches and arch not in digests]
    if not missing:
        return Plan(app, version, (*pushes, *release))
    note = f"no index and no :latest: {', '.join(missing)} not staged here, and no --digest given"
    return Plan(app, version, pushes, (note,))
