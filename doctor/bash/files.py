"""Files as the script sees them: where a path leads, what is in a file, what is a device."""

from __future__ import annotations

from collections.abc import Sequence
from posixpath import normpath

from doctor.bash.history import Looked
from doctor.bash.script import STORE
from doctor.bash.state import Channel, FromBuffer, State, Stream, Void
from doctor.bash.values import (
    Choice,
    Mixed,
    Selector,
    Symbol,
    Value,
    chosen,
    concat,
    describe,
    secrets,
)
from doctor.bash.variables import Variables

_STREAMS = {"/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2}


class Files(Variables):
    """A path of the repo is relative to its root; others are absolute, or not fully known."""

    def path(self, state: State, value: Value) -> Value:
        """The file that a path (free of choices) names, the same for each spelling."""
        if type(value) is Mixed:
            value = Mixed(value.parts)
            first = value.parts[0]
            if first is self.surroundings.root:
                rest = value.parts[1] if len(value.parts) > 1 else ""
                if type(rest) is str and len(value.parts) < 3 and rest[:1] in ("", "/"):
                    return _normal(rest.lstrip("/"))
            if type(first) is str and not first.startswith("/") and state.folder == "":
                return concat([first.removeprefix("./"), Mixed(value.parts[1:])])
            return value
        if value.startswith(STORE) and value[len(STORE) : len(STORE) + 1] in ("", "/"):
            return _normal(value[len(STORE) + 1 :])
        if value.startswith("/"):
            for known, target in state.script.programs.items():
                if type(target) is str and (value == known or value.startswith(f"{known}/")):
                    return _normal(f"{target}{value[len(known) :]}")
            return normpath(value)
        if type(state.folder) is Mixed:
            return concat([state.folder, "/", value])
        return _normal(f"{state.folder}/{value}" if state.folder else value)

    def device(self, state: State, value: Value, descriptor: int) -> Channel | None:
        """The channel that a path means that is no file; None for a file."""
        if type(value) is str and value.startswith("/proc/self/fd/"):
            value = f"/dev/fd/{value.removeprefix('/proc/self/fd/')}"
        if type(value) is not str or not value.startswith("/dev/"):
            return None
        if value in ("/dev/null", "/dev/zero", "/dev/full"):
            return Void()
        if value in _STREAMS:
            return state.channels.get(_STREAMS[value], Void())
        if value in ("/dev/tty", "/dev/console"):
            return Stream("stderr" if descriptor else "stdin")
        if value in state.outlets:
            return state.outlets[value]
        number = value.removeprefix("/dev/fd/")
        if number.isdecimal() and value not in state.files:
            return state.channels.get(int(number))
        return None

    def read_file(
        self, state: State, value: Value, how: str = ""
    ) -> list[tuple[State, Value | None]]:
        """What is in a file; None in the states in which there is no such file.

        `how` is the command that reads it, if it asks for a part of it.
        """
        found: list[tuple[State, Value | None]] = []
        for way, name in self.cases(state, value):
            descriptor = _descriptor(name)
            if descriptor is not None and type(way.channels.get(descriptor)) is FromBuffer:
                found.append((way, self.take(way, descriptor)))
            elif descriptor == 0:
                found.append((way, self.take(way)))
            elif self.device(way, name or "", 0) is not None:
                found.append((way, ""))
            elif not name:
                found.append((way, None))
            else:
                content = self.content(way, name)
                found += self._lacking(name, self.cases(way, content), how)
        return found

    def _lacking(
        self, name: Value, ways: list[tuple[State, Value | None]], how: str
    ) -> list[tuple[State, Value | None]]:
        """The same, noted where it is the record of a digest that may be missing."""
        missing = self.surroundings.missing
        if not self._may_lack(name):
            return ways
        for way, content in ways:
            if way.allowed.get(self.scenarios, -1) & missing:
                way.note(Looked(describe(name), bool(content), how), way.spot)
        return ways

    def _may_lack(self, name: Value) -> bool:
        """Whether it is a file in which the digest of an arch may be missing."""
        return bool(self.surroundings.missing) and _is_record(name)

    def content(self, state: State, name: Value) -> Value | None:
        """The content of a file; None, also as one of the choices: there is no such file."""
        path = self.path(state, name)
        if path in state.files:
            return state.files[path]
        if describe(path).startswith("/proc/") and describe(path).endswith("/environ"):
            variables = self.environment(state).items()
            return concat([part for one, text in variables for part in (f"{one}=", text, "\n")])
        label = f"content of {describe(path)}"
        if any([secrets(text, state.allowed) for text in state.files.values()]):
            held = [
                text
                for other, text in state.files.items()
                if secrets(text, state.allowed) and self._may_be(state, path, other)
            ]
            if held:
                some = self.derive(state, label, held, partial=True)
                return chosen(Selector(2), (None, some))
        return self.surroundings.file(path, state.age)

    def _may_be(self, state: State, path: Value, other: Value) -> bool:
        """Whether a path that is not fully known may lead to what the script wrote to `other`.

        So it is if one is a folder above the other: a folder may have been copied or linked. What
        a variable of the environment says leads elsewhere, a pattern or a list of files may not.
        """
        written = describe(other)
        parts = path.parts if type(path) is Mixed else (path,)
        shared = other.parts if type(other) is Mixed else ()
        at = next((at for at, part in enumerate(parts) if _is_open(part, shared)), None)
        if at is None:
            known = describe(path)
            return _is_below(written, known) or _is_below(known, written)
        before = describe(Mixed(parts[:at]))
        last = parts[-1]
        if not before:
            part = parts[at]
            folder = part.folder if type(part) is Symbol else None
            if folder is None or (folder == "." and written[0] in "/<"):
                return False
            before = "" if folder == "." else folder
        fits = written.startswith(before) and (type(last) is not str or written.endswith(last))
        return fits or _is_below(before, written)

    def exists(self, state: State, name: Value) -> Value | None:
        """ "" where a file or folder is there, None where not, or a choice of both."""
        path = self.path(state, name)
        if type(path) is str and (f"{path}/" in state.files or path in ("", ".", "/")):
            return ""
        return self.content(state, name)

    def folder_exists(self, state: State, name: Value) -> Value:
        """The status of `[ -d name ]`."""
        path = self.path(state, name)
        if type(path) is str and (f"{path}/" in state.files or path in ("", ".", "/", "/tmp")):
            return "0"
        if path in state.files:
            return "1"
        return self.surroundings.is_folder(path)


def _is_open(part: str | Symbol | Choice, shared: Sequence[str | Symbol | Choice]) -> bool:
    """Whether a part of a path may be many things, and not just what another path shares."""
    return type(part) is not str and part not in shared and not getattr(part, "plain", False)


def _is_below(path: str, folder: str) -> bool:
    return path.startswith(f"{folder}/" if folder else "")


def _descriptor(name: Value | None) -> int | None:
    """The file descriptor that a path stands for."""
    if name in ("/dev/stdin", "-"):
        return 0
    if type(name) is str and name.startswith("/dev/fd/") and name[8:].isdecimal():
        return int(name[8:])
    return None


def _is_record(name: Value) -> bool:
    text = describe(name)
    return ".parity-stage" in text or "digest" in text.lower()


def _normal(path: str) -> str:
    path = normpath(path) if path else ""
    return "" if path == "." else path
