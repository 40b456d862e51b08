# As much of nixpkgs as this repo's own flake asks for, so that `nix run` works without a network.
# "Installing" a Python application copies its source into the store, with a script that starts
# it by the interpreter that runs the tests (its path is in ./python, which the test writes).
{
  outputs =
    { self }:
    let
      genAttrs = names: f: builtins.listToAttrs (map (name: { inherit name; value = f name; }) names);

      python3Packages =
        system:
        genAttrs [
          "bashlex"
          "hypothesis"
          "jsonschema"
          "pytestCheckHook"
          "pyyaml"
          "setuptools"
          "tree-sitter"
          "wheel"
        ] (name: name)
        // {
          fetchPypi = { pname, version, hash }: "${pname}-${version}.tar.gz";
          buildPythonPackage =
            { pname, version, pyproject, src, build-system, pythonImportsCheck }: "${pname} from ${src}";
          buildPythonApplication =
            { pname, version, pyproject, src, build-system, dependencies, nativeCheckInputs, meta }:
            builtins.deepSeq [ build-system dependencies nativeCheckInputs ] derivation {
              inherit system src;
              name = "${pname}-${version}";
              builder = "/bin/sh";
              args = [ ./install.sh ];
              python = builtins.readFile ./python;
              program = meta.mainProgram;
              PATH = "/usr/bin:/bin";
            }
            // {
              inherit meta;
            };
        };
    in
    {
      lib = {
        inherit genAttrs;
        getExe = package: "${package}/bin/${package.meta.mainProgram}";
        licenses.mit = "MIT";
      };
      legacyPackages =
        genAttrs [ "x86_64-linux" "aarch64-linux" "x86_64-darwin" "aarch64-darwin" ]
          (system: genAttrs [
            "apacheHttpd"
            "crane"
            "distribution"
            "git"
            "go"
            "kubernetes-helm"
            "mypy"
            "nodejs"
            "openssl"
            "regclient"
            "ruff"
            "shellcheck"
            "skopeo"
          ] (name: "/standin/${name}") // {
            python3Packages = python3Packages system;
            python3 = builtins.dirOf (builtins.dirOf (builtins.readFile ./python));
            writeText =
              name: text:
              derivation {
                inherit system name text;
                builder = "/bin/sh";
                args = [ "-c" "printf '%s' \"$text\" > $out" ];
              };
            writeShellScript =
              name: text:
              derivation {
                inherit system name text;
                builder = "/bin/sh";
                args = [ "-c" "printf '#!/bin/bash\\n%s' \"$text\" > $out; chmod +x $out" ];
                PATH = "/usr/bin:/bin";
              };
            runCommand =
              name: attributes: script:
              derivation (removeAttrs attributes [ "meta" ] // {
                inherit system name script;
                builder = "/bin/sh";
                args = [ "-euc" "eval \"$script\"" ];
                PATH = "/usr/bin:/bin";
              })
              // {
                meta = attributes.meta or { };
              };
            mkShell =
              { inputsFrom, packages }:
              derivation {
                inherit system inputsFrom packages;
                name = "shell";
                builder = "/bin/sh";
              };
          });
    };
}
