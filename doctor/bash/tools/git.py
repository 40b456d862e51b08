"""git."""

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

_REMOTE = (Operand(1), Unnamed("the remote of the branch"))

TOOL = Tool(
    source="git(1) and the pages of its subcommands",
    # URLs are shown without user and password (transport.c: transport_anonymize_url).
    before="""-C -c --git-dir --work-tree --namespace --super-prefix --config-env
        --list-cmds --attr-source""",
    inert="--help -h --version -v",
    rows=(
        Row(
            "push",
            (
                contacts(Option("--repo"), *_REMOTE, given="-n --dry-run"),
                mutates(Option("--repo"), *_REMOTE, unless="-n --dry-run"),
            ),
            values="-o --push-option --repo --receive-pack --exec",
            local="file: / ./ ../",
        ),
        Row(
            "clone",
            (fetches(Operand(1)),),
            values="""-b --branch --depth -o --origin --reference -c --config --filter -j --jobs
                --separate-git-dir --shallow-since --shallow-exclude -u --upload-pack --template
                --server-option --bundle-uri""",
            local="file: / ./ ../",
        ),
        Row(
            "fetch, pull",
            (fetches(*_REMOTE),),
            values="""--depth --deepen --shallow-since --shallow-exclude -o --server-option
                --upload-pack -j --jobs --refmap --negotiation-tip -s --strategy -X
                --strategy-option --filter""",
            local="file: / ./ ../",
        ),
        Row("ls-remote", (fetches(*_REMOTE),), values="--sort -o --upload-pack"),
        Row(
            "remote update, submodule update, submodule add, lfs pull, lfs fetch",
            (fetches(Unnamed("the remotes of the repository")),),
            values="--depth -b --reference -j --name",
        ),
        Row(
            "lfs push, svn dcommit, send-email, annex sync",
            (mutates(Operand(1)),),
            source="git-lfs-push(1), git-svn(1), git-send-email(1)",
        ),
        Row(
            "credential fill",
            output=Output.SECRET,
            input="always",
            source="git-credential(1): prints user name and password",
        ),
        Row("credential approve, credential reject", input="always", output=Output.NOTHING),
        Row(
            """rev-parse, describe, log, show, status, diff, branch, rev-list, show-ref,
            for-each-ref, ls-files, ls-tree, cat-file, name-rev, merge-base, shortlog,
            symbolic-ref, whatchanged, reflog, blame, grep, count-objects, var, check-ignore,
            check-attr, diff-index, diff-tree, diff-files, verify-tag, verify-commit,
            version, help, cherry, range-diff, notes, interpret-trailers, stripspace""",
            values="""--format --pretty -n --match --exclude --since --until --sort
                --points-at --contains --author --grep -S -G --candidates""",
        ),
        Row("config", output=Output.ARGUMENTS, values="-f --file --type --default --blob"),
        Row(
            "remote",
            output=Output.UNKNOWN,
            values="-t -m",
            source="git-remote(1): changes the configuration, prints the URLs in it",
        ),
        Row(
            "remote add, remote set-url, remote rm, remote remove, remote rename, remote get-url",
            values="-t -m",
        ),
        Row("remote show, remote prune", (fetches(*_REMOTE),)),
        Row(
            "hash-object, mktree, mktag, commit-tree",
            input="--stdin -w",
            values="-t -p -m",
            reads=(Operands(),),
        ),
        Row(
            """add, commit, tag, checkout, switch, restore, reset, merge, rebase, cherry-pick,
            revert, stash, init, clean, rm, mv, worktree, apply, am, gc, prune, fsck, bundle,
            archive, format-patch, update-index, update-ref, read-tree, write-tree,
            checkout-index, sparse-checkout, maintenance, repack, lfs install, lfs track,
            lfs ls-files, submodule init, submodule status, submodule sync, submodule,
            replace, init-db, filter-branch, update-server-info, pack-refs, show-branch,
            lfs""",
            values="""-m --message -F --file -u --local-user -b -B --author --date -c -C -t
                --template -o --output --prefix --format -s --source --fixup --squash
                --cleanup --trailer --onto -x --exec -X --pathspec-from-file --sort --contains
                -n""",
            reads=(Option("-F"),),
        ),
        Row("bisect run, submodule foreach, filter-repo", unclear="it runs a command"),
    ),
)
