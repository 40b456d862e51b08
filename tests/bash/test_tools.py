"""The effect table against what manuals and real programs say."""

import base64
import http.server
import os
import shlex
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from doctor.bash import tools
from doctor.bash.tools import Call, Output, Reach
from doctor.bash.tools.names import ALIASES, PROGRAMS
from doctor.bash.tools.table import Tool, words
from doctor.bash.values import Symbol, Value, concat, describe, whole

LETTERS = {Reach.LOCAL: "L", Reach.FETCHES: "F", Reach.CONTACTS: "C", Reach.MUTATES: "M"}


def value(word: str) -> Value:
    """`oci:?dir` stands for a known start with something unknown after it."""
    text, mark, label = word.partition("?")
    return concat([text, whole(Symbol(label))]) if mark and label else word


def call(line: str) -> Call:
    """What the table says of a command line; `NAME=VALUE` before it is the environment."""
    argv = shlex.split(line)
    variables: dict[str, Value] = {}
    while "=" in argv[0]:
        name, _, text = argv.pop(0).partition("=")
        variables[name] = text
    found = tools.describe([value(word) for word in argv], variables.get)
    assert found is not None, line
    return found


def shown(text: Value) -> str:
    """A value for a comparison; `?` where nothing of it is known."""
    plain = isinstance(text, str) or any([isinstance(part, str) for part in text.parts])
    return describe(text) if plain else "?"


def effects(found: Call) -> str:
    each = ", ".join([f"{LETTERS[reach]} {shown(target)}" for reach, target in found.effects])
    if found.app is not None:
        each += f" app {shown(found.app)}"
    return " ".join([part for part in (each, "!" if found.unclear else "") if part]) or "-"


def cases(table: str) -> list[tuple[str, str]]:
    """The lines `command | expected` of a table."""
    rows = [line.rpartition(" |") for line in table.splitlines() if line.strip()]
    return [(command.strip(), expected.strip()) for command, _, expected in rows]


def files(found: Call) -> str:
    """What it reads (`<-` is standard input) and writes."""
    reads = [f"<{shown(file)}" for file in found.reads] + ["<-"] * found.takes_input
    return " ".join(reads + [f">{shown(file)}" for file in found.writes])


def shows(found: Call) -> str:
    """What it prints on standard error, `+` if also what it reads."""
    return " ".join([*[shown(text) for text in found.shows], *["+"] * found.shows_input])


def runs(found: Call) -> str:
    """The command that it runs; after `;` what it adds to the environment."""
    command = " ".join([describe(word) for word in found.runs])
    adds = " ".join([f"{name}={describe(text)}" for name, text in found.adds])
    return f"{command} ; {adds}" if adds else command


