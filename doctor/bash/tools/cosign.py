"""cosign: signs what is in registries."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import (
    Fixed,
    Operand,
    Operands,
    Option,
    Row,
    Tool,
    contacts,
    fetches,
    mutates,
)

_TARGETS = Operands()

TOOL = Tool(
    source="https://github.com/sigstore/cosign/tree/main/doc",
    # `-d` logs requests with `Authorization: <redacted>` (go-containerregistry).
    values="""--key -k --cert --certificate --certificate-chain --fulcio-url --rekor-url
        --oidc-issuer --oidc-client-id --oidc-client-secret-file --identity-token -a
        --annotations --attachment --bundle --output-signature --output-certificate
        --payload --signature --type --predicate --registry-username --registry-password
        --registry-token --registry-cacert -t --timeout --output-file --sbom
        --input-format --certificate-identity --certificate-oidc-issuer
        --certificate-identity-regexp --certificate-oidc-issuer-regexp --platform
        --output -o --policy --slot --trusted-root --signing-config
        --timestamp-server-url --only --attestation --tag-prefix""",
    inert="--help -h",
    rows=(
        Row(
            "sign, attest",
            (mutates(_TARGETS, unless="--upload=false --no-upload"),),
            reads=(Option("--predicate"),),
        ),
        Row(
            "sign-blob, attest-blob",
            (fetches(Fixed("https://rekor.sigstore.dev")),),
            Output.UNKNOWN,
            reads=(Operands(),),
        ),
        Row(
            "attach signature, attach sbom, attach attestation",
            (mutates(Operand(1)),),
            reads=(Option("--sbom --signature --attestation"),),
        ),
        Row("copy", (contacts(Operand(1)), mutates(Operand(2)))),
        Row("clean", (mutates(Operand(1)),)),
        Row(
            "upload blob, upload wasm",
            (mutates(Operand(1)),),
            values="-f --files --ct",
            reads=(Option("-f --files"),),
        ),
        Row("load", (mutates(Operand(1)),), values="--dir"),
        Row(
            """verify, verify-attestation, triangulate, tree, download signature, download sbom,
            download attestation, save, manifest verify""",
            (contacts(Operands()),),
            values="--dir",
        ),
        Row("verify-blob, verify-blob-attestation, dockerfile verify, initialize, public-key"),
        Row("generate-key-pair, import-key-pair, generate, version, env, completion"),
        Row(
            "login",
            (contacts(Operand(1)),),
            values="-u --username -p --password",
            input="--password-stdin",
        ),
    ),
)
