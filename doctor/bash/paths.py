"""Pathname expansion (bash(1), Pathname Expansion)."""

from __future__ import annotations

from collections.abc import Sequence

from doctor.bash import patterns
from doctor.bash.files import Files
from doctor.bash.limits import TooMuch, Unpredictable
from doctor.bash.machine import Failure
from doctor.bash.state import State
from doctor.bash.values import Symbol, Value, derived, secrets, whole

Piece = tuple[str, bool]
"""Text, and whether it is quoted."""


class Paths(Files):
    def matching(self, state: State, pieces: Sequence[Piece], label: str) -> list[Value] | None:
        """The paths that a word matches, sorted; None if it is no pattern or matches nothing.

        `label` stands for a path that is not known.

        Raises Failure under `shopt -s failglob`.
        """
        extglob = "extglob" in state.options
        try:
            if patterns.compile(pieces, extglob).literal is not None and not _is_glob(pieces):
                return None
            if not self.surroundings.is_closed:
                made = [path for path in state.files if secrets(path, state.allowed)]
                symbol = derived(label, made, state.allowed, filled=True, partial=bool(made))
                symbol.folder = "."
                return [whole(symbol)]
            found = self._found(state, _components(pieces))
        except (TooMuch, Unpredictable) as limit:
            return [whole(Symbol(label, filled=True, lossy=str(limit)))]
        if found:
            return list(found)
        if "failglob" in state.options:
            raise Failure(f"no match: {label}")
        return [] if "nullglob" in state.options else None

    def _found(self, state: State, components: list[list[Piece]]) -> list[str]:
        """The paths that match, component by component, as they are spelled."""
        extglob = "extglob" in state.options
        nocase = "nocaseglob" in state.options
        found = [""]
        for at, component in enumerate(components):
            end = "" if at == len(components) - 1 else "/"
            pattern = patterns.compile(component, extglob, nocase)
            if pattern.literal is not None:
                found = [f"{before}{pattern.literal}{end}" for before in found]
                continue
            hidden = component[0][0][:1] == "." or "dotglob" in state.options
            found = [
                f"{before}{name}{end}"
                for before in found
                for name in self._names(state, before)
                if (hidden or name[0] != ".") and pattern.matches(name)
            ]
        return sorted([path for path in found if self.exists(state, path or "/") is not None])

    def _names(self, state: State, folder: str) -> list[str]:
        """What lies in a folder of the closed world."""
        path = self.path(state, folder) if folder else state.folder
        prefix = f"{path}/" if path else ""
        names = [
            name[len(prefix) :].partition("/")[0]
            for name, content in state.files.items()
            if type(name) is str
            and name.startswith(prefix)
            and (content is not None or name.endswith("/"))
        ]
        return [name for name in dict.fromkeys(names) if name]


def _is_glob(pieces: Sequence[Piece]) -> bool:
    """Whether bash takes for a pattern what may match itself alone: brackets, and `!(…)` and the
    like without `extglob` (`unquoted_glob_pattern_p` in glob.c)."""
    plain = "".join([text for text, quoted in pieces if not quoted])
    return "]" in plain.partition("[")[2] or any([sign in plain for sign in ("+(", "@(", "!(")])


def _components(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces between the slashes."""
    components: list[list[Piece]] = [[]]
    for text, quoted in pieces:
        first, *rest = text.split("/")
        components[-1].append((first, quoted))
        components += [[(part, quoted)] for part in rest]
    return components