EFFECTS = """
regctl index create h/x:1 --ref h/x:1-a --ref=h/b --platform linux/amd64 | M h/x:1, C h/x:1-a, C h/b
regctl index create --by-digest h/x --digest sha256:ab | M h/x
regctl index create ocidir://stage:1 --ref ocidir://stage:amd64 | L ocidir://stage:1, L ocidir://stage:amd64
regctl index add h/x:1 --ref h/x:1-s390x | M h/x:1, C h/x:1-s390x
regctl image copy ocidir://stage h/x:1 | L ocidir://stage, M h/x:1
regctl image cp --platform linux/amd64 a b | C a, M b
regctl -v trace image copy a ocidir://b | C a, L ocidir://b
regctl image copy h/r@sha256:12 h/r:latest | C h/r@sha256:12, M h/r:latest
regctl image digest h/x:1 | C h/x:1
regctl image mod h/x:1 --create h/x:2 --label a=b | C h/x:1, M h/x:2
regctl image mod --replace h/x:1 | C h/x:1, M h/x:1
regctl image mod --time set=now h/x:1 | C h/x:1, M h/x:1
regctl image mod --create h/x:2 --layer-add tar=f --time set=now --to-oci h/x:1 | C h/x:1, M h/x:2
regctl image create h/x:1 | M h/x:1
regctl repo copy h/x g/x | C h/x, M g/x
regctl registry whoami h | C h
regctl image import h/x:1 x.tar | M h/x:1
regctl image import ocidir://x x.tar | L ocidir://x
regctl image export h/x:1 x.tar | C h/x:1
regctl manifest head h/x:1 | C h/x:1
regctl manifest get --format raw-body h/x:1 | C h/x:1
regctl manifest put h/x:1 | M h/x:1
regctl manifest delete h/x@sha256:1 | M h/x@sha256:1
regctl manifest rm h/x@sha256:1 | M h/x@sha256:1
regctl tag ls h/x | C h/x
regctl tag ls --limit 5 h/x | C h/x
regctl tag rm h/x:1 | M h/x:1
regctl repo ls h | C h
regctl blob put h/x | M h/x
regctl artifact put h/x:1 -f a.txt | M h/x:1
regctl registry login h -u me --pass-stdin | C h
regctl registry login | C docker.io
regctl registry set h --tls disabled | C h
regctl registry set h --skip-check | -
regctl registry logout h | -
regctl version | -
regctl | -
regctl --help | -
regctl ping h | !
regctl ?command x | !
regsync once -c regsync.yml | M ?
regsync check -c regsync.yml | C ?
crane push dir h/x:1 | M h/x:1
crane push --index dir h/x:1 | M h/x:1
crane copy a b | C a, M b
crane cp -n a b | C a, M b
crane tag h/x:1 latest | M h/x:1
crane append -f layer.tar -t h/x:2 -b h/x:1 | C h/x:1, M h/x:2
crane append -f layer.tar -t h/x:2 -o out.tar | -
crane mutate h/x:1 --label a=b | M h/x:1
crane mutate h/x:1 -t h/x:2 | M h/x:2
crane delete h/x:1 | M h/x:1
crane rebase h/x:1 --old_base a --new_base b -t h/x:2 | C h/x:1, M h/x:2
crane flatten h/x:1 -t h/x:2 | M h/x:2
crane index append h/x:1 -m h/x:1-a -t h/x:2 | C h/x:1, C h/x:1-a, M h/x:2
crane digest h/x:1 | C h/x:1
crane digest --tarball x.tar | -
crane manifest --platform linux/amd64 h/x:1 | C h/x:1
crane ls h/x | C h/x
crane config h/x | C h/x
crane catalog h | C h
crane pull h/x:1 x.tar | C h/x:1
crane export h/x:1 - | C h/x:1
crane validate --remote h/x | C h/x
crane validate --tarball x | -
crane auth login h -u me --password-stdin | -
crane auth logout h | -
crane registry serve | !
gcrane cp a b | C a, M b
helm push a.tgz oci://h/o | M oci://h/o
helm push a.tgz oci://h/o --plain-http --registry-config f | M oci://h/o
helm push ?args | M ?
helm package chart -d out --version 1 | -
helm package -u chart | F ?
helm registry login h -u u --password-stdin | C h
helm registry logout h | -
helm pull oci://h/o/c --version 1 | C oci://h/o/c
helm pull c --repo https://r | C https://r
helm show chart oci://h/o/c | C oci://h/o/c
helm show values ./chart | L ./chart
helm template x oci://h/o/c | C oci://h/o/c
helm install x oci://h/o/c | C oci://h/o/c
helm template --repo https://r x c | C https://r
helm template x ./chart -f v.yaml | L ./chart
helm dependency update chart | F ?
helm dep build chart | F ?
helm repo add b https://r | F https://r
helm repo update | F ?
helm lint chart | L chart
helm upgrade --install x ./chart | L ./chart
helm uninstall x | -
helm cm-push chart.tgz https://h/api/packages/o/helm | M https://h/api/packages/o/helm
helm version | -
helm env | -
helm frob | !
skopeo copy docker-archive:x docker://h/x:1 | L docker-archive:x, M docker://h/x:1
skopeo copy --dest-creds u:p oci:d:1 docker://h/x:1 | L oci:d:1, M docker://h/x:1
skopeo copy docker://h/x:1 oci:d:1 | C docker://h/x:1, L oci:d:1
skopeo copy docker://h/x:1 dir:d | C docker://h/x:1, L dir:d
skopeo copy docker://h/x:1 oci-archive:f | C docker://h/x:1, L oci-archive:f
skopeo copy docker://h/x:1 containers-storage:x | C docker://h/x:1, L containers-storage:x
skopeo copy docker://h/x:1 docker-daemon:x:1 | C docker://h/x:1, L docker-daemon:x:1
skopeo --insecure-policy copy -a --digestfile f oci:d ?target | L oci:d, M ?
skopeo --policy p.json copy --format oci oci:d docker://h/x | L oci:d, M docker://h/x
skopeo delete docker://h/x:1 | M docker://h/x:1
skopeo inspect docker://h/x:1 | C docker://h/x:1
skopeo inspect oci:d | L oci:d
skopeo list-tags docker://h/x | C docker://h/x
skopeo sync --src docker --dest docker h/x g/y | C h/x, M g/y
skopeo sync --src docker --dest dir h/x /stage | C h/x, L /stage
skopeo sync --dry-run -s docker -d docker h/x g/y | C h/x, C g/y
skopeo login -u u --password-stdin h | C h
skopeo login --get-login h | -
skopeo logout h | -
skopeo --version | -
copy-to oci:d:1 | L oci:d:1
copy-to docker://h/x:1 --dest-creds u:p | M docker://h/x:1
docker push h/x:1 | M h/x:1
docker push -q h/x:1 | M h/x:1
docker --config d push h/x | M h/x
docker -D push h/x | M h/x
docker image push h/x | M h/x
docker push --all-tags h/x | M h/x
docker pull h/x | C h/x
docker build -t h/x . | F ?
docker build -t h/x --push . | M h/x, F ?
docker build -t h/x -t h/y --push . | M h/x, M h/y, F ?
docker build --push=false -t h/x . | F ?
docker build --push=?flag -t h/x . | M h/x, F ?
docker buildx build --push -t h/x . | M h/x, F ?
docker buildx build --output type=registry -t h/x . | M h/x, F ?
docker buildx build -o type=image,name=h/x,push=true . | M h/x, F ?
docker buildx build -o type=oci,dest=x.tar -t h/x . | F ?
docker buildx build --load -t h/x . | F ?
docker buildx build --cache-to type=registry,ref=h/c . | M h/c, F ?
docker buildx build --cache-to type=local,dest=c . | F ?
docker buildx imagetools create -t h/x:1 h/x:a h/x:b | M h/x:1, C h/x:a, C h/x:b
docker buildx imagetools create --dry-run -t h/x:1 h/x:a | C h/x:a
docker buildx imagetools inspect h/x | C h/x
docker buildx bake --push | M ?, F ?
docker buildx bake | F ?
docker buildx create --name b --use | -
docker manifest create h/x:1 h/x:a h/x:b | C h/x:a, C h/x:b
docker manifest push h/x:1 | M h/x:1
docker manifest inspect h/x:1 | C h/x:1
docker manifest annotate h/x:1 h/x:a --arch s390x | -
docker login h -u u --password-stdin | C h
docker login -u u -p p | C docker.io
docker logout h | -
docker tag a h/x | -
docker images -q | -
docker save -o x.tar h/x | -
docker load -i x.tar | -
docker inspect --format x y | -
docker rmi -f a | -
docker run -e A=b --rm img push x | F img !
docker exec c helm push a b | !
docker compose push | M ?
docker compose -f c.yml build --push | M ?, F ?
docker compose build --push | M ?, F ?
docker compose pull | C ?
docker-compose push | M ?
docker-compose -f c.yml build --push | M ?, F ?
docker-compose build | F ?
executor --context . -d h/x:1 -d h/x:2 | M h/x:1, M h/x:2, F ?
executor --context . --destination=h/x:1 --cache-repo h/c | M h/x:1, M h/c, F ?
executor --context . --destination h/x:1 --no-push | C h/x:1, F ?
buildctl build --frontend dockerfile.v0 -o type=image,name=h/x:1,push=true | M h/x:1, F ?
buildctl build --output type=image,name=h/x:1 --export-cache type=registry,ref=h/c | M h/c, F ?
buildctl build -o type=oci,dest=x.tar | F ?
buildctl --addr tcp://b prune | -
docker frobnicate | !
docker version | -
podman push h/x:1 | M h/x:1
podman push x oci:dir | L oci:dir
podman push x docker://h/x:1 | M docker://h/x:1
podman --root r push x h/x:1 | M h/x:1
podman login --get-login h | -
podman manifest push --all l docker://h/x:1 | M docker://h/x:1
podman manifest push l oci:dir | L oci:dir
podman manifest add l docker://h/x:1 | C docker://h/x:1
buildah bud -t x . | F ?
buildah push x docker://h/x:1 | M docker://h/x:1
buildah from alpine | F alpine
nerdctl push h/x | M h/x
oras push h/x:1 f.txt:text/plain | M h/x:1
oras push --oci-layout d:1 f.txt | -
oras attach --artifact-type a h/x:1 f | M h/x:1
oras cp a b | C a, M b
oras cp --to-oci-layout a d:1 | C a
oras cp --from-oci-layout d:1 h/x | M h/x
oras copy --to-username u --to-password p a b | C a, M b
oras tag h/x:1 latest | M h/x:1
oras manifest push h/x:1 m.json | M h/x:1
oras manifest delete h/x:1 | M h/x:1
oras manifest fetch h/x:1 | C h/x:1
oras blob push h/x f | M h/x
oras resolve h/x:1 | C h/x:1
oras pull -o d h/x:1 | C h/x:1
oras repo tags h/x | C h/x
oras discover h/x:1 | C h/x:1
oras login -u u --password-stdin h | C h
oras version | -
cosign sign --key k h/x@sha256:1 | M h/x@sha256:1
cosign sign --upload=false h/x | -
cosign sign -y h/x h/y | M h/x, M h/y
cosign attest --predicate p --type slsaprovenance h/x | M h/x
cosign attach sbom --sbom s h/x | M h/x
cosign copy a b | C a, M b
cosign clean h/x | M h/x
cosign verify --key k h/x | C h/x
cosign tree h/x | C h/x
cosign generate-key-pair | -
cosign login h -u u --password-stdin | C h
ko build ./cmd/x | M ?
KO_DOCKER_REPO=h/x ko build ./cmd/x | M h/x
ko build --push=false ./cmd/x | -
ko build --local ./cmd/x | -
npm publish | M ?
npm publish x.tgz --registry https://h/ | M https://h/
npm publish --registry=https://h/ --tag next | M https://h/
npm_config_registry=https://e/ npm publish | M https://e/
NPM_CONFIG_REGISTRY=https://e/ npm publish --access public | M https://e/
npm --registry https://h/ publish | M https://h/
npm publish --dry-run --registry https://h/ | C https://h/
npm publish --dry-run false --registry https://h/ | M https://h/
npm publish --dry-run true --registry https://h/ | C https://h/
npm publish --dry-run=false --registry https://h/ | M https://h/
npm dist-tag add p@1 latest --registry https://h/ | M https://h/
npm dist-tag ls p --registry https://h/ | C https://h/
npm deprecate p@1 old --registry https://h/ | M https://h/
npm unpublish p@1 --registry https://h/ | M https://h/
npm view p version --registry https://h/ | C https://h/
npm whoami --registry https://h/ | C https://h/
npm ping --registry https://h/ | C https://h/
npm ci | F ?
npm install --registry https://h/ | F https://h/
npm i --offline | -
npm pack | -
npm version 1.2.3 --no-git-tag-version | -
npm config set //h/:_authToken x | -
npm run build | !
npm test | !
npm exec foo | !
npm --version | -
npx foo publish | F ? !
pnpm publish --no-git-checks --registry https://h/ | M https://h/
pnpm -r publish --registry https://h/ | M https://h/
pnpm --filter x publish --dry-run --registry https://h/ | C https://h/
pnpm install --frozen-lockfile | F ?
pnpm dlx foo | !
pnpm build | !
yarn | F ?
yarn install | F ?
yarn publish --registry https://h/ | M https://h/
yarn npm publish --tolerate-republish | M ?
YARN_NPM_PUBLISH_REGISTRY=https://h/ yarn npm publish | M https://h/
yarn npm tag add p@1 latest | M ?
yarn run build | !
yarn config set a b | -
lerna publish from-package --registry https://h/ | M https://h/
semantic-release --dry-run | C ?
semantic-release | M ?
twine upload dist/a.whl | M PyPI
twine upload --repository-url https://h/ dist/a.whl | M https://h/
twine upload -r gitea dist/a.whl | M gitea
TWINE_REPOSITORY_URL=https://h/ twine upload dist/a.whl | M https://h/
TWINE_REPOSITORY_URL=https://h/ twine upload --non-interactive -u u -p p dist/a.whl | M https://h/
TWINE_REPOSITORY=gitea twine upload x | M gitea
twine check dist/a.whl | -
twine --version | -
twine register x | M PyPI
uv publish | M PyPI
uv publish --publish-url https://h/ dist/a | M https://h/
UV_PUBLISH_URL=https://h/ uv publish -t x | M https://h/
uv publish --dry-run --publish-url https://h/ | C https://h/
uv publish --index gitea | M gitea
uv build | F ?
uv build --offline | -
uv sync --frozen | F ?
uv pip install -r requirements.txt | F ?
uv version | -
uv cache clean | -
flit publish | M PyPI
FLIT_INDEX_URL=https://h/ flit publish | M https://h/
flit --repository gitea publish | M gitea
flit build | -
poetry publish | M PyPI
poetry publish -r gitea --build | M gitea
poetry publish --dry-run -r gitea | C gitea
poetry build | -
poetry install | F ?
poetry config pypi-token.gitea x | -
hatch publish -r https://h/ | M https://h/
HATCH_INDEX_REPO=https://h/ hatch publish | M https://h/
hatch build -t wheel | -
hatch run x | !
pdm publish --repository https://h/ | M https://h/
maturin publish --repository-url https://h/ | M https://h/
maturin upload -r gitea x.whl | M gitea
maturin build --release | F ?
pip install -i https://h/ x | F https://h/
PIP_INDEX_URL=https://h/ pip install x | F https://h/
pip install --no-index x | -
pip3 download x | F ?
pip freeze | -
cargo publish | M crate-registry
cargo publish --registry gitea | M gitea
cargo publish --dry-run --registry gitea | C gitea
cargo publish -n --registry gitea | C gitea
cargo +nightly publish --registry gitea | M gitea
cargo yank --version 1.0 x --registry gitea | M gitea
cargo owner --add me x --registry gitea | M gitea, C gitea
cargo owner --list x --registry gitea | C gitea
cargo login --registry gitea | C gitea
cargo search x | C crate-registry
cargo build --release --target x | F crate-registry
cargo build --offline | -
cargo metadata --format-version 1 | -
cargo run | !
cargo frob | !
go build -o x ./... | F go-module-proxy
GOPROXY=https://h go mod download | F https://h
go build -mod=vendor ./... | -
go env GOARCH | -
go run ./cmd/x | F go-module-proxy !
gem push x.gem --host https://h/ | M https://h/
gem build x | F ?
dotnet nuget push x.nupkg --source https://h/ | M https://h/
mvn deploy | M ?
mvn -B clean package | F ?
curl https://e/x | F https://e/x
curl -sSfL -o x https://e/x | F https://e/x
curl -I https://e/x | F https://e/x
curl --head https://e/x | F https://e/x
curl -X GET https://e/x | F https://e/x
curl -X HEAD https://e/x | F https://e/x
curl -XPUT https://e/x | M https://e/x
curl -X PUT -T f https://e/x | M https://e/x
curl -T f https://e/x | M https://e/x
curl --upload-file f https://e/x | M https://e/x
curl --request DELETE https://e/x | M https://e/x
curl --request=PATCH https://e/x | M https://e/x
curl -sXPOST https://e/x | M https://e/x
curl -fsSLX POST https://e/x | M https://e/x
curl -d a=b https://e/x | M https://e/x
curl -da=b https://e/x | M https://e/x
curl --data-binary @f https://e/x | M https://e/x
curl --data-urlencode a=b https://e/x | M https://e/x
curl --data-raw a https://e/x | M https://e/x
curl --json {} https://e/x | M https://e/x
curl -F content=@f https://e/x | M https://e/x
curl --form-string a=b https://e/x | M https://e/x
curl -G -d a=b https://e/x | F https://e/x
curl --get --data-urlencode a=b https://e/x | F https://e/x
curl -X GET -d a=b https://e/x | F https://e/x
curl -X ?method https://e/x | M https://e/x
curl -u u:p -T a https://e/a -T b https://e/b | M https://e/a, M https://e/b
curl --url https://e/x -T f | M https://e/x
curl file:///x | L file:///x
curl -K config | F ?
curl -K - https://e/x | F https://e/x
curl --version | -
curl -V | -
curl -H X-Y:z -A agent -e ref --retry 5 --max-time 3 https://e/x | F https://e/x
curl -w %{http_code} -o /dev/null https://e/x | F https://e/x
curl --connect-timeout 3 -m 5 -x p https://e/x | F https://e/x
curl -- https://e/x | F https://e/x
wget https://e/x | F https://e/x
wget -qO- https://e/x | F https://e/x
wget -O x https://e/x | F https://e/x
wget --method=PUT --body-file=f https://e/x | M https://e/x
wget --method PUT --body-file f https://e/x | M https://e/x
wget --method=GET https://e/x | F https://e/x
wget --post-data a=b https://e/x | M https://e/x
wget --post-file=f https://e/x | M https://e/x
wget -i urls | F ?
http https://e/x | F https://e/x
http GET https://e/x | F https://e/x
http PUT https://e/x | M https://e/x
http POST https://e/x a=b | M https://e/x
http https://e/x a=b | M https://e/x
http https://e/x a:=1 | M https://e/x
http https://e/x q==1 | F https://e/x
http https://e/x Authorization:x | F https://e/x
http -a u:p --form POST https://e/x f@file | M https://e/x
http --raw x https://e/x | M https://e/x
http --offline POST https://e/x a=b | -
https e/x | F e/x
xh PUT https://e/x | M https://e/x
gh release create v1 a.tgz | M https://github.com
gh release upload v1 a.tgz --clobber | M https://github.com
gh release edit v1 --draft=false | M https://github.com
gh release delete v1 -y | M https://github.com
gh -R o/r release create v1 | M https://github.com
GH_HOST=ghe.x gh release create v1 | M ghe.x
gh release download v1 -p x | F https://github.com
gh release view v1 | F https://github.com
gh api repos/o/r | F https://github.com
gh api -X POST repos/o/r | M https://github.com
gh api --method DELETE x | M https://github.com
gh api x -f a=b | M https://github.com
gh api -X GET x -f a=b | F https://github.com
gh pr create --fill | M https://github.com
gh pr list | F https://github.com
gh auth token | -
gh auth status | C https://github.com
gh auth login --with-token | C https://github.com
gh secret set X | M https://github.com
gh workflow run x | M https://github.com
gh frob | !
glab release create v1 | M https://gitlab.com
GITLAB_HOST=g.x glab release create v1 | M g.x
glab api -X POST projects | M https://gitlab.com
glab mr list | F https://gitlab.com
tea releases create --tag v1 --asset x | M ?
tea release create --tag v1 | M ?
tea releases ls | C ?
tea login add --url https://h --token x | C https://h
goreleaser release --clean | M ?, F ?
gradle publish | F ?, M ?
gradle publishToMavenLocal | F ? !
gradle publish --dry-run | F ? !
gradle build test | F ? !
mvn release:perform | M ?
fj release create v1 --attach x | M ?
fj release list | C ?
goreleaser release --snapshot --clean | F ?
goreleaser release --skip=publish | F ?
goreleaser release --skip publish,sign | F ?
goreleaser build --snapshot | -
git push | M ?
git push origin v1 | M origin
git push --tags origin | M origin
git push -u origin main | M origin
git push --force-with-lease=main:abc origin main | M origin
git push -o ci.skip origin main | M origin
git push --dry-run origin | C origin
git push -n origin | C origin
git push -v origin | M origin
git push --help | -
git -v | -
docker push --help x | -
npm publish -v --registry https://h/ | M https://h/
docker run --rm img --help | F img !
git -C d -c http.extraHeader=x push https://h/r HEAD:main | M https://h/r
git push --repo=origin | M origin
git push file:///x | L file:///x
git clone --depth 1 -b main https://h/r d | F https://h/r
git clone ../x | L ../x
git fetch origin --tags | F origin
git pull | F ?
git ls-remote --tags origin | F origin
git submodule update --init | F ?
git lfs push origin main | M origin
git describe --tags --always | -
git rev-parse --short HEAD | -
git status --porcelain | -
git log -1 --format=%H | -
git tag -a v1 -m x | -
git commit -m x | -
git config user.name x | -
git remote -v | -
git remote add o https://h | -
git --version | -
git frob | !
git submodule foreach x | !
nix copy --to s3://b ./result | M s3://b
nix copy --to file:///c ./result | L file:///c
nix copy --to ssh://h ./result | M ssh://h
nix copy --to https://c.x .#a | M https://c.x
nix copy --from https://c.x /nix/store/a | F https://c.x
nix build .#x --print-out-paths --no-link | F ?
nix build --offline .#x | -
nix eval --raw .#version | F ?
nix flake check | F ?
nix flake update | F ?
nix run .#publish | F ? app .#publish
nix run | F ? app .
nix run github:o/r | F ? app github:o/r
nix shell nixpkgs#jq | F ? !
nix develop | F ? !
nix path-info .#x | -
nix path-info --store https://c.x /nix/store/a | C https://c.x
nix hash file x | -
nix repl | !
nix --version | -
nix frob | !
nix-build -A x | F ?
nix-shell -p jq | F ? !
nix-copy-closure --to u@h /nix/store/x | M u@h
nix-copy-closure --from u@h /nix/store/x | F u@h
nix-store -r /nix/store/x | F ?
nix-store --gc | -
attic push cache ./result | M cache
attic login s https://a.x tok | C https://a.x
attic use cache | C cache
cachix push c ./result | M c
cachix use c | C c
cachix authtoken x | -
rsync -a d/ h:/srv/ | L d/, M h:/srv/
rsync -a d/ e/ | L d/, L e/
rsync -avz -e ssh h:/srv/ e/ | F h:/srv/, L e/
rsync -an d/ h:/srv/ | L d/, C h:/srv/
rsync d rsync://h/m | L d, M rsync://h/m
rsync a ./x:y | L a, L ./x:y
scp -P 22 f u@h:/x | L f, M u@h:/x
scp u@h:/x . | F u@h:/x, L .
scp -r a b h:c | L a, L b, M h:c
sftp h | M h
ssh -p 22 u@h helm push a b | C u@h !
aws s3 cp f s3://b/k | L f, M s3://b/k
aws s3 cp s3://b/k f | F s3://b/k, L f
aws s3 cp --dryrun f s3://b/k | L f
aws s3 sync d s3://b --delete | L d, M s3://b
aws --profile p s3 mv f s3://b/k | L f, M s3://b/k
aws s3 rm s3://b/k | M s3://b/k
aws s3 ls s3://b | C s3://b
aws s3api put-object --bucket b --key k --body f | M b
aws ecr get-login-password --region r | -
aws ecr create-repository --repository-name x | M ?
aws sts get-caller-identity | -
aws frob x | !
gcloud auth print-access-token | -
gcloud auth configure-docker h | -
gcloud storage cp f gs://b | L f, M gs://b
gcloud builds submit --tag h/x . | M h/x !
gsutil cp f gs://b | L f, M gs://b
gsutil -m cp -r d gs://b | L d, M gs://b
gsutil cp gs://b/f . | F gs://b/f, L .
az acr login -n reg | C reg
az acr build -r reg -t x . | M reg
mc cp f alias/b | F f, M alias/b
mc cp ./f alias/b | L ./f, M alias/b
mc mirror ./d alias/b | L ./d, M alias/b
mc ls alias/b | F alias/b
rclone copy d r:b | L d, M r:b
rclone copy r:b d | F r:b, L d
rclone sync -n d r:b | L d, C r:b
rclone lsf r:b | F r:b
kubectl apply -f x.yaml | -
kubectl get pods -n x | -
kubectl -n x exec p -- cmd | !
pass show x | -
pass git push | M ?
sops -d x | -
vault kv get -field=x a/b | -
cat x | -
ping -c 1 h | C h
nc -z h 443 | C h
nc h 80 | M h
make publish | !
just publish | !
python3 x.py | !
python3 -c x | !
python3 -m build --wheel | -
python3 -m venv v | -
python3 --version | -
node x.js | !
perl -e x | !
jq -r .a x.json | -
bw get password x | -
parallel helm push {} oci://h ::: a b | !
jf rt upload a b | M ?
flux push artifact oci://h/x:1 | M ?
flux frob | !
"""
"""What is reached: L local, F fetched, C contacted, M mutated, `!` unclear."""


