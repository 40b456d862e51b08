"""The command `pipeline-doctor`: one repo, one report.

What a path through here does not need is imported late; start-up is most of the run.
"""

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from doctor import __version__
from doctor.arguments import WrongQuestion, parse
from doctor.outputs import OPTIONS, outputs, write
from doctor.record import NamedTuple

if TYPE_CHECKING:
    from doctor.engine import Diagnosis
    from doctor.repo import Repo

HELP = """\
usage: pipeline-doctor [--format FORMAT] [--write FORMAT=FILE]… [--rev REV] REPO
       pipeline-doctor explain RULE
       pipeline-doctor rules
       pipeline-doctor fleet [OPTION…] PATH…
       pipeline-doctor pre-receive [--policy FILE] [--strict]
       pipeline-doctor pre-receive --check-install REPO…
       pipeline-doctor simulate REPO APP [--scenario NAME | --env NAME=VALUE … [-- ARGUMENT …]]
       pipeline-doctor simulate REPO --event EVENT [--branch NAME] [--tag NAME] [--format json]

Says whether a repo keeps the parity contract. It reads the directory REPO and nothing else: it
starts nothing from it, writes nothing, needs no token and contacts no host.

  --format FORMAT     how to report: text (the default), json, html or sarif
  --write FORMAT=FILE a report for a file, beside the one that is printed
  --rev REV           read a revision of the git repository REPO, not the files as they lie there;
                      of a bare repository HEAD is read
  fleet PATH…         all repos below folders, or in list files, at once: clones, bare
                      repositories, folders with a flake; with --format and --write as above, and
     --baseline FILE  only what is worse than in an older JSON counts
     --older FILE     an older JSON, for the trend in the page; any number, oldest first
     --no-cache       audit also what has not changed
     --scheduler URL  on the workers of a Dask cluster, such as tcp://host:8786
  explain RULE        why a rule exists, what to do about it, and examples
  rules               all rules (a directory of that name is ./rules)
  simulate REPO APP   what the app would do, in order, without doing it: in a scenario of the
                      contract (default: bare), or with these variables and arguments
  simulate REPO --event push|pull_request|tag|release|deployment|cron|manual|…
                      what CI would do: the steps that run, the secrets that they hold, and what
                      they would contact and change (branch: main, tag: v1.2.3-4)
  pre-receive         as a git hook: refuses a push that breaks what held before, or with --strict
                      one that keeps anything broken; FILE is the server's policy (README.md)
  --check-install     whether the hook of each repository is there, executable and alive
  --version, --help

exit status: 0 every required rule passes, does not apply or is waived
             1 a required rule fails or is unknown, or the doctor itself failed
             2 the question was wrong: no such repo, rule or option; the baseline is stale
             3 a repo of the fleet could not be audited
"""

_SIMULATES = ("--scenario", "--event", "--branch", "--tag", "--format")


class Command(NamedTuple):
    """What the command line asks for: "help", "version", "rules", "explain", "simulate" or
    "diagnose"."""

    word: str
    about: str = ""
    format: str = "text"
    app: str = ""
    scenario: str | None = None
    variables: tuple[tuple[str, str], ...] = ()
    arguments: tuple[str, ...] = ()
    event: str | None = None
    branch: str | None = None
    tag: str | None = None
    rev: str | None = None
    outputs: Sequence[tuple[str, str]] = ()


def main(argv: Sequence[str] | None = None) -> int:
    """Runs `argv` (default: the process's own arguments); returns the exit status."""
    gc.disable()  # a run ends before cycles matter: what it may allocate is bounded
    try:
        arguments = [*(sys.argv[1:] if argv is None else argv)]
        if arguments[:1] == ["pre-receive"]:
            from doctor.hook import main as receive

            return receive(arguments[1:])
        if arguments[:1] == ["fleet"]:
            from doctor.fleet import main as fleet

            return fleet(arguments[1:], _terminal())
        status, text = _answer(_parse(arguments))
        write("", [text])
    except WrongQuestion as error:
        return _complain(f"{error} (see pipeline-doctor --help)", 2)
    except Exception as error:
        from doctor.engine import describe

        return _complain(f"internal error: {describe(error)}", 1)
    finally:
        gc.freeze()  # nor need the end of the process look for any, which takes long
    return status


