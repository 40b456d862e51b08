"""skopeo: copies images between registries and places on disk."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operand, Option, Row, Tool, Unnamed, contacts, mutates

LOCAL = """oci: oci-archive: dir: docker-archive: docker-daemon: containers-storage: ostree: sif:
    tarball: nix:"""
"""Transports other than `docker://`: containers-transports(5); `nix:` is nix2container's."""

COPY = """--src-creds --dest-creds --creds --src-authfile --dest-authfile --src-cert-dir
    --dest-cert-dir --cert-dir --src-registry-token --dest-registry-token --registry-token
    --src-username --src-password --dest-username --dest-password --username --password
    --src-shared-blob-dir --dest-shared-blob-dir --shared-blob-dir --src-daemon-host
    --dest-daemon-host --daemon-host --additional-tag --sign-by --sign-by-sigstore
    --sign-by-sigstore-private-key --sign-passphrase-file --sign-identity --encryption-key
    --decryption-key --encrypt-layer --digestfile --dest-compress-format --dest-compress-level
    --multi-arch -f --format --sign-by-sq-fingerprint --append-suffix --manifest-digest
    --retry-times --retry-delay --image-parallel-copies --authfile"""

TOOL = Tool(
    source="skopeo(1), skopeo-copy(1) and the pages of the other subcommands",
    values="""--override-arch --override-os --override-variant --policy --registries.d
        --registries-conf --tmpdir --command-timeout --user-agent-prefix""",
    inert="--help -h --version -v",
    local=LOCAL,
    rows=(
        Row(
            "copy",
            (contacts(Operand(1)), mutates(Operand(2))),
            values=COPY,
            reads=(Option("--src-authfile --dest-authfile --authfile"),),
            writes=(Option("--digestfile"),),
        ),
        Row(
            "sync",
            (
                contacts(Operand(1)),
                mutates(Operand(2), unless="--dry-run"),
                contacts(Operand(2), given="--dry-run"),
            ),
            values=COPY + " -s --src -d --dest",
            local="/ ./ ../",
            source="skopeo-sync(1): a path or a registry, without a transport",
        ),
        Row("delete", (mutates(Operand(1)),), values=COPY),
        Row(
            "inspect",
            (contacts(Operand(1)),),
            values=COPY,
            outputs=(("-f~Digest --format~Digest", Output.DIGEST),),
        ),
        Row("list-tags, layers", (contacts(Operand(1)),), values=COPY),
        Row("manifest-digest", output=Output.DIGEST, reads=(Operand(1),)),
        Row(
            "login",
            (
                contacts(
                    Operand(1),
                    Unnamed("the registry that skopeo is set up for"),
                    unless="--get-login",
                ),
            ),
            values="""-u --username -p --password --authfile --cert-dir --secret
                --compat-auth-file""",
            input="--password-stdin",
            source="skopeo-login(1): it checks the credentials at the registry",
        ),
        Row("logout", values="--authfile --compat-auth-file"),
        Row(
            "standalone-sign, standalone-verify, generate-sigstore-key",
            values="-o --output --passphrase-file --output-prefix --public-key-file",
        ),
    ),
)
