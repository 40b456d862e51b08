"""gh: GitHub."""

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

_HOST = (Variable("GH_HOST"), Fixed("https://github.com"))

TOOL = Tool(
    source="https://cli.github.com/manual/",
    values="""-R --repo --hostname -q --jq --template -L --limit --json -B --base -H --head
        -b --body -F --body-file --title --label -l -a --assignee""",
    inert="--help --version",
    rows=(
        Row(
            """release create, release upload, release edit, release delete,
            release delete-asset, pr create, pr merge, pr close, pr comment, pr edit,
            pr review, pr ready, pr reopen, issue create, issue comment, issue close,
            issue edit, issue delete, issue reopen, workflow run, workflow enable,
            workflow disable, run rerun, run cancel, run delete, secret set, secret delete,
            variable set, variable delete, repo create, repo delete, repo edit, repo fork,
            repo sync, repo archive, gist create, gist edit, gist delete, label create,
            label delete, label edit, label clone, cache delete, ruleset check, repo rename,
            repo deploy-key add, ssh-key add, gpg-key add""",
            (mutates(*_HOST),),
            values="""-t -n --notes -F --notes-file --target --discussion-category -f
                --notes-start-tag
                --field --raw-field --ref -b --body -m --milestone -r --reviewer --env -o --org
                -v --visibility -e --app""",
            input="-F=- --notes-file=- --body-file=-",
            reads=(Option("-F --notes-file --body-file"),),
        ),
        Row(
            "api",
            (requests(*_HOST),),
            values="""-t -X --method -f --raw-field -F --field --input -H --header -p --preview
                --cache""",
            request=Request(method="-X --method", body="-f --raw-field -F --field --input"),
            reads=(Option("--input"), AtFile("-F --field")),
            outputs=(("--verbose", Output.ARGUMENTS),),
        ),
        Row("auth token", output=Output.SECRET, values="-u --user -h"),
        Row(
            "auth status",
            (contacts(*_HOST),),
            values="-h",
            outputs=(("-t --show-token", Output.SECRET),),
        ),
        Row(
            "auth login, auth refresh",
            (contacts(*_HOST),),
            input="--with-token",
            values="-h -p --git-protocol -s --scopes -w",
        ),
        Row(
            """auth setup-git, auth logout, auth switch, config get, config set, config list,
            alias set, alias list, completion, extension list, version, help, status""",
            values="-h",
        ),
        Row(
            """release download, release view, release list, release verify, pr view, pr list,
            pr diff, pr checks, pr status, pr checkout, issue view, issue list, run view,
            run list, run watch, run download, workflow view, workflow list, repo view,
            repo list, repo clone, gist view, gist list, gist clone, secret list,
            variable list, variable get, label list, cache list, search repos, search issues,
            search prs, search code, search commits, extension install, attestation verify,
            attestation download, browse""",
            (fetches(*_HOST),),
            values="""-t -p --pattern -D --dir -O --output -A --archive -n --name -w --workflow -b
                --branch -s --state -S --search -u --user -e --event""",
            writes=(Option("-O --output"),),
        ),
        Row("extension exec, codespace, copilot", unclear="it runs an extension"),
    ),
)
