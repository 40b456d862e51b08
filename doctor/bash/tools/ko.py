"""ko: builds images of Go programs, and pushes them."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operand, Row, Tool, Unnamed, Variable, contacts, mutates

TOOL = Tool(
    source="https://ko.build/reference/ko_build/",
    values="""--platform -t --tags --image-label --image-annotation --image-refs --oci-layout-path
        --tarball --sbom --sbom-dir -j --jobs --image-user -f --filename""",
    rows=(
        Row(
            "build, publish",
            (
                mutates(
                    Variable("KO_DOCKER_REPO"),
                    Unnamed("the repository of KO_DOCKER_REPO"),
                    unless="--push=false -L --local",
                ),
            ),
            Output.DIGEST,
            local="ko.local kind.local",
        ),
        Row(
            "resolve, apply, create, run",
            (
                mutates(
                    Variable("KO_DOCKER_REPO"),
                    Unnamed("the repository of KO_DOCKER_REPO"),
                    unless="--push=false -L --local",
                ),
            ),
        ),
        Row(
            "login",
            (contacts(Operand(1)),),
            values="-u --username -p --password",
            input="--password-stdin",
        ),
        Row("deps, delete, version"),
    ),
)