OUTPUTS = """
cat f | INPUT
tac f | INPUT
rev | INPUT
head -n 1 f | INPUT
tail -n +2 f | INPUT
cut -d: -f2 | INPUT
tr -d x | INPUT
sort -u f | INPUT
sort -o f f | NOTHING
base64 -w0 | INPUT
base64 -d f | INPUT
xxd -p | INPUT
od -An -tx1 | INPUT
hexdump -C f | INPUT
fold -w 4 | INPUT
tee f | INPUT
paste -sd, | INPUT
column -t | INPUT
grep x f | INPUT
grep -q x f | NOTHING
grep -c x f | UNKNOWN
grep -l x f | UNKNOWN
wc -c | UNKNOWN
sha256sum f | UNKNOWN
md5sum | UNKNOWN
sed -n p f | ARGUMENTS
sed -i s/a/b/ f | NOTHING
sed -i.bak s/a/b/ f | NOTHING
awk {print} f | ARGUMENTS
awk 'BEGIN{print ENVIRON["T"]}' | ENVIRONMENT
jq -r .a f | ARGUMENTS
jq -n env.T | ENVIRONMENT
jq -n $ENV.T | ENVIRONMENT
jq --arg a b -n $a | ARGUMENTS
yq -i .a=1 f | NOTHING
yq .a f | ARGUMENTS
yq 'strenv(T)' f | ENVIRONMENT
envsubst | ENVIRONMENT
envsubst $A | INPUT
env | ENVIRONMENT
env -0 | ENVIRONMENT
env -u A | ENVIRONMENT
env -i A=b | ARGUMENTS
env A=b cmd | UNKNOWN
printenv | ENVIRONMENT
printenv HOME | UNKNOWN
ps aux | UNKNOWN
ps -ef | UNKNOWN
ps auxe | ENVIRONMENT
echo a | ARGUMENTS
printf %s a | ARGUMENTS
basename /a/b | ARGUMENTS
dirname /a/b | ARGUMENTS
ls -l d | NAMES
find . -name x | NAMES
date +%s | ARGUMENTS
mktemp -d | ARGUMENTS
uname -m | UNKNOWN
whoami | UNKNOWN
mkdir -p d | NOTHING
rm -rf d | NOTHING
cp a b | NOTHING
cp -v a b | ARGUMENTS
install -m 600 a b | NOTHING
sleep 1 | NOTHING
tar czf a.tgz d | NOTHING
tar czf - d | INPUT
tar tf a.tgz | ARGUMENTS
gzip f | NOTHING
gzip -c f | INPUT
gzip | INPUT
gunzip | INPUT
zcat f | INPUT
dd if=a of=b | NOTHING
dd if=a | INPUT
openssl base64 -A | INPUT
openssl enc -base64 -in f | INPUT
openssl enc -in f -out g | NOTHING
openssl dgst -sha256 f | UNKNOWN
openssl rand -hex 8 | UNKNOWN
pass show x | SECRET
pass x | SECRET
pass -c x | NOTHING
pass show -c x | NOTHING
pass ls | UNKNOWN
pass insert -m x | NOTHING
gopass show -o x | SECRET
vault kv get -field=x a/b | SECRET
vault print token | SECRET
vault status | UNKNOWN
op read op://a/b | SECRET
op item get x | SECRET
secret-tool lookup a b | SECRET
sops -d f | SECRET
sops decrypt f | SECRET
sops -d --output o f | NOTHING
age -d -i k f | SECRET
age -r k f | UNKNOWN
gpg -d f | SECRET
gpg --decrypt f | SECRET
gpg --quiet f | SECRET
gpg --detach-sign f | UNKNOWN
gpg --list-keys | UNKNOWN
gpg -d -o o f | NOTHING
security find-generic-password -w | SECRET
gh auth token | SECRET
gh auth status | UNKNOWN
gh auth status -t | SECRET
glab auth status --show-token | SECRET
aws ecr get-login-password | SECRET
aws --region r secretsmanager get-secret-value --secret-id x | SECRET
gcloud auth print-access-token | SECRET
az acr login -n x --expose-token | SECRET
kubectl get secret x -o yaml | SECRET
kubectl create token x | SECRET
kubectl get pods | UNKNOWN
crane auth get h | SECRET
crane auth token h/x | SECRET
git credential fill | SECRET
nix key generate-secret --key-name x | SECRET
crane digest h/x | DIGEST
crane push d h/x | DIGEST
regctl manifest head h/x | DIGEST
regctl image digest h/x | DIGEST
regctl index create h/x --by-digest | DIGEST
skopeo inspect --format {{.Digest}} docker://h/x | DIGEST
skopeo inspect docker://h/x | UNKNOWN
skopeo manifest-digest m.json | DIGEST
oras resolve h/x | DIGEST
docker manifest push h/x | DIGEST
docker buildx imagetools inspect --format {{.Manifest.Digest}} h/x | DIGEST
docker compose config | ENVIRONMENT
docker push -q h/x | ARGUMENTS
copy-to oci:d | ARGUMENTS
curl https://e | UNKNOWN
curl -o f https://e | NOTHING
curl -O https://e | NOTHING
curl -o - https://e | UNKNOWN
curl -o /dev/null -w %{http_code} https://e | UNKNOWN
curl --trace-ascii - https://e | ARGUMENTS
curl --libcurl - https://e | ARGUMENTS
wget https://e | NOTHING
wget -O - https://e | UNKNOWN
wget -qO- https://e | UNKNOWN
http https://e | UNKNOWN
http -v https://e | ARGUMENTS
http --print=Hh https://e | ARGUMENTS
http --print=hb https://e | UNKNOWN
http -o f https://e | NOTHING
git describe --tags | UNKNOWN
nix eval --impure --expr 'builtins.getEnv "T"' | ENVIRONMENT
python3 -m json.tool f | INPUT
"""
"""What standard output is made of."""


