"""What steps without commands do: their image is a plugin, configured by `settings`.

Sources: woodpecker-ci.org/plugins and the plugins' own documentation.
"""

from __future__ import annotations

from doctor.woodpecker.pipeline import Step
from doctor.woodpecker.syntax import Scalar, true

PUBLISHING = frozenset(
    (
        # images
        "plugin-docker", "plugin-docker-buildx", "docker", "buildx", "docker-buildx",
        "drone-docker-buildx", "drone-docker", "kaniko", "plugin-kaniko", "drone-kaniko",
        "executor", "gcr", "ecr", "acr", "gar", "kaniko-gcr", "kaniko-ecr", "kaniko-acr",
        "manifest", "drone-manifest", "buildah", "drone-buildah", "plugin-buildah", "podman",
        "drone-podman", "plugin-ko", "docker-manifest",
        # releases
        "plugin-release", "plugin-gitea-release", "gitea-release", "drone-gitea-release",
        "github-release", "drone-github-release", "plugin-github-release", "gitlab-release",
        "plugin-gitlab-release", "plugin-forgejo-release", "forgejo-release",
        "goreleaser", "plugin-gitea-package", "gitea-package-upload",
        "plugin-upload-gitea-package", "drone-gitea-package",
        # packages
        "npm", "plugin-npm", "drone-npm", "pypi", "plugin-pypi", "drone-pypi", "nuget",
        "plugin-cargo", "plugin-helm", "helm-push", "drone-helm-push", "helm-chart-publisher",
        "nix-attic", "plugin-nix-attic", "attic", "cachix", "plugin-cachix", "plugin-snapcraft",
        "snapcraft", "artifactory", "drone-artifactory", "plugin-maven", "rubygems",
        "plugin-generic-package",
    )
)  # fmt: skip
"""The last part of the image's name, without its tag."""

HARMLESS = frozenset(
    (
        "plugin-git", "git", "plugin-git-push", "drone-git-push", "plugin-s3-cache", "s3-cache",
        "plugin-cache", "meltwater-drone-cache", "drone-cache", "drone-volume-cache",
        "volume-cache", "plugin-trivy", "trivy", "plugin-codecov", "codecov", "drone-codecov",
        "plugin-sonar", "sonarqube-scanner", "plugin-slack", "slack", "plugin-matrix", "matrix",
        "drone-matrix", "plugin-mastodon", "plugin-mastodon-post", "plugin-telegram", "telegram",
        "drone-telegram", "drone-discord", "discord", "plugin-discord", "webhook",
        "plugin-webhook", "plugin-email", "email", "drone-email", "plugin-ntfy", "ntfy",
        "drone-ntfy", "apprise", "woodpecker-apprise", "plugin-ready-release-go",
        "plugin-surge-preview", "plugin-editorconfig-checker", "editorconfig-checker",
        "plugin-pr-comment", "gitea-comment", "plugin-gitea-comment", "drone-github-comment",
        "plugin-prettier", "plugin-s3", "s3", "s3-sync", "drone-s3-sync", "rsync", "drone-rsync",
        "plugin-rsync", "scp", "drone-scp", "plugin-scp", "ssh", "drone-ssh", "plugin-ssh",
        "plugin-codeberg-pages", "codeberg-pages-deploy", "gh-pages", "gitea-pages", "ansible",
        "plugin-ansible", "terraform", "plugin-tf", "plugin-ready", "downstream",
        "plugin-trigger", "trigger", "plugin-vercel", "plugin-netlify", "netlify",
        "drone-helm", "helm", "kubectl", "drone-kubectl", "plugin-renovate", "renovate",
    )
)  # fmt: skip
"""Those that put nothing into a package registry or a release: caches, messages, deployments."""


def name_of(image: str) -> str:
    """The last part of an image's name, without tag and digest."""
    return image.partition("@")[0].rpartition("/")[2].partition(":")[0]


def publishes(step: Step) -> bool | None:
    """Whether a step without commands pushes an artifact to a registry or a release.

    None: the plugin is not known and holds a secret; without one it could push nowhere.
    """
    name = name_of(step.image)
    if name in PUBLISHING:
        return not _is_dry(step)
    if name in HARMLESS or not step.secrets:
        return False
    return None


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
