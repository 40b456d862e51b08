"""Runs a script in real bash, in a directory of its own where stubs stand for every tool."""

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from tests.judge.scenarios import ARCHES, PASS_TOKEN, Run, World

# fmt: off
STUBS = [
    "curl", "regctl", "crane", "skopeo", "oras", "docker", "podman", "helm", "npm", "twine",
    "nix", "git", "gh", "pass", "sudo", "sleep",
]
REAL = [
    "awk", "base64", "basename", "bash", "cat", "chmod", "cmp", "comm", "cp", "cut", "date",
    "diff", "dirname", "echo", "env", "expr", "false", "find", "fold", "getopt", "grep", "gzip",
    "head", "id", "install", "jq", "ln", "ls", "md5sum", "mkdir", "mktemp", "mv", "nl", "nohup",
    "nproc", "od", "paste", "printenv", "printf", "readlink", "realpath", "rev", "rm", "rmdir",
    "sed", "seq", "sh", "sha256sum", "sort", "stat", "tac", "tail", "tar", "tee", "test",
    "timeout", "touch", "tr", "true", "uname", "uniq", "wc", "xargs",
]
# fmt: on
SPY = """set -T
trap 'printf "%s %s %s %s\\n" "${EPOCHREALTIME//[!0-9]/}" "$$" "$BASH_SUBSHELL" "$SHELLOPTS" \
>>"SPIED"' DEBUG
"""
SECONDS = 20


class Untaught(Exception):
    """The stub does not know a call that a script made: the judge could not tell what it does."""


class Call(NamedTuple):
    """A process that was started: what it does to a registry, and what it was shown.

    `act` is `local`, `contact` or `mutation` with its `target`; `seen` is the text of its input,
    environment and configuration, if it is a client of a registry.
    """

    time: int
    tool: str
    act: str
    target: str
    seen: str
    arguments: tuple[str, ...]


class Options(NamedTuple):
    """The options that a shell had when it ran a command at some time."""

    time: int
    shell: int
    depth: int
    names: frozenset[str]


class Happened(NamedTuple):
    """What a run did."""

    run: Run
    output: str
    status: int
    calls: tuple[Call, ...]
    options: tuple[Options, ...]

    @property
    def mutations(self) -> list[Call]:
        return [call for call in self.calls if call.act == "mutation"]

    @property
    def contacts(self) -> list[Call]:
        return [call for call in self.calls if call.act != "local"]


