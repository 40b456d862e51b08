"""Nothing that a repo can hold makes a rule or a report crash.

A longer run: `pytest tests/test_fuzz.py --hypothesis-profile=long`.
"""

from collections.abc import Callable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from doctor.engine import diagnose, find_rules
from doctor.repo import Repo
from doctor.report import as_json, as_text
from doctor.source import Memory
from doctor.verdict import Status
from tests.nix.generate import programs

FIXTURES = Path(__file__).parent / "fixtures"
REPOS = {
    str(flake.parent.relative_to(FIXTURES)): {
        str(path.relative_to(flake.parent)): path.read_bytes()
        for path in sorted(flake.parent.rglob("*"))
        if path.is_file()
    }
    for flake in sorted(FIXTURES.glob("*/*/flake.nix"))
}
TOKENS = [
    b"{", b"}", b"[", b"]", b"(", b")", b"''", b'"', b"${", b";", b"=", b".", b"//", b"inherit",
    b"rec", b"with", b"let", b"in", b"null", b"1", b"\0", b"\xff", b"\r\n", b"self", b"inputs",
    b"builtins", b"_:", b"throw", b"abort", b"//", b"++", b"-", b"?", b"or", b"...", b"@", b"/*",
]  # fmt: skip

Draw = Callable[..., object]


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, bytes]:
    """A fixture, some of its bytes cut, doubled, moved or replaced by a token."""
    files = dict(REPOS[draw(st.sampled_from(sorted(REPOS)))])
    read = sorted(path for path in files if path.endswith((".nix", ".lock", ".toml", "VERSION")))
    for _ in range(draw(st.integers(1, 4))):
        path = draw(st.sampled_from(read))
        data = files[path]
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 40)))
        piece = draw(st.sampled_from([b"", data[start:end] * 2, *TOKENS]))
        files[path] = data[:start] + piece + data[end:]
    return files


@st.composite
def generated(draw: st.DrawFn) -> dict[str, bytes]:
    """A flake of which apps, inputs or all of it are generated Nix."""
    program = draw(programs())
    flake = draw(
        st.sampled_from(
            [
                f"{{ outputs = _: {{ apps.x86_64-linux = {program}; }}; }}",
                f"{{ outputs = _: {{ apps.x86_64-linux.publish = {program}; }}; }}",
                f"{{ outputs = {{ self }}: {program}; }}",
                f"{{ inputs = {program}; outputs = _: {{ }}; }}",
                f"{{ inputs.parity = {program}; outputs = {{ self, parity }}: {{ }}; }}",
                program,
            ]
        )
    )
    return {"flake.nix": flake.encode()}


@given(st.one_of(mutated(), generated()))
def test_no_repo_crashes_the_doctor(files: dict[str, bytes]) -> None:
    rules = find_rules()
    repo = Repo(Memory(files))
    for rule in rules:
        assert rule.check(repo).status in Status
    diagnosis = diagnose(repo, rules)
    assert as_text.render(diagnosis, colour=True, width=80)
    assert as_json.render(diagnosis)
