"""az."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Option, Row, Tool, Unnamed, contacts, fetches, mutates

TOOL = Tool(
    source="https://learn.microsoft.com/cli/azure/reference-index",
    values="""-g --resource-group -n --name --subscription -o --output --query -r --registry
        -t --image --repository --file -f --vault-name --account-name -c
        --container-name -s --source""",
    inert="--help -h --version -v",
    rows=(
        Row(
            "acr login",
            (contacts(Option("-n --name")),),
            values="-u --username -p --password",
            outputs=(("-t --expose-token", Output.SECRET),),
        ),
        Row(
            """acr build, acr import, acr run, acr repository delete, acr repository untag,
            acr repository update, acr create, acr delete, acr manifest delete""",
            (mutates(Option("-r --registry"), Option("-n --name"), Unnamed("the Azure registry")),),
        ),
        Row(
            """acr repository list, acr repository show, acr repository show-tags, acr list,
            acr show, acr manifest list-metadata""",
            (contacts(Option("-n --name"), Option("-r --registry"), Unnamed("the registry")),),
        ),
        Row(
            """keyvault secret show, account get-access-token, acr credential show,
            acr token create, storage account keys list""",
            output=Output.SECRET,
            values="--resource --scope --id --expiration",
        ),
        Row(
            "login, logout, account show, account set, account list, version",
            values="-u --username -p --password --tenant -i",
        ),
        Row(
            """storage blob upload, storage blob upload-batch, storage blob delete,
            artifacts universal publish""",
            (mutates(Option("--account-name"), Unnamed("the Azure account")),),
            values="-d --destination --account-key --sas-token --connection-string --blob-url",
        ),
        Row(
            "storage blob download, storage blob list, storage blob show",
            (fetches(Option("--account-name"), Unnamed("the Azure account")),),
            values="--account-key --sas-token --connection-string --prefix",
        ),
    ),
)
