"""vault, bao: secrets of HashiCorp Vault and OpenBao."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="https://developer.hashicorp.com/vault/docs/commands",
    values="""-field -format -address -namespace -mount -version -ca-cert -method -path -role
        -policy -ttl""",
    single=True,
    inert="-help -h",
    rows=(
        Row(
            "kv get, read, print token, token create, token lookup, login, unwrap, write",
            output=Output.SECRET,
            input="always",
        ),
        Row("status, version, kv list, list, kv metadata, secrets list, policy list, token renew"),
        Row("kv put, kv patch, kv delete, delete, token revoke, policy write"),
        Row("agent, server, proxy", unclear="it starts a server"),
    ),
)
