"""The world in which a script of a repo is considered: its scenarios, its files, its registry."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from doctor.bash.script import Script, of_repo
from doctor.bash.state import Given, Variable
from doctor.bash.values import Selector, Symbol, Value, chosen, describe, whole
from doctor.record import NamedTuple
from doctor.source import Source, Unreadable

TOKEN = "REGISTRY_TOKEN"
CONTRACT = (TOKEN, "PUBLISH", "VERSION", "CI_COMMIT_TAG")
"""The variables of which every scenario says what they are."""
SECRET = whole(Symbol(f"${TOKEN}", frozenset((TOKEN,)), filled=True, plain=True))
"""The value of the token, where it is set."""
PASS = "pass"
STORES = ("pass", "gopass")
"""The programs that show the token of a password store."""


class Scenario(NamedTuple):
    """An environment and arguments (CONTRACT.md); a variable that is None is not set.

    `passes` says whether `pass` works (None: perhaps), `is_up` whether the registry answers,
    `lacks` whether the digest of an arch is missing.
    """

    name: str
    variables: Mapping[str, Value | None]
    arguments: tuple[str, ...] = ()
    passes: bool | None = None
    is_up: bool = True
    lacks: bool = False


def _scenario(
    name: str,
    arguments: tuple[str, ...] = (),
    *,
    token: bool = True,
    passes: bool | None = None,
    is_up: bool = True,
    lacks: bool = False,
    **variables: str,
) -> Scenario:
    known: dict[str, Value | None] = {name: variables.get(name) for name in CONTRACT}
    known[TOKEN] = SECRET if token else None
    return Scenario(name, known, arguments, passes, is_up, lacks)


_FLAG = ("--publish",)

SCENARIOS = (
    _scenario("bare"),
    _scenario("release", PUBLISH="1", VERSION="1.2.3"),
    _scenario("release-flag", _FLAG, VERSION="1.2.3"),
    _scenario("tag", PUBLISH="1", CI_COMMIT_TAG="v1.2.3-4"),
    _scenario("tag", _FLAG, CI_COMMIT_TAG="v1.2.3-4"),
    _scenario("dev", PUBLISH="1"),
    _scenario("dev", _FLAG),
    _scenario("dev-tag", PUBLISH="1", CI_COMMIT_TAG="nightly-7"),
    _scenario("dev-tag", _FLAG, CI_COMMIT_TAG="nightly-7"),
    _scenario("off", PUBLISH="", VERSION="1.2.3"),
    _scenario("off", PUBLISH="0", VERSION="1.2.3"),
    _scenario("off", PUBLISH="false", VERSION="1.2.3"),
    _scenario("off", PUBLISH="no", VERSION="1.2.3"),
    _scenario("pass-only", token=False, passes=True, PUBLISH="1", VERSION="1.2.3"),
    _scenario("pass-only", _FLAG, token=False, passes=True, VERSION="1.2.3"),
    _scenario("no-token", token=False, passes=False, PUBLISH="1", VERSION="1.2.3"),
    _scenario("no-token", _FLAG, token=False, passes=False, VERSION="1.2.3"),
    _scenario("registry-down", is_up=False, PUBLISH="1", VERSION="1.2.3"),
    _scenario("registry-down", _FLAG, is_up=False, VERSION="1.2.3"),
    _scenario("missing-arch", lacks=True, PUBLISH="1", VERSION="1.2.3"),
    _scenario("missing-arch", _FLAG, lacks=True, VERSION="1.2.3"),
)
"""The scenarios of CONTRACT.md; where `PUBLISH=1` stands, `--publish` without it as well."""

_SET = frozenset(("HOME", "PATH", "PWD", "USER", "LOGNAME", "SHELL", "TERM", "OLDPWD"))
"""Variables that every session has."""

_WORDS = frozenset(("true", "false", "yes", "no", "on", "off"))
"""No variables, though arithmetic takes these values of others for names."""

_PACKAGE_APIS = ("/api/packages/", "/v2/")


class FlakeApp(NamedTuple):
    """What `nix run .#name` starts: a script, or `why` it is not in sight.

    `exists` says whether the flake has it (None: not known); it may be no app, but a package.
    """

    script: Script | None
    why: str
    exists: bool | None
    is_package: bool = False


class OpenWorld:
    """A repo's surroundings, for `scenarios`; what is not said of them is not known.

    `hosts` are the registries that the repo publishes to, `app` gives the apps of its flake.
    """

    is_closed = False

    def __init__(
        self,
        source: Source,
        scenarios: Sequence[Scenario],
        hosts: frozenset[str],
        app: Callable[[str], FlakeApp],
    ) -> None:
        self.source = source
        self.hosts = hosts
        self._app = app
        self.root = Symbol("the repo", filled=True, plain=True)
        self.scenarios = Selector(len(scenarios))
        self.down = _mask([not one.is_up for one in scenarios])
        self.missing = _mask([one.lacks for one in scenarios])
        self.all = scenarios
        self._variables: dict[str, Variable] = {}
        self._files: dict[tuple[Value, int], Value | None] = {}
        self._selectors: list[Selector] = []
        self.given: Mapping[str, Variable] = {
            name: self._given(name) for name in sorted({*scenarios[0].variables})
        }

    def _given(self, name: str) -> Variable:
        values = [one.variables[name] for one in self.all]
        return Variable(chosen(self.scenarios, values), "x")

    @property
    def arguments(self) -> Given:
        """The arguments in each scenario."""
        most = max([len(one.arguments) for one in self.all])
        count = chosen(self.scenarios, [str(len(one.arguments)) for one in self.all]) or "0"
        values = [
            chosen(self.scenarios, [(*one.arguments, *[None] * most)[at] for one in self.all])
            for at in range(most)
        ]
        return Given(count, tuple(values))

    def variable(self, name: str) -> Variable | None:
        """An environment variable: given by the scenario, or not known, perhaps not set."""
        if name in self.given:
            return self.given[name]
        if name in _WORDS:
            return None
        found = self._variables.get(name)
        if found is None:
            symbol = whole(Symbol(f"${name}", filled=True, plain=name in _SET))
            selector = Selector(3)
            value: Value = symbol
            if name not in _SET:
                self._selectors.append(selector)
                value = chosen(selector, (None, "", symbol)) or ""
            found = self._variables[name] = Variable(value, "x")
        return found

    @property
    def unset(self) -> dict[Selector, int]:
        """What is allowed if no variable is set but those of the scenario."""
        return dict.fromkeys(self._selectors, 1)

    def file(self, path: Value, age: int = 0) -> Value | None:
        """The content of a file: of the repo, or not known, perhaps not there.

        What is not known may be another thing at another `age`, when other programs have run.
        """
        key = (path, age)
        if key not in self._files:
            self._files[key] = self._file(path, age)
        return self._files[key]

    def _file(self, path: Value, age: int) -> Value | None:
        symbol = whole(Symbol(f"content of {describe(path)}", filled=True))
        if type(path) is str and not path.startswith("/"):
            try:
                text = self.source.read(path)
            except Unreadable:
                pass
            else:
                return text if not age else chosen(Selector(2), (text, None))
        return chosen(Selector(3), (None, "", symbol))

    def is_folder(self, path: Value) -> Value:
        """The status of `[ -d path ]`."""
        if type(path) is str and not path.startswith("/") and self.source.kind(path) is not None:
            return "0" if self.source.kind(path) == "directory" else "1"
        return whole(Symbol(f"status of -d {describe(path)}", filled=True, plain=True))

    def script(self, path: Value) -> Script | None:
        """The shell script of the repo at this path."""
        if type(path) is not str or path.startswith("/"):
            return None
        return of_repo(self.source, path)

    def app(self, name: Value) -> FlakeApp:
        """What `nix run .#name` starts."""
        if type(name) is str:
            return self._app(name)
        return FlakeApp(None, f"which app {describe(name)} is is not known", None)

    def is_registry(self, target: Value) -> bool:
        """Whether a URL or reference leads to a registry."""
        text = describe(target)
        return any([api in text for api in _PACKAGE_APIS]) or any(
            [host in text for host in self.hosts]
        )

    def may_be_registry(self, target: Value) -> bool:
        """Whether a target of a change may be a registry; a known URL without a package API that
        leads to another host is none."""
        text = describe(target)
        if not text.startswith(("http://", "https://")) or self.is_registry(target):
            return True
        host = text.split("/")[2]
        return "<" in host or "{" in host

    def pass_status(self, status: Value) -> Value:
        """The status of `pass show`."""
        table = [status if one.passes is None else "0" if one.passes else "1" for one in self.all]
        return chosen(self.scenarios, table) or "0"

    def secret(self, program: str, label: str) -> Value:
        """The secret that a password store prints."""
        symbol = whole(Symbol(label, frozenset((PASS,)), filled=True, plain=True))
        if program not in STORES:
            return symbol
        table = ["" if one.passes is False else symbol for one in self.all]
        return chosen(self.scenarios, table) or ""


def _mask(flags: Sequence[bool]) -> int:
    return sum([1 << at for at, flag in enumerate(flags) if flag])