FILES = """
cat | <-
cat f g | <f <g
cat f - | <f <-
head -n1 | <-
head -n 1 f | <f
cut -d : -f 2 f | <f
tr a b | <-
tee f g | <- >f >g
tee -a /dev/stderr | <- >/dev/stderr
sort f -o g | <f >g
uniq a b | <a >b
base64 -w 0 f | <f
base64 - | <-
xxd -p -c 99 f | <f
grep x | <-
grep x f | <f
grep -e x f | <f
grep -f p f | <p <f
grep -A 2 x f | <f
sed s/a/b/ | <-
sed -n p f | <f
sed -e p f g | <f <g
sed -i s/a/b/ f | <f >f
sed -f s f | <s <f
awk {print} | <-
awk -F: {print} f | <f
awk -v a=b {print} f | <f
jq . | <-
jq . f | <f
jq --arg a b .x f | <f
jq -n --argjson a 1 .x | <-
jq -f p f | <p <f
wc -l f | <f
wc -c | <-
sha256sum f g | <f <g
cp a b | <a >b
cp -r a b c | <a <b >c
cp -t d a b | <a <b >d
mv a b | <a >b
install -D -m 0600 /dev/stdin f | <- >f
install -d d | nothing
touch f | >f
tar czf a.tgz d | <d >a.tgz
tar -czf a.tgz -C x d | <d >a.tgz
tar xzf a.tgz -C d | <a.tgz
tar cfz a.tgz d | <d >a.tgz
tar -xf - | <-
gzip | <-
gzip -k f | <f
dd if=a of=b bs=1M | <a >b
dd of=b | <- >b
openssl enc -aes-256-cbc -in a -out b -pass env:T | <a >b
openssl base64 | <-
gpg --batch --import | <-
gpg -d f | <f
gpg -o o -d f | <f >o
regctl registry login h --pass-stdin -u u | <-
regctl registry login h -u u -p p | nothing
helm registry login h --password-stdin | <-
helm registry login h -p x | nothing
docker login h -u u --password-stdin | <-
docker login h | nothing
skopeo login --password-stdin h | <-
crane auth login h --password-stdin | <-
oras login h --password-stdin | <-
cosign login h --password-stdin | <-
gh auth login --with-token | <-
glab auth login --stdin | <-
cachix authtoken --stdin | <-
pass insert -m x | <-
secret-tool store --label=x a b | <-
git credential approve | <-
docker build -f D -t x . | <D
docker buildx build --iidfile i --metadata-file m . | >i >m
docker load | <-
docker load -i x.tar | <x.tar
docker save x -o f | >f
skopeo copy --digestfile f oci:a docker://b | >f
skopeo copy --dest-authfile a oci:a docker://b | <a
crane push --image-refs f d h/x | >f
crane pull h/x f | >f
crane export h/x - | nothing
helm push a.tgz oci://h | <a.tgz
curl https://e | nothing
curl -o f https://e | >f
curl -of https://e | >f
curl --output f -D h https://e | >f >h
curl -d @f https://e | <f
curl -d @- https://e | <-
curl --data-binary @- https://e | <-
curl -d a https://e | nothing
curl -T f https://e | <f
curl -T - https://e | <-
curl -F a=@f https://e | <f
curl -F a=<f https://e | <f
curl -H @f https://e | <f
curl -H @- https://e | <-
curl -K f https://e | <f
curl -K - https://e | <-
curl --config - https://e | <-
curl --netrc-file f https://e | <f
curl --trace t https://e | >t
curl -c j https://e | >j
wget -O f https://e | >f
wget --post-file=f https://e | <f
wget -i - | <-
http --ignore-stdin https://e f@x | <x
gh api x --input - | <-
gh release create v1 -F - | <-
gh release create v1 --notes-file n | <n
kubectl apply -f - | <-
nix build -o r | >r
go build -o x | >x
xargs echo | <-
xargs -a f echo | <f
"""
"""Files that are read and written, `<-` standard input."""


