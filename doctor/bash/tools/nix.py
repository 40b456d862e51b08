"""nix, the new command line."""

from doctor.bash.tools.call import Call, Lookup, Output
from doctor.bash.tools.table import (
    Arguments,
    Option,
    Row,
    Tool,
    Unnamed,
    contacts,
    fetches,
    mutates,
)

_CACHES = Unnamed("the sources and caches that Nix is set up for")
_LOCAL = "file: / ./ ../ ~ auto daemon local unix:"
_PROGRAMS = {
    "regclient": "regctl",
    "kubernetes-helm": "helm",
    "awscli2": "aws",
    "awscli": "aws",
    "google-cloud-sdk": "gcloud",
    "httpie": "http",
    "go-containerregistry": "crane",
    "docker-client": "docker",
    "gnupg": "gpg",
    "nodejs": "node",
    "_1password-cli": "op",
    "azure-cli": "az",
    "github-cli": "gh",
    "openssh": "ssh",
    "minio-client": "mc",
}
"""Packages of nixpkgs whose program is not named like them (`meta.mainProgram`)."""


def _runs(arguments: Arguments, lookup: Lookup, call: Call) -> Call:
    """`nix run nixpkgs#PACKAGE -- …` is that program; another flake's app is not in sight."""
    words = arguments.operands
    reference = words[0] if words else "."
    if isinstance(reference, str):
        flake, _, attribute = reference.partition("#")
        if flake == "nixpkgs" or flake.lower().startswith(("nixpkgs/", "github:nixos/nixpkgs")):
            package = attribute.partition("^")[0].rpartition(".")[2]
            if package:
                return call._replace(runs=(_PROGRAMS.get(package, package), *words[1:]))
    return call._replace(app=reference, runs=tuple(words[1:]))


def _shell(arguments: Arguments, lookup: Lookup, call: Call) -> Call:
    if call.runs:
        return call._replace(
            output=Output.UNKNOWN, clears_environment=arguments.given("-i --ignore-environment")
        )
    return call._replace(unclear="it starts a shell that reads input")


TOOL = Tool(
    source="nix(1): https://nix.dev/manual/nix/latest/command-ref/new-cli/nix",
    values="""--option:2 --arg:2 --argstr:2 --arg-from-file:2 --arg-from-stdin
        --override-input:2 --override-flake:2 --update-input --inputs-from -I --include
        -f --file --expr --store --eval-store --log-format -j --max-jobs --cores
        --system --builders --extra-experimental-features --experimental-features
        --substituters --trusted-public-keys --extra-substituters
        --extra-trusted-public-keys --reference-lock-file --access-tokens
        --output-lock-file --timeout --max-silent-time --netrc-file --profile""",
    local=_LOCAL,
    rows=(
        Row(
            "copy",
            (mutates(Option("--to")), fetches(Option("--from"))),
            values="--to --from",
            output=Output.NOTHING,
        ),
        Row(
            "build",
            (fetches(_CACHES, unless="--offline"),),
            values="-o --out-link",
            writes=(Option("-o --out-link"),),
            outputs=(("--expr~getEnv", Output.ENVIRONMENT),),
        ),
        Row(
            "run",
            (fetches(_CACHES, unless="--offline"),),
            values="-k --keep-env-var -u --unset-env-var --set-env-var:2",
            refine=_runs,
        ),
        Row(
            "shell, env shell",
            (fetches(_CACHES, unless="--offline"),),
            values="-c:all --command:all -k --keep --keep-env-var -u --unset --set-env-var:2",
            runs=Option("-c --command"),
            refine=_shell,
        ),
        Row(
            "develop",
            (fetches(_CACHES, unless="--offline"),),
            values="""-c:all --command:all -k --keep --keep-env-var -u --unset --phase --redirect:2
                --set-env-var:2""",
            runs=Option("-c --command"),
            refine=_shell,
        ),
        Row(
            "eval",
            (fetches(_CACHES, unless="--offline"),),
            values="--apply --write-to",
            outputs=(("--expr~getEnv --apply~getEnv", Output.ENVIRONMENT),),
        ),
        Row(
            """flake check, flake show, flake metadata, flake info, flake update, flake lock,
            flake prefetch, flake clone, flake init, flake new, flake prefetch-inputs,
            profile install, profile add, profile upgrade, profile list, profile remove,
            search, print-dev-env, log, fmt, formatter run, bundle, why-depends, upgrade-nix,
            store prefetch-file""",
            (fetches(_CACHES, unless="--offline"),),
            values="--commit-lock-file-summary --dest -t --template --hash --name --hash-type -o",
        ),
        Row("flake archive", (mutates(Option("--to")), fetches(_CACHES)), values="--to"),
        Row(
            """path-info, derivation show, show-derivation, hash file, hash path, hash convert,
            hash to-sri, hash to-base16, hash to-base32, hash to-base64, store ls, store gc,
            store verify, store add, store add-path, store add-file, store delete,
            store optimise, store repair, store sign, store diff-closures, store dump-path,
            store path-from-hash-part, store cat, store info, store ping, nar ls, nar cat,
            nar pack, registry list, registry pin, registry add, registry remove,
            config show, show-config, config check, doctor, help,
            key convert-secret-to-public, edit, profile history, profile diff-closures,
            profile rollback, profile wipe-history, make-content-addressed""",
            (contacts(Option("--store")),),
            values="--type --to --from -k --key-file -n --name --hash-algo --mode",
        ),
        Row(
            "store copy-sigs, store copy-log",
            (mutates(Option("--to"), given="--to"),),
            values="--to --from -s --substituter",
        ),
        Row("key generate-secret", output=Output.SECRET, values="--key-name"),
        Row("repl", unclear="it starts a shell that reads input"),
    ),
)
