"""goreleaser."""

from doctor.bash.tools.table import Row, Tool, Unnamed, fetches, mutates

_REMOTES = Unnamed("the targets of goreleaser's configuration")

TOOL = Tool(
    source="https://goreleaser.com/cmd/goreleaser/",
    # Tokens in the environment are hidden in the log (internal/redact).
    values="""-f --config -p --parallelism --timeout --release-notes --release-header
        --release-footer --skip --id -o --output --release-header-tmpl
        --release-footer-tmpl --release-notes-tmpl -d --dist""",
    inert="--help -h --version -v",
    rows=(
        Row(
            "release, publish, continue, announce",
            (
                mutates(_REMOTES, unless="--snapshot --skip~publish --prepare --split"),
                fetches(Unnamed("the Go module proxy")),
            ),
        ),
        Row("build, check, healthcheck, init, completion, jsonschema, changelog"),
    ),
)