SHOWS = """
curl -H A:b https://e | nothing
curl -v -H A:b https://e | https://e A:b
curl -sv -u u:p https://e | https://e u:p
curl -vH A:b https://e | https://e A:b
curl --verbose --oauth2-bearer t https://e | https://e t
curl -v -d secret https://e | https://e
curl -v -G -d q=t https://e | https://e q=t
curl --trace-ascii f -H A:b https://e | nothing
curl --trace % -H A:b https://e | https://e A:b
curl -i -H A:b https://e | nothing
curl -v -H @- https://e | https://e @- +
curl -v -K f https://e | https://e +
wget -q --header A:b https://e | nothing
wget --header A:b https://e | https://e
wget -d --header A:b https://e | -d --header A:b https://e
http -v https://e A:b | nothing
twine upload --verbose x | nothing
regctl -v trace tag ls h | nothing
helm push --debug a oci://h | nothing
docker --debug push h/x | nothing
git push https://h/r | nothing
env -v A=b cmd c | A=b cmd c
xargs -t cmd a | cmd a +
logger -s a b | a b
logger a b | nothing
logger -s | +
gsutil -D ls gs://b | nothing
rclone copy --dump auth a r:b --header X:y | X:y
rclone copy --dump headers a r:b --header X:y | nothing
"""
"""What a verbose client prints on standard error; `+` what it reads."""


