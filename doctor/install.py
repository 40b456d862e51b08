"""Whether repositories have the hook, and whether it would run.

git skips a hook that is not executable or is a link that leads nowhere, and the push goes through
(githooks(5)); so do Gitea and Forgejo with the files of `pre-receive.d`.
"""

import os
import subprocess
from collections.abc import Sequence

from doctor.arguments import WrongQuestion
from doctor.hook import ALIVE
from doctor.opening import git_folder
from doctor.report.page import printable
from doctor.revision import ENVIRONMENT

NAME = b"pipeline-doctor"
"""What a hook of ours mentions."""
MAX_HOOK = 1 << 20
SECONDS = 20
NOBODY = "0" * 40


def check_install(repos: Sequence[str]) -> int:
    """Prints a line for each repository; gives 0 if all are guarded, else 1."""
    if not repos:
        raise WrongQuestion("check which repositories?")
    status = 0
    for repo in repos:
        problem = _problem(repo)
        print(f"{printable(repo)}: {printable(problem) or 'guarded'}")
        status |= bool(problem)
    return status


def _problem(repo: str) -> str:
    """Why the hook does not guard a repository; empty if it does."""
    folder = git_folder(repo)
    if folder is None:
        return "is no git repository"
    try:
        home, hooks = _where(folder)
    except (OSError, subprocess.SubprocessError) as error:
        return f"git does not say where its hooks are: {error}"
    main = os.path.join(hooks, "pre-receive")
    parts = f"{main}.d"
    below = sorted(os.listdir(parts)) if os.path.isdir(parts) else []
    ours = [one for one in (main, *(os.path.join(parts, name) for name in below)) if _is_ours(one)]
    if not ours:
        return "has no pre-receive hook of pipeline-doctor"
    hook = ours[0]
    for needed in dict.fromkeys((hook, main)):
        if not os.path.exists(needed):
            there = "is a link that leads nowhere" if os.path.islink(needed) else "is not there"
            return f"{needed} {there}, so every push is accepted"
        if not os.path.isfile(needed) or not os.access(needed, os.X_OK):
            return f"{needed} is not executable, so every push is accepted"
    if hook != main and b".d" not in _start(main):
        return f"{main} does not run what is in {parts}"
    return _dead(hook, home)


def _where(folder: str) -> tuple[str, str]:
    """The git directory, and that of its hooks, which the configuration may move."""
    done = subprocess.run(
        ["git", f"--git-dir={folder}", "rev-parse", "--absolute-git-dir", "--git-path", "hooks"],
        env={**os.environ, **ENVIRONMENT},
        capture_output=True,
        check=True,
        timeout=SECONDS,
    )
    home, hooks, *_ = os.fsdecode(done.stdout).split("\n")
    return home, os.path.abspath(hooks)


def _is_ours(path: str) -> bool:
    if not os.path.lexists(path):
        return False
    target = os.readlink(path) if os.path.islink(path) else ""
    return NAME in os.fsencode(f"{os.path.basename(path)} {target}") or NAME in _start(path)


def _start(path: str) -> bytes:
    """The first part of a file; nothing if it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read(MAX_HOOK) if os.path.isfile(path) else b""
    except OSError:
        return b""


def _dead(hook: str, home: str) -> str:
    """What is wrong if the hook, as git would run it, does not answer."""
    try:
        done = subprocess.run(
            [hook],
            cwd=home,
            env={**os.environ, "GIT_DIR": "."},
            input=f"{NOBODY} {NOBODY} {ALIVE}\n".encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        return f"{hook} cannot be run: {error}"
    said = done.stdout.decode("utf-8", "replace").strip()
    if done.returncode == 0 and "guards this repository" in said:
        return ""
    return f"{hook} does not answer: exit status {done.returncode}, {said or 'no output'}"
