"""parity-publish as users start it: a process, in a folder of its own, with recorded tools."""

import base64
import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from publish.spec import Spec, parse
from tests.conftest import ROOT
from tests.publish.parts.part import OWNER, Part, Workshop
from tests.publish.parts.record import Recorder

SOURCES = ("wheel", "nodeFile", "binary", "chartSrc")
RELEASE = {"VERSION": "1.2.3"}

PART = 12
"""A part of a token that no digest has by chance; parity-publish hides shorter ones, too."""


@dataclass
class Done:
    """How a run ended. `report` is what it prints with --format json."""

    status: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def outcomes(self) -> dict[str, str]:
        """What became of each step, by its kind and arch."""
        steps = self.report["steps"]
        return {f"{step['step']} {step['arch']}".strip(): step["outcome"] for step in steps}

    @property
    def identities(self) -> list[str]:
        """What identifies that which was to be pushed, in order."""
        return [step["what"] for step in self.report["steps"] if step["step"] == "push"]


@dataclass
class Publisher:
    """Runs the apps of one spec in `folder`, against the registry of `part`."""

    folder: Path
    part: Part
    workshop: Workshop
    recorder: Recorder
    spec: dict[str, Any]
    environment: Mapping[str, str] = field(default_factory=dict)
    patch: str = ""
    """Python that runs before the program."""

    def write(self, **changes: object) -> Path:
        """The file of the spec, with these fields changed (None: without the field)."""
        content = {
            key: value for key, value in {**self.spec, **changes}.items() if value is not None
        }
        path = self.folder / "spec.json"
        path.write_text(json.dumps(content, default=str))
        return path

    def without_sources(self) -> Self:
        """The same, with a spec that does not say what to stage."""
        without = {key: value for key, value in self.spec.items() if key not in SOURCES}
        if "images" in without:
            without["images"] = {arch: {} for arch in without["images"]}
        return replace(self, spec=without)

    @property
    def apps(self) -> tuple[str, ...]:
        """The names of the apps of the spec."""
        spec = parse(self.spec)
        assert isinstance(spec, Spec), spec
        return spec.apps

    def command(self, app: str, *arguments: str) -> list[str]:
        program = f"{self.patch}\nimport sys; from publish.cli import main; sys.exit(main())"
        return [sys.executable, "-c", program, app, "--spec", str(self.write()), *arguments]

    def variables(self, **environment: str | None) -> dict[str, str]:
        """The environment of a run: these variables (None: without it), a token, few others."""
        given: dict[str, str | None] = {
            "PATH": f"{self.recorder.bin}:/usr/bin:/bin",
            "HOME": str(self.folder),
            "TMPDIR": str(self.temporary),
            "PYTHONPATH": str(ROOT),
            "REGISTRY_TOKEN": self.part.token,
            **self.workshop.tls.trusting,
            **self.environment,
            **environment,
        }
        return {name: value for name, value in given.items() if value is not None}

    @property
    def temporary(self) -> Path:
        path = self.folder / "tmp"
        path.mkdir(exist_ok=True)
        return path

    def start(self, app: str, *arguments: str, **environment: str | None) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.command(app, *arguments),
            cwd=self.folder,
            env=self.variables(**environment),
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def end(self, process: subprocess.Popen[str], seconds: float = 120) -> Done:
        """Waits for a run; nothing of the token may be seen of it."""
        out, err = process.communicate(timeout=seconds)
        self.assert_no_secret_in(out + err)
        for call in self.recorder.calls:
            self.assert_no_secret_in("\0".join(call.arguments))
            assert "REGISTRY_TOKEN" not in call.environment
        for path in self.folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                self.assert_no_secret_in(path.read_bytes().decode(errors="replace"))
        return Done(process.returncode, out, err)

    def run(self, app: str, *arguments: str, **environment: str | None) -> Done:
        """A dry run of an app, unless the arguments or the environment say otherwise.

        It leaves nothing temporary behind, unless it is killed.
        """
        before = set(self.temporary.iterdir())
        done = self.end(self.start(app, "--format", "json", *arguments, **environment))
        assert done.status < 0 or set(self.temporary.iterdir()) <= before
        return done

    def publish(self, app: str = "publish", *arguments: str, **environment: str | None) -> Done:
        """A real run of an app, as a release."""
        return self.run(app, "--publish", *arguments, **{**RELEASE, **environment})

    def assert_no_secret_in(self, text: str) -> None:
        token = self.part.token
        pair = f"{OWNER}:{token}"
        forms = {quote(token, safe=""), token.encode().hex()}
        forms |= {token[n : n + PART] for n in range(len(token) - PART + 1)}
        forms |= {base64.b64encode(value.encode()).decode().rstrip("=") for value in (token, pair)}
        # And what a tool was given for it, such as a bearer token.
        borne = (request.authorization for request in list(self.part.proxy.requests))
        forms |= {authorization.partition(" ")[2] for authorization in borne if authorization}
        assert not [form for form in forms if form in text]
