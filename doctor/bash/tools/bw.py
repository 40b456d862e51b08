"""bw, doppler, infisical, chamber, security, keyctl, ansible-vault, …: print secrets."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="""https://bitwarden.com/help/cli/, https://docs.doppler.com/docs/cli, security(1),
        keyctl(1), ansible-vault(1), systemd-ask-password(1)""",
    rows=(Row(output=Output.SECRET, input="always"),),
)
