"""Generated programs: our evaluator gives what real Nix gives.

A longer run: `pytest tests/nix/test_fuzz.py --hypothesis-profile=long`.
"""

import json
import subprocess
from collections.abc import Callable

from hypothesis import given

from tests.nix.evaluate import Outcome, evaluate
from tests.nix.generate import programs


def test_generated_programs(tool: Callable[[str, str], str]) -> None:
    nix = tool("nix-instantiate", "apt-get install nix-bin")

    @given(programs())
    def check(program: str) -> None:
        command = [nix, "--eval", "--strict", "--json", "-E", program]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        ours = evaluate(program)
        if done.returncode == 0:
            assert ours == Outcome("value", json.loads(done.stdout)), program
        else:
            assert ours.kind != "value", (program, done.stderr)

    check()
