"""What the apps of parity-lib's builders do (CONTRACT.md), as scripts for whoever runs them."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from doctor.bash.script import Script
from doctor.naming import verb
from doctor.source import Source

if TYPE_CHECKING:
    from doctor.repo import BuilderCall

_STAGE = """\
mkdir -p .parity-stage
echo "staged in .parity-stage"
"""

_PUBLISH = """\
set -euo pipefail
publish=
case "${{PUBLISH:-}}" in '' | 0 | false | no) ;; *) publish=yes ;; esac
for argument in "$@"; do if [ "$argument" = --publish ]; then publish=yes; fi; done
if [ -z "$publish" ]; then echo "dry run"; exit 0; fi
if [ -z "${{VERSION:-}}" ] && [[ ! "${{CI_COMMIT_TAG:-}}" =~ ^v[0-9] ]]; then
  echo "refused: neither VERSION nor a v* tag is set" >&2
  exit 1
fi
token="${{REGISTRY_TOKEN:-$(pass show {entry})}}" || token=
if [ -z "$token" ]; then echo "no token" >&2; exit 1; fi
if ! regctl repo ls {host} > /dev/null; then echo registry-down >&2; exit 1; fi
printf '%s' "$token" | regctl registry login {host} --user {owner} --pass-stdin
regctl image copy ocidir://.parity-stage {host}/{owner}/{name}
"""


def script_of(source: Source, call: BuilderCall, app: str) -> Script:
    """The app of a builder call as a script that does what the contract says, all of it where the
    call stands."""
    given = dict(call.arguments)

    def argument(name: str, default: str) -> str:
        value = given.get(name)
        return shlex.quote(value if isinstance(value, str) and value else default)

    text = _STAGE
    if verb(app) != "stage":
        text = _PUBLISH.format(
            entry=argument("passEntry", "infra/gitea/personal_access_token_packages_rw"),
            host=argument("registryHost", "git.oleks.space"),
            owner=argument("registryOwner", "oleks"),
            name=argument("pname", "package"),
        )
    return Script(source, app, text, [], call.place)
