"""The apps that stage or push can be enumerated by their names.

They are named `stage-<arch>`, `publish-<arch>`, `publish-index`, `publish` and `push-staged`, and
an arch that has one of stage and publish has both. That an app stages or pushes is told by its
name (its first or last word is stage, publish or push) and by the builder it comes from.
"""

from doctor.facts import is_provider, undecided
from doctor.naming import arch, enumerable, listed, verb
from doctor.repo import App, Repo
from doctor.rule import Example, Level, Rule
from doctor.verdict import Evidence, Status, Verdict, failed, not_applicable, passed


def check(repo: Repo) -> Verdict:
    if is_provider(repo):
        return not_applicable("the repo provides parity-lib")
    apps = [app for app in repo.apps if app.made_by == "builder" or verb(app.name)]
    odd = [app for app in apps if not _is_found(app)]
    if odd:
        notes = (Evidence(app.place, _what_is_odd(app)) for app in odd)
        return failed(f"not by the contract's names: {listed(app.name for app in odd)}", *notes)
    if not repo.apps_complete:
        return undecided(repo, "there may be more apps than are known")
    if halves := [half for app in apps if (half := _lacking_half(repo, app))]:
        return failed(halves[0].note, *halves)
    if not apps:
        return not_applicable("no app stages, publishes or pushes")
    return passed(f"enumerable: {listed(app.name for app in apps)}")


def _is_found(app: App) -> bool:
    """Whether an app has the name that its builder gave it, or one of the contract's."""
    return enumerable(app.name) and app.made_as in (None, app.name)


def _what_is_odd(app: App) -> str:
    if app.made_as not in (None, app.name):
        return f"{app.name} is what the builder calls {app.made_as}"
    return f"{app.name} cannot be found by its name"


def _lacking_half(repo: Repo, app: App) -> Evidence | None:
    """Of `stage-<arch>` and `publish-<arch>`, the one without the other, and where."""
    if not arch(app.name):
        return None
    half = f"{'publish' if verb(app.name) == 'stage' else 'stage'}-{arch(app.name)}"
    there = {system for one in repo.apps if one.name == half for system in one.systems}
    lacking = sorted(set(app.systems) - there)
    if not lacking:
        return None
    return Evidence(app.place, f"{app.name} is without {half} on {', '.join(lacking)}")


RULE = Rule(
    name="app-naming",
    level=Level.REQUIRED,
    reason=(
        "CI, the fleet report and people find what a repo publishes by listing names; an app "
        "under another name is one that nobody runs, or that somebody runs unawares."
    ),
    remedy=(
        "Name the apps stage-<arch>, publish-<arch>, publish-index, publish and push-staged, with "
        "stage and publish for the same arches. The builders of parity-lib do it for you."
    ),
    check=check,
    examples=(
        Example(
            "as the builder names them",
            {
                "flake.nix": """\
{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";
  inputs.parity.url = "git+https://git.oleks.space/oleks/parity-lib";
  outputs = { nixpkgs, parity, ... }:
    let
      inherit (nixpkgs.lib) genAttrs;
      of = arch: parity.lib.mkGoBinaryPublish nixpkgs.legacyPackages.x86_64-linux {
        pname = "kopia";
        version = "0.21.1";
        binary = ./kopia;
        assetName = "kopia-linux-${arch}";
        inherit arch;
      };
    in
    { apps = genAttrs [ "x86_64-linux" ] (_: of "amd64" // of "s390x"); };
}
"""
            },
            Status.PASS,
        ),
        Example(
            "by hand, beside apps that do something else",
            {
                "flake.nix": """\
{
  outputs = { self }:
    let
      app = name: { type = "app"; program = "${self}/ci/${name}.sh"; };
      apps = names: builtins.listToAttrs (map (name: { inherit name; value = app name; }) names);
    in
    {
      apps.x86_64-linux = apps [
        "stage-noarch" "publish-noarch" "publish" "push-staged"
        "deploy-staging" "pushover"
      ];
    };
}
"""
            },
            Status.PASS,
        ),
        Example(
            "a builder's app under another name",
            {
                "flake.nix": """\
{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";
  inputs.parity.url = "git+https://git.oleks.space/oleks/parity-lib";
  outputs = { nixpkgs, parity, ... }: {
    apps.x86_64-linux =
      nixpkgs.lib.mapAttrs' (name: value: { name = "sd-${name}"; inherit value; })
        (parity.lib.mkHelmPublish nixpkgs.legacyPackages.x86_64-linux {
          pname = "sd"; version = "1.0.0"; chartSrc = ./chart;
        });
  };
}
"""
            },
            Status.FAIL,
        ),
        Example(
            "push, and an arch behind an underscore",
            {
                "flake.nix": """\
{
  outputs = { self, ... }: {
    apps.x86_64-linux = rec {
      push = { type = "app"; program = "${self}/push.sh"; };
      publish_s390x = push;
    };
  };
}
"""
            },
            Status.FAIL,
        ),
        Example(
            "an arch that is published but cannot be staged",
            {
                "flake.nix": """\
{
  outputs = { self }: {
    apps."x86_64-linux"."publish-s390x" = {
      type = "app";
      program = "${self}/publish.sh";
      meta.description = "Build and push";
    };
  };
}
"""
            },
            Status.FAIL,
        ),
        Example(
            "more apps from an input that cannot be read",
            {
                "flake.nix": """\
{
  inputs.ours.url = "git+https://git.oleks.space/oleks/flake-tools";
  outputs = { self, ours }: {
    apps.x86_64-linux = ours.lib.apps // {
      publish = { type = "app"; program = "${self}/publish.sh"; };
    };
  };
}
"""
            },
            Status.UNKNOWN,
        ),
        Example(
            "nothing is published",
            {"flake.nix": "{ outputs = _: { formatter = { }; }; }\n"},
            Status.NOT_APPLICABLE,
        ),
    ),
)
