"""yarn, 1 and later."""

from doctor.bash.tools.table import Option, Row, Tool, Unnamed, Variable, contacts, fetches, mutates

_REGISTRY = (
    Option("--registry"),
    Variable("YARN_NPM_PUBLISH_REGISTRY"),
    Variable("YARN_NPM_REGISTRY_SERVER"),
    Variable("npm_config_registry"),
    Variable("NPM_CONFIG_REGISTRY"),
    Unnamed("the registry of yarn's configuration"),
)

TOOL = Tool(
    source="https://classic.yarnpkg.com/en/docs/cli/, https://yarnpkg.com/cli",
    values="""--registry --tag --access --otp --cwd --new-version --cache-folder --modules-folder -f
        --filename -o --out --network-timeout --mutex""",
    inert="--help -h --version -v",
    rows=(
        Row(does=(fetches(*_REGISTRY),)),
        Row(
            """publish, npm publish, npm tag add, npm tag remove, tag add, tag remove, tag rm,
            owner add, owner remove, team create, team destroy, team add, team remove,
            workspaces publish""",
            (
                contacts(*_REGISTRY, given="--dry-run -n"),
                mutates(*_REGISTRY, unless="--dry-run -n"),
            ),
        ),
        Row(
            """info, npm info, npm whoami, npm login, npm logout, npm tag list, tag list, login,
            logout, owner list, npm audit, audit, outdated, team list""",
            (contacts(*_REGISTRY),),
        ),
        Row(
            "install, add, remove, up, upgrade, import, dedupe, link, unlink, dlx install",
            (fetches(*_REGISTRY, unless="--offline"),),
        ),
        Row(
            """config get, config set, config list, config delete, version, versions, why, list,
            pack, init, cache clean, cache dir, bin, dir, licenses, check, autoclean, help,
            set version, plugin import, workspaces info, workspaces list, constraints, explain"""
        ),
        Row(
            "run, exec, node, dlx, workspace, workspaces, workspaces foreach, test, start, create",
            unclear="it runs a script of package.json or of a package",
        ),
    ),
)
