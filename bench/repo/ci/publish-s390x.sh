#!/usr/bin/env bash
set -o errexit -o nounset -o pipefail
shopt -s inherit_errexit nullglob

: "${PACKAGE_HOST:=git.oleks.space}"
: "${PACKAGE_OWNER:=oleks}"
: "${STAGE_DIR:=.parity-stage}"
api="https://${PACKAGE_HOST}/api/packages/${PACKAGE_OWNER}"
default_version="2.7.1"
do_publish=false
verbose=false
workdir=""

function info() { echo "==> $*"; }
function warn() { echo "warning: $*" >&2; }
function fatal() { echo "fatal: $*" >&2; exit 1; }

function cleanup() {
    local rc=$?
    if [ -n "${workdir}" ] && [ -d "${workdir}" ]; then rm -rf -- "${workdir}"; fi
    if [ "${rc}" -ne 0 ]; then warn "${0##*/} ended with ${rc}"; fi
    return "${rc}"
}
trap cleanup EXIT
trap 'fatal "interrupted"' INT TERM

if [ "${PUBLISH:-}" = "1" ]; then do_publish=true; fi
for argument in "$@"; do
    case "${argument}" in
        --publish) do_publish=true ;;
        --verbose) verbose=true ;;
        --stage=*) STAGE_DIR="${argument#--stage=}" ;;
        *) fatal "unknown option ${argument}" ;;
    esac
done

if [ -n "${VERSION:-}" ]; then
    version="${VERSION}"
else
    version="${CI_COMMIT_TAG:-}"
    case "${version}" in
        v[0-9]*)
            version="${version#v}"
            build="${version##*-}"
            if [ "${build}" != "${version}" ] && ! [[ "${build}" =~ [^0-9] ]]; then
                version="${version%-*}"
            fi ;;
        *) version="${default_version}" ;;
    esac
fi

wheels=("${STAGE_DIR}"/*-linux_s390x.whl)
binary="${STAGE_DIR}/tidegate-linux-s390x"
if [ "${do_publish}" != true ]; then
    info "dry run: ${#wheels[@]} wheels and ${binary} would go to ${api} as ${version}"
    exit 0
fi
if [ -z "${VERSION:-}" ] && [[ "${CI_COMMIT_TAG:-}" != v[0-9]* ]]; then
    fatal "'${CI_COMMIT_TAG:-no tag}' is no release: set VERSION"
fi

TOKEN="${REGISTRY_TOKEN:-}"
if [ -z "${TOKEN}" ]; then
    TOKEN="$(pass show infra/gitea/personal_access_token_packages_rw)" \
        || fatal "no token in REGISTRY_TOKEN, and pass gives none"
fi
workdir="$(mktemp -d)"
umask 077
printf 'machine %s login %s password %s\n' "${PACKAGE_HOST}" "${PACKAGE_OWNER}" "${TOKEN}" >"${workdir}/netrc"
curl_options=(--silent --show-error --fail --netrc-file "${workdir}/netrc")
if [ "${verbose}" = true ]; then curl_options+=(--progress-bar); fi
curl --silent --output /dev/null "https://${PACKAGE_HOST}/api/v1/version" || fatal "registry-down"

status="$(curl "${curl_options[@]}" -o /dev/null -w '%{http_code}' -T "${binary}" \
    "${api}/generic/tidegate/${version}/tidegate-linux-s390x")" || [ "${status}" = 409 ]
for wheel in "${wheels[@]}"; do
    TWINE_USERNAME="${PACKAGE_OWNER}" TWINE_PASSWORD="${TOKEN}" \
        twine upload --non-interactive --skip-existing --repository-url "${api}/pypi" "${wheel}"
done
info "published ${version}: ${#wheels[@]} wheels, HTTP ${status}"
