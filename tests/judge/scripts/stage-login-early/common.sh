# what stage and publish share
export DOCKER_CONFIG=${DOCKER_CONFIG:-$HOME/.docker}
if [ -n "${REGISTRY_TOKEN:-}" ]; then
  printf %s "$REGISTRY_TOKEN" | docker login git.oleks.space -u oleks --password-stdin >/dev/null
fi
