"""pass: the standard Unix password manager."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool, Unnamed, fetches, mutates

TOOL = Tool(
    source="pass(1)",
    inert="--help -h --version",
    rows=(
        Row(output=Output.SECRET, values="-c? -q?", outputs=(("-c --clip", Output.NOTHING),)),
        Row(
            "show", output=Output.SECRET, values="-c? -q?", outputs=(("-c --clip", Output.NOTHING),)
        ),
        Row("grep", output=Output.SECRET),
        Row("otp, otp code", output=Output.SECRET, outputs=(("-c --clip", Output.NOTHING),)),
        Row("generate", output=Output.SECRET, outputs=(("-c --clip", Output.NOTHING),)),
        Row("ls, list, find, search, help, version"),
        Row("insert, add", input="always", output=Output.NOTHING),
        Row("init, edit, rm, remove, delete, mv, rename, cp, copy", values="-p --path"),
        Row("git push", (mutates(Unnamed("the remote of the password store")),)),
        Row("git pull, git fetch", (fetches(Unnamed("the remote of the password store")),)),
        Row("git", stops=True),
    ),
)
