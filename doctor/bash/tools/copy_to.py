"""copy-to: the script of nix2container's `copyTo`, which gives its arguments to skopeo."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.skopeo import COPY, LOCAL
from doctor.bash.tools.table import Operand, Row, Tool, mutates

TOOL = Tool(
    source='nix2container: default.nix: `skopeo … copy nix:IMAGE "$@"`, after an echo of "$@"',
    values=COPY,
    local=LOCAL,
    inert="",
    rows=(Row(does=(mutates(Operand(1)),), output=Output.ARGUMENTS),),
)
