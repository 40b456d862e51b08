"""The pre-receive hook, behind real pushes into real bare repositories."""

import os
import re
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from doctor.source import Link
from tests.conftest import ROOT
from tests.gits import ENVIRONMENT, Content, Git, folder, git
from tests.hostile import HOSTILE

GOOD = folder(ROOT / "tests/fixtures/keeps/geesefs")
TALKS = folder(ROOT / "tests/fixtures/breaks/talkative")
MUTE = folder(ROOT / "tests/fixtures/breaks/undescribed")
FORKED = folder(ROOT / "tests/fixtures/breaks/forked")
"""What breaks no rule; one that breaks token-never-printed, one app-description; one both."""

ZERO = "0" * 40


class Push(NamedTuple):
    accepted: bool
    said: str
    """What the hook said, without `remote: `."""


class Server:
    """A bare repository with the hook, and a client that pushes into it."""

    def __init__(self, path: Path, algorithm: str = "sha1") -> None:
        self.client = Git(path / "client.git", algorithm)
        self.repo = Git(path / "server.git", algorithm)
        self.path = self.repo.path
        git(self.client.path, "remote", "add", "origin", f"file://{self.path}")
        self.install()

    def install(self, *options: str, command: str = "", environment: str = "") -> None:
        python = f"PYTHONPATH={ROOT} {environment} exec {sys.executable} -P -m doctor pre-receive"
        hook = self.path / "hooks/pre-receive"
        hook.write_text(f"#!/bin/sh\n# pipeline-doctor\n{command or python} {' '.join(options)}\n")
        hook.chmod(0o755)

    def policy(self, text: str) -> None:
        (self.path / "hooks/pipeline-doctor.toml").write_text(text)

    def commit(self, files: Mapping[str, Content], *parents: str) -> str:
        return self.client.commit(self.client.files(files), *parents)

    def push(self, *refs: str, options: tuple[str, ...] = ()) -> Push:
        done = subprocess.run(
            ["git", "-C", str(self.client.path), "push", *options, "origin", *refs],
            env=ENVIRONMENT,
            text=True,
            errors="replace",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        remote = re.findall(r"^remote: ?(.*?) *$", done.stdout, re.MULTILINE)
        return Push(done.returncode == 0, "\n".join(remote))

    def seed(self, files: Mapping[str, Content], branch: str = "main") -> str:
        """A commit that was there before there was a hook."""
        hook = self.path / "hooks/pre-receive"
        hook.chmod(0o644)
        commit = self.commit(files)
        git(self.client.path, "push", "-q", "origin", f"{commit}:refs/heads/{branch}")
        hook.chmod(0o755)
        return commit

    def refs(self) -> dict[str, str]:
        rows = git(self.path, "for-each-ref", "--format=%(refname) %(objectname)").splitlines()
        return dict(row.split() for row in rows)

    def has(self, oid: str) -> bool:
        command = ["git", "-C", str(self.path), "cat-file", "-e", oid]
        return not subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode


@pytest.fixture(params=["sha1", "sha256"])
def any_server(request: pytest.FixtureRequest, tmp_path: Path) -> Server:
    return Server(tmp_path, request.param)


@pytest.fixture
def server(tmp_path: Path) -> Server:
    return Server(tmp_path)


def test_a_first_push_is_judged_whole(any_server: Server) -> None:
    server = any_server
    bad = server.commit(TALKS)
    refused = server.push(f"{bad}:refs/heads/main")
    assert not refused.accepted
    assert refused.said.startswith("pipeline-doctor: refused\nrefs/heads/main (")
    for part in (
        "FAIL token-never-printed\n  is-released: prints the token on standard error (printf)\n",
        "\n  flake.nix:23:21\n  do: Hand the token on by a pipe",
        f"\n  pipeline-doctor --rev {bad[:12]} .",
    ):
        assert part in refused.said
    assert server.refs() == {}
    assert not server.has(bad)  # the quarantine went with the push
    good = server.commit(GOOD)
    assert server.push(f"{good}:refs/heads/main") == (True, "")
    assert server.refs() == {"refs/heads/main": good}


def test_only_what_gets_worse_refuses(server: Server) -> None:
    server.seed(TALKS)
    same = server.commit({**TALKS, "README": "changed"})
    accepted = server.push(f"+{same}:refs/heads/main")
    assert accepted == (
        True,
        "pipeline-doctor: accepted\nrefs/heads/main: 1 finding as before, none new",
    )
    worse = server.push(f"+{server.commit(FORKED)}:refs/heads/main")
    assert not worse.accepted
    assert "app-description" in worse.said and "token-never-printed" not in worse.said
    other = server.push(f"+{server.commit(MUTE)}:refs/heads/main")
    assert not other.accepted  # one got better, one worse
    better = server.commit(GOOD)
    assert server.push(f"+{better}:refs/heads/main") == (True, "")
    assert not server.push(f"+{same}:refs/heads/main").accepted
    assert server.refs() == {"refs/heads/main": better}


def test_strict_refuses_what_was_broken_before(server: Server) -> None:
    server.seed(TALKS)
    server.install("--strict")
    refused = server.push(f"+{server.commit({**TALKS, 'x': ''})}:refs/heads/main")
    assert not refused.accepted
    assert "FAIL token-never-printed" in refused.said
    server.install()
    server.policy("strict = true\n")
    assert not server.push(f"+{server.commit({**TALKS, 'x': ''})}:refs/heads/main").accepted


def test_a_new_branch_is_compared_with_the_default_branch(server: Server) -> None:
    server.seed(TALKS)
    assert server.push(f"{server.commit({**TALKS, 'x': ''})}:refs/heads/a").accepted
    assert not server.push(f"{server.commit(MUTE)}:refs/heads/b").accepted
    assert set(server.refs()) == {"refs/heads/a", "refs/heads/main"}


def test_where_there_is_no_default_branch_a_new_one_is_judged_whole(server: Server) -> None:
    server.seed(TALKS, branch="other")
    assert not server.push(f"{server.commit({**TALKS, 'x': ''})}:refs/heads/main").accepted


def test_tags(server: Server) -> None:
    server.seed(GOOD)
    client = server.client
    bad, good = server.commit(MUTE), server.commit({**GOOD, "x": ""})
    for name, commit in (("v1", bad), ("nightly", bad), ("v2", good)):
        git(client.path, "tag", name, commit)
        git(client.path, "tag", "-a", "-m", "x", f"{name}-annotated", commit)
        git(client.path, "tag", "-a", "-m", "x", f"{name}-nested", f"{name}-annotated")
    for kind in ("", "-annotated", "-nested"):
        assert not server.push(f"v1{kind}").accepted
        assert server.push(f"nightly{kind}").accepted
        assert server.push(f"v2{kind}") == (True, "")
    assert server.push("+v1:refs/tags/other", f"{client.files(GOOD)}:refs/tags/v3").accepted
    assert not server.push(f"{client.files(MUTE)}:refs/tags/v4").accepted
    blob = server.push(f"{client.add('blob', b'x')}:refs/tags/v5")
    assert not blob.accepted
    assert "it is no commit, so nothing can be judged" in blob.said


def test_deletes_are_free(server: Server) -> None:
    server.seed(TALKS)
    server.seed(TALKS, "b")
    server.install("--strict")
    assert server.push(":refs/heads/b") == (True, "")
    assert set(server.refs()) == {"refs/heads/main"}
    bad = server.commit(MUTE)
    server.seed(TALKS, "c")
    both = server.push(":refs/heads/c", f"{bad}:refs/heads/d")
    assert not both.accepted  # all or nothing
    assert set(server.refs()) == {"refs/heads/c", "refs/heads/main"}


def test_twenty_refs_are_one_screen_and_share_the_work(server: Server) -> None:
    server.seed(GOOD)
    same = server.commit(MUTE)
    refused = server.push(*[f"{same}:refs/heads/b{n}" for n in range(20)])
    assert not refused.accepted
    assert refused.said.count("FAIL app-description") == 1
    assert "refs/heads/b0, refs/heads/b1, refs/heads/b2 and 17 more" in refused.said
    for n in range(20):
        files = {**(TALKS if n % 2 else FORKED), "n": str(n)}
        git(server.client.path, "update-ref", f"refs/heads/c{n}", server.commit(files))
    refused = server.push(*[f"c{n}" for n in range(20)])
    lines = refused.said.split("\n")
    assert not refused.accepted
    assert len(lines) <= 24 and max(map(len, lines)) <= 72
    assert lines[-2] == "see it all where you pushed from:"
    assert re.search(r"^and \d+ more$", refused.said, re.MULTILINE)
    assert set(server.refs()) == {"refs/heads/main"}
    for n in range(20):
        git(
            server.client.path,
            "update-ref",
            f"refs/heads/g{n}",
            server.commit({**GOOD, "n": str(n)}),
        )
    assert server.push(*[f"g{n}" for n in range(20)]) == (True, "")


def test_a_repo_without_a_flake(server: Server) -> None:
    refused = server.push(f"{server.commit({'README': 'x'})}:refs/heads/main")
    assert not refused.accepted
    assert "there is no flake.nix" in refused.said
    server.seed({"README": "x"})
    assert server.push(f"+{server.commit({'README': 'y'})}:refs/heads/main").accepted


def test_refs_that_are_not_judged(server: Server) -> None:
    server.seed(GOOD)
    bad = server.commit(MUTE)
    for ref in ("refs/pull/1/head", "refs/notes/x", "refs/tags/nightly"):
        assert server.push(f"{bad}:{ref}") == (True, "")
    server.policy('refs = ["refs/heads/main", "refs/heads/release/*"]\n')
    assert server.push(f"{bad}:refs/heads/topic").accepted
    assert not server.push(f"{bad}:refs/heads/release/1/2").accepted
    server.install(environment="GITEA_REPO_IS_WIKI=true")
    assert server.push(f"+{bad}:refs/heads/main") == (True, "")


def test_which_rules_refuse(server: Server) -> None:
    server.seed(GOOD)
    server.policy('rules = ["app-description"]\n')
    assert server.push(f"+{server.commit(TALKS)}:refs/heads/main").accepted
    assert not server.push(f"+{server.commit(MUTE)}:refs/heads/main").accepted
    server.policy('rules = ["lock-pinned"]\n')
    server.install("--strict")
    no_lock = {name: text for name, text in GOOD.items() if name != "flake.lock"}
    assert "lock-pinned" in server.push(f"+{server.commit(no_lock)}:refs/heads/main").said


def test_only_a_warning_until_a_day(server: Server) -> None:
    server.seed(GOOD)
    server.policy("warn-only-until = 9999-01-01\n")
    warned = server.push(f"+{server.commit(MUTE)}:refs/heads/main")
    assert warned.accepted
    assert warned.said.startswith("pipeline-doctor: accepted, but refused from 9999-01-01 on\n")
    assert "FAIL app-description" in warned.said
    server.policy("warn-only-until = 2020-01-01\n")
    assert not server.push(f"+{server.commit(FORKED)}:refs/heads/main").accepted


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("refs = ", "cannot be read"),
        ("strict = 1", "strict is neither true nor false"),
        ("budget = 0", "budget is no number of seconds"),
        ("budget = true", "budget is no number of seconds"),
        ("budget = nan", "budget is no number of seconds"),
        ("rules = []", "rules is empty"),
        ('rules = ["dry-run"]', "rules names 'dry-run', which is no rule"),
        ('mandatory = ["x"]', "mandatory names 'x', which is no rule"),
        ('refs = "refs/heads/*"', "refs is no list of texts"),
        ("refs = []", "refs is empty"),
        ('on-error = "ignore"', 'on-error is neither "refuse" nor "accept"'),
        ('on_error = "accept"', "'on_error', which is unknown"),
        ('warn-only-until = "never"', "warn-only-until is no date"),
        ("colour = 1", "'colour', which is unknown"),
    ],
)
def test_a_policy_that_cannot_be_understood_refuses(server: Server, text: str, said: str) -> None:
    server.policy(text)
    refused = server.push(f"{server.commit(GOOD)}:refs/heads/main")
    assert not refused.accepted
    assert said in " ".join(refused.said.split())


