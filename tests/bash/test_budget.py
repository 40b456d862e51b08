"""What a script may cost: whatever it is, it is followed or given up in a short time."""

import time

import pytest

from doctor.verdict import Status
from tests.judge.test_judge import doctor_verdicts

SECONDS = 4
"""Of processor time; each takes less than one on the machine where this was written."""
HEAD = "#!/usr/bin/env bash\nset -euo pipefail\n"
LEAK = 'echo "$REGISTRY_TOKEN"\n'
SCRIPTS = {
    "a long line": "echo " + "a " * 200_000 + "\n",
    "many commands": "echo hello world\n" * 20_000,
    "many variables of the environment": "".join(
        [f"v{at}=$v{at - 1}x\n" for at in range(1, 5_000)]
    ),
    "arrays that grow": "a=()\n" + "a+=(x y z)\n" * 3_000 + 'echo "${#a[@]}"\n',
    "many patterns": "case $(cmd) in\n"
    + "".join([f"a{at}*|*b{at}) echo {at} ;;\n" for at in range(1_500)])
    + "esac\n",
    "options that may be empty": "".join([f'o{at}="${{O{at}:-}}"\n' for at in range(30)])
    + "tool "
    + " ".join([f"$o{at}" for at in range(30)])
    + "\n",
    "arguments that depend on the way": "".join(
        [f'if tool{at}; then x{at}=a; else x{at}="b c"; fi\n' for at in range(24)]
    )
    + "regctl tag ls "
    + " ".join([f'"$x{at}"' for at in range(24)])
    + "\n",
    "loops within loops": "for a in {1..200}; do for b in {1..200}; do x=$((a * b)); done; done\n",
    "a chain that a loop moves": " ".join([f"v{at}=0" for at in range(30)])
    + "\nwhile read -r line; do\n"
    + "".join([f"v{at}=$v{at + 1}\n" for at in range(29)])
    + "v29=$line\ndone < list\n",
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_script_takes_long(name: str) -> None:
    start = time.process_time()
    verdict = doctor_verdicts({"publish.sh": HEAD + SCRIPTS[name] + LEAK}, "publish")
    spent = time.process_time() - start
    assert verdict["token-never-printed"].status in (Status.FAIL, Status.UNKNOWN)
    assert spent < SECONDS
