"""gem, and mix, dotnet, mvn, cabal, luarocks, conan as far as they publish."""

from doctor.bash.tools.table import Option, Row, Tool, Unnamed, fetches, mutates

TOOL = Tool(
    source="""https://guides.rubygems.org/command-reference/, https://hexdocs.pm/hex/,
        https://learn.microsoft.com/dotnet/core/tools/dotnet-nuget-push,
        https://maven.apache.org/plugins/maven-deploy-plugin/,
        https://cabal.readthedocs.io/en/stable/cabal-commands.html,
        https://docs.conan.io/2/""",
    values="-k --key --host -s --source --api-key -r --remote -u --username -p --password -D -P -f",
    rows=(
        Row(
            """push, yank, owner, nuget push, nuget delete, hex.publish, hex.retire, deploy, upload,
            clean deploy, clean package deploy, release:perform,
            release:prepare release:perform""",
            (mutates(Option("--host -s --source -r --remote"), Unnamed("the package registry")),),
        ),
        Row(
            """build, install, update, restore, publish, pack, package, clean, compile, verify,
            test, clean package, clean verify, clean install, deps.get, hex.build, fetch,
            export, list""",
            (fetches(Unnamed("the package registry")),),
        ),
    ),
)
