"""In publish/ one module alone reaches out, changes nothing unasked, and hides the token."""

from collections.abc import Mapping

from doctor.facts import is_provider
from doctor.repo import Repo
from doctor.rule import Example, Level, Rule
from doctor.verdict import Status, Verdict, not_applicable

FOLDER = "publish"


def check(repo: Repo) -> Verdict:
    if not is_provider(repo):
        return not_applicable("the repo does not provide parity-lib")
    from doctor.python.alone import judged  # one repo alone has such a package

    return judged(repo.source, FOLDER)


_FLAKE = """{
  outputs = { self }: {
    lib = builtins.listToAttrs (map (name: { inherit name; value = pkgs: { }; }) [
      "mkParityBuilders" "mkPyPiWheelPublish" "mkS390xNpmPublish" "mkGenericBinaryPublish"
      "mkGoBinaryPublish" "mkNix2ContainerPublish" "mkHelmPublish"
    ]);
  };
}
"""

_GATE = """\
import subprocess
from http.client import HTTPSConnection


class Gate:
    def __init__(self, may_change, show):
        self.may_change = may_change
        self.show = show

    def read(self, command):
        return subprocess.run(command, check=True)

    def change(self, command):
        self._must_be_allowed()
        return subprocess.run(command, check=True)

    def ask(self, path):
        return self._request("GET", path)

    def send(self, method, path):
        self._must_be_allowed()
        return self._request(method, path)

    def _request(self, method, path):
        connection = HTTPSConnection("git.oleks.space")
        connection.request(method, path)
        return connection.getresponse()

    def _must_be_allowed(self):
        if not self.may_change:
            raise RuntimeError("a dry run changes nothing")
"""

_PUSH = """\
import os


def push(gate, ref):
    gate.read(["regctl", "manifest", "head", ref])
    gate.change(["regctl", "image", "copy", "ocidir://stage", ref])
    gate.show(f"pushed {ref}")
"""


def _provider(push: str, **others: str) -> Mapping[str, str]:
    files = {f"publish/{name}.py": text for name, text in others.items()}
    return {"flake.nix": _FLAKE, "publish/gate.py": _GATE, "publish/push.py": push, **files}


RULE = Rule(
    name="publish-one-gate",
    level=Level.REQUIRED,
    reason="A dry run that changes something, or a token in a log, is one careless call away, "
    "unless there is one place alone that such a call can go through.",
    remedy="Start processes and open connections in the gate only; call it by a method that "
    "refuses where nothing may change; give it the token by the environment or a descriptor.",
    check=check,
    examples=(
        Example("one gate", _provider(_PUSH), Status.PASS),
        Example(
            "a process elsewhere",
            _provider(_PUSH, stage="import subprocess\nsubprocess.run(['mkdir', 'x'])\n"),
            Status.FAIL,
        ),
        Example(
            "a connection elsewhere",
            _provider(_PUSH, ask="from urllib.request import urlopen\nurlopen('https://x')\n"),
            Status.FAIL,
        ),
        Example(
            "by os",
            _provider(_PUSH, stage="import os\n\n\ndef clean():\n    os.system('rm -r x')\n"),
            Status.FAIL,
        ),
        Example(
            "a shell",
            {**_provider(_PUSH), "publish/gate.py": _GATE.replace("check=True", "shell=True")},
            Status.FAIL,
        ),
        Example(
            "a change around the gate's guard",
            _provider(_PUSH.replace("gate.change", "gate.read")),
            Status.FAIL,
        ),
        Example(
            "a guard that is not called",
            {
                **_provider(_PUSH),
                "publish/gate.py": _GATE.replace(
                    "        self._must_be_allowed()\n        return self._request",
                    "        return self._request",
                ),
            },
            Status.FAIL,
        ),
        Example(
            "a request in a record",
            {
                **_provider(_PUSH),
                "publish/gate.py": _GATE.replace(
                    'self._request("GET", path)', 'self._request(Request("GET", path))'
                ),
            },
            Status.PASS,
        ),
        Example(
            "no guard at all",
            {**_provider(_PUSH), "publish/gate.py": _GATE.replace("not self.may_change", "False")},
            Status.FAIL,
        ),
        Example(
            "the token in an argument list",
            _provider(
                _PUSH + '    token = os.environ["REGISTRY_TOKEN"]\n'
                '    gate.read(["regctl", "registry", "login", "-p", token])\n'
            ),
            Status.FAIL,
        ),
        Example(
            "the token in a message",
            _provider(_PUSH + "    gate.show(f\"with {os.environ.get('REGISTRY_TOKEN')}\")\n"),
            Status.FAIL,
        ),
        Example(
            "the token in an error",
            _provider(
                _PUSH + '    auth = "oleks:" + os.environ["REGISTRY_TOKEN"]\n'
                '    raise ValueError(f"no answer for {auth}")\n'
            ),
            Status.FAIL,
        ),
        Example(
            "code that is made up while it runs",
            _provider(_PUSH + "    eval(ref)\n"),
            Status.UNKNOWN,
        ),
        Example("a file that is no Python", _provider(_PUSH, other="def ("), Status.UNKNOWN),
        Example(
            "another repo", {"flake.nix": "{ outputs = { self }: { }; }"}, Status.NOT_APPLICABLE
        ),
    ),
)
