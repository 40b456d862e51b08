"""A fleet on a Dask cluster: two worker processes on this machine."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import ROOT, give_up

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__DASHBOARD__LINK": ""}
WORKERS = 2
READY = f"""
import sys
from distributed import Client
with Client(sys.argv[1]) as client:
    client.wait_for_workers({WORKERS}, timeout=60)
"""


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler with two workers."""
    if find_spec("distributed") is None:
        give_up("Dask", "make test installs it")
    folder = tmp_path_factory.mktemp("dask")
    file = folder / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    common = ["--scheduler-file", str(file), "--no-dashboard"]
    where = ["--host", "127.0.0.1"]
    commands = [[*dask, "scheduler", *where, "--port", "0", *common]]
    commands += [
        [*dask, "worker", *where, "--nthreads", "1", "--local-directory", str(folder), *common]
    ] * WORKERS
    started = [
        subprocess.Popen(
            command,
            cwd=folder,
            env=ENVIRONMENT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for command in commands
    ]
    try:
        until = time.monotonic() + 60
        while not file.exists() or not file.read_text().endswith("}"):
            assert time.monotonic() < until
            time.sleep(0.1)
        address = str(json.loads(file.read_text())["address"])
        subprocess.run([sys.executable, "-c", READY, address], check=True, timeout=90)
        yield address
    finally:
        for process in reversed(started):
            process.terminate()
        for process in reversed(started):
            process.wait(30)


def fleet(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", "-m", "doctor", "fleet", "--no-cache", *arguments],
        cwd=ROOT,
        env=ENVIRONMENT,
        text=True,
        capture_output=True,
        check=False,
        timeout=120,
    )


def test_the_result_is_the_same(scheduler: str, tmp_path: Path) -> None:
    fixtures = f"{ROOT}/tests/fixtures"
    names = (f"{fixtures}/keeps/geesefs", f"{fixtures}/breaks/talkative", "/not/there")
    (tmp_path / "list").write_text("\n".join(names))
    for path, status in (("tests/fixtures/keeps/geesefs", 0), (str(tmp_path / "list"), 3)):
        there = fleet(path, "--format=json", "--scheduler", scheduler)
        here = fleet(path, "--format=json")
        assert (there.returncode, here.returncode) == (status, status), there.stderr
        assert there.stdout == here.stdout


def test_no_such_scheduler() -> None:
    for address in ("tcp://127.0.0.1:1", "nonsense://x"):
        done = fleet("tests/fixtures/keeps", "--scheduler", address)
        assert done.returncode == 2, done.stderr
        assert "no scheduler answers" in done.stderr
