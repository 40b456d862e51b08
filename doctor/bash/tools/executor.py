"""executor: kaniko's, which builds an image and pushes it."""

from doctor.bash.tools.table import Option, Row, Tool, Unnamed, contacts, fetches, mutates

_NO_PUSH = "--no-push --no-push-cache"

TOOL = Tool(
    source="https://github.com/GoogleContainerTools/kaniko: README.md, Additional Flags",
    values="""-d --destination -f --dockerfile -c --context --context-sub-path --build-arg
        --cache-dir --cache-repo --cache-ttl --compression --compression-level --custom-platform
        --digest-file --git --ignore-path --image-fs-extract-retry --image-name-tag-with-digest-file
        --image-name-with-digest-file --image-download-retry --insecure-registry --kaniko-dir
        --label --log-format --oci-layout-path --push-retry --registry-certificate
        --registry-client-cert --registry-map --registry-mirror --skip-tls-verify-registry
        --snapshot-mode --snapshotMode --tar-path --tarPath --target -v --verbosity""",
    rows=(
        Row(
            does=(
                mutates(
                    Option("-d --destination"),
                    Unnamed("the registry of the image"),
                    unless="--no-push",
                ),
                mutates(Option("--cache-repo"), given="--cache-repo", unless=_NO_PUSH),
                contacts(Option("-d --destination"), given="--no-push"),
                fetches(Unnamed("the registries of the base images")),
            ),
            writes=(
                Option("--digest-file --image-name-with-digest-file --tar-path --tarPath"),
                Option("--image-name-tag-with-digest-file"),
            ),
        ),
    ),
)
