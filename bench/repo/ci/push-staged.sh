#!/usr/bin/env bash
#
# Replays what lies in .parity-stage, for when the cluster was away while it was built.

set -eu
set -o pipefail
export LC_ALL=C

HOST=git.oleks.space
BASE="https://$HOST/api/packages/oleks"
STAGE=${TIDEGATE_ROOT:-$PWD}/.parity-stage
PUSH=0
FAILED=''
LOG=$STAGE/push.log

out () { echo "$@" | tee -a "$LOG"; }
err () { out "$@" >&2; }

case "${PUBLISH:-0}" in
    1) PUSH=1 ;;
    0|false|no|"") ;;
    *) echo "PUBLISH is '$PUBLISH': say 1 or nothing" >&2; exit 2 ;;
esac
if [ "${1:-}" = --publish ]; then
    PUSH=1
    shift
fi

if ! [ -d "$STAGE" ]; then
    echo "there is no $STAGE: run nix run .#stage-s390x" >&2
    exit 66
fi

staged=$(jq -r '.version // empty' "$STAGE/record.json" 2>/dev/null) || staged=''
tag=$(echo "${CI_COMMIT_TAG:-}" | sed -n 's/^v\([0-9].*\)$/\1/p' | sed 's/-[0-9][0-9]*$//')
version=${VERSION:-${tag:-${staged:-2.7.1}}}

if [ $PUSH -eq 0 ]; then
    out "dry run of $version:"
    for file in "$STAGE"/*.tgz "$STAGE"/tidegate-linux-*; do
        [ -e "$file" ] || continue
        out "  would push ${file#"$STAGE"/}"
    done
    exit 0
fi
if [ -z "${VERSION:-}" ] && [ -z "$tag" ]; then
    err "no release without VERSION or a tag v*"
    exit 1
fi
if ! curl -fsS -m 5 -o /dev/null "https://$HOST/"; then
    err "registry-down: $HOST; $STAGE is kept"
    exit 75
fi
if [ -z "${REGISTRY_TOKEN:-}" ]; then
    REGISTRY_TOKEN=$(pass show infra/gitea/personal_access_token_packages_rw) || {
        err "REGISTRY_TOKEN is not set, and pass shows no token"
        exit 77
    }
fi

upload () {
    [ -s "$1" ] || { err "skipped $1"; return 0; }
    curl -fsS --retry 3 --retry-delay 2 -K - -T "$1" "$2" >> "$LOG" <<CONFIG
user = "oleks:$REGISTRY_TOKEN"
CONFIG
}

for file in "$STAGE"/tidegate-linux-*; do
    upload "$file" "$BASE/generic/tidegate/$version/${file##*/}" || FAILED="$FAILED ${file##*/}"
done
chart=$STAGE/tidegate.tgz
until upload "$chart" "$BASE/helm/api/charts"; do
    tries=$((${tries:-0} + 1))
    [ "$tries" -lt 3 ] || { FAILED="$FAILED chart"; break; }
    sleep "$tries"
done
[ -z "$FAILED" ] || { err "not pushed:$FAILED"; exit 1; }
out "pushed $version to $HOST"