def test_a_policy_that_is_named(server: Server, tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text('rules = ["token-never-printed"]\n')
    server.install("--policy", str(tmp_path / "policy.toml"))
    assert server.push(f"{server.commit(MUTE)}:refs/heads/main").accepted
    (tmp_path / "policy.toml").unlink()
    assert not server.push(f"{server.commit(GOOD)}:refs/heads/main").accepted


WAIVER = """\
[[waiver]]
rule = "app-description"
path = "flake.nix"
reason = "\\u001b[2Jsoon"
expires = 9999-12-31
"""


def test_waivers_are_shown_and_the_server_has_the_last_word(server: Server) -> None:
    server.seed(GOOD)
    server.policy('mandatory = ["app-description"]\n')
    commit = server.commit({**MUTE, ".pipeline-doctor.toml": WAIVER})
    refused = server.push(f"+{commit}:refs/heads/main")
    assert not refused.accepted
    assert "FAIL app-description" in refused.said
    assert "the server does not let app-description be waived" in refused.said
    server.policy("")
    accepted = server.push(f"+{commit}:refs/heads/main")
    assert accepted.accepted
    said = "waived: app-description for flake.nix until 9999-12-31: \\x1b[2Jsoon"
    assert said in accepted.said
    again = server.commit({**MUTE, ".pipeline-doctor.toml": WAIVER, "x": ""})
    assert server.push(f"+{again}:refs/heads/main") == (True, "")


CRASHING = """\
import sys
sys.path.insert(0, {root!r})
import {module}
def crash(*_, **__):
    {body}
{module}.{name} = crash
from doctor.cli import main
sys.exit(main())
"""


def sabotage(server: Server, module: str, name: str, body: str) -> None:
    """Lets the hook run with a function that misbehaves."""
    script = server.path.parent / "crash.py"
    script.write_text(CRASHING.format(root=str(ROOT), module=module, name=name, body=body))
    server.install(command=f"exec {sys.executable} -P {script} pre-receive")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("raise KeyError('lost')", "internal error: KeyError"),
        ("raise SystemExit(0)", "internal error: SystemExit"),
        ("import os; os._exit(0)", "internal error: it ended early"),
        ("import os; os.kill(os.getpid(), 11)", "internal error: it was ended by SIGSEGV"),
        ("import os; os.kill(os.getpid(), 9)", "internal error: it was ended by SIGKILL"),
    ],
)
def test_an_error_of_our_own(server: Server, body: str, said: str) -> None:
    sabotage(server, "doctor.engine", "diagnose", body)
    refused = server.push(f"{server.commit(GOOD)}:refs/heads/main")
    assert not refused.accepted
    assert refused.said.startswith("pipeline-doctor: refused: " + said)
    server.policy('on-error = "accept"\n')
    accepted = server.push(f"{server.commit(GOOD)}:refs/heads/main")
    assert accepted.accepted
    assert accepted.said.startswith("pipeline-doctor: accepted: " + said)


