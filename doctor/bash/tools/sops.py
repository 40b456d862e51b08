"""sops: encrypted files."""

from doctor.bash.tools.call import Call, Lookup, Output
from doctor.bash.tools.table import Arguments, Operand, Option, Row, Tool, When


def _shell(arguments: Arguments, lookup: Lookup, call: Call) -> Call:
    """`sops exec-env FILE COMMAND`, with what the file holds in the environment."""
    return call._replace(runs=("sh", "-c", *arguments.operands[1:2]))


TOOL = Tool(
    source="https://getsops.io/docs/",
    values="""--output --input-type --output-type --extract --config --age -a --pgp -p --kms
        -k --encrypted-regex --unencrypted-regex --set --user --hc-vault-transit
        --gcp-kms --azure-kv""",
    inert="--help -h --version -v",
    rows=(
        Row(
            output=Output.INPUT,
            reads=(Operand(1),),
            writes=(Option("--output"), When(Operand(1), given="-i --in-place")),
            outputs=(
                ("-i --in-place --output", Output.NOTHING),
                ("-d --decrypt", Output.SECRET),
            ),
        ),
        Row(
            "decrypt",
            output=Output.SECRET,
            writes=(Option("--output"),),
            outputs=(("-i --in-place --output", Output.NOTHING),),
        ),
        Row("encrypt", output=Output.UNKNOWN, reads=(Operand(1),)),
        Row("exec-env", refine=_shell),
        Row("exec-file", unclear="it runs a command with a decrypted file"),
        Row("edit, updatekeys, rotate, set, unset, publish, groups, filestatus, keyservice"),
    ),
)
