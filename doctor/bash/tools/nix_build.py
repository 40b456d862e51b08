"""nix-build, nix-instantiate, nix-env, nix-prefetch-url, nix-prefetch-git, nix-channel, …"""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Option, Row, Tool, Unnamed, fetches

TOOL = Tool(
    source="https://nix.dev/manual/nix/latest/command-ref/main-commands",
    values="""-A --attr -o --out-link --arg:2 --argstr:2 --option:2 -I -E --expr -j --max-jobs
        --cores --add-root -f --file -p --profile -i --system --log-format --store
        --type --name --rev --url --hash --builders --substituters""",
    rows=(
        Row(
            does=(fetches(Unnamed("the sources and caches that Nix is set up for")),),
            writes=(Option("-o --out-link"),),
            outputs=(("-E~getEnv --expr~getEnv", Output.ENVIRONMENT),),
        ),
    ),
)
