"""go."""

from doctor.bash.tools.table import Fixed, Option, Row, Tool, Variable, fetches

_PROXY = (Variable("GOPROXY"), Fixed("go-module-proxy"))

TOOL = Tool(
    source="https://pkg.go.dev/cmd/go",
    single=True,
    inert="-help",
    values="""-o -ldflags -gcflags -asmflags -tags -p -mod -modfile -pkgdir -toolexec
        -buildmode -compiler -run -bench -count -timeout -coverprofile -covermode
        -coverpkg -cpu -parallel -C -f -exec -overlay -installsuffix""",
    before="-C",
    rows=(
        Row(
            """build, install, get, test, mod download, mod tidy, mod vendor, mod verify, mod graph,
            mod why, list, vet, work sync, mod init, mod edit""",
            (fetches(*_PROXY, unless="-mod=vendor"),),
            writes=(Option("-o"),),
        ),
        Row(
            "env, version, fmt, clean, doc, work init, work use, tool, help, telemetry, fix",
            values="-u -w",
        ),
        Row("run, generate", (fetches(*_PROXY),), unclear="it runs a program that is no shell"),
    ),
)
