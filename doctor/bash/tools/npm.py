"""npm."""

from collections.abc import Sequence

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Option, Row, Tool, Unnamed, Variable, contacts, fetches, mutates
from doctor.bash.values import Value

_REGISTRY = (
    Option("--registry"),
    Variable("npm_config_registry"),
    Variable("NPM_CONFIG_REGISTRY"),
    Unnamed("the registry of npm's configuration"),
)
_DRY = "--dry-run"


def _with_booleans(argv: Sequence[Value]) -> Sequence[Value]:
    """nopt takes `true` or `false` behind a flag for its value."""
    words: list[Value] = []
    for word in argv:
        if word in ("true", "false") and words and words[-1] == _DRY:
            words[-1] = f"{words[-1]}={word}"
        else:
            words.append(word)
    return words


TOOL = Tool(
    prepare=_with_booleans,
    source="npm: docs/lib/content/commands/*.md and using-npm/config.md",
    # No log level shows a token (RUN: npm publish, 11 debug logs).
    values="""--registry --tag --access --otp -w --workspace --prefix -C --userconfig
        --globalconfig --cache --loglevel --scope --auth-type --fetch-retries
        --fetch-timeout --provenance-file --pack-destination --omit --include --before
        --node-options --script-shell --depth -c --call --package --preid -m --message
        --sbom-format --cpu --os --libc --location -L --fetch-retry-mintimeout
        --fetch-retry-maxtimeout --cafile --ca --https-proxy --proxy --maxsockets
        --install-strategy --audit-level --init-author-name""",
    inert="--help -h --version -v",
    rows=(
        Row(
            "publish",
            (contacts(*_REGISTRY, given=_DRY), mutates(*_REGISTRY, unless=_DRY)),
            source="npm-publish(1); RUN: `--dry-run` asks the registry",
        ),
        Row(
            """dist-tag add, dist-tag set, dist-tag rm, dist-tag remove, dist-tags add,
            dist-tags rm, deprecate, undeprecate, unpublish, star, unstar, access set,
            access grant, access revoke, access public, access restricted, owner add,
            owner rm, token create, token revoke, team create, team destroy, team add,
            team rm, org set, org rm, profile set, hook add, hook rm, stage publish""",
            (contacts(*_REGISTRY, given=_DRY), mutates(*_REGISTRY, unless=_DRY)),
        ),
        Row(
            """view, v, info, show, whoami, ping, login, adduser, add-user, logout, dist-tag ls,
            dist-tags ls, dist-tag list, search, find, outdated, access list, access get,
            owner ls, owner list, team ls, org ls, token list, profile get, audit, doctor,
            stars, diff, docs, repo, bugs, fund, hook ls""",
            (contacts(*_REGISTRY),),
        ),
        Row(
            """install, i, in, add, ci, clean-install, ic, install-ci, update, up, upgrade, dedupe,
            ddp, install-test, it, cit, uninstall, un, remove, rm, r, prune, link, ln""",
            (fetches(*_REGISTRY, unless="--offline"),),
        ),
        Row("pack", output=Output.UNKNOWN),
        Row(
            """version, config set, config get, config list, config ls, config delete, set, get,
            c, root, bin, ls, list, ll, la, explain, why, query, pkg get, pkg set,
            pkg delete, pkg fix, init, create, cache clean, cache verify, cache add,
            cache ls, completion, shrinkwrap, sbom, help, edit, prefix, rebuild, rb""",
            source="npm-config(1): protected settings are not shown",
        ),
        Row(
            "run, run-script, rum, urn, test, t, tst, start, stop, restart, exec, x",
            unclear="it runs a script of package.json or of a package",
        ),
    ),
)
