"""An input points to parity-lib, the apps really use it, and nothing local shadows it.

"Points to" is decided by the address alone, in `flake.nix` and in `flake.lock`: a fork, a mirror, a
path or a registry id may hold anything, whatever it is called.
"""

from doctor.facts import (
    archetypes,
    builders_named,
    doubts,
    is_provider,
    locked_elsewhere,
    no_parity_input,
    unclear_inputs,
    undecided,
)
from doctor.flakeref import PARITY_LIB, points_to_parity_lib
from doctor.naming import listed
from doctor.place import Place
from doctor.repo import Input, Repo
from doctor.rule import Example, Level, Rule
from doctor.verdict import Evidence, Status, Verdict, failed, not_applicable, passed, unknown


def check(repo: Repo) -> Verdict:
    if is_provider(repo):
        return not_applicable("the repo provides parity-lib")
    if repo.trouble:
        return failed(repo.trouble.why, Evidence(repo.trouble.place, "nothing is declared here"))
    for given in repo.inputs:
        is_ours = given.ref is not None and points_to_parity_lib(given.ref)
        if is_ours and (elsewhere := locked_elsewhere(repo, given)):
            remedy = f"Lock it anew: nix flake lock --update-input {given.name}"
            return failed(elsewhere.note, elsewhere, remedy=remedy)
    inputs = [given for given in repo.inputs if given.is_parity]
    if not inputs:
        return _no_input(repo)
    if not archetypes(repo):
        return _unused(repo, inputs)
    return _shadowed(repo) or passed(
        f"the apps come from the input {inputs[0].name}",
        *(Evidence(given.place, f"leads to {PARITY_LIB}") for given in inputs),
    )


def _no_input(repo: Repo) -> Verdict:
    if not no_parity_input(repo):
        summary = "whether an input leads to parity-lib is unknown"
        return undecided(repo, summary, *unclear_inputs(repo))
    for given in repo.inputs:
        if given.ref and ("parity" in given.name or "parity-lib" in given.ref.path):
            note = f"the input {given.name} points to {given.ref}, not to {PARITY_LIB}"
            return failed(note, Evidence(given.place, f"this is not {PARITY_LIB}"))
    names = listed(given.name for given in repo.inputs) or "there are none"
    return failed("no input points to parity-lib", Evidence(Place("flake.nix"), f"inputs: {names}"))


def _unused(repo: Repo, inputs: list[Input]) -> Verdict:
    if doubts(repo):
        return undecided(repo, f"whether an app comes from the input {inputs[0].name} is unknown")
    places = [Evidence(given.place, "it is declared here") for given in inputs]
    summary = f"the input {inputs[0].name} is declared, but no app comes from it"
    if repo.builder_calls:
        call = repo.builder_calls[0]
        summary = f"{call.builder} is called, but its result is dropped"
        places.insert(0, Evidence(call.place, "no app comes from this call"))
    elif named := builders_named(repo):
        summary = f"{named[0].note}, but no app comes from it"
        places = [*named, *places]
    remedy = f"Take the apps from it: apps = {inputs[0].name}.lib.mk…Publish pkgs {{ … }};"
    return failed(summary, *places, remedy=remedy)


def _shadowed(repo: Repo) -> Verdict | None:
    """An app that a builder gives, replaced by the flake's own of the same name."""
    for call in archetypes(repo):
        for app in repo.apps:
            if app.made_by != "builder" and app.name in (call.gives or ()):
                places = (
                    Evidence(app.place, f"this {app.name} is not the builder's"),
                    Evidence(call.place, f"{call.builder} gives an app {app.name}"),
                )
                if app.gap:
                    return unknown(
                        f"who makes the app {app.name} is unknown", *places, Evidence(*app.gap)
                    )
                summary = f"the app {app.name} replaces the one that {call.builder} gives"
                remedy = f"Remove it, or give it another name, and keep the builder's {app.name}."
                return failed(summary, *places, remedy=remedy)
    return None


