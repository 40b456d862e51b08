"""cachix: a cache for Nix."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Fixed, Operand, Operands, Row, Tool, contacts, mutates

_CACHE = Operand(1)

TOOL = Tool(
    source="https://docs.cachix.org and cachix --help",
    values="-c --config -j --jobs -l --compression-level -m --compression-method --omit-deriver",
    rows=(
        Row(
            "push, pin, watch-store",
            (mutates(_CACHE),),
            values="--keep-revisions --keep-days",
            input="alone",
            reads=(Operands(2),),
        ),
        Row("watch-exec", (mutates(_CACHE),), runs=Operands(2)),
        Row("use", (contacts(_CACHE),), values="-m --mode -O --output-directory"),
        Row("authtoken", input="--stdin", output=Output.NOTHING),
        Row("generate-keypair", (mutates(_CACHE),)),
        Row("deploy activate", (mutates(Fixed("https://app.cachix.org")),)),
        Row("version, config"),
    ),
)