RUNS = """
timeout 5 helm push a b | helm push a b
timeout -k 1 -s KILL 5m helm push --debug a | helm push --debug a
timeout --signal=KILL 5 x | x
nice -n 10 make -j | make -j
nice make | make
nice -10 make | make
nohup x -a | x -a
stdbuf -oL -eL x -o y | x -o y
setsid -w x | x
ionice -c 2 -n 7 x | x
unshare -rn x -y | x -y
time -p x | x
chroot /r x y | x y
taskset -c 0 x | x
flock f x -c | x -c
flock -n f -c 'a b' | sh -c a b
flock 9 | nothing
busybox wget x | wget x
sudo x -u y | x -u y
sudo -u u -E A=b x | x ; A=b
sudo -- x | x
doas x | x
env A=b C=d x -i | x -i ; A=b C=d
env -i PATH=p x | x ; PATH=p
env - x | x
env -u A x | x
env -S 'x y' z | x y z
env -- A=b x | x ; A=b
env A=?tok x | x ; A=<tok>
env | nothing
xargs | echo <what xargs reads>
xargs -n 1 x -y | x -y <what xargs reads>
xargs -0 -r x | x <what xargs reads>
xargs -I{} x a{}b c | x a<what xargs reads>b c
xargs -I X x X | x <what xargs reads>
xargs -i x {} | x <what xargs reads>
xargs -P4 -L 1 x | x <what xargs reads>
find . -name a -exec x {} ; | x ./<a file that find finds>
find . -type f -exec x -a {} + | x -a ./<a file that find finds>
find . -execdir x ; -print | x
find . -name a | nothing
nix run nixpkgs#skopeo -- copy a b --all | skopeo copy a b --all
nix run nixpkgs#regclient -- tag ls h | regctl tag ls h
nix run github:NixOS/nixpkgs/nixos-24.05#crane -- push a b | crane push a b
nix run --refresh nixpkgs#kubernetes-helm -- push a b | helm push a b
nix run nixpkgs#python3Packages.twine -- upload x | twine upload x
nix run .#publish | nothing
nix shell nixpkgs#skopeo nixpkgs#jq -c skopeo copy a b | skopeo copy a b
nix shell nixpkgs#skopeo --command skopeo copy a -c | skopeo copy a -c
nix develop -c make -j | make -j
nix develop .#ci --command x | x
nix-shell -p skopeo --run 'skopeo copy a b' | bash -c skopeo copy a b
nix-shell --pure --command x | bash -c x
uv run twine upload x | twine upload x
uv run --with twine twine upload x | twine upload x
uv tool run twine upload x | twine upload x
uvx twine upload --verbose x | twine upload --verbose x
uvx twine@6.1 upload x | twine upload x
uvx --from a-b x y | x y
pipx run twine upload x | twine upload x
poetry run twine upload x | twine upload x
python3 -m twine upload x | twine upload x
python -m pip install x | pip install x
python3 -I -m uv publish | uv publish
op run -- x y | x y
sops exec-env f 'x y' | sh -c x y
direnv exec . x -y | x -y
cachix watch-exec c -- x y | x y
sudo -k helm push a b | helm push a b
su -c 'helm push a b' user | sh -c helm push a b
runuser -u user -- x y | x y
gosu user x -y | x -y
fakeroot -- x y | x y
"""
"""The command that is run in turn, `;` what it gets in its environment."""


@pytest.mark.parametrize(("command", "expected"), cases(EFFECTS))
def test_effects(command: str, expected: str) -> None:
    assert effects(call(command)) == expected


@pytest.mark.parametrize(("command", "expected"), cases(OUTPUTS))
def test_output(command: str, expected: str) -> None:
    assert call(command).output.name == expected


