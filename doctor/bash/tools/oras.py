"""oras: files in OCI registries."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operand, Operands, Option, Row, Tool, contacts, mutates

_DISK = "--oci-layout --from-oci-layout --to-oci-layout --oci-layout-path"

TOOL = Tool(
    source="https://oras.land/docs/category/oras-commands",
    # `--debug` hides Authorization (oras: internal/trace/transport.go).
    values="""-u --username -p --password --registry-config --ca-file --cert-file --key-file
        --resolve --platform --artifact-type --annotation -a --annotation-file --config
        --format --concurrency --image-spec --export-manifest --from-registry-config
        --to-registry-config --from-username --from-password --to-username --to-password
        --distribution-spec --output -o --template --header -H --identity-token
        --media-type --size --depth --oci-layout-path --from-platform""",
    rows=(
        Row(
            "push",
            (mutates(Operand(1), unless="--oci-layout"),),
            reads=(Operands(2),),
            input="--password-stdin --identity-token-stdin",
        ),
        Row("attach", (mutates(Operand(1), unless="--oci-layout"),), reads=(Operands(2),)),
        Row(
            "copy, cp",
            (
                contacts(Operand(1), unless="--from-oci-layout"),
                mutates(Operand(2), unless="--to-oci-layout"),
            ),
        ),
        Row("tag", (mutates(Operand(1), unless="--oci-layout"),)),
        Row(
            "manifest push, manifest delete, blob push, blob delete, manifest index update",
            (mutates(Operand(1), unless="--oci-layout"),),
            reads=(Operand(2),),
        ),
        Row("manifest index create", (mutates(Operand(1), unless="--oci-layout"),)),
        Row("resolve", (contacts(Operand(1), unless="--oci-layout"),), Output.DIGEST),
        Row(
            "pull, manifest fetch, manifest fetch-config, blob fetch, discover",
            (contacts(Operand(1), unless="--oci-layout"),),
            outputs=(("--descriptor", Output.DIGEST),),
        ),
        Row(
            "repo ls, repo list, repo tags, repository ls, repository tags, repository show-tags",
            (contacts(Operand(1), unless="--oci-layout"),),
            values="--last",
        ),
        Row("backup", (contacts(Operand(1)),), writes=(Option("-o --output"),)),
        Row("restore", (mutates(Operand(1), unless="--dry-run"),), values="-i --input"),
        Row("login", (contacts(Operand(1)),), input="--password-stdin --identity-token-stdin"),
        Row("logout, version, completion"),
    ),
)
