"""Programs that are recorded: with which arguments they were started, and which environment."""

import shlex
import shutil
from pathlib import Path
from typing import NamedTuple

WRAPPER = """\
#!/bin/sh
record={calls}/$({date} +%s%N)-$$
{{ printf '%s\\0' $# {name} "$@"; {sed} -z 's/=.*//' /proc/$$/environ; }} > "$record.new"
{mv} "$record.new" "$record"
exec {program} {switches} "$@"
"""


class Call(NamedTuple):
    """One start of a program: its name and arguments, and the names of its environment."""

    arguments: tuple[str, ...]
    environment: frozenset[str]


class Recorder:
    """Stand-ins for programs, in the folder `bin`: each writes down how it was called, and then
    is the program.
    """

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self._calls = folder / "calls"
        for made in (self.bin, self._calls):
            made.mkdir(parents=True)

    def wrap(self, program: str, *switches: str) -> None:
        """Record the calls of this program (a path) that are made by its name.

        It is started with these switches before the arguments of the call.
        """
        name = Path(program).name
        words = {"calls": str(self._calls), "name": name, "program": program}
        words |= {needed: shutil.which(needed) or needed for needed in ("date", "sed", "mv")}
        wrapper = self.bin / name
        quoted = {key: shlex.quote(words[key]) for key in words}
        wrapper.write_text(WRAPPER.format(**quoted, switches=shlex.join(switches)))
        wrapper.chmod(0o755)

    @property
    def calls(self) -> list[Call]:
        """All calls until now, the first one first."""
        return [parsed(path.read_bytes()) for path in sorted(self._calls.glob("*[0-9]"))]


def parsed(record: bytes) -> Call:
    """What a wrapper wrote: how many arguments, the name, they, and names of variables."""
    count, *words = record.decode().split("\0")[:-1]
    end = 1 + int(count)
    return Call(tuple(words[:end]), frozenset(words[end:]))