@pytest.mark.parametrize(("command", "expected"), cases(FILES))
def test_files(command: str, expected: str) -> None:
    assert (files(call(command)) or "nothing") == expected


@pytest.mark.parametrize(("command", "expected"), cases(SHOWS))
def test_shown_by_verbose_clients(command: str, expected: str) -> None:
    assert (shows(call(command)) or "nothing") == expected


@pytest.mark.parametrize(("command", "expected"), cases(RUNS))
def test_commands_run_in_turn(command: str, expected: str) -> None:
    assert (runs(call(command)) or "nothing") == expected


def test_what_is_not_known_is_not_harmless() -> None:
    assert effects(call("skopeo copy oci:d oci:?dir")) == "L oci:d, L oci:<dir>"
    assert effects(call("skopeo copy oci:d ?target")) == "L oci:d, M ?"
    assert effects(call("git push --dry-run=?flag origin")) == "C origin, M origin"
    assert effects(call("curl -X?method https://e")) == "M https://e"
    assert effects(call("aws s3 cp f ?target")) == "L f, M ?"
    assert effects(call("aws s3 cp f s?target")) == "L f, M s<target>"
    assert effects(call("aws s3 cp f d/?target")) == "L f, L d/<target>"
    assert effects(call("rsync a ?host")) == "L a, M ?"
    assert effects(call("docker buildx build --output ?output -t h/x .")) == "M h/x, F ?"


def test_unclear_calls_say_what_is_unclear() -> None:
    assert call("docker frobnicate x").unclear == "docker frobnicate is not in the table"
    assert (
        call("docker buildx frobnicate").unclear == "docker buildx frobnicate is not in the table"
    )
    assert call("make publish").unclear
    assert call("helm").unclear == ""


def test_unknown_programs() -> None:
    assert tools.describe(["frobnicate", "x"], {}.get) is None
    assert tools.describe([whole(Symbol("program"))], {}.get) is None


def test_environment_of_commands_run_in_turn() -> None:
    assert call("env -i A=b cmd").clears_environment
    assert call("env - cmd").clears_environment
    assert not call("env A=b cmd").clears_environment
    assert call("env -u A --unset=B cmd").drops == ("A", "B")
    assert call("nix-shell --pure --run x").clears_environment


def test_values_that_are_looked_up() -> None:
    token = whole(Symbol("the token"))
    variables: dict[str, Value] = {"TOKEN": token, "HOME": "/root"}
    assert tools.describe(["printenv", "TOKEN"], variables.get).prints == (token,)  # type: ignore[union-attr]
    assert tools.describe(["printenv", "HOME"], variables.get).prints == ("/root",)  # type: ignore[union-attr]
    found = tools.describe(["envsubst", "$HOME ${TOKEN}"], variables.get)
    assert found is not None and found.prints == ("/root", token)


def test_the_word_of_xargs_stands_for_its_input() -> None:
    found = call("xargs -I{} curl -H {} https://e")
    assert found.word is not None and found.runs[2] == whole(found.word)
    assert found.takes_input


def test_certain_ends() -> None:
    assert call("true").fails is False
    assert call("false").fails is True
    assert call("sleep 1").fails is False
    assert call("helm push a b").fails is None


# The table itself


def tool_of(program: str) -> Tool:
    module = f"doctor.bash.tools.{program.replace('-', '_')}"
    return __import__(module, fromlist=["TOOL"]).TOOL  # type: ignore[no-any-return]


def test_every_file_is_named_and_every_name_has_a_file() -> None:
    folder = Path(tools.__file__).parent
    ours = {"__init__", "call", "lookup", "names", "table"}
    modules = {path.stem for path in folder.glob("*.py")} - ours
    assert modules == {name.replace("-", "_") for name in PROGRAMS}
    assert set(ALIASES.values()) <= PROGRAMS
    assert not set(ALIASES) & PROGRAMS


@pytest.mark.parametrize("program", sorted(PROGRAMS))
def test_every_tool_is_well_written(program: str) -> None:
    tool = tool_of(program)
    assert len(tool.source) > 3
    seen = set()
    for row in tool.rows:
        for spelling in row.words.split(","):
            assert " ".join(spelling.split()) not in seen, spelling
            seen.add(" ".join(spelling.split()))
        takes = {name.partition(":")[0].rstrip("?") for name in _options(tool, row.values)}
        for condition in [row.verbose, *[given for given, _ in row.outputs]]:
            for option in words(condition):
                if "=" in option or "~" in option:
                    name = option.replace("~", "=").partition("=")[0]
                    assert name in takes or name.startswith("--"), option
        for does in row.does:
            assert (does.reach is None) == (row.request is not None)
        assert not row.verbose or row.shows


def _options(tool: Tool, values: str) -> list[str]:
    names = [*words(tool.values), *words(tool.before), *words(values)]
    for name in names:
        assert name.startswith("-") and len(name) > 1, name
    return names


@pytest.mark.parametrize("name", sorted({*PROGRAMS, *ALIASES}))
def test_no_call_crashes(name: str) -> None:
    odd: list[Value] = [
        "", "-", "--", "-x", "--x=y", "x" * 2000, "=", "--=", "@", "{}", ";", "-exec", "push",
        value("?a"), value("--x=?a"), value("-x?a"), value("a:?a"), value("-?a"),
    ]  # fmt: skip
    rows = [row.words.split(",")[0].split() for row in tool_of(ALIASES.get(name, name)).rows]
    for subcommand in rows:
        assert isinstance(tools.describe([name, *subcommand], {}.get), Call)
        for index, one in enumerate(odd):
            tools.describe([name, *subcommand, one], {}.get)
            tools.describe([name, one, *subcommand], {}.get)
            tools.describe([name, *subcommand, *odd[index:]], {}.get)


def test_a_call_is_looked_up_quickly() -> None:
    line = "curl -sSfL -H 'Authorization: token x' -T f https://h/api/packages/o/generic/a/1/f"
    argv = shlex.split(line)
    tools.describe(argv, {}.get)
    best = min(_duration(argv) for _ in range(20))
    assert best < 100e-6  # some 15 µs here; CI machines are slow


def _duration(argv: list[str]) -> float:
    begin = time.perf_counter()
    for _ in range(100):
        tools.describe(argv, {}.get)
    return (time.perf_counter() - begin) / 100


# Real programs


class Server:
    """An HTTP server on this machine that remembers the methods of its requests."""

    def __init__(self) -> None:
        self.methods: list[str] = []
        methods = self.methods

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self) -> None:
                methods.append(self.command)
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_PATCH = answer  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    found = Server()
    yield found
    found.server.shutdown()
    found.server.server_close()


REQUESTS = """
curl -sS URL
curl -sS -I URL
curl -sS -X PUT URL
curl -sSXDELETE URL
curl -sS -d a=b URL
curl -sS -da=b URL
curl -sS -G -d a=b URL
curl -sS -X GET -d a=b URL
curl -sS --get --data-urlencode a=b URL
curl -sS --data-binary @FILE URL
curl -sS --data-raw a URL
curl -sS --json {} URL
curl -sS -F a=@FILE URL
curl -sS --form-string a=b URL
curl -sS -T FILE URL
curl -sS --upload-file FILE URL
curl -sS --url URL -X PATCH
curl -sS -o /dev/null -w %{http_code} URL
curl -sS -H X-Y:z -A agent -e ref --retry 1 --max-time 3 --connect-timeout 3 URL
curl -sS --request POST --request GET URL
wget -q -O /dev/null URL
wget -q -O /dev/null --method=PUT --body-file=FILE URL
wget -q -O /dev/null --method DELETE URL
wget -q -O /dev/null --post-data a=b URL
wget -q -O /dev/null --post-file=FILE URL
wget -q -O /dev/null --header X-Y:z --user u --password p URL
"""