def _parse(argv: Sequence[str]) -> Command:
    if argv[:1] == ["simulate"] and len(argv) > 1:
        return _parse_simulate(argv[1:])
    given = parse(argv, (*OPTIONS, "--rev"), ("--help", "-h", "--version"))
    words, literal = given.words, given.literal
    if given.has("--help") or given.has("-h"):
        return Command("help")
    if given.has("--version"):
        return Command("version")
    wanted = outputs(given)
    if not words:
        raise WrongQuestion("which repo?")
    if words == ("rules",) and not literal:
        return Command("rules")
    if words[0] == "explain" and not literal:
        if len(words) != 2:
            raise WrongQuestion("explain which rule? `pipeline-doctor rules` lists them")
        return Command("explain", words[1])
    if len(words) > 1:
        raise WrongQuestion("one repo at a time, please")
    rev = given.last("--rev") if given.has("--rev") else None
    return Command("diagnose", words[0], rev=rev, outputs=wanted)


def _parse_simulate(argv: Sequence[str]) -> Command:
    words: list[str] = []
    variables: list[tuple[str, str]] = []
    arguments: tuple[str, ...] = ()
    options: dict[str, str] = {}
    todo = [*reversed(argv)]
    while todo:
        word = todo.pop()
        if word == "--":
            arguments = tuple(reversed(todo))
            break
        if word in ("--env", *_SIMULATES) and not todo:
            raise WrongQuestion(f"{word} lacks its value")
        if word in _SIMULATES:
            options[word] = todo.pop()
        elif word == "--env":
            name, equals, value = todo.pop().partition("=")
            if not name or not equals:
                raise WrongQuestion("--env takes NAME=VALUE")
            variables.append((name, value))
        elif word.startswith("-"):
            raise WrongQuestion(f"{word} is no option of simulate")
        else:
            words.append(word)
    get = options.get
    if "--event" in options and len(words) == 1:
        if variables or arguments or "--scenario" in options:
            raise WrongQuestion("an event says itself in which environment CI runs")
        report = _format(options.get("--format", "text"))
        ci = Command("simulate", words[0], report)
        return ci._replace(event=get("--event"), branch=get("--branch"), tag=get("--tag"))
    if len(words) != 2 or options.keys() - {"--scenario"}:
        raise WrongQuestion("simulate takes a repo and one of its apps, or a repo and --event")
    if "--scenario" in options and (variables or arguments):
        raise WrongQuestion("a scenario says itself which variables and arguments there are")
    repo, app = words
    return Command("simulate", repo, "text", app, get("--scenario"), tuple(variables), arguments)


def _format(word: str) -> str:
    if word not in ("text", "json"):
        raise WrongQuestion(f"--format is text or json, not {word!r}")
    return word


def _answer(command: Command) -> tuple[int, str]:
    """The exit status, and what to print."""
    if command.word == "help":
        return 0, HELP
    if command.word == "version":
        return 0, f"pipeline-doctor {__version__}\n"
    if command.word == "diagnose":
        return _diagnose(command)
    if command.word == "simulate":
        return _simulate(command)

    from doctor.engine import find_rules
    from doctor.report.explain import explain, overview

    rules = find_rules()
    if command.word == "rules":
        return 0, overview(rules, *_terminal())
    for rule in rules:
        if rule.name == command.about:
            return 0, explain(rule, *_terminal())
    raise WrongQuestion(f"there is no rule {command.about!r}, `pipeline-doctor rules` lists them")


def _open(root: str, rev: str | None = None) -> "Repo":
    from doctor.opening import open_source
    from doctor.repo import Repo
    from doctor.source import NoSuchRepo

    try:
        return Repo(open_source(root, rev))
    except NoSuchRepo as error:
        raise WrongQuestion(str(error)) from None


