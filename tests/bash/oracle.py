"""What the real bash makes of a program."""

import atexit
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.bash.closed import PROGRAM

BASH = shutil.which("bash") or "bash"
TOOLS = ("basename", "cat", "cut", "dirname", "grep", "head", "sed", "tail", "tr", "wc")
SECONDS = 5
MESSAGE = re.compile(rf"^[^ ]*: (eval: )?line \d+: |^({'|'.join(TOOLS)}): ", re.MULTILINE)


class Result(NamedTuple):
    stdout: str
    status: int
    stderr: str

    @property
    def trace(self) -> str | None:
        """Standard error, if no message of bash or of another program stands in it."""
        return None if MESSAGE.search(self.stderr) else self.stderr


@cache
def environment() -> dict[str, str]:
    """Besides the builtins a program finds TOOLS only: a shrunk one can call any word it holds."""
    folder = tempfile.mkdtemp(prefix="tools-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for tool in TOOLS:
        if path := shutil.which(tool):
            Path(folder, tool).symlink_to(path)
    return {"PATH": folder, "HOME": "/home/user", "LC_ALL": "C.UTF-8"}


def bash_result(program: str, seconds: float = SECONDS) -> Result:
    """Runs `program` as a script in an empty directory; subprocess.TimeoutExpired if it hangs.

    All processes that it has started end with it: one that was shrunk may start them without end.
    """
    with tempfile.TemporaryDirectory() as name:
        sandbox = Path(name) / "sandbox"
        sandbox.mkdir()
        (sandbox / PROGRAM).write_text(program)
        with subprocess.Popen(
            [BASH, PROGRAM],
            cwd=sandbox,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        ) as process:
            try:
                stdout, stderr = process.communicate(timeout=seconds)
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
    return Result(
        stdout.decode("utf-8", "surrogateescape"),
        process.returncode if process.returncode >= 0 else 128 - process.returncode,
        stderr.decode("utf-8", "surrogateescape"),
    )


def bash_results(programs: Iterable[str]) -> Iterator[Result]:
    """The results of many programs, in their order."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(bash_result, programs)


def is_valid(program: str) -> bool:
    """Whether `bash -n` accepts it."""
    done = subprocess.run(
        [BASH, "-n"], input=program.encode(), capture_output=True, timeout=SECONDS
    )
    return done.returncode == 0
