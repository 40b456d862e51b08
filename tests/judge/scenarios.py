"""The scenarios of the contract as environments, and the small worlds that tools live in."""

from collections.abc import Mapping
from typing import NamedTuple

TOKEN = "8f3bd1c6a97e40525ce1a64f0b7d93e28451fa6d"
"""The canary in $REGISTRY_TOKEN; as long as a token of Gitea."""
PASS_TOKEN = "c2794e0dd5f861b3384ba95f17e6c03d62ab9e71"
"""The canary that `pass` knows."""
OFF = ("", "0", "false", "no")
ARCHES = ("amd64", "s390x")


class World(NamedTuple):
    """How the tools behave: the registry, `pass`, and which call of a tool fails.

    `missing` is the arch whose digest was not recorded; `empty` says that the record is there
    without text; `serve` that the registry has an (old) tag for this arch all the same.
    """

    down: bool = False
    pass_works: bool = True
    pass_exists: bool = True
    fail_mutations: bool = False
    fail_at: int = 0
    missing: str = ""
    empty: bool = False
    serve: bool = True


class Run(NamedTuple):
    """One run to be made: the scenario and the form (`env`: PUBLISH=1, `flag`: --publish)."""

    scenario: str
    form: str
    environment: Mapping[str, str]
    arguments: tuple[str, ...] = ()
    world: World = World()
    perturbed: bool = False

    def under(self, unknowns: Mapping[str, str]) -> "Run":
        """The same run where variables that the scenario does not name have values."""
        environment = {**unknowns, **self.environment}
        return self._replace(environment=environment, perturbed=True)

    def where(self, world: World) -> "Run":
        """The same run in a world where something fails."""
        return self._replace(world=world, perturbed=True)


def _asked(form: str) -> tuple[dict[str, str], tuple[str, ...]]:
    return ({"PUBLISH": "1"}, ()) if form == "env" else ({}, ("--publish",))


def bare() -> list[Run]:
    """`bare` and the four cases of `off`; each with and without a `pass` that works."""
    plain = {"REGISTRY_TOKEN": TOKEN}
    first = Run("bare", "", plain)
    off = [Run("off", "", {**plain, "VERSION": "1.2.3", "PUBLISH": value}) for value in OFF]
    return [first, first._replace(world=World(pass_works=False)), *off]


def release(form: str) -> Run:
    """`release`, or `release-flag`."""
    asked, arguments = _asked(form)
    return Run("release", form, {"REGISTRY_TOKEN": TOKEN, "VERSION": "1.2.3", **asked}, arguments)


def publishing(form: str) -> list[Run]:
    """The other scenarios that ask for a publish in this form."""
    asked, arguments = _asked(form)
    token = {"REGISTRY_TOKEN": TOKEN, **asked}
    version = {"VERSION": "1.2.3", **asked}
    no_pass = World(pass_works=False)
    return [
        release(form)._replace(world=no_pass),
        Run("tag", form, {**token, "CI_COMMIT_TAG": "v1.2.3-4"}, arguments),
        Run("dev", form, token, arguments),
        Run("dev-tag", form, {**token, "CI_COMMIT_TAG": "nightly-7"}, arguments),
        Run("pass-only", form, version, arguments),
        Run("no-token", form, version, arguments, no_pass),
        Run("no-token", form, version, arguments, World(pass_works=False, pass_exists=False)),
        release(form)._replace(scenario="registry-down", world=World(down=True)),
    ]


def missing_arch(form: str) -> list[Run]:
    """`missing-arch` for each arch: no record or an empty one, no tag or one of an older push."""
    return [
        release(form)._replace(
            scenario="missing-arch", world=World(missing=arch, empty=empty, serve=serve)
        )
        for arch in ARCHES
        for empty in (False, True)
        for serve in (False, True)
    ]
