"""gsutil."""

from doctor.bash.tools.table import Operand, Operands, Row, Tool, fetches, mutates

TOOL = Tool(
    source="""https://cloud.google.com/storage/docs/gsutil/commands; "-D … includes authentication
        credentials": docs/gsutil/addlhelp/GlobalCommandLineOptions""",
    before="-o -h -i -u",
    remote="gs: s3:",
    rows=(
        Row(
            "cp, mv, rsync",
            (fetches(Operands(1, 1)), mutates(Operand(-1), unless="-n")),
            values="-a -j -x -L -z",
            verbose="-D -DD",
            shows=(Operands(),),
        ),
        Row("rm, mb, rb, setmeta, acl, iam, rewrite, compose", (mutates(Operands()),)),
        Row("ls, cat, stat, du, version, hash, signurl", (fetches(Operands()),)),
    ),
)
