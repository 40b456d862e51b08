"""Redirections (bash(1), REDIRECTION)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from doctor.bash.expand import Place
from doctor.bash.history import Reached
from doctor.bash.machine import Failure
from doctor.bash.program import Redirect, Redirected, Subshell
from doctor.bash.script import Spot
from doctor.bash.shell import Shell
from doctor.bash.state import Channel, FromBuffer, State, ToFile, Void
from doctor.bash.tools import Reach
from doctor.bash.unwinding import enter, leave
from doctor.bash.values import Mixed, Value, concat, secrets


class Redirections(Shell):
    def redirect(self, redirects: Sequence[Redirect], state: State) -> list[State]:
        """Carries out redirections from left to right; a way with a flow has failed."""
        channels, redirections = state.channels, state.redirections
        ways = [state]
        for one in redirects:
            after: list[State] = []
            for way in ways:
                if way.flow is None:
                    enter(way, "compound", channels)
                    try:
                        after += self._redirect(one, way)
                    except Failure as failure:  # `{name}>`, where the name is readonly
                        self.fail(way, failure, Spot(way.script, one.start, one.end))
                        after.append(way)
                else:
                    after.append(way)
            ways = after
            for way in ways:
                if way.flow is None:
                    way.redirections = redirections
        return ways

    def _redirect(self, node: Redirect, state: State) -> list[State]:
        spot = Spot(state.script, node.start, node.end)
        ends = []
        if node.operator in ("<<", "<<<"):
            place: Place = "document" if node.operator == "<<" else "value"
            expand = partial(self.word, place=place)
            for way, text in self.unsheltered(expand, node.target, state):
                if way.flow is None:
                    buffer = self.new_buffer()
                    way.buffers[buffer] = concat([text, "\n"]) if node.operator == "<<<" else text
                    self._connect(way, node, 0, FromBuffer(buffer))
                ends.append(way)
            return ends
        for way, targets in self.unsheltered(self.fields, [node.target], state):
            if way.flow is not None:
                ends.append(way)
            elif len(targets) != 1:
                self.fail(way, Failure("ambiguous redirect"), spot)
                ends.append(way)
            else:
                for case, one in self.cases(way, targets[0]):
                    ends += self._open(node, case, one or "", spot)
        return ends

    def _open(self, node: Redirect, state: State, target: Value, spot: Spot) -> list[State]:
        operator = node.operator
        if type(target) is str and target.startswith(("/dev/tcp/", "/dev/udp/")):
            host = target.split("/")[3] if target.count("/") > 3 else target
            state.note(Reached(Reach.CONTACTS, host, (target,), ()), spot)
            return [self._connect(state, node, 0 if operator[0] == "<" else 1, Void())]
        if operator in ("<&", ">&"):
            return self._duplicate(node, state, target, spot)
        default = 0 if operator[0] == "<" else 1
        if type(target) is Mixed and secrets(target, state.allowed):
            message = concat([state.name, ": ", target, ": No such file or directory\n"])
            self.write(state, 2, message, spot, "bash quotes a path that it cannot open")
        if operator == "<":
            ends = []
            for way, text in self.read_file(state, target):
                if text is None:
                    failure = Failure(concat([target, ": No such file or directory"]))
                    self.fail(way, failure, spot)
                    ends.append(way)
                    continue
                known = self.device(way, target, 0)
                if known is None:
                    buffer = self.new_buffer()
                    way.buffers[buffer] = text
                    known = FromBuffer(buffer)
                ends.append(self._connect(way, node, default, known))
            return ends
        channel = self.device(state, target, 1)
        if channel is None:
            path = self.path(state, target)
            if (
                type(path) is str
                and self.surroundings.is_closed
                and not self._has_place(state, target, path)
            ):
                failure = Failure(concat([target, ": No such file or directory"]))
                self.fail(state, failure, spot)
                return [state]
            if operator == "<>" and node.fd != 1:
                content = self.content(state, target)
                if content is not None:
                    buffer = self.new_buffer()
                    state.buffers[buffer] = content
                    return [self._connect(state, node, 0, FromBuffer(buffer))]
            if operator in (">>", "&>>"):
                if path not in state.files:
                    state.files[path] = self.surroundings.file(path) or ""
                elif state.files[path] is None:
                    state.files[path] = ""
            else:
                if (
                    operator in (">", "&>")
                    and "noclobber" in state.options
                    and state.files.get(path) is not None
                ):
                    self.fail(
                        state, Failure(concat([target, ": cannot overwrite existing file"])), spot
                    )
                    return [state]
                if operator != "<>":
                    state.files[path] = ""
            channel = ToFile(path)
        self._connect(state, node, default, channel)
        if operator in ("&>", "&>>"):
            state.channels = {**state.channels, 2: channel}
        return [state]

    def _has_place(self, state: State, target: Value, path: str) -> bool:
        """Whether a file can be made there: its folder exists, and it is none itself."""
        folder = path.rpartition("/")[0]
        return (
            bool(target)
            and path not in ("", "/", "/tmp")
            and f"{path}/" not in state.files
            and (not folder or f"{folder}/" in state.files or folder == "/tmp")
        )

    def _connect(self, state: State, node: Redirect, default: int, channel: Channel) -> State:
        if isinstance(node.fd, str):
            number = 10
            while number in state.channels:
                number += 1
            self.assign(state, node.fd, str(number))
        else:
            number = default if node.fd is None else node.fd
        state.channels = {**state.channels, number: channel}
        return state

    def _duplicate(self, node: Redirect, state: State, target: Value, spot: Spot) -> list[State]:
        if type(target) is not str:
            state.channels = {**state.channels, 1 if node.fd is None else int(node.fd): Void()}
            self.unclear(state, "a file descriptor is not known", spot)
            return [state]
        moves = target.endswith("-") and target != "-"
        word = target[:-1] if moves else target
        if isinstance(node.fd, str):
            known = self.value(state, node.fd)
            number = int(known) if type(known) is str and known.isdecimal() else -1
            if word == "-":
                self._reach_for(state, number, spot)
                state.channels = {at: one for at, one in state.channels.items() if at != number}
                return [state]
        default = 0 if node.operator == "<&" else 1
        number = default if node.fd is None else node.fd if isinstance(node.fd, int) else default
        if word == "-":
            state.channels = {at: one for at, one in state.channels.items() if at != number}
        elif word.isdecimal():
            channel = state.channels.get(int(word))
            self._reach_for(state, int(word), spot)
            if channel is None:
                self.fail(state, Failure(f"{word}: Bad file descriptor"), spot)
                return [state]
            self._connect(state, node, default, channel)
            if moves:
                state.channels = {at: one for at, one in state.channels.items() if at != int(word)}
        elif node.operator == ">&" and node.fd in (None, 1):
            return self._open(node._replace(operator="&>"), state, target, spot)
        else:
            self.fail(state, Failure(f"{word}: ambiguous redirect"), spot)
        return [state]

    def _reach_for(self, state: State, number: int, spot: Spot) -> None:
        """From 10 on bash keeps what redirections have covered, where a script may get at it."""
        if number >= 10 and number not in state.channels and state.redirections:
            self.unclear(state, f"descriptor {number} may be one of bash's own", spot)

    def redirected(self, node: Redirected, state: State, *, alone: bool = False) -> list[State]:
        """A compound command; `alone`: nobody is there to trap the failure of a subshell."""
        channels, redirections = state.channels, state.redirections
        ends = []
        for way in self.redirect(node.redirects, state):
            if way.flow is not None:
                leave(way, channels, redirections)
                ends += [self.unfailed(way)] if alone else self.checked([self.unfailed(way)], node)
                continue
            if type(node.command) is Subshell:
                for end in self.in_subshell(node.command, way):
                    end.channels = channels
                    ends += [end] if alone else self.checked([end], node)
                continue
            enter(way, "compound", channels)
            for end in self.run(node.command, way):
                leave(end, channels, redirections)
                ends.append(end)
        return self.meet(ends)
