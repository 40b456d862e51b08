"""pnpm: called like npm, with other options; an unknown subcommand is a script."""

from doctor.bash.tools.npm import TOOL as NPM
from doctor.bash.tools.table import Row

TOOL = NPM._replace(
    source="https://pnpm.io/cli/publish and the pages beside it",
    values="""--registry --tag --access --otp --filter -F -C --dir --userconfig --loglevel
        --reporter --store-dir --publish-branch --pack-destination --package
        --workspace-concurrency""",
    rows=(*NPM.rows, Row("dlx", unclear="it runs a package")),
)
