"""What parity-lib gives scripts: the parts of parity-publish that `ci/parity-lib.sh` calls.

They are told in shell, so that they are interpreted like a script of the repo; the tests run
both, and compare.
"""

from __future__ import annotations

from doctor.bash.script import Script
from doctor.bash.values import Value

PROGRAM = "parity-publish"

TEXTS: dict[Value, str] = {
    "version": """\
set -euo pipefail
version=${VERSION:-}
if [ -z "$version" ]; then
  if [ -n "${CI_COMMIT_TAG:-}" ]; then
    version=${CI_COMMIT_TAG#v}
    if [[ $version =~ ^(.*)-[0-9]+$ ]]; then version=${BASH_REMATCH[1]}; fi
  else
    version=$2
  fi
fi
printf '%s\\n' "$version"
""",
    "guard": """\
set -euo pipefail
if [ -z "${VERSION:-}" ] && ! [[ ${CI_COMMIT_TAG:-} =~ ^v[0-9] ]]; then
  echo 'parity-publish: no release' >&2
  exit 3
fi
""",
    "token": """\
set -euo pipefail
token=${REGISTRY_TOKEN:-}
if [ -z "$token" ]; then
  token=$(pass show "$3") || { echo 'parity-publish: no registry token' >&2; exit 4; }
fi
printf %s "$token" >&3
""",
}
"""By the first argument. The token goes to descriptor 3, as the library asks."""


def provided(argv: tuple[Value, ...], name: str, around: Script) -> Script | None:
    """The script that a call of parity-publish is; None for other programs, and for its apps."""
    if name != PROGRAM or len(argv) < 2 or argv[1] not in TEXTS:
        return None
    return Script(around.source, name, TEXTS[argv[1]], [], around.around)
