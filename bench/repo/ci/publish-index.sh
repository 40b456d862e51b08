#!/usr/bin/env bash
set -Eeuo pipefail

registry=git.oleks.space
repository=oleks/tidegate
record_dir=.parity-stage
typeset -A digest=()
wanted=(amd64 s390x)
publish=0
color='' reset=''

if [[ -t 2 && -z ${NO_COLOR-} ]]; then color=$'\e[31m' reset=$'\e[0m'; fi
complain() { printf '%s%s%s\n' "$color" "$*" "$reset" >&2; }
on_error() { complain "line $1: a command ended with $2"; }
trap 'on_error "$LINENO" "$?"' ERR
fail() { trap - ERR; complain "$@"; exit 1; }

parse() {
  local pair
  while [[ $# -gt 0 ]]; do
    case "$1" in
      --publish) publish=1; shift ;;
      --digest)
        pair=${2-}
        [[ $pair == *=sha256:* ]] || fail "--digest wants <arch>=sha256:..., not '$pair'"
        digest[${pair%%=*}]=${pair#*=}
        shift 2 ;;
      --arch) wanted+=("$2"); shift 2 ;;
      --) shift; break ;;
      *) fail "publish-index: what is '$1'?" ;;
    esac
  done
  (( $# == 0 )) || fail "too many arguments: $*"
}

strip_tag() {
  local text="${1#v}"
  if [[ $text == *-* && ${text##*-} != *[!0-9]* ]]; then text=${text%-*}; fi
  echo "$text"
}

digest_of() {
  local arch=$1 file=$record_dir/tidegate-$1.digest value=
  if [[ -n ${digest[$arch]:-} ]]; then
    value=${digest[$arch]}
  elif [[ -s $file ]]; then
    read -r value <"$file" || true
  fi
  [[ $value == sha256:* ]] || return 1
  printf '%s' "$value"
}

parse "$@"
if [[ ${PUBLISH:-} == 1 ]]; then publish=1; fi
release=${VERSION:-}
if [[ -z $release && ${CI_COMMIT_TAG:-} == v[0-9]* ]]; then
  release=$(strip_tag "$CI_COMMIT_TAG")
fi
target=$registry/$repository:${release:-2.7.1}
if (( ! publish )); then
  printf 'would create %s from %s\n' "$target" "$(IFS=,; echo "${wanted[*]}")"
  exit 0
fi
[[ -n $release ]] || fail "refusing a release from '${CI_COMMIT_TAG:-a branch}'"
token=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw 2>/dev/null || true)}
[[ $token ]] || fail "no token: REGISTRY_TOKEN is empty and so is pass"
curl -so /dev/null "https://$registry/v2/" || fail "registry-down: $registry does not answer"
regctl registry login "$registry" -u "${repository%%/*}" --pass-stdin <<<"$token" >/dev/null
unset token

arguments=()
for arch in "${wanted[@]}"; do
  pushed=$(digest_of "$arch") || fail "the digest of $arch is not known"
  served=$(regctl image digest "$target-$arch") || fail "$target-$arch is not there"
  [[ $served == "$pushed" ]] || fail "$arch: pushed $pushed, served ${served:-nothing}"
  arguments+=(--ref "$registry/$repository@$pushed" --platform "linux/$arch")
done
regctl index create "$target" "${arguments[@]}"
regctl manifest get "$target" --format raw-body | jq -e '.manifests | length > 0' >/dev/null
