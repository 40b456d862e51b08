"""lerna, changeset, release-it, semantic-release, np: publish npm packages of a repository."""

from doctor.bash.tools.table import Option, Row, Tool, Unnamed, contacts, mutates

_REGISTRY = (Option("--registry"), Unnamed("the registry of npm's configuration"))
_DRY = "--dry-run --dryRun -d --preview"

TOOL = Tool(
    source="https://lerna.js.org/docs/features/version-and-publish and those tools' own pages",
    values="--registry --dist-tag --preid --tag -b --branches",
    rows=(
        Row(does=(contacts(*_REGISTRY, given=_DRY), mutates(*_REGISTRY, unless=_DRY))),
        Row("run, exec", unclear="it runs scripts of packages"),
        Row("bootstrap, ls, list, changed, version, status, add, init, diff"),
    ),
)