def test_a_rule_that_crashes(server: Server) -> None:
    sabotage(server, "rules.app_naming", "RULE", "pass")  # no Rule, so it cannot be loaded
    refused = server.push(f"{server.commit(GOOD)}:refs/heads/main")
    assert not refused.accepted
    assert refused.said.startswith("pipeline-doctor: refused: internal error: a rule crashed")
    assert "the rule app-naming cannot be loaded" in refused.said.replace("\n  ", " ")
    server.policy('on-error = "accept"\n')
    assert server.push(f"{server.commit(GOOD)}:refs/heads/main").accepted
    assert not server.push(f"+{server.commit(MUTE)}:refs/heads/main").accepted  # the others count


def test_a_crash_before_the_audit_refuses_whatever_the_policy_says(server: Server) -> None:
    sabotage(server, "doctor.hook", "updates_of", "raise ValueError('no such line')")
    server.policy('on-error = "accept"\n')
    refused = server.push(f"{server.commit(GOOD)}:refs/heads/main")
    assert not refused.accepted
    assert "refused: internal error: ValueError" in refused.said


@pytest.mark.parametrize("body", ["import time; time.sleep(60)", "while True: pass"])
def test_the_time_is_limited(server: Server, body: str) -> None:
    sabotage(server, "doctor.engine", "diagnose", body)
    server.policy("budget = 1\n")
    start = time.monotonic()
    refused = server.push(f"{server.commit(GOOD)}:refs/heads/main")
    assert time.monotonic() - start < 30
    assert refused == (False, "pipeline-doctor: refused: not judged within 1 s")
    server.policy('budget = 1\non-timeout = "accept"\n')
    accepted = server.push(f"{server.commit(GOOD)}:refs/heads/main")
    assert accepted == (True, "pipeline-doctor: accepted: not judged within 1 s")


