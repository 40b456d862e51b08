"""helm: the package manager of Kubernetes, and its charts in registries."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import (
    Fixed,
    Operand,
    Option,
    Row,
    Tool,
    Unnamed,
    contacts,
    fetches,
    mutates,
)

TOOL = Tool(
    source="https://helm.sh/docs/helm/ and helm: pkg/cmd/{push,pull,registry_login}.go",
    # `--debug` masks Authorization (RUN).
    values="""-n --namespace --kube-context --kubeconfig --registry-config --repository-cache
        --repository-config --kube-apiserver --kube-as-user --kube-as-group
        --kube-ca-file --kube-tls-server-name --kube-token --burst-limit --qps --ca-file
        --cert-file --key-file --keyring --username --password --color --content-cache""",
    inert="--help -h",
    rows=(
        Row(
            "push",
            (mutates(Operand(2)),),
            output=Output.DIGEST,
            reads=(Operand(1),),
            source="RUN: `Pushed:` and `Digest:` on standard error or output, by version",
        ),
        Row(
            "package",
            (
                fetches(
                    Unnamed("the repositories of the chart's dependencies"),
                    given="-u --dependency-update",
                ),
            ),
            Output.ARGUMENTS,
            values="-d --destination --version --app-version --key --passphrase-file",
            input="--passphrase-file=-",
        ),
        Row(
            "registry login",
            (contacts(Operand(1)),),
            values="-u -p",
            input="--password-stdin",
            source="RUN: it contacts the server, and prints `Login Succeeded`",
        ),
        Row("registry logout"),
        Row(
            "pull, fetch",
            (contacts(Option("--repo"), Operand(1)),),
            values="-d --destination --repo --version --untardir",
        ),
        Row(
            """show all, show chart, show values, show readme, show crds, inspect, inspect all,
            inspect chart, inspect values, template, lint""",
            (contacts(Option("--repo"), Operand(-1)),),
            values="""--repo --version -f --values --set --set-string --set-file --set-json
                --set-literal --kube-version -a --api-versions --output-dir -s --show-only
                --name-template --post-renderer --jsonpath""",
            output=Output.ARGUMENTS,
            reads=(Option("-f --values"),),
            remote="oci:// https:// http://",
        ),
        Row(
            "dependency update, dependency build, dep update, dep up, dep build, dependency up",
            (fetches(Unnamed("the repositories of the chart's dependencies")),),
        ),
        Row("dependency list, dep list, dep ls, dependency ls", values="--max-col-width"),
        Row("repo add", (fetches(Operand(2)),), input="--password-stdin", values="--timeout"),
        Row(
            "repo update, repo up",
            (fetches(Unnamed("the chart repositories of helm")),),
            values="--timeout",
        ),
        Row("repo index", values="--merge --url", reads=(Option("--merge"),)),
        Row("repo list, repo ls, repo remove, repo rm, search repo", values="-o --output -l"),
        Row("search hub", (fetches(Fixed("https://hub.helm.sh")),), values="--endpoint -o"),
        Row(
            "version, env, create, verify, completion, get, list, ls, status, history",
            values="-o --output -f --filter --template -p --starter --max --revision",
        ),
        Row(
            "install, upgrade",
            (contacts(Operand(-1)),),
            values="""--repo --version -f --values --set --set-string --set-file --set-json
                --timeout --description -o --output --post-renderer
                --post-renderer-args --history-max --cascade --labels -l --name-template
                --server-side""",
            remote="oci:// https:// http://",
            source="https://helm.sh/docs/helm/helm_install: a cluster is no registry",
        ),
        Row("uninstall, rollback, test, delete, del, un", values="--timeout --description"),
        Row("plugin install, plugin update", (fetches(Operand(1)),), values="--version"),
        Row("plugin list, plugin ls, plugin uninstall"),
        Row(
            "cm-push, push-artifactory",
            (mutates(Operand(2)),),
            values="-u -p --access-token --context-path -v --version -a --app-version",
            source="https://github.com/chartmuseum/helm-push",
        ),
    ),
)