class Sandbox:
    """A directory to run the `publish.sh` of a repo in, again and again."""

    stubs = frozenset(STUBS)

    def __init__(self, folder: Path, files: Mapping[str, str]) -> None:
        self.folder = folder
        self.interpreter = _interpreter(files["publish.sh"])
        self.repo = {**files, "chart/Chart.yaml": "name: demo\nversion: 0.9.2\n"}
        # as in Nix: `${./publish.sh}` is that file alone, `${./.}/publish.sh` has its neighbours
        store = folder / "store" / ("source" if len(files) > 1 else "")
        self.script = str(store / "publish.sh")
        for path, text in files.items():
            _write(store / path, text)
        for path in ("bin/demo", "image.tar", "demo-1.2.3-py3-none-any.whl", "demo.node"):
            _write(folder / "out" / path, "built\n")
        (folder / "spy").write_text(SPY.replace("SPIED", str(folder / "spied")))
        bash = _program("bash")
        stub = folder / "stub"
        stub.write_text(f"#!{bash} -p\n" + (Path(__file__).parent / "stub.sh").read_text())
        stub.chmod(0o755)
        (folder / "bin").mkdir()
        (folder / "real").mkdir()
        for name in [*STUBS, *REAL]:
            (folder / "bin" / name).symlink_to(stub)
        for name in REAL:
            # bash stands for sh: what the judge says must not depend on the machine
            (folder / "real" / name).symlink_to(bash if name == "sh" else _program(name))

    def run(self, run: Run, *, spied: bool = False) -> Happened:
        """Runs the script; `spied` also notes the options of every shell."""
        self._prepare(run.world)
        environment = {
            "PATH": str(self.folder / "bin"),
            "HOME": str(self.folder / "home"),
            "TMPDIR": str(self.folder / "tmp"),
            "LANG": "C.UTF-8",
            **run.environment,
        }
        shell, *options = self.interpreter
        if spied:
            environment["BASH_ENV"] = str(self.folder / "spy")
            shell = "bash"  # as sh it would not read BASH_ENV
        with subprocess.Popen(
            [shell, *options, self.script, *run.arguments],
            executable=self.folder / "real" / shell,
            cwd=self.folder / "repo",
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process:
            try:
                output, _ = process.communicate(timeout=SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                raise
        calls = tuple(_call(path) for path in sorted((self.folder / "log").iterdir()))
        untaught = [call for call in calls if call.act == "unknown"]
        if untaught:
            raise Untaught(f"{untaught[0].tool} {' '.join(untaught[0].arguments)}")
        return Happened(
            run, output.decode(errors="replace"), process.returncode, calls, self._options()
        )

    def _prepare(self, world: World) -> None:
        for name in ("repo", "home", "tmp", "log"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
            (self.folder / name).mkdir()
        for name in ("count", "spied"):
            (self.folder / name).unlink(missing_ok=True)
        for path, text in self.repo.items():
            _write(self.folder / "repo" / path, text)
        for path, text in _staged(world).items():
            _write(self.folder / "repo" / ".parity-stage" / path, text)
        password = self.folder / "bin" / "pass"
        password.unlink(missing_ok=True)
        if world.pass_exists:
            password.symlink_to(self.folder / "stub")
        (self.folder / "world").write_text(
            f"down={'1' * world.down} fail_at={world.fail_at or ''} missing={world.missing}\n"
            f"fail_mutations={'1' * world.fail_mutations} serve={'1' * world.serve}\n"
            f"pass_token={PASS_TOKEN * world.pass_works}\n"
        )

    def _options(self) -> tuple[Options, ...]:
        spied = self.folder / "spied"
        lines = spied.read_text().splitlines() if spied.exists() else []
        fields = [line.split(" ") for line in lines]
        return tuple(
            Options(int(time), int(shell), int(depth), frozenset(names.split(":")))
            for time, shell, depth, names in fields
        )


def _staged(world: World) -> dict[str, str]:
    """What an earlier run left in `.parity-stage/`: artifacts, and the digests that it pushed.

    The records stand there in the four forms that the scripts use.
    """
    digests = {"amd64": "a1" * 32, "s390x": "5390" * 16}
    known = {
        arch: "" if arch == world.missing else f"sha256:{digests[arch]}"
        for arch in ARCHES
        if arch != world.missing or world.empty
    }
    files = {f"{arch}.digest": f"{digest}\n" for arch, digest in known.items()}
    files |= {f"digest-{arch}": digest for arch, digest in known.items()}
    files["digests"] = "".join(f"{arch} {digest}\n" for arch, digest in known.items())
    entries = ", ".join(f'"{arch}": "{digest}"' for arch, digest in known.items())
    files["digests.json"] = f"{{{entries}}}\n"
    for name in (
        "demo-linux-s390x",
        "demo-1.2.3.tgz",
        "demo-1.2.3-py3-none-any.whl",
        "image-amd64.tar",
        "image-s390x.tar",
    ):
        files[name] = "staged\n"
    return files


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def _call(path: Path) -> Call:
    tool, act, target, seen, *arguments = path.read_text(errors="replace").split("\0")[:-1]
    time = int(path.name.split("-")[0])
    return Call(time, tool, act, target, seen, tuple(arguments))


def _program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise FileNotFoundError(f"{name} is not installed")
    return path


def _interpreter(script: str) -> list[str]:
    """What the kernel and env(1) make of the first line, with bash for whatever shell it names."""
    words = script.splitlines()[0].removeprefix("#!").split()
    if words[0] == "/usr/bin/env":
        words = [word for word in words[1:] if word != "-S"]
    return [words[0].rpartition("/")[2], *words[1:]]
