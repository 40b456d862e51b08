"""op: 1Password."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Option, Row, Tool

TOOL = Tool(
    source="https://developer.1password.com/docs/cli/reference",
    values="""--account --vault --format --fields --session --cache --config --encoding -o
        --out-file -i --in-file --env-file""",
    inert="--help -h --version -v",
    rows=(
        Row(
            "read",
            output=Output.SECRET,
            outputs=(("-o --out-file", Output.NOTHING),),
            writes=(Option("-o --out-file"),),
        ),
        Row(
            "item get, document get, signin, inject",
            output=Output.SECRET,
            input="always",
            writes=(Option("-o --out-file"),),
            outputs=(("-o --out-file", Output.NOTHING),),
        ),
        Row("run", runs=Operands()),
        Row("item list, vault list, account list, whoami, user get, signout"),
        Row("item create, item edit, item delete", output=Output.SECRET),
    ),
)
