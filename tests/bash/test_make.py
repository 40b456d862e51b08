"""The reader of makefiles beside the real GNU make: what is printed, in which order, which status.

Each case of make.txt is a shell command and the files that lie there. What the recipes print says
which of their commands run.
"""

import os
import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from doctor.bash.history import Printed, Reached, Started, Unclear
from doctor.bash.script import of_repo
from doctor.bash.surroundings import SCENARIOS, FlakeApp, OpenWorld
from doctor.bash.tools import Reach
from doctor.bash.values import describe
from doctor.behaviour import Run, run
from doctor.nix.machine import deep_stack
from doctor.source import Memory
from tests.bash.closed import Undecided, closed_run

_TEXT = (Path(__file__).parent / "make.txt").read_text()
_FOLDERS = re.compile(r"^make(\[\d+\])?: (Entering|Leaving) directory.*\n", re.MULTILINE)
UNKNOWN = frozenset(
    (
        "bad-static-pattern", "define-lines", "double-colon", "eval", "folder-captured", "for-ever",
        "foreach", "function", "implicit", "include-missing", "jobs", "keep-going", "make-itself",
        "own-variable", "pattern", "prefix-character", "remade", "second-expansion",
        "self-reference", "shell-itself", "static-pattern", "substitution-reference", "unclosed",
        "wildcard",
    )
)  # fmt: skip
"""Cases of which the interpreter must say that it does not know."""


class Case(NamedTuple):
    command: str
    files: dict[str, str]


def _case(text: str) -> Case:
    head, _, rest = text.partition("\n")
    makefile, *others = re.split(r"^--- (.*)\n", rest, flags=re.MULTILINE)
    files = {"Makefile": makefile, **dict(zip(others[::2], others[1::2], strict=True))}
    return Case(head.partition(": ")[2], {path: text for path, text in files.items() if text})


CASES = {
    one.partition(":")[0]: _case(one) for one in re.split("^=== ", _TEXT, flags=re.MULTILINE)[1:]
}


