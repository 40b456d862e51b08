"""pip."""

from doctor.bash.tools.table import Option, Row, Tool, Unnamed, Variable, fetches

_INDEX = (
    Option("-i --index-url"),
    Variable("PIP_INDEX_URL"),
    Unnamed("the index of pip's configuration"),
)

TOOL = Tool(
    source="https://pip.pypa.io/en/stable/cli/",
    values="""-r --requirement -c --constraint -e --editable -t --target -i --index-url
        --extra-index-url -f --find-links -d --dest --platform --python-version
        --implementation --abi --root --prefix --src -w --wheel-dir --cert --client-cert
        --proxy --timeout --retries --trusted-host --log --cache-dir --no-binary
        --only-binary --python --progress-bar""",
    inert="--help -h --version -V",
    rows=(
        Row(
            "install, download, wheel, index versions, lock",
            (fetches(*_INDEX, unless="--no-index"),),
            reads=(Option("-r --requirement -c --constraint"),),
        ),
        Row(
            "list, freeze, show, check, uninstall, config, cache, hash, debug, inspect, help",
            values="--format --path",
        ),
    ),
)
