"""regsync: mirrors images as its configuration says."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Option, Row, Tool, Unnamed, contacts, mutates

TOOL = Tool(
    source="regclient: cmd/regsync/root.go",
    values="-c --config -v --verbosity --logopt",
    rows=(
        Row(
            "once, server",
            (mutates(Unnamed("the targets of regsync's configuration")),),
            reads=(Option("-c --config"),),
        ),
        Row(
            "check",
            (contacts(Unnamed("the targets of regsync's configuration")),),
            reads=(Option("-c --config"),),
        ),
        Row("config, version", reads=(Option("-c --config"),), output=Output.INPUT),
    ),
)
