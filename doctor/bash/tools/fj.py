"""fj: Forgejo."""

from doctor.bash.tools.table import Row, Tool, Unnamed, contacts, mutates

_SERVER = Unnamed("the Forgejo server of fj's login")

TOOL = Tool(
    source="https://codeberg.org/forgejo-contrib/forgejo-cli",
    values="-H --host -R --remote -r --repo",
    inert="--help -h --version -V version",
    rows=(
        Row(
            """release create, release edit, release delete, release asset create,
            release asset delete, issue create, issue close, issue comment, pr create, pr merge,
            pr close, pr comment, repo create, repo delete, repo fork, tag create, tag delete""",
            (mutates(_SERVER),),
            values="-t --tag -b --body -B --branch -a --attach",
        ),
        Row(
            """release list, release view, release browse, issue search, issue view, pr search,
            pr view, pr status, repo view, repo clone, whoami, tag list, tag view""",
            (contacts(_SERVER),),
        ),
        Row("auth add-key, auth login, auth logout, auth list, auth use-ssh"),
    ),
)