def real(case: Case, folder: Path) -> tuple[str, int]:
    """Standard output and status of bash and make."""
    for path, text in case.files.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text)
    done = subprocess.run(
        ["bash", "-c", case.command],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": "/home/user", "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    return _FOLDERS.sub("", done.stdout), done.returncode


@pytest.mark.parametrize("name", sorted(CASES.keys() - UNKNOWN))
def test_does_what_make_does(name: str, tool: Callable[[str, str], str], tmp_path: Path) -> None:
    tool("make", "apt-get install make")
    assert closed_run(*CASES[name])[:2] == real(CASES[name], tmp_path)


@pytest.mark.parametrize("name", sorted(UNKNOWN))
def test_says_that_it_does_not_know(name: str) -> None:
    with pytest.raises(Undecided):
        closed_run(*CASES[name])


def in_the_open(command: str, **files: str) -> Run:
    """What a command could do in a repo, in the scenarios of the contract."""
    source = Memory({**files, "run.sh": f"{command}\n"})
    world = OpenWorld(source, SCENARIOS, frozenset(), lambda name: FlakeApp(None, "?", None))
    script = of_repo(source, "run.sh")
    assert script is not None
    return run(world, script)


def unclear(done: Run) -> list[str]:
    """What is not in sight."""
    return [node.event.why for node in done.nodes if isinstance(node.event, Unclear)]


def test_a_token_that_make_expands_is_printed() -> None:
    makefile = 't:\n\ttrue "$(REGISTRY_TOKEN)"\nu:\n\t@login < "$$REGISTRY_TOKEN"\n'
    done = in_the_open("make t", Makefile=makefile)
    leaks = [node for node in done.nodes if done.leaks(node)]
    assert [str(done.place(node)) for node in leaks] == ["Makefile:2:1"]
    assert [done.exposes(node) for node in done.nodes if isinstance(node.event, Started)][1]


def test_a_token_that_the_shell_expands_is_not() -> None:
    makefile = '.PHONY: t\nt:\n\techo "$$REGISTRY_TOKEN" | docker login x --password-stdin\n'
    done = in_the_open("make t", Makefile=makefile)
    assert not [node for node in done.nodes if done.leaks(node) or done.exposes(node)]
    assert not unclear(done)


def test_a_token_on_the_command_line_of_make() -> None:
    done = in_the_open('make t T="$REGISTRY_TOKEN"', Makefile="t:\n\t@curl -d $(T) x\n")
    exposed = [node for node in done.nodes if done.exposes(node)]
    assert [str(done.place(node)) for node in exposed[:2]] == ["run.sh:1:1", "Makefile:2:1"]
    assert not [node for node in done.nodes if done.leaks(node)]


def test_a_program_that_is_not_known_is_started() -> None:
    done = in_the_open("make t", Makefile="t:\n\t@$(TOOL) push x\n")
    assert any(["$TOOL" in why for why in unclear(done)])


def test_a_guard_in_a_makefile_holds() -> None:
    makefile = """\
.PHONY: publish
publish:
ifndef VERSION
\t$(error set VERSION)
endif
\thelm push x-$(VERSION).tgz oci://git.oleks.space/oleks
"""
    done = in_the_open("make publish", Makefile=makefile)
    [push] = done.mutations
    assert "dev" not in done.names(done.scenarios(push))
    assert "release" in done.names(done.scenarios(push))
    assert str(done.place(push)) == "Makefile:6:2"
    assert not unclear(done)


def test_places_lead_to_the_columns_of_the_author() -> None:
    makefile = "A = é\nt:\n\t@echo $(A) $$HOME 'ä' && \\\n\t  helm push $(A) oci://x/y\n"
    done = in_the_open("make -C sub t", **{"sub/Makefile": makefile})
    assert [str(done.place(node)) for node in done.mutations] == ["sub/Makefile:4:4"]


def test_a_file_that_may_be_there_makes_two_ways() -> None:
    done = in_the_open("make t", Makefile="t:\n\t@echo runs\n")
    texts = [describe(node.event.text) for node in done.nodes if isinstance(node.event, Printed)]
    assert sorted(texts) == ["make: 't' is up to date.\n", "runs\n"]
    done = in_the_open("make t", Makefile="t:\n\t@echo runs\n", t="a file of the repo")
    texts = [describe(node.event.text) for node in done.nodes if isinstance(node.event, Printed)]
    assert texts == ["make: 't' is up to date.\n"]


def test_many_files_that_may_be_there() -> None:
    rules = "".join([f"all: a{n}\na{n}: b{n}\n\t@echo {n}\nb{n}:\n\t@:\n" for n in range(40)])
    done = in_the_open("make all", Makefile=f"{rules}.PHONY: all\nall:\n\thelm push x oci://x/y\n")
    assert len(done.mutations) == 1
    assert not done.gave_up


@pytest.mark.parametrize(
    "makefile",
    [
        "t:\n\t@echo $(shell git log -1 --format=%s)\n",
        "t:\n\t@echo $(CI_COMMIT_MESSAGE)\n",
        "-include .env\nt:\n\t@echo t\n",
        "SHELL = /usr/bin/python3\nt:\n\t@print(1)\n",
    ],
)
def test_what_is_not_known_is_unclear(makefile: str) -> None:
    assert unclear(in_the_open("make t", Makefile=makefile))


def test_what_a_function_runs_is_seen() -> None:
    done = in_the_open("make t", Makefile="A := $(shell helm push x oci://x/y)\nt:\n\t@:\n")
    assert [node for node in done.nodes if isinstance(node.event, Reached)]
    assert [node.event.reach for node in done.mutations if isinstance(node.event, Reached)] == [
        Reach.MUTATES
    ]


def test_without_a_makefile_it_is_a_program_nobody_sees_into() -> None:
    done = in_the_open("make t")
    [event] = [node.event for node in done.nodes if isinstance(node.event, Unclear)]
    assert event.is_program


HOSTILE = {
    "calls itself": "t:\n\t$(MAKE) t\n",
    "includes itself": "include Makefile\n",
    "runs itself to read": "A := $(shell make)\nt:\n\t@:\n",
    "doubles": "".join([f"A{n} = $(A{n + 1})$(A{n + 1})\n" for n in range(60)])
    + "A60 = x\nt:\n\t@echo $(A0)\n",
    "doubles a text": "".join([f"A{n + 1} := $(A{n})$(A{n})\n" for n in range(60)])
    + "t:\n\t@echo $(A60)\n",
    "nested": f"t:\n\t@echo {'$(' * 20_000}x{')' * 20_000}\n",
    "unclosed": f"A = {'$(' * 100_000}\nt:\n\t@echo $(A)\n",
    "blanks": f"A{' ' * 500_000}x\n",
    "long chain": "".join([f"a{n}: a{n + 1}\n" for n in range(3_000)]),
    "many rules": "".join([f"all: a{n}\na{n}:\n\t@echo $@\n" for n in range(3_000)]),
    "many conditions": "".join([f"ifdef A{n}\nB += $(A{n})\nendif\n" for n in range(300)])
    + "t:\n\t@echo $(B)\n",
    "many unknown names": "t:\n\t@echo " + " ".join([f"$(A{n})" for n in range(300)]) + "\n",
    "private characters": "t:\n\t@echo \ue000\ue001 $(A)\n",
    "not text": "t:\n\t@echo \0\x01\n",
    "a bracket": "t: $(if\n\t@echo\nifeq (,\nelse else\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_makefiles_end(name: str) -> None:
    started = time.monotonic()
    with deep_stack():
        done = in_the_open("make", Makefile=HOSTILE[name])
    assert done.gave_up or unclear(done) or name in ("not text", "many rules")
    assert time.monotonic() - started < 10