def left_over(folder: Path) -> list[str]:
    """The commands of processes that run in a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if os.readlink(process / "cwd") == str(folder):
                found.append((process / "cmdline").read_text())
    return found


def test_nothing_outlives_a_hook_that_ran_out_of_time(server: Server) -> None:
    sabotage(server, "doctor.engine", "diagnose", "import time; time.sleep(60)")
    server.policy("budget = 0.5\n")
    assert not server.push(f"{server.commit(GOOD)}:refs/heads/main").accepted
    time.sleep(0.2)
    assert left_over(server.path) == []


# What a pushed tree may try.


def test_a_pushed_tree_cannot_steer_the_hook(server: Server) -> None:
    """Files that would configure git, Python, a shell or the hook, were they read."""
    server.seed(GOOD)
    mark = server.path.parent / "mark"
    evil = f"import pathlib; pathlib.Path({str(mark)!r}).touch()"
    files = {
        **MUTE,
        "pipeline-doctor.toml": 'refs = ["x"]\n',
        "hooks/pipeline-doctor.toml": 'refs = ["x"]\n',
        "hooks/pre-receive": "#!/bin/sh\nexit 0\n",
        "config": "[core]\n\thooksPath = /dev/null\n",
        ".gitattributes": "* filter=evil export-ignore export-subst\n",
        ".gitmodules": f'[submodule "x"]\n\tpath = x\n\turl = "ext::sh -c touch% {mark}"\n',
        "HEAD": "ref: refs/heads/nothing",
        **dict.fromkeys(
            [
                "sitecustomize.py",
                "doctor.py",
                "json.py",
                "rules/__init__.py",
                "rules/app_naming.py",
            ],
            evil,
        ),
        "doctor/__init__.py": evil,
        "pyproject.toml": "[tool.pipeline-doctor]\nrules = []\n",
        ".shellcheckrc": "disable=all\n",
    }
    refused = server.push(f"+{server.commit(files)}:refs/heads/main")
    assert not refused.accepted
    assert "FAIL app-description" in refused.said
    assert not mark.exists()


@pytest.mark.parametrize("file", ["flake.nix", "flake.lock", ".pipeline-doctor.toml"])
@pytest.mark.parametrize(
    "target", ["/etc/passwd", "../../../../../etc/passwd", "config", ".git/config", "hooks"]
)
def test_links_lead_to_no_file_of_the_server(server: Server, file: str, target: str) -> None:
    server.seed(GOOD)
    git(server.path, "config", "secret.name", "hunter2")
    files = {**GOOD, file: Link(target)}
    push = server.push(f"+{server.commit(files)}:refs/heads/main")
    assert push.accepted == (file == "flake.lock")  # what that breaks is advisory
    for secret in ("root:", "hunter2", str(server.path)):
        assert secret not in push.said


@pytest.mark.parametrize(
    "name", ["regex that tries all", "large sets", "10 MB of [", "parser kept busy", "NUL byte"]
)
def test_a_flake_that_means_no_good(server: Server, tmp_path: Path, name: str) -> None:
    (tmp_path / "hostile").mkdir()
    HOSTILE[name].make(tmp_path / "hostile")
    start = time.monotonic()
    refused = server.push(f"{server.commit(folder(tmp_path / 'hostile'))}:refs/heads/main")
    assert time.monotonic() - start < 15  # the budget is 10
    assert not refused.accepted
    assert re.search(r"^(FAIL|UNKNOWN) ", refused.said, re.MULTILINE)
    assert "Error" not in refused.said


def test_a_blob_of_500_megabytes(server: Server) -> None:
    server.seed(GOOD)
    client = server.client
    blob = client.add("blob", b"x" * 500_000_000)
    entries = [("100644", name, client.add("blob", data)) for name, data in flat(GOOD)]
    for name in ("big", "flake.nix"):
        tree = client.tree(*[one for one in entries if one[1] != name], ("100644", name, blob))
        start = time.monotonic()
        push = server.push(f"+{client.commit(tree)}:refs/heads/{name}")
        assert time.monotonic() - start < 120  # git itself takes nearly all of it
        assert push.accepted == (name == "big")
        assert ("flake.nix is larger than 1 MiB" in push.said) == (name == "flake.nix")


def flat(files: Mapping[str, Content]) -> list[tuple[str, bytes]]:
    return [
        (name, text) for name, text in files.items() if isinstance(text, bytes) and "/" not in name
    ]


def test_100_000_files(server: Server) -> None:
    server.seed(GOOD)
    client = server.client
    blob = client.add("blob", b"x")
    many = client.tree(*[("100644", f"f{n:06}", blob) for n in range(100_000)])
    good = [("100644", name, client.add("blob", data)) for name, data in flat(GOOD)]
    top = [("100644", f"f{n:06}", blob) for n in range(100_000)]
    for name, tree in (
        ("below", client.tree(*good, ("40000", "many", many))),
        ("beside", client.tree(*good, *top)),
    ):
        push = server.push(f"{client.commit(tree)}:refs/heads/{name}")
        assert push == (True, "")


HOSTILE_TREES = {
    "a name with a slash": lambda one, blob: one.tree(("100644", "a/../../x", blob)),
    "a name of dots": lambda one, blob: one.tree(("40000", "..", one.tree())),
    "equal names": lambda one, blob: one.tree(
        ("100644", "flake.nix", blob), ("100644", "flake.nix", blob)
    ),
    "a submodule as flake": lambda one, blob: one.tree(("160000", "flake.nix", "1" * 40)),
    "git's own folder": lambda one, blob: one.files(
        {".git/hooks/pre-receive": "x", ".git/config": "x"}
    ),
    "no files at all": lambda one, blob: one.tree(),
}


@pytest.mark.parametrize("name", HOSTILE_TREES)
def test_trees_that_git_would_not_write(server: Server, name: str) -> None:
    server.seed(GOOD)
    make: Callable[[Git, str], str] = HOSTILE_TREES[name]
    tree = make(server.client, server.client.add("blob", b"{ }"))
    push = server.push(f"+{server.client.commit(tree)}:refs/heads/main")
    assert not push.accepted
    assert "Error" not in push.said


def test_what_is_said_cannot_steer_a_terminal(server: Server) -> None:
    evil = "\x1b[31m\r\u202ex"
    files = {"flake.nix": f"{{ outputs = _: throw {evil!r} + ''{evil}''; }}", f"{evil}.nix": ""}
    push = server.push(f"{server.commit(files)}:refs/heads/main")
    assert not push.accepted
    assert all(line.isprintable() for line in push.said.split("\n"))
    assert max(map(len, push.said.split("\n"))) <= 72


@pytest.mark.parametrize(
    "line", ["", "x", "a b", f"{ZERO} {ZERO}", f"{ZERO} {'1' * 40} refs/heads/x", "\udcff \0 \x1b"]
)
def test_whatever_stands_on_stdin(server: Server, line: str) -> None:
    done = subprocess.run(
        [str(server.path / "hooks/pre-receive")],
        cwd=server.path,
        input=f"{line}\n".encode("utf-8", "surrogateescape"),
        capture_output=True,
        check=False,
    )
    assert (done.returncode == 0) == (line == "")
    assert done.stderr == b""
    assert (b"refused" in done.stdout) == (line != "")


@pytest.mark.parametrize("closed", ["0<&-", "1>&-", "0<&- 1>&- 2>&-"])
def test_a_closed_stream_does_not_turn_a_no_into_a_yes(server: Server, closed: str) -> None:
    server.install(closed)
    bad = server.repo.commit(server.repo.files(MUTE))
    done = subprocess.run(
        [str(server.path / "hooks/pre-receive")],
        cwd=server.path,
        input=f"{ZERO} {bad} refs/heads/main\n".encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1


def test_a_reader_that_left_does_not_turn_a_no_into_a_yes(server: Server) -> None:
    bad = server.repo.commit(server.repo.files(MUTE))
    for fate in ("closed", "full"):
        reader, writer = os.pipe()
        os.close(reader)
        out = writer if fate == "closed" else os.open("/dev/full", os.O_WRONLY)
        done = subprocess.run(
            [str(server.path / "hooks/pre-receive")],
            cwd=server.path,
            input=f"{ZERO} {bad} refs/heads/main\n".encode(),
            stdout=out,
            check=False,
        )
        assert done.returncode == 1
        for one in {writer, out}:
            os.close(one)


# Whether it is installed.


def check(*paths: Path) -> tuple[int, list[str]]:
    done = subprocess.run(
        [sys.executable, "-m", "doctor", "pre-receive", "--check-install", *map(str, paths)],
        cwd=ROOT,
        env=ENVIRONMENT,
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.stderr == "" or done.returncode == 2
    return done.returncode, done.stdout.splitlines()


def test_a_hook_that_is_installed(server: Server) -> None:
    assert check(server.path) == (0, [f"{server.path}: guarded"])
    assert check() == (2, [])


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda hook: hook.unlink(), "has no pre-receive hook of pipeline-doctor"),
        (lambda hook: hook.write_text("#!/bin/sh\n"), "has no pre-receive hook of pipeline-doctor"),
        (lambda hook: hook.chmod(0o644), "is not executable, so every push is accepted"),
        (
            lambda hook: (hook.unlink(), hook.symlink_to("/nix/store/x-pipeline-doctor/hook")),
            "is a link that leads nowhere, so every push is accepted",
        ),
        (
            lambda hook: hook.write_text("#!/bin/sh\nexec /nowhere/pipeline-doctor pre-receive\n"),
            "does not answer: exit status 127",
        ),
        (
            lambda hook: hook.write_text("#!/no/sh\nexec pipeline-doctor pre-receive\n"),
            "cannot be run: ",
        ),
        (
            lambda hook: hook.write_text("#!/bin/sh\npipeline-doctor pre-receive || exit 0\n"),
            "does not answer: exit status 0",
        ),
        (
            lambda hook: (hook.parent / "pipeline-doctor.toml").write_text("x"),
            "does not answer: exit status 1, pipeline-doctor: refused: the policy",
        ),
    ],
)
def test_a_hook_that_would_not_run(
    server: Server, spoil: Callable[[Path], object], said: str
) -> None:
    spoil(server.path / "hooks/pre-receive")
    status, [line] = check(server.path)
    assert status == 1
    assert line.startswith(f"{server.path}: ")
    assert said in line


DISPATCHER = """\
#!/bin/sh
data=$(cat)
code=0
for hook in "$GIT_DIR"/hooks/pre-receive.d/*; do
  test -x "$hook" && test -f "$hook" || continue
  echo "$data" | "$hook" || code=$?
done
exit $code
"""


def test_the_layout_of_gitea(server: Server) -> None:
    hook = server.path / "hooks/pre-receive"
    below = server.path / "hooks/pre-receive.d"
    below.mkdir()
    hook.rename(below / "pipeline-doctor")
    assert "hooks/pre-receive is not there" in check(server.path)[1][0]
    hook.write_text("#!/bin/sh\nexit 0\n")
    hook.chmod(0o755)
    assert "does not run what is in" in check(server.path)[1][0]
    hook.write_text(DISPATCHER)
    assert check(server.path) == (0, [f"{server.path}: guarded"])
    assert not server.push(f"{server.commit(MUTE)}:refs/heads/main").accepted
    assert server.push(f"{server.commit(GOOD)}:refs/heads/main").accepted
    mode = (below / "pipeline-doctor").stat().st_mode
    (below / "pipeline-doctor").chmod(stat.S_IMODE(mode) & ~0o111)
    assert "pre-receive.d/pipeline-doctor is not executable" in check(server.path)[1][0]


def test_a_repository_of_an_odd_name(tmp_path: Path) -> None:
    folder = tmp_path / "a\x0b\u2028b"
    folder.mkdir()
    status, [line] = check(Server(folder).path)
    assert (status, line) == (0, f"{tmp_path}/a\\x0b\\u2028b/server.git: guarded")


def test_hooks_that_the_configuration_moves(server: Server, tmp_path: Path) -> None:
    git(server.path, "config", "core.hooksPath", str(tmp_path / "elsewhere"))
    status, [line] = check(
        server.path,
    )
    assert (status, line) == (1, f"{server.path}: has no pre-receive hook of pipeline-doctor")
    status, lines = check(tmp_path, server.path)
    assert (status, lines[0]) == (1, f"{tmp_path}: is no git repository")
