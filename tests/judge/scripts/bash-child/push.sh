set -euo pipefail
token=${REGISTRY_TOKEN:-}
if [[ -z $token ]]; then
  token=$(pass show infra/gitea/personal_access_token_packages_rw) || { echo "no token" >&2; exit 1; }
fi
regctl registry login git.oleks.space -u oleks --password-stdin <<<"$token"
regctl image copy ocidir://.parity-stage/image "git.oleks.space/oleks/demo:$1"
