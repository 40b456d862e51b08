{
  description = "parity-lib: builders of publish apps, and pipeline-doctor, which judges them";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs";

  outputs =
    { self, nixpkgs }:
    let
      inherit (nixpkgs) lib;

      description = "Say whether a repo keeps the parity contract, without running it";

      # Whoever calls a builder brings the packages: `lib` needs no input and no system.
      mkParityBuilders = pkgs: import ./publish/builders.nix { inherit pkgs; };

      # doctor/__init__.py is the one place that states the version.
      version = builtins.head (
        builtins.match ''.*__version__ = "([^"]+)".*'' (builtins.readFile ./doctor/__init__.py)
      );

      # Not nixpkgs' own: what `lib` is, and which packages there are, is told without any input.
      genAttrs =
        names: value:
        builtins.listToAttrs (
          map (name: {
            inherit name;
            value = value name;
          }) names
        );

      eachSystem = genAttrs [
        "x86_64-linux"
        "aarch64-linux"
        "x86_64-darwin"
        "aarch64-darwin"
      ];

      publishTools = pkgs: [
        pkgs.crane
        pkgs.kubernetes-helm
        pkgs.regclient
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
          pkgs = nixpkgs.legacyPackages.${system};
          python = pkgs.python3Packages;
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
          # The tests that need Nix itself or a browser skip here; CI runs them.
          nativeCheckInputs = [
            pkgs.git
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
      lib = {
        inherit mkParityBuilders;
      }
      // genAttrs [
        "mkPyPiWheelPublish"
        "mkS390xNpmPublish"
        "mkGenericBinaryPublish"
        "mkNix2ContainerPublish"
        "mkGoBinaryPublish"
        "mkHelmPublish"
      ] (name: pkgs: (mkParityBuilders pkgs).${name});

      packages = eachSystem (system: rec {
        pipeline-doctor = package system;
        parity-publish = import ./publish/package.nix rec {
          pkgs = nixpkgs.legacyPackages.${system};
          tools = publishTools pkgs;
        };
        default = pipeline-doctor;
      });

      apps = eachSystem (
        system:
        let
          app = program: {
            type = "app";
            program = lib.getExe program;
            meta = { inherit (program.meta) description; };
          };
        in
        rec {
          pipeline-doctor = app self.packages.${system}.pipeline-doctor;
          parity-publish = app self.packages.${system}.parity-publish;
          default = pipeline-doctor;
        }
      );

      # Building pipeline-doctor runs the tests.
      checks = eachSystem (system: {
        inherit (self.packages.${system}) pipeline-doctor parity-publish;
        shell =
          nixpkgs.legacyPackages.${system}.runCommand "shellcheck"
            { nativeBuildInputs = [ nixpkgs.legacyPackages.${system}.shellcheck ]; }
            ''
              shellcheck ${./ci}/*.sh
              touch "$out"
            '';
      });

      devShells = eachSystem (
        system:
        let
          pkgs = nixpkgs.legacyPackages.${system};
        in
        {
          default = pkgs.mkShell {
            inputsFrom = [ self.packages.${system}.pipeline-doctor ];
            packages = publishTools pkgs ++ [
              pkgs.apacheHttpd
              pkgs.distribution
              pkgs.go
              pkgs.mypy
              pkgs.nodejs
              pkgs.openssl
              pkgs.ruff
              pkgs.shellcheck
              pkgs.skopeo
            ];
          };
        }
      );
    };
}
