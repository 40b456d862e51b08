"""Scripts and shells as processes: `./x.sh`, `bash x.sh`, `bash -c text`."""

from __future__ import annotations

from collections.abc import Sequence

from doctor.bash.history import Entered, Left, Started, Unclear
from doctor.bash.parameters import LETTERS
from doctor.bash.partial import partition
from doctor.bash.script import IS_SHELL, Script, Spot, of_nix
from doctor.bash.shell import Shell
from doctor.bash.state import State, Stream, received
from doctor.bash.values import Mixed, Value, concat, describe, start
from doctor.nix import values as nix
from doctor.pattern import pattern

ENVIRONMENT = pattern(
    r"environ|getenv|\bENV\b|\benv\b|TOKEN|PASSWORD|subprocess|system\b|popen|child_process|\bqx\b"
)
"""What a program in another language names when it reads its environment, or runs what may."""
OUTER_STRICT = "strictness of the shell around"
"""Stands for `-euo pipefail` in `sh -c`, whose text belongs to the script around it."""
OUTER_ERREXIT = "errexit of the shell around"
"""Stands for `errexit` in a command substitution, where it is in force around, but not inside."""


class Scripts(Shell):
    def _started(self, argv: tuple[Value, ...], state: State, spot: Spot) -> None:
        strict = {"nounset", "pipefail"} <= state.options and bool(
            {"errexit", OUTER_ERREXIT} & state.options
        )
        is_open = type(state.channels.get(0)) is Stream
        state.note(Started(argv, strict or OUTER_STRICT in state.options, is_open), spot)

    # Scripts

    def _script(self, program: Value, name: str, state: State) -> Script | None:
        """The shell script that a command is, if it is one that can be read."""
        if type(program) is Mixed or "/" in program:
            found = state.script.programs.get(program) if type(program) is str else None
            if isinstance(found, nix.Script):
                return of_nix(state.script.source, found, state.script.around)
            path = self.path(state, program)
            return None if path in state.files else self.surroundings.script(path)
        for path, one in state.script.programs.items():
            if name and isinstance(one, nix.Script) and path.endswith(f"/bin/{name}"):
                return of_nix(state.script.source, one, state.script.around)
        return None

    def _written(self, program: Value, name: str, state: State) -> Value | None:
        """The path of a program that the script wrote; found by `$PATH` if it has set that."""
        if self.surroundings.is_closed:
            return None
        if type(program) is Mixed or "/" in program:
            path = self.path(state, program)
            return path if state.files.get(path) is not None else None
        if not name or "PATH" not in state.variables:
            return None
        end = f"/{name}"
        for path, text in state.files.items():
            if text is not None and _ends(path, end):
                return path
        return None

    def _run_written(
        self, path: Value, argv: tuple[Value, ...], state: State, spot: Spot
    ) -> list[State]:
        """Runs a file as a script of the shell in its first line, or of this one."""
        ends = []
        for way, text in self.cases(state, state.files[path]):
            first = start(text or "").partition("\n")[0]
            if first.startswith("#!") and not IS_SHELL.search(first):
                why = f"the script wrote {describe(argv[0])}, which is no shell script"
                way.note(Unclear(why, is_program=not ENVIRONMENT.search(describe(text))), spot)
                way.status = self.some_status(describe(argv[0]))
                ends.append(way)
                continue
            options = [word for word in first.split()[1:] if word[0] == "-" and word != "-S"]
            way.files[path] = text
            ends += self._shell(("bash", *options, self.shown(path), *argv[1:]), way, spot)
        return self.meet(ends)

    def new_shell(self, state: State, script: Script) -> State:
        """A new shell with nothing but the environment."""
        child = self.child(state)
        child.variables = {
            name: variable
            for name, variable in state.variables.items()
            if "x" in variable.attributes or (not variable.attributes and variable.value is None)
        }
        child.functions = {
            name: function
            for name, function in state.functions.items()
            if "x" in function.attributes
        }
        child.aliases, child.traps = {}, {}
        child.options = self._inherited(child, state)
        child.frames, child.level, child.subshell = (), 1, 0
        child.guarded = child.sheltered = False
        child.redirections, child.temporary, child.evaluated = (), {}, ()
        child.script, child.name = script, script.name
        child.arguments = ()
        return child

    def _inherited(self, child: State, state: State) -> frozenset[str]:
        """The options that a shell has from its environment."""
        started = child.variables.get("BASH_ENV")
        if started is not None and started.value:
            self.unclear(child, "bash runs $BASH_ENV first", state.spot)
        given = child.variables.get("SHELLOPTS")
        if given is None:
            return frozenset()
        return frozenset(given.value.split(":")) if type(given.value) is str else state.options

    def _run_script(self, script: Script, argv: Sequence[Value], state: State) -> list[State]:
        child = self.new_shell(state, script)
        child.arguments = received(tuple(argv[1:]), state)
        child.options = with_options(child.options, script.options)
        ends = self.run_script(script, child)
        return self.meet([end.back_in(state) for end in ends])

    def _app(
        self, reference: Value, arguments: tuple[Value, ...], state: State, spot: Spot
    ) -> list[State]:
        """`nix run reference -- arguments`."""
        ends: list[State] = []
        for way, known in self.cases(state, reference):
            name = self._own_app(way, known or "")
            if name is None:
                why = f"it runs {describe(known)}, an app of a flake"
                way.note(Unclear(why, is_program=True), spot)
                way.status = self.some_status("nix run")
                ends.append(way)
            else:
                ends += self._run_app(name, arguments, way, spot)
        return self.meet(ends)

    def _own_app(self, state: State, reference: Value) -> Value | None:
        """The name of an app of the repo's own flake; None if it is another's, or not known."""
        flake, attribute = partition(reference, "#")
        for scheme in ("path:", "git+file://", "git+file:"):
            flake = _without(flake, scheme)
        if type(flake) is Mixed and type(end := flake.parts[-1]) is str:
            flake = concat([Mixed(flake.parts[:-1]), end.partition("?")[0]])
        if type(flake) is str:
            flake = flake.partition("?")[0]
            if flake[:1] not in ("", ".", "/"):
                return None
        if self.path(state, flake or ".") != "":
            return None
        if type(attribute) is Mixed:
            return attribute
        words = (attribute or "").partition("^")[0].replace('"', "").split(".")
        return ".".join(words[2:] if words[0] == "apps" else words) or "default"

    def _run_app(
        self, name: Value, arguments: tuple[Value, ...], state: State, spot: Spot
    ) -> list[State]:
        shown = describe(name)
        app = self.surroundings.app(name)
        if app.is_package:
            if shown.endswith(".copyTo"):  # of nix2container
                return self.external(("copy-to", *arguments), state, spot)
            state.note(Unclear(app.why, is_program=True), spot)
            state.status = self.some_status(f"the package {shown}")
            return [state]
        state.note(Entered(shown, app.exists), spot)
        if app.script is not None:
            ends = self._run_script(app.script, (name, *arguments), state)
        else:
            if app.exists is False:
                state.status = "1"
            else:
                state.note(Unclear(app.why, is_program=True), spot)
                state.status = self.some_status(f"the app {shown}")
            ends = [state]
        for end in ends:
            end.note(Left(shown), spot)
        return ends

    def _shell(self, argv: tuple[Value, ...], state: State, spot: Spot) -> list[State]:
        """`bash -c text`, `bash file`, `bash` with its program on standard input."""
        child = self.new_shell(state, state.script)
        around = {"nounset", "pipefail", "errexit"} <= state.options
        words = list(argv[1:])
        command = reads_stdin = False
        while words and type(words[0]) is str and words[0][:1] in ("-", "+") and len(words[0]) > 1:
            word = words.pop(0)
            assert type(word) is str
            if word == "--":
                break
            if word in ("--norc", "--noprofile", "--posix", "--login", "-l"):
                continue
            if word[1:].startswith("-"):
                self.unclear(state, f"bash {word} is not worked out", spot)
                return [state]
            command |= "c" in word[1:] and word[0] == "-"
            reads_stdin |= "s" in word[1:] and word[0] == "-"
            given = [word.replace("c", "").replace("s", "")]
            following = words[0] if words else None
            if word[-1] in "oO" and type(following) is str:
                given.append(following)
                del words[0]
            child.options = with_options(child.options, given)
        if command:
            text = words[0] if words else ""
            child.name = words[1] if len(words) > 1 else "bash"
            child.arguments = tuple(words[2:])
        elif words and not reads_stdin and words[0] not in ("-", "/dev/stdin"):
            script = self._script(words[0], "", state)
            if script is None and type(words[0]) is str:
                found = state.script.programs.get(words[0])
                if isinstance(found, nix.Script):
                    script = of_nix(state.script.source, found, state.script.around)
            if script is not None:
                child.script, child.name = script, words[0]
                child.arguments = received(tuple(words[1:]), state)
                ends = self.run_script(script, child)
                return self.meet([end.back_in(state) for end in ends])
            child.name, child.arguments = words[0], tuple(words[1:])
            ways = []
            for way, content in self.read_file(state, words[0]):
                if content is None:
                    way.status = "127"
                    ways.append(way)
                else:
                    grown = child.copy()
                    way_child = way.back_in(grown)
                    ways += self._text(content, way_child, way, spot)
            return self.meet(ways)
        else:
            text = self.take(child)
            child.arguments = tuple(words if reads_stdin else words[1:])
        if around:
            child.options |= {OUTER_STRICT}
        return self._text(text, child, state, spot)

    def _text(self, text: Value, child: State, parent: State, spot: Spot) -> list[State]:
        child.status = "0"
        ends = [end for way in self.evaluate(text, child, spot) for end in self.finish(way)]
        return self.meet([end.back_in(parent) for end in ends])


def _without(value: Value, start: str) -> Value:
    """A value without what it may begin with."""
    if isinstance(value, str):
        return value.removeprefix(start)
    first = value.parts[0]
    if isinstance(first, str) and first.startswith(start):
        return concat([first.removeprefix(start), Mixed(value.parts[1:])])
    return value


def _ends(path: Value, end: str) -> bool:
    """Whether a path ends so, as far as it is known."""
    last = path.parts[-1] if isinstance(path, Mixed) else path
    if isinstance(last, str) and len(last) >= len(end):
        return last.endswith(end)
    return describe(path).endswith(end)


def with_options(options: frozenset[str], words: Sequence[str]) -> frozenset[str]:
    """The options of a shell after `-eu`, `-o pipefail` and the like."""
    todo = list(words)
    while todo:
        word = todo.pop(0)
        if word[:1] not in ("-", "+") or word[:2] == "--":
            continue
        named = {LETTERS[letter] for letter in word[1:] if letter in LETTERS}
        if word[-1] in "oO" and todo:
            named.add(todo.pop(0))
        options = options | named if word[0] == "-" else options - named
    return options
