"""tea: Gitea."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import (
    Operand,
    Option,
    Request,
    Row,
    Tool,
    Unnamed,
    contacts,
    fetches,
    mutates,
    requests,
)

_SERVER = Unnamed("the Gitea server of tea's login")

TOOL = Tool(
    source="https://gitea.com/gitea/tea/src/branch/main/docs/CLI.md",
    values="-l --login -r --repo -R --remote -o --output",
    inert="--help -h --version -v",
    rows=(
        Row(
            """releases create, release create, r create, releases c, releases edit,
            release edit, releases delete, release delete, releases assets create,
            releases assets delete, release assets create, release assets delete,
            issues create, issue create, issues edit, issues close, issues reopen, issues,
            pulls create, pull create, pr create, pulls merge, pr merge, pulls close,
            pulls approve, pulls reject, repos create, repo create, repos delete,
            repo delete, repos fork, labels create, milestones create, comment,
            actions secrets create, actions secrets delete, actions variables set,
            actions variables delete, webhooks create, branches protect, admin users create""",
            (mutates(_SERVER),),
            values="""--tag --target -t --title -n --note -f --note-file -a --asset --description
                --assignees --labels -d -b --base --head --name --file""",
            reads=(Option("-f --note-file -a --asset --file"),),
        ),
        Row(
            """releases, release, releases list, releases ls, release list, release ls,
            issues list, issue list, pulls, pulls list, pr list, repos, repos list, repos ls,
            repo list, whoami, labels list, milestones list, branches list, notifications,
            organizations list, times, open, actions secrets list, actions variables list,
            releases assets list""",
            (contacts(_SERVER),),
            values="--limit --page --fields -f --state",
        ),
        Row(
            "login add, logins add",
            (contacts(Option("-u --url"), _SERVER),),
            values="-u --url -t --token -n --name --user --password --otp --scopes -s --ssh-key",
        ),
        Row(
            """login list, login ls, login default, login delete, logins list, logout, man,
            shellcompletion"""
        ),
        Row("login helper get, login helper", output=Output.SECRET, input="always"),
        Row("clone, pulls checkout, pr checkout", (fetches(Operand(1)),), values="-d --depth"),
        Row(
            "api",
            (requests(_SERVER),),
            values="-X --method -f -F --field -d --data -H --header",
            request=Request(method="-X --method", body="-f -F --field -d --data"),
        ),
    ),
)
