"""The scripts to be judged, and what their authors meant them to show."""

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
APP = re.compile(r"^# app: ([a-z0-9-]+)$", re.MULTILINE)


class Script(NamedTuple):
    """A repo with one `publish.sh` and what it needs, and the app that runs it."""

    name: str
    app: str
    files: dict[str, str]


class Intent(NamedTuple):
    """`violates` is complete; `holds` names what looks violated, and is not.

    `default` is the version that the script pins, if it can be seen in a dry run.
    """

    violates: frozenset[str]
    holds: frozenset[str]
    default: str
    why: str


def scripts() -> list[Script]:
    """All scripts, sorted by name: files, and folders with a `publish.sh`."""
    found = []
    for path in sorted((FOLDER / "scripts").iterdir()):
        if path.is_dir():
            files = {
                str(file.relative_to(path)): file.read_text()
                for file in sorted(path.rglob("*"))
                if file.is_file()
            }
        else:
            files = {"publish.sh": path.read_text()}
        app = APP.search(files["publish.sh"])
        if app is None:
            raise ValueError(f"{path.name} does not say which app it stands for")
        found.append(Script(path.stem, app[1], files))
    return found


def intents() -> dict[str, Intent]:
    """INTENT.toml, by the names of the scripts."""
    table = tomllib.loads((FOLDER / "INTENT.toml").read_text())
    return {
        name: Intent(
            frozenset(entry.get("violates", ())),
            frozenset(entry.get("holds", ())),
            entry.get("default", ""),
            entry["why"],
        )
        for name, entry in table.items()
    }
