# shellcheck shell=bash
# parity-lib for scripts that still need a shell: each function asks parity-publish, so that a
# script and an app decide alike. The builders' `shellLib` is this file, with the command at hand.
#
#   parity_version 1.2.3   prints the version of this run: $VERSION, else the tag's, else 1.2.3
#   parity_guard 1.2.3     fails unless 1.2.3 may be released (dev-tag guard)
#   parity_token ENTRY     sets REGISTRY_TOKEN, where it is not set, to what `pass show ENTRY` gives

parity_version() {
  parity-publish version "$1"
}

parity_guard() {
  parity-publish guard "$1"
}

# The token comes by a descriptor of its own, and no trace is on while it is assigned, so that it
# is never printed.
parity_token() {
  local -
  set +x
  REGISTRY_TOKEN=$(
    REGISTRY_TOKEN=${REGISTRY_TOKEN-} parity-publish token --pass-entry "$1" --fd 3 3>&1 >&2
  ) || return
}
