"""`python -m bench.publish`: what publishing costs beside the bare calls of the tools.

An image for two arches and a chart, each staged before, go to a registry on loopback: by
`push-staged`, and by a script that only calls crane, regctl and helm. Ends with 1 if the
overhead is more than the limit.
"""

import base64
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.conftest import ROOT, SEARCH
from tests.publish import cases
from tests.publish.parts import tls
from tests.publish.parts.part import OWNER, TOKEN
from tests.publish.parts.server import Server, free_port

LIMIT = 150.0
"""Milliseconds that a publish may take beyond the tools' own time."""
TURNS = 15
PROGRAM = (sys.executable, "-c", "import sys; from publish.cli import main; sys.exit(main())")

IMAGE = """\
crane push amd64/layout $IMAGE:$V-amd64 > amd64.ref
crane push s390x/layout $IMAGE:$V-s390x > s390x.ref
digest=$(regctl index create --by-digest $IMAGE --ref $(cat amd64.ref) --ref $(cat s390x.ref))
crane validate --fast --remote $IMAGE@$digest
regctl image copy $IMAGE@$digest $IMAGE:$V
regctl image copy $IMAGE@$digest $IMAGE:latest
"""
CHART = "helm push noarch/*.tgz oci://$HOST/$OWNER\n"


class Bench:
    """A registry that asks for a token, and a folder to publish from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        certificates = tls.make(folder, found("openssl"))
        port = free_port()
        self.host = f"127.0.0.1:{port}"
        htpasswd = [found("htpasswd"), "-niB", "-C", "4", OWNER]
        users = subprocess.run(htpasswd, input=TOKEN, text=True, capture_output=True, check=True)
        (folder / "users").write_text(users.stdout)
        pair = {"certificate": str(folder / "server.pem"), "key": str(folder / "server.key")}
        (folder / "config.yml").write_text(
            json.dumps(
                {
                    "version": 0.1,
                    "log": {"level": "error"},
                    "http": {"addr": self.host, "tls": pair},
                    "storage": {"filesystem": {"rootdirectory": str(folder / "content")}},
                    "auth": {"htpasswd": {"realm": "bench", "path": str(folder / "users")}},
                }
            )
        )
        command = [found("docker-registry"), "serve", str(folder / "config.yml")]
        self.server = Server(command, port, folder / "log")
        auth = base64.b64encode(f"{OWNER}:{TOKEN}".encode()).decode()
        (folder / "config.json").write_text(json.dumps({"auths": {self.host: {"auth": auth}}}))
        self.environment = {
            **os.environ,
            **certificates.trusting,
            "PATH": SEARCH,
            "PYTHONPATH": str(ROOT),
            "REGISTRY_TOKEN": TOKEN,
            "DOCKER_CONFIG": str(folder),
            "HELM_REGISTRY_CONFIG": str(folder / "config.json"),
            "HOST": self.host,
            "OWNER": OWNER,
        }

    def compare(self, name: str, spec: cases.Spec, script: str) -> float:
        """Prints the medians of both ways, in turn; gives the overhead in milliseconds."""
        (self.folder / "spec.json").write_text(json.dumps(spec))
        stages = [f"stage-{arch}" for arch in spec.get("images", {"noarch": {}})]
        ours, bare = [], []
        for turn in range(2 * (TURNS + 1)):
            version = f"1.0.{turn}"
            environment = {"VERSION": version, "V": version}
            for stage in stages:
                self._run([*PROGRAM, stage, "--spec", "../spec.json"], environment)
            if turn % 2:
                command = [*PROGRAM, "push-staged", "--spec", "../spec.json", "--publish"]
                ours.append(self._run(command, environment))
            else:
                [slot] = (self.folder / "work/.parity-stage").glob(f"**/{name}/{version}")
                image = spec.get("imageName", "")
                bare.append(
                    self._run(["sh", "-euc", script], {**environment, "IMAGE": image}, slot)
                )
        (wall, cpu), (peer, peer_cpu) = (
            [statistics.median(column) for column in zip(*runs[1:], strict=True)]
            for runs in (ours, bare)
        )
        print(f"{name:<8}{wall:>10.0f}{peer:>10.0f}{wall - peer:>10.0f}{cpu - peer_cpu:>14.0f}")
        return wall - peer

    def _run(
        self, command: Sequence[str], environment: dict[str, str], cwd: Path | None = None
    ) -> tuple[float, float]:
        """Milliseconds of wall time, and of processor time in it and all that it started."""
        start, used = time.perf_counter(), cpu_time()
        subprocess.run(
            command,
            cwd=cwd or self.folder / "work",
            env={**self.environment, **environment},
            capture_output=True,
            check=True,
        )
        return (time.perf_counter() - start) * 1000, (cpu_time() - used) * 1000


def cpu_time() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def found(program: str) -> str:
    path = shutil.which(program, path=SEARCH)
    if path is None:
        sys.exit(f"{program} is missing: make tools, or see .ci/run")
    return path


def main() -> int:
    with tempfile.TemporaryDirectory() as temporary:
        bench = Bench(Path(temporary))
        (bench.folder / "work").mkdir()
        bench.server.start()
        try:
            columns = ("ours ms", "bare ms", "overhead")
            print(" " * 8 + "".join(f"{name:>10}" for name in columns) + f"{'of it CPU':>14}")
            sources = bench.folder / "work"
            overheads = (
                bench.compare("image", cases.images(sources, bench.host, "image"), IMAGE),
                bench.compare("chart", cases.chart(sources, bench.host, "chart"), CHART),
            )
        finally:
            bench.server.stop()
    if max(overheads) > LIMIT:
        print(f"more than {LIMIT:.0f} ms over the bare tools", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