RULE = Rule(
    name="consumes-parity-lib",
    level=Level.REQUIRED,
    reason=(
        "A guard that is mended in parity-lib reaches a repo only if its apps come from "
        "parity-lib itself, not from a fork, a copy or a local function of the same name."
    ),
    remedy=(
        'Declare inputs.parity.url = "git+https://git.oleks.space/oleks/parity-lib"; '
        "and take the apps from its builders as they are."
    ),
    check=check,
    examples=(
        Example(
            "the usual way",
            {
                "flake.nix": """\
{
  inputs.parity.url = "git+https://git.oleks.space/oleks/parity-lib?ref=main";
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";
  outputs = { self, nixpkgs, parity }:
    let pkgs = nixpkgs.legacyPackages.x86_64-linux; in {
      apps.x86_64-linux = parity.lib.mkGoBinaryPublish pkgs {
        pname = "sd";
        version = "1.0.0";
        binary = "${pkgs.sd}/bin/sd";
        assetName = "sd-linux-s390x";
      };
    };
}
"""
            },
            Status.PASS,
        ),
        Example(
            "an app of the flake's own beside the builder's",
            {
                "flake.nix": """\
{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";
    publishing = {
      type = "git";
      url = "https://git.oleks.space/oleks/parity-lib.git";
      ref = "main";
    };
  };
  outputs = { nixpkgs, publishing, ... }: {
    apps = nixpkgs.lib.genAttrs [ "x86_64-linux" "aarch64-linux" ] (system:
      let
        pkgs = nixpkgs.legacyPackages.${system};
        inherit (publishing.lib.mkParityBuilders pkgs) mkHelmPublish;
      in
      mkHelmPublish { pname = "gitea"; version = "12.4.0"; chartSrc = ./.; } // {
        lint = { type = "app"; program = "${pkgs.kubernetes-helm}/bin/helm"; };
      });
  };
}
"""
            },
            Status.PASS,
        ),
        Example(
            "a fork",
            {
                "flake.nix": """\
{
  inputs.parity.url = "github:someone/parity-lib";
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";
  outputs = { nixpkgs, parity, ... }: {
    apps.x86_64-linux = parity.lib.mkHelmPublish nixpkgs.legacyPackages.x86_64-linux {
      pname = "gitea"; version = "12.4.0"; chartSrc = ./chart;
    };
  };
}
"""
            },
            Status.FAIL,
        ),
        Example(
            "the lock leads to another place, and Nix follows the lock",
            {
                "flake.nix": """\
{
  inputs.parity.url = "git+https://git.oleks.space/oleks/parity-lib";
  outputs = { parity, ... }: {
    apps.x86_64-linux = parity.lib.mkHelmPublish { } {
      pname = "gitea"; version = "12.4.0"; chartSrc = ./chart;
    };
  };
}
""",
                "flake.lock": """\
{
  "nodes": {
    "parity": {
      "locked": { "type": "github", "owner": "someone", "repo": "parity-lib", "rev": "c00108ac" },
      "original": { "type": "git", "url": "https://git.oleks.space/oleks/parity-lib" }
    },
    "root": { "inputs": { "parity": "parity" } }
  },
  "root": "root",
  "version": 7
}
""",
            },
            Status.FAIL,
        ),
        Example(
            "a local function shadows the input",
            {
                "flake.nix": """\
{
  inputs.parity.url = "git+https://git.oleks.space/oleks/parity-lib";
  outputs = { self, ... }@inputs:
    let
      # until parity-lib can sign charts
      parity.lib.mkHelmPublish = _: args: {
        publish = { type = "app"; program = "${self}/publish.sh"; meta.description = args.pname; };
      };
    in
    { apps.x86_64-linux = parity.lib.mkHelmPublish { } { pname = "gitea"; }; };
}
""",
                "publish.sh": "#!/bin/sh\nhelm push chart.tgz oci://git.oleks.space/oleks\n",
            },
            Status.FAIL,
        ),
        Example(
            "one of the builder's apps is replaced",
            {
                "flake.nix": """\
{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";
  inputs.parity.url = "git+https://git.oleks.space/oleks/parity-lib";
  outputs = { nixpkgs, parity, ... }:
    let pkgs = nixpkgs.legacyPackages.x86_64-linux; in {
      apps.x86_64-linux = parity.lib.mkPyPiWheelPublish pkgs {
        pname = "asyncpg"; version = "0.31.0"; wheel = ./dist;
      } // {
        publish = {
          type = "app";
          program = "${pkgs.writeShellScript "publish" "twine upload dist/*"}";
          meta.description = "Upload the wheel";
        };
      };
    };
}
"""
            },
            Status.FAIL,
        ),
        Example(
            "declared, but nobody uses it",
            {
                "flake.nix": """\
{
  inputs.parity.url = "git+https://git.oleks.space/oleks/parity-lib";
  outputs = { self, parity }: {
    apps.x86_64-linux.publish = { type = "app"; program = "${self}/publish.sh"; };
  };
}
""",
                "publish.sh": "#!/bin/sh\nhelm push chart.tgz oci://git.oleks.space/oleks\n",
            },
            Status.FAIL,
        ),
        Example(
            "an input that follows another flake's, without a lock",
            {
                "flake.nix": """\
{
  inputs.ours.url = "git+https://git.oleks.space/oleks/flake-tools";
  inputs.parity.follows = "ours/parity";
  outputs = { parity, ours, ... }: { apps = parity.lib.mkHelmPublish ours.pkgs { }; };
}
"""
            },
            Status.UNKNOWN,
        ),
        Example(
            "the builder's apps go through a function that cannot be read",
            {
                "flake.nix": """\
{
  inputs.parity.url = "git+https://git.oleks.space/oleks/parity-lib";
  inputs.ours.url = "git+https://git.oleks.space/oleks/flake-tools";
  outputs = { parity, ours, ... }: {
    apps.x86_64-linux = ours.lib.wrapApps (parity.lib.mkHelmPublish ours.pkgs {
      pname = "gitea"; version = "12.4.0"; chartSrc = ./chart;
    });
  };
}
"""
            },
            Status.UNKNOWN,
        ),
    ),
)
