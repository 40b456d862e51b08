"""A fleet as one page that needs nothing else: no network, and scripts only to filter its rows.

What repos say is text, nothing else: every character of it goes through `_text`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from doctor.baseline import is_open
from doctor.engine import find_rules
from doctor.report.page import printable
from doctor.rows import STATUSES, Rows, status_of
from doctor.summary import OLDEST_FIRST, locks, recurring

MARKS = {
    "fail": "✗",
    "unknown": "?",
    "waived": "w",
    "pass": "✓",
    "not-applicable": "-",
}
"""What stands in a cell; so colour is never needed."""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"

STYLE = """
:root { color-scheme: light dark; --line: #8886; --fail: #b3261e; --unknown: #8a5a00;
  --pass: #1b6e2e; --soft: #767676; }
@media (prefers-color-scheme: dark) { :root { --fail: #ff8a80; --unknown: #ffc457;
  --pass: #7fd18c; } }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; padding: 1rem; max-width: 75rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; }
.score { display: flex; flex-wrap: wrap; gap: 1rem; align-items: baseline; }
.score strong { font-size: 2.5rem; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: .4rem; }
table { border-collapse: collapse; }
th, td { padding: .25rem .5rem; text-align: left; border-bottom: 1px solid var(--line);
  font-weight: normal; }
.matrix td { text-align: center; min-width: 1.6rem; }
.matrix thead th { vertical-align: bottom; }
.matrix thead th span { writing-mode: vertical-rl; transform: rotate(180deg);
  white-space: nowrap; }
.matrix tbody th { position: sticky; left: 0; background: Canvas; min-width: 9rem;
  max-width: 45vw; overflow-wrap: anywhere; }
.fail { color: var(--fail); font-weight: bold; } .unknown, .waived { color: var(--unknown);
  font-weight: bold; } .pass { color: var(--pass); } .not-applicable { color: var(--soft); }
details { border: 1px solid var(--line); border-radius: .4rem; margin: .5rem 0;
  padding: .4rem .8rem; overflow-wrap: anywhere; }
summary { cursor: pointer; }
code { font-family: ui-monospace, monospace; font-size: .9em; }
form { margin: 1rem 0; display: flex; flex-wrap: wrap; gap: 1rem; }
input[type=search] { font: inherit; padding: .2rem .5rem; max-width: 100%; }
form[hidden] { display: none; }
svg { width: 100%; max-width: 32rem; height: auto; font-size: 10px; fill: currentColor; }
@media print { form { display: none; } }
"""

SCRIPT = """
(() => {
  const form = document.querySelector("form");
  const rows = document.querySelectorAll("[data-repo]");
  const apply = () => {
    const word = form.word.value.toLowerCase();
    let shown = 0;
    for (const row of rows) {
      const hit = row.dataset.repo.toLowerCase().includes(word)
        && (!form.bad.checked || row.dataset.ok === "no");
      row.hidden = !hit;
      if (hit && row.tagName === "TR") shown += 1;
    }
    form.querySelector("output").value = `${shown} shown`;
  };
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
})();
"""


def render(
    rows: Rows, found: dict[str, Any], older: Sequence[tuple[str, dict[str, int]]] = ()
) -> Iterator[str]:
    """The page, in pieces; `older` are names and scores of earlier results, oldest first."""
    rules = sorted(
        found["rules"], key=lambda one: (found["rules"][one]["level"] != "required", one)
    )
    title = f"{found['ok']} of {found['repos']} repos keep the parity contract"
    yield (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
    )
    yield from _head(found, title)
    yield from _trend([*older, ("now", found)])
    yield from _matrix(rows, rules)
    yield from _recurring(rows, found)
    yield from _facts(rows, found)
    yield from _details(rows)
    yield f"<script>{SCRIPT}</script>\n</body>\n</html>\n"


def _head(found: dict[str, Any], title: str) -> Iterator[str]:
    share = _share(found)
    yield f'<h1>The fleet</h1>\n<p class="score"><strong>{share} %</strong> {_text(title)}</p>\n'
    if missed := found["not_audited"]:
        yield f'<p class="fail">{len(missed)} not audited:</p>\n<ul>\n'
        for one in missed:
            yield f"<li><code>{_text(one['path'])}</code>: {_text(one['why'])}</li>\n"
        yield "</ul>\n"


def _share(found: Mapping[str, int]) -> int:
    return 100 * found["ok"] // max(1, found["repos"])


def _trend(results: list[tuple[str, dict[str, Any]]]) -> Iterator[str]:
    """The score over time, as a picture and as a table."""
    if len(results) < 2:
        return
    shares = [_share(found) for _, found in results]
    step = 540 / (len(shares) - 1)
    points = " ".join(f"{50 + at * step:.1f},{110 - share}" for at, share in enumerate(shares))
    told = ", ".join(f"{share} %" for share in shares)
    yield (
        f'<h2>Trend</h2>\n<svg viewBox="0 0 600 120" role="img" aria-label="score: {told}">'
        '<text x="45" y="14" text-anchor="end">100 %</text>'
        '<text x="45" y="114" text-anchor="end">0 %</text>'
        '<path d="M50 10H590M50 110H590" stroke="currentColor" opacity=".3"/>'
        f'<polyline points="{points}" fill="none" stroke="currentColor" stroke-width="2"/></svg>\n'
    )
    yield '<div class="scroll"><table>\n<tr><th>result</th><th>score</th><th>repos</th></tr>\n'
    for (name, found), share in zip(results, shares, strict=True):
        count = f"{found['ok']} of {found['repos']}"
        yield f"<tr><th>{_text(name)}</th><td>{share} %</td><td>{count}</td></tr>\n"
    yield "</table></div>\n"


def _matrix(rows: Rows, rules: list[str]) -> Iterator[str]:
    yield (
        "<h2>Repos and rules</h2>\n<form hidden><label>Find "
        '<input type="search" name="word"></label> <label><input type="checkbox" name="bad"> '
        "only what does not keep the contract</label> <output></output></form>\n"
        '<div class="scroll"><table class="matrix">\n<thead><tr><th>repo</th>'
    )
    yield "".join(f'<th scope="col"><span>{_text(rule)}</span></th>' for rule in rules)
    yield "</tr></thead>\n<tbody>\n"
    for number, row in enumerate(rows.worst_first()):
        report = row.report
        path = _text(report["repo"]["path"])
        ok = "yes" if report["ok"] else "no"
        yield f'<tr data-repo="{path}" data-ok="{ok}">'
        yield f'<th scope="row"><a href="#r{number}">{path}</a></th>'
        if row.why:
            yield f'<td class="fail" colspan="{max(1, len(rules))}">not audited</td></tr>\n'
            continue
        statuses = {one["rule"]: status_of(one) for one in report["verdicts"]}
        for rule in rules:
            status = statuses.get(rule, "not-applicable")
            yield f'<td class="{status}" title="{_text(rule)}: {status}">{MARKS[status]}</td>'
        yield "</tr>\n"
    legend = ", ".join(f"{MARKS[status]} {status}" for status in STATUSES)
    yield f"</tbody></table></div>\n<p>{legend}</p>\n"


def _recurring(rows: Rows, found: dict[str, Any]) -> Iterator[str]:
    """Which rules are broken in how many repos, and where."""
    reasons = {rule.name: rule.reason for rule in find_rules()}
    head = "<h2>What recurs</h2>\n"
    for rule, count, paths in recurring(rows):
        level = found["rules"][rule]["level"]
        repos = "repo" if count == 1 else "repos"
        yield (
            f"{head}<details><summary><strong>{_text(rule)}</strong> ({level}) in {count} {repos}"
            f"</summary><p>{_text(reasons.get(rule, ''))}</p><p>"
        )
        yield from _joined(f"<code>{_text(path)}</code>" for path in paths)
        yield "</p></details>\n"
        head = ""


def _facts(rows: Rows, found: dict[str, Any]) -> Iterator[str]:
    if found["parity_lib"]:
        yield '<h2>Locked parity-lib</h2>\n<div class="scroll"><table>\n'
        yield "<tr><th>repo</th><th>revision</th><th>days behind the newest</th></tr>\n"
        for one in locks(rows, OLDEST_FIRST):
            cells = (one["path"], (one["revision"] or "unknown")[:12], one["days_behind"])
            yield f"<tr>{''.join(f'<td>{_text(str(cell))}</td>' for cell in cells)}</tr>\n"
        yield "</table></div>\n"
    head = "<h2>Apps that several builders make</h2>\n"
    for one in found["apps_by_several_builders"]:
        yield f"{head}<details><summary>{_text(one['name'])}</summary><ul>"
        for by, paths in one["builders"].items():
            yield f"<li>{_text(by)}: "
            yield from _joined(map(_text, paths))
            yield "</li>"
        yield "</ul></details>\n"
        head = ""
    head = "<h2>Packages that several repos publish</h2>\n"
    for one in found["packages_of_several_repos"]:
        name = f"{one['name']} ({one['archetype']})"
        yield f"{head}<details><summary>{_text(name)}</summary><ul>"
        for made in one["repos"]:
            yield f"<li>{_text(made['version'] or 'unknown version')}: {_text(made['path'])}</li>"
        yield "</ul></details>\n"
        head = ""


def _joined(texts: Iterable[str]) -> Iterator[str]:
    comma = ""
    for text in texts:
        yield comma + text
        comma = ", "


def _details(rows: Rows) -> Iterator[str]:
    yield "<h2>Evidence</h2>\n"
    for number, row in enumerate(rows.worst_first()):
        report = row.report
        path = _text(report["repo"]["path"])
        ok = "yes" if report["ok"] else "no"
        told = [one for one in report["verdicts"] if is_open(one) or one["waivers"]]
        head = "not audited" if row.why else f"{len(told)} findings" if told else "no findings"
        yield (
            f'<details id="r{number}" data-repo="{path}" data-ok="{ok}">'
            f"<summary><code>{path}</code>: {head}</summary>\n"
        )
        if report["repo"]["revision"]:
            yield f"<p>revision <code>{_text(report['repo']['revision'])}</code></p>\n"
        for verdict in told:
            status = status_of(verdict)
            yield (
                f'<p><span class="{status}">{MARKS[status]} {status}</span> '
                f"<strong>{_text(verdict['rule'])}</strong> ({_text(verdict['level'])}): "
                f"{_text(verdict['summary'])}</p>\n<ul>\n"
            )
            for one in verdict["evidence"]:
                where = f"{one['path']}:{one['line']}:{one['column']}"
                yield f"<li><code>{_text(where)}</code> {_text(one['note'])}</li>\n"
            for one in verdict["waivers"]:
                yield f"<li>waived until {_text(one['expires'])}: {_text(one['reason'])}</li>\n"
            yield f"</ul>\n<p>Do: {_text(verdict['remedy'])}</p>\n"
        yield "</details>\n"


def _text(text: str) -> str:
    """Text of a repo as text of the page, also within quotes."""
    return escape(printable(text))
