"""sudo, doas: run a command as another user."""

from doctor.bash.tools.call import Call, Lookup
from doctor.bash.tools.env import assigned
from doctor.bash.tools.table import Arguments, Row, Tool


def _runs(arguments: Arguments, lookup: Lookup, call: Call) -> Call:
    adds, runs = assigned(arguments.operands)
    shell = not runs and arguments.given("-i --login -s --shell")
    return call._replace(
        runs=tuple(runs), adds=adds, unclear="it starts a shell that reads input" if shell else ""
    )


TOOL = Tool(
    source="sudo(8), doas(1); whether the environment is kept is set in sudoers(5)",
    values="""-u --user -g --group -h --host -p --prompt -C --close-from -D --chdir -R --chroot
        -T --command-timeout -U --other-user -r --role -t --type -a""",
    inert="--help --version -V -v --validate -K",
    rows=(Row(stops=True, refine=_runs),),
)
