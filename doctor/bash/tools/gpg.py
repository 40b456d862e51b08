"""gpg, gpg2."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Option, Row, Tool, Unnamed, fetches, mutates

TOOL = Tool(
    source="gpg(1)",
    values="""-o --output -r --recipient -u --local-user --homedir --passphrase --passphrase-fd
        --passphrase-file --pinentry-mode --keyserver --status-fd --cipher-algo
        --digest-algo --trust-model --compress-algo --default-key --keyring --logger-fd
        --command-fd --options --encrypt-to --hidden-recipient -R --auto-key-locate --group
        --log-file --tofu-policy -z""",
    rows=(
        Row(
            reads=(Operands(), Option("--passphrase-file")),
            writes=(Option("-o --output"),),
            input="alone",
            does=(
                fetches(
                    Option("--keyserver"),
                    Unnamed("the key server"),
                    given="--recv-keys --recv --refresh-keys --search-keys --locate-keys",
                ),
                mutates(Option("--keyserver"), Unnamed("the key server"), given="--send-keys"),
            ),
            outputs=(
                ("-o --output", Output.NOTHING),
                ("-d --decrypt --export-secret-keys --export-secret-subkeys", Output.SECRET),
                ("-s --sign -e --encrypt -b --detach-sign -k -K --list-keys", Output.UNKNOWN),
                ("--list-secret-keys --verify --import --export --recv-keys", Output.UNKNOWN),
                ("--clearsign --clear-sign", Output.INPUT),
            ),
            output=Output.SECRET,
            source="gpg(1): without a command it decrypts what it is given",
        ),
    ),
)
