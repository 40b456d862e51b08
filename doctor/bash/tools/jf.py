"""jf and other clients that are seldom met, as far as they publish."""

from doctor.bash.tools.table import Row, Tool, Unnamed, mutates

TOOL = Tool(
    source="""https://docs.jfrog-applications.jfrog.io/jfrog-applications/jfrog-cli,
        https://fluxcd.io/flux/cmd/, https://timoni.sh/cmd/,
        https://carvel.dev/imgpkg/docs/, https://github.com/helm/chart-releaser,
        https://apptainer.org/docs/user/latest/cli/,
        https://notaryproject.dev/docs/user-guides/cli-reference/""",
    rows=(
        Row(
            """push, push artifact, tag artifact, mod push, artifact push, bundle push,
            xpkg push, rt upload, rt u, rt docker-push, rt dp, rt delete, rt copy,
            rt build-publish, rt bp, docker push, publish, upload, copy, delete, sign, index,
            build""",
            (mutates(Unnamed("the registry of that client")),),
        ),
        Row("version, config, pull, list, ls, inspect, verify"),
    ),
)
