"""aws."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operand, Option, Row, Tool, Unnamed, contacts, fetches, mutates

TOOL = Tool(
    source="https://docs.aws.amazon.com/cli/latest/reference/",
    values="""--region --profile --endpoint-url --output --query --cli-input-json --color
        --ca-bundle --cli-read-timeout --cli-connect-timeout""",
    inert="--version",
    rows=(
        Row(
            "s3 cp, s3 mv, s3 sync",
            (fetches(Operand(1)), mutates(Operand(2), unless="--dryrun")),
            values="""--acl --include --exclude --content-type --cache-control --storage-class --sse
                --metadata --metadata-directive --grants --expires --content-encoding
                --content-disposition --source-region --sse-kms-key-id --expected-size
                --page-size""",
            remote="s3:",
            reads=(Operand(1),),
            output=Output.ARGUMENTS,
        ),
        Row(
            "s3 rm, s3 mb, s3 rb, s3 website",
            (mutates(Operand(1), unless="--dryrun"),),
            values="--include --exclude",
        ),
        Row("s3 ls, s3 presign", (contacts(Operand(1)),), values="--expires-in --page-size"),
        Row(
            """s3api put-object, s3api delete-object, s3api copy-object, s3api create-bucket,
            s3api delete-objects, s3api put-object-acl, s3api put-bucket-policy""",
            (mutates(Option("--bucket")),),
            values="--bucket --key --body --acl --content-type --copy-source --metadata --delete",
            reads=(Option("--body"),),
        ),
        Row(
            """s3api head-object, s3api get-object, s3api list-objects, s3api list-objects-v2,
            s3api head-bucket""",
            (fetches(Option("--bucket")),),
            values="--bucket --key --prefix --max-items",
        ),
        Row(
            """ecr get-login-password, ecr-public get-login-password, ecr get-login,
            ecr get-authorization-token, secretsmanager get-secret-value, ssm get-parameter,
            ssm get-parameters, ssm get-parameters-by-path,
            codeartifact get-authorization-token, sts assume-role, sts get-session-token,
            sts assume-role-with-web-identity, configure get, configure export-credentials,
            kms decrypt""",
            output=Output.SECRET,
            values="""--registry-ids --secret-id --name --names --path --domain --domain-owner
                --key-id --ciphertext-blob --role-arn --role-session-name --duration-seconds
                --web-identity-token --format""",
        ),
        Row(
            """ecr create-repository, ecr delete-repository, ecr batch-delete-image,
            ecr put-image, ecr put-lifecycle-policy, ecr set-repository-policy,
            ecr-public create-repository, codeartifact publish-package-version""",
            (mutates(Unnamed("the registry of the AWS account")),),
            values="""--repository-name --image-ids --image-tag --image-manifest --registry-id
                --lifecycle-policy-text --policy-text""",
        ),
        Row(
            """ecr describe-images, ecr describe-repositories, ecr list-images,
            ecr batch-get-image, codeartifact login""",
            (contacts(Unnamed("the registry of the AWS account")),),
            values="""--repository-name --image-ids --repository-names --tool --domain
                --domain-owner --repository --max-items --filter""",
        ),
        Row(
            "sts get-caller-identity, configure set, configure list, configure list-profiles, help"
        ),
        Row(
            """cloudfront create-invalidation, lambda update-function-code, lambda publish-version,
            ecs update-service""",
            (mutates(Unnamed("the AWS account")),),
            values="""--distribution-id --paths --function-name --zip-file --image-uri --cluster
                --service --task-definition""",
        ),
    ),
)