def _diagnose(command: Command) -> tuple[int, str]:
    from doctor.engine import diagnose, find_rules, ok

    repo = _open(command.about, command.rev)
    with closing(repo.source):
        diagnosis = diagnose(repo, find_rules())
        printed, *files = [(file, _rendered(diagnosis, kind)) for kind, file in command.outputs]
    for file, text in files:
        write(file, [text])
    return (0 if ok(diagnosis.judgements) else 1), printed[1]


def _rendered(diagnosis: "Diagnosis", kind: str) -> str:
    if kind == "text":
        from doctor.report.as_text import render as text

        return text(diagnosis, *_terminal())
    if kind == "json":
        from doctor.report.as_json import render as json

        return json(diagnosis)
    from doctor.report.as_json import as_dict
    from doctor.rows import Row, Rows

    row = Row(as_dict(diagnosis), [], "")
    if kind == "sarif":
        from doctor.report.as_sarif import render as sarif

        return "".join(sarif([row]))
    from doctor.report.as_html import render as html
    from doctor.summary import summary

    with closing(Rows.of([row])) as rows:
        return "".join(html(rows, summary(rows)))


def _simulate(command: Command) -> tuple[int, str]:
    repo = _open(command.about)
    with closing(repo.source):
        return (_simulated if command.event is None else _simulated_ci)(repo, command)


def _simulated(repo: "Repo", command: Command) -> tuple[int, str]:
    from doctor.nix.machine import deep_stack
    from doctor.report.page import printable
    from doctor.simulate import NoSuchScenario, given, named, show, simulate

    entries = [entry for entry in repo.entry_points if command.app in entry.names]
    if not entries:
        return _cannot_simulate(repo, command.app)
    try:
        scenarios = (
            (given(dict(command.variables), command.arguments),)
            if command.variables or command.arguments
            else named(command.scenario or "bare")
        )
    except NoSuchScenario as error:
        raise WrongQuestion(str(error)) from None
    with deep_stack():
        done = [
            simulate(repo, entry.run.script, scenario)
            for entry in entries
            for scenario in scenarios
        ]
    text = "\n".join([printable(line) for line in show(command.app, done).split("\n")])
    return int(any(one.gave_up for one in done)), text


def _simulated_ci(repo: "Repo", command: Command) -> tuple[int, str]:
    from doctor.ci import unread
    from doctor.nix.machine import deep_stack
    from doctor.report.page import printable
    from doctor.simulate_ci import NoSuchEvent, as_json, case_of, show, simulate_ci

    try:
        case = case_of(command.event or "", command.branch, command.tag)
    except NoSuchEvent as error:
        raise WrongQuestion(str(error)) from None
    with deep_stack():
        steps = list(simulate_ci(repo, case))
        if command.format == "json":
            text = as_json(repo, case, steps)
        else:
            text = "\n".join([printable(line) for line in show(repo, case, steps).split("\n")])
    undone = [one for one in steps if one.done is not None and one.done.run.gave_up]
    return int(bool(undone or unread(repo))), text


def _cannot_simulate(repo: "Repo", name: str) -> tuple[int, str]:
    """Why there is nothing to simulate: parity-lib makes the app, it is no script, or not there."""
    apps = {app.name: app for app in repo.apps}
    if name not in apps:
        known = ", ".join(sorted(apps)) or "none that are known"
        raise WrongQuestion(f"there is no app {name!r}; the apps are {known}")
    app = apps[name]
    if app.call is not None:
        return 0, f"{name} is made by {app.call.builder} of parity-lib, which keeps the contract\n"
    why = app.gap.why if app.gap else "it is no shell script of the repo"
    return 1, f"what {name} runs is not known: {why}\n"


def _terminal() -> tuple[bool, int | None]:
    """Whether to use colour, and the width; (False, None) where no terminal is written to."""
    if not sys.stdout.isatty():
        return False, None
    colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return colour, os.get_terminal_size(sys.stdout.fileno()).columns or None


def _complain(message: str, status: int) -> int:
    from doctor.report.page import printable

    print(f"pipeline-doctor: {printable(message)}", file=sys.stderr)
    return status
