#!/usr/bin/env bash
# app: stage-s390x
set -euo pipefail
# shellcheck source=ci/lib.sh
source "${BASH_SOURCE[0]%/*}/ci/lib.sh"
stage s390x
