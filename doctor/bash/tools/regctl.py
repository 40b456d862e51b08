"""regctl: the client of regclient for OCI registries and layouts on disk."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Fixed, Operand, Option, Row, Tool, Unnamed, contacts, mutates

_REGISTRY = Unnamed("the registry that regctl is set up for")

TOOL = Tool(
    source="regclient: cmd/regctl/{root,index,image,manifest,registry,tag,artifact,blob}.go",
    # `-v trace` prints `Authorization:[[censored]]`.
    values="-v --verbosity --logopt --host --user-agent",
    inert="--help -h --version",
    local="ocidir://",
    rows=(
        Row(
            "index create, index init, index new, index put",
            (mutates(Operand(1)), contacts(Option("--ref"))),
            values="""--ref --digest --platform --annotation --desc-annotation --desc-platform -m
                --media-type --artifact-type --subject --format""",
            outputs=(("--by-digest --format", Output.DIGEST),),
        ),
        Row(
            "index add, index append, index insert",
            (mutates(Operand(1)), contacts(Option("--ref"))),
            values="--ref --digest --platform --desc-annotation --desc-platform",
        ),
        Row(
            "index delete, index rm, index remove",
            (mutates(Operand(1)),),
            values="--digest --platform",
        ),
        Row(
            "image copy, image cp",
            (contacts(Operand(1)), mutates(Operand(2))),
            values="-p --platform --platforms --referrers-src --referrers-tgt --format",
        ),
        Row(
            "image mod",
            (contacts(Operand(1)), mutates(Option("--create"), Operand(1))),
            values="""--create --annotation --annotation-base --author --buildarg-rm
                --buildarg-rm-regex --config-cmd --config-entrypoint --config-platform --config-time
                --config-time-max --data-max --digest-algo --env --expose-add --expose-rm
                --file-tar-time --file-tar-time-max --label --layer-add --layer-compress
                --layer-rm-created-by --layer-rm-index --layer-strip-file --layer-time
                --layer-time-max --rebase-ref --time --time-max --user --volume-add --volume-rm
                --workdir --format""",
        ),
        Row(
            "image create, image init, image new",
            (mutates(Operand(1)),),
            values="--annotation --created --format --label --media-type --platform",
            outputs=(("--by-digest --format", Output.DIGEST),),
        ),
        Row(
            "repo copy, repo cp",
            (contacts(Operand(1)), mutates(Operand(2))),
            values="--concurrent --exclude --include",
        ),
        Row("image import", (mutates(Operand(1)),), values="--name", reads=(Operand(2),)),
        Row(
            "image export",
            (contacts(Operand(1)),),
            values="-p --platform --name",
            writes=(Operand(2),),
        ),
        Row("image delete, image del, image rm, image remove", (mutates(Operand(1)),)),
        Row(
            "image digest, manifest digest, manifest head",
            (contacts(Operand(1)),),
            Output.DIGEST,
            values="-p --platform --format",
        ),
        Row(
            """image inspect, image config, image manifest, image ratelimit, image rate-limit,
            image cat, blob pull, blob digest, layer get, layer head, manifest pull,
            artifact pull, artifact ls, registry whoami, image check-base, manifest get,
            manifest diff, blob get, blob head, blob diff-config, blob diff-layer,
            image get-file, tag ls, tag list, repo ls, repo list, artifact get, artifact list,
            artifact tree, index list""",
            (contacts(Operand(1)),),
            values="""-p --platform --format --include --exclude --limit --last --base --digest
                --filter-artifact-type --filter-annotation --context --config-file
                --sort-annotation --subject --external -f --file -o --output -m --media-type""",
        ),
        Row(
            "manifest put, manifest push",
            (mutates(Operand(1)),),
            values="-t --content-type --format",
            input="always",
        ),
        Row("manifest delete, manifest del, manifest rm, manifest remove", (mutates(Operand(1)),)),
        Row(
            "blob put, blob push, layer put, layer push",
            (mutates(Operand(1)),),
            values="--content-type --digest --format",
            input="always",
        ),
        Row(
            "blob copy, blob cp, layer copy, layer cp", (contacts(Operand(1)), mutates(Operand(2)))
        ),
        Row("blob delete, blob del, blob rm, layer delete, layer rm", (mutates(Operand(1)),)),
        Row("tag delete, tag del, tag rm, tag remove", (mutates(Operand(1)),)),
        Row(
            "artifact put, artifact create, artifact push",
            (mutates(Operand(1), Option("--subject"), _REGISTRY),),
            values="""--annotation --artifact-config --config-file --config-type --artifact-type -f
                --file --file-media-type -m --media-type --format --platform --subject""",
            reads=(Option("-f --file --artifact-config --config-file"),),
            input="alone",
        ),
        Row(
            "registry login",
            (contacts(Operand(1), Fixed("docker.io")),),
            values="-u --user -p --pass",
            input="--pass-stdin",
            source="RUN: it pings the host, and says no more than `logged in`",
        ),
        Row(
            "registry set",
            (contacts(Operand(1), Fixed("docker.io"), unless="--skip-check"),),
            values="""--tls --cacert --client-cert --client-key --hostname --path-prefix --mirror
                --priority --blob-chunk --blob-max --req-per-sec --req-concurrent --api-opts
                --cred-helper""",
        ),
        Row("registry logout, registry config", values="--format"),
        Row("config get, config set, version, ref, digest", values="--format"),
    ),
)
