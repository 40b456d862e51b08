"""What steps without commands do: their image is a plugin, configured by `settings`.

Sources: woodpecker-ci.org/plugins and the plugins' own documentation.
"""

from __future__ import annotations

import re

from doctor.woodpecker.steps import Step
from doctor.woodpecker.syntax import Scalar, true

_PUBLISHING = frozenset(
    (
        "acr", "artifactory", "buildah", "buildctl", "buildx", "cargo", "docker", "ecr", "gar",
        "gcr", "goreleaser", "kaniko", "ko", "manifest", "maven", "npm", "nuget", "oci", "package",
        "packages", "podman", "publish", "publisher", "pypi", "release", "rubygems", "snapcraft",
        "upload",
    )
)  # fmt: skip
"""Words in the name of an image that pushes images or packages, or makes a release."""

_HARMLESS = frozenset(
    (
        "ansible", "apprise", "attic", "bluesky", "cache", "cachix", "changelog", "checker",
        "codecov", "comment", "discord", "email", "git", "hadolint", "junit", "kubectl", "lark",
        "mail", "markdownlint", "mastodon", "matrix", "message", "metadata", "netlify",
        "notification", "notify", "ntfy", "pages", "prettier", "preview", "renovate", "rsync",
        "s3", "scp", "slack", "sonar", "sonarqube", "ssh", "teams", "telegram", "terraform", "tf",
        "trigger", "trivy", "validator", "vercel", "webhook", "xmpp", "yamllint",
    )
)  # fmt: skip
"""Words in the name of one that does not: caches, checks, messages, deployments."""


def name_of(image: str) -> str:
    """The last part of an image's name, without tag and digest."""
    return image.partition("@")[0].rpartition("/")[2].partition(":")[0]


def publishes(step: Step) -> bool | None:
    """Whether a step without commands pushes an artifact to a registry or a release.

    None: the plugin is not known and holds a secret; without one it could push nowhere.
    """
    words = {*re.split(r"[-_.]", name_of(step.image).lower())}
    if _runs_a_script(step) and "ssh" not in words:  # that runs it elsewhere: a deployment
        return None if step.secrets else False
    if words & _HARMLESS:
        return False
    if words & _PUBLISHING:
        return not _is_dry(step)
    return None if step.secrets else False


def _runs_a_script(step: Step) -> bool:
    """Whether the settings hold shell text of the repo's own, whatever the image is called."""
    return step.settings is not None and any(
        [key.text in ("script", "commands", "command", "run") for key, _ in step.settings.entries]
    )


def _is_dry(step: Step) -> bool:
    """Whether the settings tell the plugin to build only."""
    if step.settings is None:
        return False
    return any(
        [
            true(value)
            for key, value in step.settings.entries
            if key.text.replace("_", "-") in ("dry-run", "no-push", "skip-push")
        ]
    ) or any(
        [
            isinstance(value, Scalar) and value.text.lower() == "false"
            for key, value in step.settings.entries
            if key.text == "push"
        ]
    )
