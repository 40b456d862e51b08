"""The workers of a Dask cluster that is there already (the extra `parity-lib[dask]`).

Every worker needs this very state of the doctor, and sees the repos under the same paths.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from doctor.arguments import WrongQuestion
from doctor.cache import stamp
from doctor.workers import SECONDS, not_audited

CONNECT = 5
"""Seconds in which the scheduler must answer."""


class Cluster:
    """A connection to the scheduler at an address, such as `tcp://host:8786`.

    Raises WrongQuestion if there is none, or if a worker's doctor is not ours.
    """

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise WrongQuestion("--scheduler needs Dask: install parity-lib[dask]") from None
        try:
            self._client = Client(address, timeout=CONNECT, set_as_default=False)
        except (OSError, ValueError) as error:
            raise WrongQuestion(f"no scheduler answers at {address!r}: {error}") from None
        states = self._client.run(stamp)
        others = sorted(worker for worker, state in states.items() if state != stamp())
        self.slots = sum(self._client.nthreads().values())
        if others or not self.slots:
            self.close()
            raise WrongQuestion(
                f"the doctor of the worker {others[0]} is another one"
                if others
                else f"the scheduler at {address!r} has no workers"
            )

    def close(self) -> None:
        self._client.close()

    @contextmanager
    def executor(self) -> Iterator[Executor]:
        """The cluster as an executor; what still runs at the end is given up."""
        made = self._client.get_executor(pure=False, retries=0)
        try:
            yield made
        finally:
            made.shutdown(wait=False)


def audit_apart(folder: str, path: str, state: str) -> str:
    """`doctor.workers.audit` in a process of its own, since a worker has threads.

    `folder` is where a relative path starts.
    """
    work = "import sys; from doctor.workers import audit; print(audit(*sys.argv[1:]))"
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", work, path, state],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=2 * SECONDS,
            check=True,
        )
        json.loads(done.stdout)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        return not_audited(path, f"the process of the worker failed: {error}")
    return done.stdout.strip()
