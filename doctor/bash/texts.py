"""Text programs: what they print is worked out where what they read is known."""

from __future__ import annotations

from collections.abc import Sequence
from posixpath import normpath

from doctor.bash import filters, partial
from doctor.bash.canary import Canaries, Shown
from doctor.bash.script import Spot
from doctor.bash.scripts import Scripts
from doctor.bash.state import FromBuffer, State
from doctor.bash.values import Mixed, Value, concat, derived, whole

_MATCHERS = frozenset(("grep", "egrep", "fgrep", "expr"))
"""Programs whose answer depends on what is in the text, not on where."""
PATH_TOOLS = frozenset(("basename", "dirname", "readlink", "realpath"))
ENCODERS = frozenset(
    (
        "base32", "base64", "cat", "column", "envsubst", "fmt", "fold", "hexdump", "iconv", "nl",
        "od", "openssl", "paste", "printf", "rev", "sort", "tac", "tee", "tr", "uniq", "xxd",
    )
)  # fmt: skip
"""Programs that leave a secret in what they show, perhaps in another form."""

_CUTTERS = frozenset(("cut", "head", "tail"))
"""Programs that show parts of a text as they are."""


class TextPrograms(Scripts):
    def _filter(self, name: str, argv: tuple[Value, ...], state: State, spot: Spot) -> bool:
        """Works out what a text program prints, if all that it reads is known."""
        before = dict(state.buffers)
        results: dict[tuple[Value | None, ...], Shown | None] = {}
        reads = [False]

        def run(
            variant: int, canaries: Canaries, given: tuple[Value | None, ...]
        ) -> filters.Output:
            def stdin() -> str:
                reads[0] = True
                return canaries.known(given[0], variant)

            words = [name, *[canaries.known(one, variant) for one in given[1:]]]
            return filters.run(words, stdin, _World(self, state, canaries, variant))

        def work(*given: Value | None) -> Shown | None:
            if given not in results:
                canaries = Canaries()
                try:
                    results[given] = canaries.run(
                        lambda variant: run(variant, canaries, given),
                        is_matcher=name in _MATCHERS,
                        is_cutter=name in _CUTTERS,
                    )
                except filters.NotModelled:
                    results[given] = None
            return results[given]

        channel = state.channels.get(0)
        stdin: Value = state.buffers.get(channel.number, "") if type(channel) is FromBuffer else ""
        if channel is not None and type(channel) is not FromBuffer:
            stdin = self.take(state)

        def text(*given: Value | None) -> Value | None:
            found = work(*given)
            if found is not None:
                return found.text
            if name == "sed" and (shown := _redacted(given[0], given[1:])) is not None:
                results[given] = Shown("", "0")
                return shown
            return whole(
                derived(
                    f"output of {name}",
                    given,
                    state.allowed,
                    lossy=lost(name, given),
                    partial=name not in ENCODERS,
                )
            )

        def status(*given: Value | None) -> Value | None:
            found = work(*given)
            if found is not None:
                return found.status or self.some_status(name)
            return self.some_status(name, lost(name, given))

        output = self.lift(state, text, stdin, *argv[1:])
        if not any([found is not None for found in results.values()]):
            state.buffers = before
            return False
        self._started(argv, state, spot)
        state.status = self.lift(state, status, stdin, *argv[1:]) or "0"
        if type(channel) is FromBuffer:
            state.buffers[channel.number] = "" if reads[0] else stdin
        self.write(state, 1, output or "", spot)
        return True

    def _path_tool(self, name: str, argv: tuple[Value, ...], state: State, spot: Spot) -> bool:
        """`dirname` and `readlink -f` of a path of which the end is known."""
        if len(argv) < 2 or not all([one in ("-f", "-e", "-m", "--") for one in argv[1:-1]]):
            return False
        given = argv[-1]
        shown: Value | None = None
        if name in ("readlink", "realpath"):
            if (name == "realpath" or len(argv) > 2) and _is_absolute(given):
                shown = given if type(given) is Mixed else normpath(given)
            elif type(given) is str and (name == "realpath" or len(argv) > 2):
                shown = self.shown(self.path(state, given))
        elif type(given) is Mixed:
            operator, pattern = ("%", "/*") if name == "dirname" else ("##", "*/")
            shown = partial.trimmed(operator, given, [(pattern, False)])
        if shown is None:
            return False
        self._started(argv, state, spot)
        state.status = "0"
        self.write(state, 1, concat([shown, "\n"]), spot)
        return True

    def _is_open(self, state: State, path: Value) -> bool:
        """Whether it is a record of digests of which it is not settled what is in it."""
        if not self._may_lack(path) or (type(path) is str and " " in path):
            return False
        return type(self.content(state, path)) is Mixed

    def _cat(self, paths: Sequence[Value], state: State, spot: Spot) -> list[State]:
        """`cat`, which shows what it reads even where that is not known."""
        ways = [state]
        state.status = "0"
        if not paths:
            self.write(state, 1, self.take(state), spot)
        for path in paths:
            after = []
            for way in ways:
                for one, content in self.read_file(way, path):
                    if content is None:
                        one.status = "1"
                    else:
                        self.write(one, 1, content, spot)
                    after.append(one)
            ways = after
        return self.meet(ways)


class _World:
    """The files as a filter reads them: only what is fully known."""

    def __init__(
        self, machine: TextPrograms, state: State, canaries: Canaries, variant: int
    ) -> None:
        self._machine = machine
        self._state = state
        self._canaries = canaries
        self._variant = variant

    def read(self, path: str) -> str:
        content = self._machine.content(self._state, path)
        if content is None:
            raise FileNotFoundError(path)
        return self._canaries.known(content, self._variant)


def _redacted(text: Value | None, arguments: Sequence[Value | None]) -> Value | None:
    """What `sed "s/$token/x/g"` shows of its input; None for other scripts."""
    script = arguments[-1] if arguments else None
    if type(script) is not Mixed or len(script.parts) != 3 or len(arguments) > 2:
        return None
    head, symbol, tail = script.parts
    if type(head) is not str or type(tail) is not str or head[:1] != "s" or len(head) != 2:
        return None
    pieces = tail.split(head[1])
    if len(pieces) != 3 or pieces[0] or pieces[2] != "g":
        return None
    return partial.replaced(text or "", Mixed((symbol,)), pieces[1])


def _is_absolute(path: Value) -> bool:
    return type(path) is Mixed or path.startswith("/")


def lost(name: str, given: Sequence[Value | None]) -> str:
    """Why an output is not known, if it could be: all that went in was known."""
    if name in filters.MODELLED and all([type(one) is not Mixed for one in given]):
        return f"what {name} prints here is not worked out"
    return ""
