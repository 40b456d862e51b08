"""The page: self-contained, readable without scripts, and nothing of a repo runs in it."""

import json
import re
import subprocess
from collections.abc import Callable
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from doctor.engine import diagnose, find_rules
from doctor.repo import Repo
from doctor.report.as_html import render
from doctor.report.as_json import as_dict, not_audited
from doctor.rows import Row, Rows
from doctor.source import Memory, WorkTree
from doctor.summary import score, summary
from tests.conftest import ROOT

VOID = {"meta", "input", "path", "polyline", "br"}
EVIL = "</script><script>bad()</script><img src=x onerror=bad()>\"'&\x1b\u202e"


def row(source: Any) -> Row:
    return Row(
        as_dict(diagnose(Repo(source), find_rules())), [{"rev": "a" * 40, "lastModified": 1}], ""
    )


def fixtures() -> list[Row]:
    paths = sorted(path for path in (ROOT / "tests/fixtures").glob("*/*") if path.is_dir())
    return [row(WorkTree(str(path))) for path in paths]


def page(rows: list[Row], *older: tuple[str, list[Row]]) -> str:
    past = [(name, score(one.report for one in found)) for name, found in older]
    with closing(Rows.of(rows)) as kept:
        return "".join(render(kept, summary(kept), past))


class Reader(HTMLParser):
    """Checks that all elements nest, and collects what there is."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] not in (["script"], ["style"]):
            self.text += data


def test_the_page_needs_nothing_else() -> None:
    found = Reader(page(fixtures()))
    assert not [tag for tag, _ in found.tags if tag in ("link", "img", "iframe", "object")]
    for _, attributes in found.tags:
        for name in ("src", "href", "action"):
            assert (attributes.get(name) or "#").startswith("#")
        assert not [name for name in attributes if name.startswith("on")]
    assert not re.search(r"@import|url\(", page(fixtures()))


def test_all_of_it_is_there_without_scripts() -> None:
    found = Reader(page(fixtures()))
    for text in (
        "token-never-printed",
        "flake.nix:23:21",
        "prints the token on standard error",
        "Hand the token on by a pipe",
        "in 7 repos",
        f"{sum(one.report['ok'] for one in fixtures())} of {len(fixtures())} repos keep",
    ):
        assert text in found.text
    cells = [attributes for tag, attributes in found.tags if tag == "td" and "title" in attributes]
    assert len(cells) == len(fixtures()) * len(find_rules())
    assert {str(cell["title"]).split(": ")[1] for cell in cells} == {
        cell["class"] for cell in cells
    }
    links = {attributes["href"] for tag, attributes in found.tags if tag == "a"}
    ids = {f"#{attributes['id']}" for _, attributes in found.tags if attributes.get("id")}
    assert links == ids and len(links) == len(fixtures())


def test_nothing_of_a_repo_becomes_part_of_the_page() -> None:
    files = {"flake.nix": f"{{ outputs = _: throw ''{EVIL}''; }}", f"{EVIL}.nix": ""}
    rows = [row(Memory(files, name=EVIL)), Row(not_audited(EVIL, EVIL), [], EVIL)]
    clean = [row(Memory({"flake.nix": ""}, name="x")), Row(not_audited("x", "y"), [], "y")]
    evil, fine = Reader(page(rows, (EVIL, rows))), Reader(page(clean, ("x", clean)))
    assert "bad()" in evil.text
    tags = [tag for tag, _ in evil.tags]
    assert tags.count("script") == 1
    assert "img" not in tags
    assert {tag for tag, _ in evil.tags} <= {tag for tag, _ in fine.tags} | {"code", "li"}
    assert "\x1b" not in page(rows) and "\u202e" not in page(rows)


def test_the_trend() -> None:
    rows = [one for one in fixtures() if "keeps" in one.report["repo"]["path"]][:8]
    rows += [one for one in fixtures() if "talkative" in one.report["repo"]["path"]] * 2
    assert "Trend" not in page(rows)
    found = Reader(page(rows, ("may.json", rows[6:]), ("june.json", rows[-1:])))
    [line] = [attributes for tag, attributes in found.tags if tag == "polyline"]
    assert line["points"] == "50.0,60 320.0,110 590.0,30"
    assert "may.json50 %2 of 4" in found.text.replace("\n", "")


def test_a_fleet_of_none_renders() -> None:
    Reader(page([]))


@pytest.fixture
def chromium(tool: Callable[[str, str], str], tmp_path: Path) -> Callable[..., str]:
    """`chromium(file, *options)`: what the page is once its scripts ran."""
    path = tool("chromium", "apt-get install chromium")

    def run(file: Path, *options: str) -> str:
        command = [
            path,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={tmp_path}/c",
        ]
        done = subprocess.run(
            [*command, "--virtual-time-budget=2000", *options, file.as_uri()],
            text=True,
            capture_output=True,
            check=True,
            timeout=120,
        )
        return done.stdout + "".join(
            line for line in done.stderr.splitlines(True) if "CONSOLE" in line
        )

    return run


PROBE = """<script>
  const form = document.querySelector("form");
  const results = [];
  const all = [...document.querySelectorAll(".matrix tbody tr")];
  const shown = () => all.filter((row) => !row.hidden).length;
  results.push(shown());
  form.word.value = "geesefs"; form.dispatchEvent(new Event("input")); results.push(shown());
  form.word.value = ""; form.bad.checked = true; form.dispatchEvent(new Event("input"));
  results.push(shown(), form.hidden, document.querySelector("output").value);
  const overflow = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  document.title = JSON.stringify([...results, overflow]);
</script></body>"""


def test_in_a_browser(chromium: Callable[..., str], tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    rows = fixtures()
    file.write_text(page(rows, ("may.json", rows[:15])).replace("</body>", PROBE))
    for size in ("1280,1600", "500,800"):
        found = chromium(file, f"--window-size={size}", "--enable-logging=stderr", "--dump-dom")
        assert "CONSOLE" not in found  # no error, no refusal by the page's own policy
        [title] = re.findall(r"<title>(.*?)</title>", found)
        bad = sum(not one.report["ok"] for one in rows)
        assert json.loads(title) == [len(rows), 1, bad, False, f"{bad} shown", 0]
