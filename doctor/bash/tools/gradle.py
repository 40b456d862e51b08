"""gradle, and the wrapper gradlew."""

from doctor.bash.tools.call import Call, Effect, Lookup, Reach
from doctor.bash.tools.table import Arguments, Row, Tool, Unnamed, fetches
from doctor.bash.values import Symbol, whole

_REPOSITORIES = whole(Symbol("the repositories of the build", filled=True))


def _tasks(arguments: Arguments, lookup: Lookup, call: Call) -> Call:
    """Tasks of any name may publish; those of the publishing plugins do."""
    tasks = [word.rpartition(":")[2] for word in arguments.operands if isinstance(word, str)]
    pushed = [
        task
        for task in tasks
        if task.startswith(("publish", "upload", "jreleaser", "closeAndRelease"))
        and not task.endswith(("ToMavenLocal", "Version"))
    ]
    if pushed and not arguments.given("-m --dry-run"):
        return call._replace(effects=(*call.effects, Effect(Reach.MUTATES, _REPOSITORIES)))
    return call._replace(unclear="it runs what the build's own files say")


TOOL = Tool(
    source="https://docs.gradle.org/current/userguide/publishing_maven.html and "
    "command_line_interface.html",
    values="""-b --build-file -c --settings-file -p --project-dir -I --init-script -g
        --gradle-user-home -x --exclude-task --console --max-workers --priority --tests""",
    inert="--help -h --version -v",
    rows=(Row(does=(fetches(Unnamed("the repositories of the build")),), refine=_tasks),),
)
