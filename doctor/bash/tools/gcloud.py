"""gcloud."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import (
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

TOOL = Tool(
    source="https://cloud.google.com/sdk/gcloud/reference",
    values="""--project --account --format --location --region --repository --filter --configuration
        --impersonate-service-account --verbosity --limit""",
    inert="--help --version -h -v",
    rows=(
        Row(
            """auth print-access-token, auth print-identity-token, secrets versions access,
            auth application-default print-access-token""",
            output=Output.SECRET,
            values="--secret --audiences",
        ),
        Row(
            """auth configure-docker, auth activate-service-account, auth login, config set,
            config get, config get-value, config list, auth list, version, info,
            components list""",
            values="--key-file --cred-file",
            input="--key-file=- --cred-file=-",
            reads=(Option("--key-file --cred-file"),),
        ),
        Row(
            "builds submit, app deploy, run deploy, functions deploy",
            (mutates(Option("-t --tag"), Unnamed("the Google Cloud project")),),
            values="-t --tag --config --substitutions --image --pack --source --timeout",
            unclear="it runs a build elsewhere",
        ),
        Row(
            """artifacts docker images delete, artifacts docker tags add,
            artifacts docker tags delete, container images add-tag, container images delete,
            container images untag, artifacts versions delete, artifacts packages delete,
            artifacts generic upload, artifacts repositories create,
            artifacts repositories delete""",
            (mutates(Operand(2), Operand(1)),),
            values="--source --package --version --repository-format",
        ),
        Row(
            """artifacts docker images list, artifacts docker images describe,
            artifacts docker tags list, container images list, container images list-tags,
            container images describe""",
            (contacts(Operand(1)),),
        ),
        Row("artifacts print-settings", output=Output.SECRET, values="--scope --json-key"),
        Row(
            "storage cp, storage mv, storage rsync",
            (fetches(Operands(1, 1)), mutates(Operand(-1))),
            remote="gs: s3:",
            values="--cache-control --content-type",
        ),
        Row("storage rm", (mutates(Operands()),)),
        Row("storage ls, storage cat", (fetches(Operands()),)),
    ),
)
