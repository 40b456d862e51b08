"""glab: GitLab."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import (
    AtFile,
    Fixed,
    Option,
    Request,
    Row,
    Tool,
    Variable,
    contacts,
    fetches,
    mutates,
    requests,
)

_HOST = (Variable("GITLAB_HOST"), Variable("GL_HOST"), Fixed("https://gitlab.com"))

TOOL = Tool(
    source="https://docs.gitlab.com/cli/",
    values="-R --repo --hostname -g --group -F --output",
    inert="--help -h --version -v",
    rows=(
        Row(
            """release create, release upload, release delete, mr create, mr merge, mr close,
            mr update, mr note, mr approve, issue create, issue close, issue note,
            issue update, ci run, ci retry, ci trigger, ci cancel, variable set,
            variable delete, variable update, repo create, repo delete, repo fork,
            label create, snippet create, schedule create, securefile create""",
            (mutates(*_HOST),),
            values="""-n --name -N --notes --notes-file -r --ref -a --assets-links -m --milestone -b
                -f -d -t""",
        ),
        Row(
            "api",
            (requests(*_HOST),),
            values="-X --method -f --raw-field -F --field --input -H --header",
            request=Request(method="-X --method", body="-f --raw-field -F --field --input"),
            reads=(Option("--input"), AtFile("-F --field")),
        ),
        Row("auth login", (contacts(*_HOST),), input="--stdin", values="-t --token -h --api-host"),
        Row("auth status", (contacts(*_HOST),), outputs=(("-t --show-token", Output.SECRET),)),
        Row("auth docker-helper, auth dpop-gen", output=Output.SECRET),
        Row("config get, config set, version, completion, alias list", values="-h"),
        Row(
            """release view, release list, release download, mr view, mr list, issue view,
            issue list, ci status, ci view, ci list, ci get, ci lint, repo view, repo clone,
            variable get, variable list, variable export, repo list""",
            (fetches(*_HOST),),
            values="-b -p -D --dir -n --asset-name",
        ),
    ),
)
