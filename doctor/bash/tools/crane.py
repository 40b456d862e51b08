"""crane: the client of go-containerregistry."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import (
    Operand,
    Operands,
    Option,
    Row,
    Tool,
    contacts,
    mutates,
)

_FROM_BASE = """-a --annotation -l --label -e --env -u --user -w --workdir --entrypoint --cmd
    --exposed-ports --repo -o --output -t --tag --set-platform"""

TOOL = Tool(
    source="go-containerregistry: cmd/crane/doc and cmd/crane/cmd/*.go",
    # `-v` logs requests with `Authorization: <redacted>` (pkg/v1/remote/transport/logger.go).
    values="--platform",
    rows=(
        Row(
            "push",
            (mutates(Operand(2)),),
            Output.DIGEST,
            values="--image-refs",
            writes=(Option("--image-refs"),),
        ),
        Row(
            "copy, cp",
            (contacts(Operand(1)), mutates(Operand(2))),
            values="-j --jobs",
        ),
        Row("tag", (mutates(Operand(1)),)),
        Row(
            "append",
            (contacts(Option("-b --base")), mutates(Option("-t --new_tag"), unless="-o --output")),
            Output.DIGEST,
            values="-b --base -f --new_layer -t --new_tag -o --output",
            writes=(Option("-o --output"),),
        ),
        Row(
            "mutate",
            (
                contacts(Operand(1), given="-o --output"),
                mutates(Option("-t --tag"), Operand(1), unless="-o --output"),
            ),
            Output.DIGEST,
            values=_FROM_BASE + " --append",
            writes=(Option("-o --output"),),
        ),
        Row("delete", (mutates(Operand(1)),)),
        Row(
            "rebase",
            (contacts(Operand(1)), mutates(Option("-t --tag"), Operand(1))),
            Output.DIGEST,
            values="--old_base --new_base --original --rebased -t --tag",
        ),
        Row(
            "flatten", (mutates(Option("-t --tag"), Operand(1)),), Output.DIGEST, values="-t --tag"
        ),
        Row(
            "index append",
            (
                contacts(Operand(1)),
                contacts(Option("-m --manifest")),
                mutates(Option("-t --tag"), Operand(1)),
            ),
            Output.DIGEST,
            values="-m --manifest -t --tag",
        ),
        Row(
            "index filter",
            (contacts(Operand(1)), mutates(Option("-t --tag"), Operand(1))),
            Output.DIGEST,
            values="-t --tag",
        ),
        Row(
            "digest",
            (contacts(Operand(1), unless="--tarball"),),
            Output.DIGEST,
            values="--tarball",
            reads=(Option("--tarball"),),
        ),
        Row("manifest, config, ls, catalog, blob, index list", (contacts(Operand(1)),)),
        Row(
            "pull, save",
            (contacts(Operands(1, 1)),),
            values="-c --cache_path --format",
            writes=(Operand(-1),),
        ),
        Row("export", (contacts(Operand(1)),), writes=(Operand(2),)),
        Row("validate", (contacts(Option("--remote")),), values="--remote --tarball"),
        Row(
            "auth login",
            values="-u --username -p --password",
            input="--password-stdin",
            source="RUN: it writes the configuration and does not contact the host",
        ),
        Row(
            "auth get",
            output=Output.SECRET,
            input="always",
            source="cmd/crane/cmd/auth.go: prints the user name and the password as JSON",
        ),
        Row(
            "auth token",
            (contacts(Operand(1)),),
            Output.SECRET,
            values="-m --mount",
            source="cmd/crane/cmd/auth.go: prints the token that the registry gave",
        ),
        Row("auth logout, version"),
        Row("registry serve", values="--address --disk", unclear="it starts a registry"),
    ),
)
