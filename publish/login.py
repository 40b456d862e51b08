"""A login for regctl, crane and helm that is neither an argument nor a file on disk."""

import json
import os
import shutil
import tempfile
from pathlib import Path


class Login:
    """A private folder with the configurations of the tools, until `close`.

    The configurations lie in memory (memfd_create(2)); the folder holds only links to the
    descriptors, which the tools inherit. So a run that is killed leaves no secret behind. Where
    the system has no such files, the folder itself holds them, for its owner alone.
    """

    def __init__(self, host: str, user: str, token: str, pair: str) -> None:
        """pair: base64 of `user:token`.

        The formats are docker's config.json, which crane and helm read, and regctl's own.
        """
        self._folder = Path(tempfile.mkdtemp(prefix="parity-publish-"))
        docker = {"auths": {host: {"auth": pair}}}
        regctl = {"incDockerCred": False, "hosts": {host: {"user": user, "pass": token}}}
        contents = {"config.json": docker, "regctl.json": regctl}
        self.descriptors = tuple(
            descriptor
            for name, content in contents.items()
            if (descriptor := self._hold(name, json.dumps(content).encode())) is not None
        )
        self.environment = {
            "DOCKER_CONFIG": str(self._folder),
            "REGCTL_CONFIG": str(self._folder / "regctl.json"),
            "HELM_REGISTRY_CONFIG": str(self._folder / "config.json"),
            **{f"HELM_{kind}_HOME": str(self._folder) for kind in ("CACHE", "CONFIG", "DATA")},
            "NO_PROXY": "*",  # straight to the registry, as the gate's own requests go
        }

    def _hold(self, name: str, content: bytes) -> int | None:
        path = self._folder / name
        if not hasattr(os, "memfd_create"):
            path.touch(mode=0o600)
            path.write_bytes(content)
            return None
        descriptor = os.memfd_create(name)
        os.write(descriptor, content)
        path.symlink_to(f"/proc/self/fd/{descriptor}")
        return descriptor

    def close(self) -> None:
        """Removes the folder, and with it what it held."""
        for descriptor in self.descriptors:
            os.close(descriptor)
        shutil.rmtree(self._folder, ignore_errors=True)
