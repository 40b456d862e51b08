"""kubectl: changes a cluster, which is no registry."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Option, Row, Tool

TOOL = Tool(
    source="https://kubernetes.io/docs/reference/kubectl/generated/",
    values="""-n --namespace --context --kubeconfig --cluster --user --token -s --server --as
        -o --output -f --filename -l --selector -k --kustomize --timeout --type -p
        --patch --field-selector --from-literal --from-file --from-env-file
        --docker-server --image -c --docker-username --docker-password --docker-email
        --for --since --tail -v --v --replicas --grace-period --port --overrides
        --field-manager --request-timeout""",
    inert="--help -h",
    rows=(
        Row("get secret, get secrets, create token, config view", output=Output.SECRET),
        Row(
            """create, apply, replace, patch, delete, label, annotate, set, scale, rollout, diff,
            edit, expose, autoscale, cordon, uncordon, drain, taint, kustomize""",
            output=Output.ARGUMENTS,
            input="-f=- --filename=-",
            reads=(Option("-f --filename --from-file --from-env-file"),),
        ),
        Row(
            """get, describe, logs, wait, version, cluster-info, config, auth, api-resources,
            api-versions, top, explain, completion, events"""
        ),
        Row("cp, port-forward, proxy"),
        Row("exec, run, attach, debug, plugin", unclear="it runs a program in a container"),
    ),
)
