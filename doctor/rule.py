"""What a rule is: the vocabulary of the files in `rules/`."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from doctor.record import NamedTuple
from doctor.repo import Repo
from doctor.verdict import Status, Verdict


class Level(StrEnum):
    """`required` rules decide the exit status, `advisory` ones are reported."""

    REQUIRED = "required"
    ADVISORY = "advisory"


class Example(NamedTuple):
    """A little repo (path → text) and the verdict that the rule must give on it."""

    title: str
    files: Mapping[str, str]
    status: Status


def scripted(app: str, script: str, **others: str) -> Mapping[str, str]:
    """The files of a little repo with one hand-written app, whose program is `script`.

    `others` are further files, with `__` for `/` and `_sh` for `.sh` at the end.
    """
    flake = f"""{{
  outputs = {{ self }}: {{
    apps.x86_64-linux.{app} = {{
      type = "app";
      program = "${{self}}/{app}.sh";
      meta.description = "{app}";
    }};
  }};
}}
"""
    names = {
        name.replace("__", "/").removesuffix("_sh") + ".sh": text for name, text in others.items()
    }
    return {f"{app}.sh": script, "flake.nix": flake, **names}


def pipeline(text: str, **others: str) -> Mapping[str, str]:
    """The files of a little repo with one pipeline, and an app that publishes.

    `others` are further files, named as in `scripted`.
    """
    script = """\
#!/usr/bin/env bash
set -euo pipefail
if [ "${PUBLISH:-}" != 1 ]; then echo "dry run"; exit 0; fi
if [ -z "${VERSION:-}" ] && [[ ! "${CI_COMMIT_TAG:-}" =~ ^v[0-9] ]]; then exit 1; fi
helm push x.tgz oci://git.oleks.space/oleks
"""
    return {".woodpecker.yaml": text, **scripted("publish", script, **others)}


class Rule(NamedTuple):
    """A rule of the contract; the file that defines it carries its name.

    `reason` says why the rule exists, `remedy` what to do when it fails. `examples` holds
    at least one that passes and one that fails; the test-suite runs them all.
    """

    name: str
    level: Level
    reason: str
    remedy: str
    check: Callable[[Repo], Verdict]
    examples: tuple[Example, ...]
