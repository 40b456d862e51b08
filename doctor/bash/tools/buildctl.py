"""buildctl: builds images with BuildKit."""

from doctor.bash.tools.table import Option, Row, Tool, Unnamed, fetches, mutates

TOOL = Tool(
    source="https://github.com/moby/buildkit: README.md, Output; docs/reference/buildctl.md",
    before="--addr --log-format --tlscacert --tlscert --tlskey --tlsdir --tlsservername --timeout",
    values="""-o --output --progress --trace --local --oci-layout --frontend --opt --import-cache
        --export-cache --secret --ssh --allow --metadata-file --build-arg --ref-file
        --source-policy-file --registry-auth-tlscontext --debug-json-cache-metrics""",
    rows=(
        Row(
            "build, b",
            (
                mutates(
                    Option("-o --output", "name"),
                    Unnamed("the registry of the image"),
                    given="--output~push=true -o~push=true --output~type=registry -o~type=registry",
                ),
                mutates(Option("--export-cache", "ref"), given="--export-cache~type=registry"),
                fetches(Unnamed("the registries of the base images")),
            ),
            writes=(Option("--metadata-file --ref-file"),),
        ),
        Row("du, prune, prune-histories, debug, debug workers, debug info, dial-stdio"),
    ),
)
