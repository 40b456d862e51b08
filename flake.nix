{
  description = "parity-lib: the publish contract of the parity repos, and pipeline-doctor";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs";

  outputs =
    { self, nixpkgs }:
    let
      inherit (nixpkgs) lib;

      description = "Say whether a repo keeps the parity contract, without running it";

      # doctor/__init__.py is the one place that states the version.
      version = builtins.head (
        builtins.match ''.*__version__ = "([^"]+)".*'' (builtins.readFile ./doctor/__init__.py)
      );

      eachSystem = lib.genAttrs [
        "x86_64-linux"
        "aarch64-linux"
        "x86_64-darwin"
        "aarch64-darwin"
      ];

      # A grammar as its authors released it for Python: the same one that the tests read with.
      grammar =
        python: pname: version: hash:
        python.buildPythonPackage {
          inherit pname version;
          pyproject = true;
          src = python.fetchPypi { inherit pname version hash; };
          build-system = [
            python.setuptools
            python.wheel
          ];
          pythonImportsCheck = [ pname ];
        };

      package =
        system:
        let
          python = nixpkgs.legacyPackages.${system}.python3Packages;
        in
        python.buildPythonApplication {
          pname = "pipeline-doctor";
          inherit version;
          pyproject = true;
          src = self;
          build-system = [ python.setuptools ];
          dependencies = [
            python.pyyaml
            python.tree-sitter
            (grammar python "tree_sitter_nix" "0.1.0"
              "sha256-tVH9APu6yS8wD6lB88QbZh8pDBQVWd4PaQ1VCdmsPLA="
            )
          ];
          # The tests that need Nix itself skip here; CI runs them.
          nativeCheckInputs = [
            python.bashlex
            python.hypothesis
            python.jsonschema
            python.pytestCheckHook
            (grammar python "tree_sitter_bash" "0.25.1"
              "sha256-v8C9qne8HobjxmUuWm4UDEDAoWuEGFwrY6182Am4jxQ="
            )
          ];
          meta = {
            inherit description;
            license = lib.licenses.mit;
            mainProgram = "pipeline-doctor";
          };
        };
    in
    {
      packages = eachSystem (system: rec {
        pipeline-doctor = package system;
        default = pipeline-doctor;
      });

      apps = eachSystem (system: rec {
        pipeline-doctor = {
          type = "app";
          program = lib.getExe self.packages.${system}.pipeline-doctor;
          meta = { inherit description; };
        };
        default = pipeline-doctor;
      });

      # Building the package runs the tests.
      checks = eachSystem (system: {
        inherit (self.packages.${system}) pipeline-doctor;
      });

      devShells = eachSystem (
        system:
        let
          pkgs = nixpkgs.legacyPackages.${system};
        in
        {
          default = pkgs.mkShell {
            inputsFrom = [ self.packages.${system}.pipeline-doctor ];
            packages = [
              pkgs.mypy
              pkgs.ruff
            ];
          };
        }
      );
    };
}
