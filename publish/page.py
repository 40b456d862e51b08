"""What the user sees: for people line by line, for programs one JSON object at the end."""

import json
import sys
from typing import TextIO

from publish.apply import Result
from publish.plan import Plan
from publish.redact import Redactor
from publish.spec import Spec

PROGRAM = "parity-publish"
SCHEMA = 1


class Page:
    """Collects what is to be shown. Nothing leaves it that `redact` would change.

    Results go to stdout, progress and errors to stderr.
    """

    def __init__(self, *, as_json: bool) -> None:
        self.redact = Redactor()
        self._json = as_json
        self._dry = False
        self._results: list[Result] = []
        self._notes: list[str] = []
        self._head: dict[str, object] = {}

    def open(self, spec: Spec, plan: Plan, *, dry: bool) -> None:
        """Says what is going to be done. dry: something would be pushed, but is not."""
        self._dry = dry
        self._head = {
            "app": plan.app,
            "archetype": spec.archetype,
            "name": spec.name,
            "version": plan.version,
            "registry": spec.host,
            "dry_run": dry,
        }
        self.say(f"{plan.app}: {spec.name} {plan.version} ({spec.archetype}, {spec.host})")
        for note in plan.notes:
            self.note(note)

    def show(self, line: str) -> None:
        """Progress."""
        self._write(sys.stderr, line)

    def note(self, text: str) -> None:
        """Something that the user should know."""
        self._notes.append(text)
        self.say(f"  note: {text}")

    def tell(self, result: Result) -> None:
        """What became of a step."""
        self._results.append(result)
        what = f"  ({result.what})" if result.what else ""
        label = result.arch or result.step
        self.say(f"  {result.outcome:<10}  {label:<6}  {result.to}{what}")

    def end(self, status: int, error: str = "") -> int:
        """The end of the run; gives `status` back."""
        if error:
            self._write(sys.stderr, f"{PROGRAM}: {error}")
        elif self._dry:
            self.say("nothing was pushed: a dry run. To push: --publish, or PUBLISH=1")
        if self._json:
            content = {
                "schema": SCHEMA,
                **self._head,
                "status": status,
                "error": error or None,
                "notes": self._notes,
                "steps": [result._asdict() for result in self._results],
            }
            # Text by text: a secret that looks like JSON must not take the braces with it.
            print(json.dumps(self._without_secrets(content), indent=2), flush=True)
        return status

    def say(self, text: str) -> None:
        """A line for people."""
        if not self._json:
            self._write(sys.stdout, text)

    def _write(self, stream: TextIO, text: str) -> None:
        encoding = stream.encoding or "utf-8"
        text = self.redact(text).encode(encoding, "backslashreplace").decode(encoding)
        print(text, file=stream, flush=True)

    def _without_secrets(self, value: object) -> object:
        if isinstance(value, str):
            return self.redact(value)
        if isinstance(value, list):
            return [self._without_secrets(one) for one in value]
        if isinstance(value, dict):
            return {key: self._without_secrets(one) for key, one in value.items()}
        return value
