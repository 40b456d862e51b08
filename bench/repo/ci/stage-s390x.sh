#!/usr/bin/env bash
# Puts all that is published for s390x into .parity-stage; needs no network but the Nix cache.
set -euo pipefail
IFS=$'\n\t'

stage=${PARITY_STAGE:-$PWD/.parity-stage}
system=s390x-linux
jobs=${JOBS:-$(nproc)}
keep=0
declare -A outputs=(
  [binary]=tidegate-static
  [wheel]=tidegate-python
  [image]=tidegate-image
  [chart]=tidegate-chart
)
order=(binary wheel image chart)

say() {
  local level=$1
  shift
  if [ "$level" != debug ] || [ -n "${DEBUG:-}" ]; then
    printf '%-5s %s\n' "$level" "$*" >&2
  fi
}

need() {
  local tool missing=()
  for tool; do
    command -v "$tool" >/dev/null 2>&1 || missing+=("$tool")
  done
  [ ${#missing[@]} -eq 0 ] || { say error "not installed: ${missing[*]}"; exit 69; }
}

build() {
  local attribute=$1 link
  link=$(mktemp -u "${TMPDIR:-/tmp}/tidegate.XXXXXX")
  nix build --max-jobs "$jobs" --out-link "$link" ".#packages.$system.$attribute" || return
  readlink -f "$link"
  rm -f "$link"
}

put() {
  local kind=$1 from=$2 file
  case $kind in
    binary) install -m 755 "$from/bin/tidegate" "$stage/tidegate-linux-s390x" ;;
    wheel)
      while IFS= read -r file; do
        cp "$file" "$stage/"
        say debug "wheel ${file##*/}"
      done < <(find "$from" -name '*.whl' -type f | sort) ;;
    image) skopeo copy --quiet "docker-archive:$from" "oci:$stage/tidegate-s390x:staged" ;;
    chart) tar -C "$from" -czf "$stage/tidegate.tgz" --sort=name tidegate ;;
    *) say error "no such kind: $kind"; return 64 ;;
  esac
}

while getopts ':kj:o:h' option; do
  case $option in
    k) keep=1 ;;
    j) jobs=$OPTARG ;;
    o) order=("$OPTARG") ;;
    h) printf 'usage: %s [-k] [-j JOBS] [-o KIND]\n' "$0"; exit ;;
    :) say error "-$OPTARG needs a value"; exit 64 ;;
    *) say error "unknown option -$OPTARG"; exit 64 ;;
  esac
done
shift $((OPTIND - 1))

need nix skopeo tar jq
[ "$keep" = 1 ] || rm -rf "${stage:?}"
mkdir -p "$stage"
version=$(jq -r '.version' package.json)
version=${VERSION:-${version#v}}
for kind in "${order[@]}"; do
  say info "building $kind (${outputs[$kind]}) $version"
  path=$(build "${outputs[$kind]}") || { say error "$kind does not build"; exit 1; }
  put "$kind" "$path"
done
(cd "$stage" && find . -type f -print0 | sort -z | xargs -0 sha256sum) >"$stage.sums"
printf '{"version":"%s","system":"%s"}\n' "$version" "$system" | jq -S . >"$stage/record.json"
