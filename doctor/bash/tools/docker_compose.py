"""docker-compose: as `docker compose`."""

from doctor.bash.tools import docker

TOOL = docker.TOOL._replace(
    source="https://docs.docker.com/reference/cli/docker/compose/",
    prepare=lambda argv: (argv[0], "compose", *argv[1:]),
)
