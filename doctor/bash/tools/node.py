"""node, perl, ruby, php, deno, bun, tclsh, lua, …: interpreters that are no shell."""

from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="node(1), perl(1), ruby(1), php(1)",
    inert="--help -h --version -v",
    rows=(Row(stops=True, unclear="it runs a program that is no shell"),),
)