@pytest.mark.parametrize("line", REQUESTS.split("\n")[1:-1])
def test_requests_are_what_is_really_sent(
    line: str, server: Server, tool: Callable[[str, str], str], tmp_path: Path
) -> None:
    file = tmp_path / "f"
    file.write_text("{}")
    argv = shlex.split(line.replace("URL", server.url).replace("FILE", str(file)))
    tool(argv[0], f"apt-get install {argv[0]}")
    server.methods.clear()
    subprocess.run(argv, check=True, capture_output=True, timeout=20)
    changes = any(method not in ("GET", "HEAD") for method in server.methods)
    assert server.methods
    found = tools.describe(argv, {}.get)
    assert found is not None
    assert [effect.reach for effect in found.effects] == [
        Reach.MUTATES if changes else Reach.FETCHES
    ]
    assert [effect.target for effect in found.effects] == [server.url]


CANARY = "canary-48151623"

LEAKS = """
curl -sS -H X:CANARY URL
curl -sSi -H X:CANARY URL
curl -v -H X:CANARY URL
curl -sSv -u CANARY: URL
curl -sS -u CANARY: URL
curl -v --oauth2-bearer CANARY URL
curl -v -b CANARY URL
curl -v -A CANARY URL
curl -v URLCANARY
curl -sS URLCANARY
curl -v -G -d CANARY URL
curl -v -d CANARY URL
curl --trace-ascii - -H X:CANARY URL
curl --trace-ascii FILE -H X:CANARY URL
curl -sS --libcurl - -H X:CANARY URL
wget -O /dev/null --header X:CANARY URL
wget -d -O /dev/null --header X:CANARY URL
wget -q -O /dev/null URLCANARY
wget -O /dev/null URLCANARY
"""


@pytest.mark.parametrize("line", LEAKS.split("\n")[1:-1])
def test_leaks_are_what_is_really_shown(
    line: str, server: Server, tool: Callable[[str, str], str], tmp_path: Path
) -> None:
    text = line.replace("URL", server.url).replace("FILE", str(tmp_path / "f"))
    argv = shlex.split(text)
    tool(argv[0], f"apt-get install {argv[0]}")
    argv = [word.replace("CANARY", CANARY) for word in argv]
    ran = subprocess.run(argv, check=True, capture_output=True, text=True, timeout=20)
    encoded = base64.b64encode(f"{CANARY}:".encode()).decode()
    found = tools.describe(argv, {}.get)
    assert found is not None
    on_error = any(CANARY in word for word in found.shows if isinstance(word, str))
    assert on_error == (CANARY in ran.stderr or encoded in ran.stderr)
    assert (found.output is Output.ARGUMENTS) == (CANARY in ran.stdout)


WRAPPERS = """
timeout 5 printf %s, a -b
timeout -k 1 -s KILL 5 printf %s, a
nice -n 1 printf %s, a -b
nice -1 printf %s, a
nohup printf %s, a -b
stdbuf -oL printf %s, a
setsid -w printf %s, a
env A=b printf %s, a -b
env -u A -C / printf %s, a
env -i printf %s, a
env - printf %s, a
env -S 'printf %s,' a b
flock FILE printf %s, a
flock FILE -c 'printf %s, a'
find FILE -exec printf %s, a ;
xargs -n 1 printf %s, a
xargs -I{} printf %s, a{}b {}
xargs -i printf %s, {}
xargs -L1 -P2 printf %s, -z
"""


@pytest.mark.parametrize("line", WRAPPERS.split("\n")[1:-1])
def test_wrappers_run_what_the_table_says(
    line: str, tool: Callable[[str, str], str], tmp_path: Path
) -> None:
    file = tmp_path / "f"
    file.write_text("")
    argv = shlex.split(line.replace("FILE", str(file)))
    tool(argv[0], "apt-get install coreutils findutils util-linux")

    def output(command: list[str]) -> str:
        ran = subprocess.run(command, input="word\n", capture_output=True, text=True, timeout=20)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    found = tools.describe(argv, {}.get)
    assert found is not None and found.runs
    direct = [
        "".join([part if isinstance(part, str) else "word" for part in _parts(word)])
        for word in found.runs
    ]
    assert output(argv) == output(direct)


def _parts(text: Value) -> tuple[object, ...]:
    return (text,) if isinstance(text, str) else text.parts


HELPFUL = """
base64 chroot column cp cut date df diff du env fold fmt grep head install ls mktemp nice nl od
paste sha256sum shuf sort stat stdbuf tac tail tar timeout touch tr truncate unshare wc wget xargs
"""

QUIRKS = (
    "-p, --indicator-style", "--time=WORD  ", "--check", "--propagation", "--setgroups",
    "--max-redirect", "--max-lines", "--backups", "--label LABEL", "--help <category>",
)  # fmt: skip
"""Lines that do not tell whether a value is wanted; these were tried out."""


@pytest.mark.parametrize("program", [*HELPFUL.split(), "curl"])
def test_options_with_a_value_are_those_of_the_help(
    program: str, tool: Callable[[str, str], str]
) -> None:
    """An option whose value is taken for an operand would shift all that follows."""
    tool(program, f"apt-get install {program}")
    extra = ["all"] if program == "curl" else []
    ran = subprocess.run(
        [program, "--help", *extra],
        capture_output=True,
        text=True,
        timeout=20,
        env={**os.environ, "LC_ALL": "C"},
    )
    table = tool_of(ALIASES.get(program, program))
    takes = {name.partition(":")[0] for name in _options(table, table.rows[0].values)}
    seen = 0
    for line in ran.stdout.splitlines():
        name = line.split()[:1] if line.strip().startswith("-") else []
        options = line.strip().split("  ")[0]
        if (
            not name
            or "--" not in options
            or "[" in options
            or any(quirk in line for quirk in QUIRKS)
        ):
            continue
        short = name[0].rstrip(",") if not name[0].startswith("--") else ""
        long, mark, _ = options[options.index("--") :].replace(" <", "=").partition("=")
        seen += 1
        for option in [short, long.split()[0].rstrip(",")]:
            if option:
                assert (option in takes) == bool(mark), line
    assert seen > 1


def test_a_dry_run_of_git_push_changes_nothing(
    tool: Callable[[str, str], str], tmp_path: Path
) -> None:
    git = [tool("git", "apt-get install git"), "-c", "user.name=a", "-c", "user.email=a@b"]
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}

    def run(*arguments: str) -> str:
        return subprocess.run(
            [*git, *arguments], cwd=tmp_path, check=True, capture_output=True, text=True,
            env=environment,
        ).stdout  # fmt: skip

    run("init", "-q", "--bare", "remote")
    run("init", "-q", "-b", "main", ".")
    run("commit", "-q", "--allow-empty", "-m", "x")
    for option, changed in [("--dry-run", False), ("-n", False), ("-q", True)]:
        run("push", option, "remote", "main")
        assert bool(run("ls-remote", "remote")) == changed
        reach = call(f"git push {option} remote main").effects[0].reach
        assert (reach is Reach.MUTATES) == changed
