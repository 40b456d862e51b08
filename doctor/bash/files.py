"""Files as the script sees them: where a path leads, what is in a file, what is a device."""

from __future__ import annotations

from posixpath import normpath

from doctor.bash.history import Looked
from doctor.bash.script import STORE
from doctor.bash.state import Channel, FromBuffer, State, Stream, Void
from doctor.bash.values import Mixed, Symbol, Value, concat, derived, describe, whole
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

    def shown(self, path: Value) -> Value:
        """How a path is spelled in full."""
        if type(path) is Mixed or path.startswith("/"):
            return path
        root = Mixed((self.surroundings.root,))
        return concat([root, "/", path]) if path else root

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

    def read_file(self, state: State, value: Value) -> list[tuple[State, Value | None]]:
        """What is in a file; None in the states in which there is no such file."""
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
                found += self._lacking(way, name, self.cases(way, content))
        return found

    def _lacking(
        self, state: State, name: Value, ways: list[tuple[State, Value | None]]
    ) -> list[tuple[State, Value | None]]:
        """The same, noted where it is the record of a digest that may be missing."""
        missing = self.surroundings.missing
        if not self._may_lack(name):
            return ways
        for way, content in ways:
            if way.allowed.get(self.scenarios, -1) & missing:
                way.note(Looked(describe(name), bool(content)), state.spot)
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
            held = self.environment(state).items()
            return concat([part for one, text in held for part in (f"{one}=", text, "\n")])
        if type(path) is Mixed and type(path.parts[-1]) is Symbol and len(path.parts) > 1:
            inside = self._files_in(state, Mixed(path.parts[:-1]))
            if inside:
                return whole(derived(f"content of {describe(path)}", inside, state.allowed))
        if type(path) is str:
            inside = self._files_in(state, f"{path}/")
            if inside:
                return self.derive(state, f"files in {path}", inside)
        return self.surroundings.file(path, state.age)

    def _files_in(self, state: State, folder: Value) -> list[Value]:
        """The contents of the files that the script wrote into a folder."""
        start = describe(folder)
        return [
            text
            for path, text in state.files.items()
            if text is not None and describe(path).startswith(start)
        ]

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
        if path in state.files or self.surroundings.is_closed:
            return "1"
        return self.surroundings.is_folder(path)


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
