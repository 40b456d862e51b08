{
  description = "tidegate: a gate before slow services";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";

  outputs =
    { self, nixpkgs }:
    let
      inherit (nixpkgs) lib;
      systems = [ "x86_64-linux" "aarch64-linux" ];
      version = "2.7.1";

      scripts =
        system:
        let
          pkgs = nixpkgs.legacyPackages.${system};
          tools = [ pkgs.curl pkgs.regclient pkgs.jq pkgs.pass ];
        in
        {
          publish = pkgs.writeShellApplication {
            name = "publish";
            runtimeInputs = tools ++ [ pkgs.kubernetes-helm ];
            text = ''
              export TIDEGATE_VERSION=${version}
              ${builtins.readFile ./ci/publish.sh}
            '';
          };

          stage-s390x = pkgs.writeShellApplication {
            name = "stage-s390x";
            runtimeInputs = [ pkgs.skopeo pkgs.jq pkgs.gnutar ];
            text = builtins.readFile ./ci/stage-s390x.sh;
          };

          push-staged = pkgs.writeShellApplication {
            name = "push-staged";
            runtimeInputs = tools;
            text = ''
              root=$(git rev-parse --show-toplevel 2>/dev/null || pwd)
              export TIDEGATE_ROOT="$root"
              exec ${pkgs.bash}/bin/bash ${self}/ci/push-staged.sh "$@"
            '';
          };

          publish-index = pkgs.writeShellScriptBin "publish-index" (
            builtins.readFile ./ci/publish-index.sh
          );
        };

      app = description: program: {
        type = "app";
        inherit program;
        meta = { inherit description; };
      };
    in
    {
      apps = lib.genAttrs systems (
        system:
        let
          made = scripts system;
        in
        {
          publish = app "Publish images, index and chart" (lib.getExe made.publish);
          publish-s390x = app "Publish the binary and the wheels" "${self}/ci/publish-s390x.sh";
          stage-s390x = app "Build all for s390x" (lib.getExe made.stage-s390x);
          push-staged = app "Push what was staged" "${made.push-staged}/bin/push-staged";
          publish-index = app "Join the images" "${made.publish-index}/bin/publish-index";
        }
      );
    };
}
