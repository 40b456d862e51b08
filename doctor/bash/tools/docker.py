"""docker, and what is called alike: podman, buildah, nerdctl."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import (
    Fixed,
    Operand,
    Operands,
    Option,
    Row,
    Tool,
    Unnamed,
    contacts,
    fetches,
    mutates,
)

_BUILD = """-t --tag -f --file --build-arg --build-context --cache-from --cache-to --label
    --annotation --target --platform --progress -o --output --secret --ssh --network
    --add-host --builder --iidfile --metadata-file --allow --attest --call
    --shm-size --ulimit --no-cache-filter --cgroup-parent -c --cpu-shares -m
    --memory --isolation --format --creds --authfile --cert-dir --manifest --jobs
    --arch --os --variant -v --volume --timestamp --from --env --unsetenv --userns
    --sign-by --digestfile --retry --retry-delay --runtime --security-opt --logfile
    --ignorefile"""
_RUN = """-e --env --env-file -v --volume -w --workdir -u --user --name --network --net
    --entrypoint -p --publish --mount --platform -h --hostname --label -l --add-host
    --tmpfs -m --memory --cpus --pull --device --cap-add --cap-drop --security-opt
    --restart --shm-size --ulimit --gpus --cidfile --log-driver --log-opt --ipc
    --pid --userns --volumes-from --arch --authfile"""
_PUSH = """--creds --authfile --cert-dir --digestfile --sign-by --sign-passphrase-file --format -f
    --compression-format --compression-level --retry --retry-delay --encryption-key
    --encrypt-layer --platform"""
_TAG = Option("-t --tag")
_NAME = Option("-o --output", "name")
_PUSHES = """--push --output~type=registry -o~type=registry --output~push=true -o~push=true"""

_BUILD_ROW = Row(
    "build, buildx build, builder build, image build, buildx b, bud",
    (
        mutates(_TAG, _NAME, Unnamed("the registry of the image"), given=_PUSHES),
        mutates(Option("--cache-to", "ref"), given="--cache-to~type=registry"),
        fetches(Unnamed("the registries of the base images")),
    ),
    values=_BUILD,
    reads=(Option("-f --file"),),
    writes=(Option("--iidfile --metadata-file --digestfile"),),
    local="oci: oci-archive: dir: docker-archive: docker-daemon: containers-storage:",
)

TOOL = Tool(
    source="https://docs.docker.com/reference/cli/docker/, podman(1), buildah(1)",
    before="""-H --host -c --context -l --log-level --config --tlscacert --tlscert --tlskey
        --connection --url --identity --root --runroot --storage-driver --storage-opt --log-opt
        --cgroup-manager --registries-conf --namespace -n --address -a --snapshotter --runtime
        --tmpdir --events-backend --isolation -f --file -p --project-name --profile --env-file""",
    inert="--help --version -v",
    local="oci: oci-archive: dir: docker-archive: docker-daemon: containers-storage:",
    rows=(
        _BUILD_ROW,
        Row(
            "push, image push",
            (mutates(Operand(2), Operand(1)),),
            values=_PUSH,
            writes=(Option("--digestfile"),),
            outputs=(("-q --quiet", Output.ARGUMENTS),),
            source="docker-push(1); podman-push(1), buildah-push(1): image, then destination",
        ),
        Row(
            "pull, image pull",
            (contacts(Operands()),),
            values="--platform --creds --authfile --cert-dir --arch --os --variant --retry",
        ),
        Row(
            "login",
            (contacts(Operand(1), Fixed("docker.io"), unless="--get-login"),),
            values="-u --username -p --password --authfile --cert-dir --secret --compat-auth-file",
            input="--password-stdin",
        ),
        Row("logout", values="--authfile"),
        Row(
            "buildx imagetools create",
            (mutates(_TAG, Operand(1), unless="--dry-run"), contacts(Operands())),
            values="-t --tag -f --file --builder --annotation --progress -p --platform",
            reads=(Option("-f --file"),),
        ),
        Row(
            "buildx imagetools inspect",
            (contacts(Operand(1)),),
            values="--format --builder",
            outputs=(("--format~igest", Output.DIGEST),),
        ),
        Row(
            "buildx bake",
            (
                mutates(
                    Unnamed("the registry of the image"),
                    given=_PUSHES + " --set~push=true --set~type=registry",
                ),
                fetches(Unnamed("the registries of the base images")),
            ),
            values="-f --file --set --builder --metadata-file --progress --allow",
            writes=(Option("--metadata-file"),),
        ),
        Row(
            """buildx create, buildx use, buildx ls, buildx inspect, buildx rm, buildx prune,
            buildx du, buildx stop, buildx version, builder prune""",
            values="""--name --driver --driver-opt --config --buildkitd-config --platform --node
                --buildkitd-flags --builder --filter --format""",
        ),
        Row("manifest push", (mutates(Operand(2), Operand(1)),), Output.DIGEST, values=_PUSH),
        Row("manifest inspect", (contacts(Operands(1)),), values="--authfile"),
        Row("manifest create", (contacts(Operands(2)),), values="--authfile --annotation"),
        Row(
            "manifest add",
            (contacts(Operand(2)),),
            values="--arch --os --variant --annotation --creds --authfile --features",
        ),
        Row(
            "manifest annotate, manifest rm, manifest exists, manifest remove",
            values="--arch --os --variant --annotation --os-features --os-version",
        ),
        Row("search", (contacts(Operand(1)),), values="-f --filter --format --limit"),
        Row("trust sign, trust revoke", (mutates(Operand(1)),)),
        Row("trust inspect", (contacts(Operand(1)),)),
        Row(
            "run, container run, create, container create",
            (fetches(Operand(1)),),
            values=_RUN + " -a --attach",
            stops=True,
            unclear="it runs a program in a container",
        ),
        Row("from", (fetches(Operand(1)),), values=_RUN + " --creds", output=Output.UNKNOWN),
        Row(
            "exec, container exec",
            values="-e --env --env-file -u --user -w --workdir",
            stops=True,
            unclear="it runs a program in a container",
        ),
        Row(
            "compose push",
            (mutates(Unnamed("the registry of the images")),),
            values="-f --file -p --project-name --env-file --profile",
        ),
        Row(
            "compose build",
            (
                mutates(Unnamed("the registry of the images"), given="--push"),
                fetches(Unnamed("the registries of the base images")),
            ),
            values="-f --file -p --project-name --build-arg --builder --env-file --profile",
        ),
        Row(
            "compose pull",
            (contacts(Unnamed("the registries of the images")),),
            values="-f --file -p --project-name --env-file --profile",
        ),
        Row(
            "compose config",
            output=Output.ENVIRONMENT,
            values="-f --file -p --project-name --env-file --format --profile -o --output",
            source="docker compose config(1): prints the file with the variables filled in",
        ),
        Row("compose up, compose run, compose exec", unclear="it runs programs in containers"),
        Row(
            "compose down, compose ps, compose stop, compose rm, compose logs, compose version",
            values="-f --file -p --project-name --env-file --profile",
        ),
        Row(
            """tag, image tag, images, image ls, image list, ps, rm, rmi, image rm, inspect,
            image inspect, container inspect, info, version, logs, stop, start, kill, wait,
            cp, container cp, container rm, container ls, history, image history, stats, top,
            port, mount, umount, unmount, add, copy, config, label, volume create, volume rm,
            volume ls, network create, network rm, network ls, system prune, system df,
            system info, image prune, container prune, volume prune, context create,
            context use, context ls, context show, diff, containers, image exists""",
            values="-f --filter --format --type -n --last --author -m --time -t --created-by",
        ),
        Row("save, image save", values="-o --output --format", writes=(Option("-o --output"),)),
        Row("export, container export", values="-o --output", writes=(Option("-o --output"),)),
        Row(
            "load, image load",
            values="-i --input --platform",
            reads=(Option("-i --input"),),
            input="alone",
        ),
        Row(
            "import, image import",
            values="-c --change -m --message --platform",
            reads=(Operand(1),),
        ),
        Row(
            "commit, container commit",
            (mutates(Operand(2), given="--creds"),),
            values="-a --author -m --message -c --change -f --format --creds --authfile --iidfile",
        ),
    ),
)
