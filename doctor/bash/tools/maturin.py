"""maturin."""

from doctor.bash.tools.table import Fixed, Option, Row, Tool, Unnamed, Variable, fetches, mutates

_INDEX = (
    Option("--repository-url"),
    Option("-r --repository"),
    Variable("MATURIN_REPOSITORY_URL"),
    Variable("MATURIN_REPOSITORY"),
    Fixed("PyPI"),
)

TOOL = Tool(
    source="https://www.maturin.rs/distribution.html",
    values="""-r --repository --repository-url -u --username -p --password -m --manifest-path -o
        --out -i --interpreter --target --compatibility --features -F -b --bindings --profile""",
    inert="--help -h --version -V",
    rows=(
        Row("publish, upload", (mutates(*_INDEX),)),
        Row("build, develop, sdist", (fetches(Unnamed("the index of Rust packages")),)),
        Row("new, init, list-python, generate-ci"),
    ),
)
