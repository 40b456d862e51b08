"""cargo."""

from collections.abc import Sequence

from doctor.bash.tools.table import Fixed, Option, Row, Tool, Variable, contacts, fetches, mutates
from doctor.bash.values import Value, start

_REGISTRY = (
    Option("--registry --index"),
    Variable("CARGO_REGISTRY_DEFAULT"),
    Fixed("crate-registry"),
)
_DRY = "-n --dry-run"


def _channel(argv: Sequence[Value]) -> Sequence[Value]:
    """Without the toolchain of `cargo +nightly …`."""
    return [argv[0], *argv[2:]] if len(argv) > 1 and start(argv[1])[:1] == "+" else argv


TOOL = Tool(
    source="https://doc.rust-lang.org/cargo/commands/",
    values="""--registry --index --color --config -Z -C -p --package --exclude -F --features
        --target --target-dir --manifest-path -j --jobs --profile --bin --example --test
        --bench --message-format --vers --version --token --root --git --branch --tag
        --rev --path -a --add --remove --limit --lockfile-path --timings --artifact-dir""",
    inert="--help -h -V",
    prepare=_channel,
    rows=(
        Row("publish", (contacts(*_REGISTRY, given=_DRY), mutates(*_REGISTRY, unless=_DRY))),
        Row("yank", (mutates(*_REGISTRY),)),
        Row("owner", (mutates(*_REGISTRY, unless="-l --list"), contacts(*_REGISTRY))),
        Row(
            "login",
            (contacts(*_REGISTRY),),
            input="always",
            source="cargo-login(1): reads the token from standard input if it is no argument",
        ),
        Row("logout"),
        Row("search, info", (contacts(*_REGISTRY),)),
        Row(
            """build, b, check, c, test, t, bench, doc, d, fetch, install, update, package,
            clippy, fix, generate-lockfile, vendor, add, rustc, rustdoc, nextest, audit,
            deny, outdated, zigbuild, binstall, auditable, cross""",
            (fetches(*_REGISTRY, unless="--offline --frozen"),),
        ),
        Row(
            """clean, metadata, tree, locate-project, pkgid, new, init, remove, rm, uninstall,
            verify-project, version, help, fmt, report, read-manifest""",
            values="--format-version --format -e --edges",
        ),
        Row("run, r, xtask", unclear="it runs a program that it builds"),
    ),
)
