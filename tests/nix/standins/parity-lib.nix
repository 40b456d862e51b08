# parity-lib, as far as the contract's table of apps goes. `genuine`: oleks' own, not a fork of it.
genuine:
let
  inherit (builtins) attrNames concatMap filter isString listToAttrs mapAttrs toJSON;

  common = {
    registryHost = "git.oleks.space";
    registryOwner = "oleks";
    passEntry = "infra/gitea/personal_access_token_packages_rw";
  };

  # The arguments of each builder: those that must be given, and the defaults of the others.
  signatures = rec {
    mkPyPiWheelPublish = {
      required = [ "pname" "version" "wheel" ];
      optional.arch = "s390x";
    };
    mkS390xNpmPublish = {
      required = [ "pname" "version" "nodeFile" "nodeFileName" "packageJson" ];
      optional.arch = "s390x";
    };
    mkGenericBinaryPublish = {
      required = [ "pname" "version" "binary" "assetName" ];
      optional.arch = "s390x";
    };
    mkGoBinaryPublish = mkGenericBinaryPublish;
    mkNix2ContainerPublish = {
      required = [ "imageName" "version" "images" "arches" ];
      optional = { };
    };
    mkHelmPublish = {
      required = [ "pname" "version" "chartSrc" ];
      optional = {
        arch = "noarch";
        ociRepo = "oci://git.oleks.space/oleks";
      };
    };
  };

  shown = [ "pname" "version" "arch" "assetName" "nodeFileName" "imageName" "arches" "ociRepo" ] ++ attrNames common;

  build =
    builder: { required, optional }: pkgs: given:
    let
      known = listToAttrs (map (name: { inherit name; value = null; }) required) // optional // common;
      strange = filter (name: !(known ? ${name})) (attrNames given);
      missing = filter (name: !(given ? ${name})) required;
      arguments = optional // common // given;

      made = toJSON {
        inherit builder genuine;
        arguments = listToAttrs (concatMap
          (name: if arguments ? ${name} then [ { inherit name; value = arguments.${name}; } ] else [ ])
          shown);
      };
      arches = if arguments ? images then attrNames arguments.images else [ arguments.arch ];
      names =
        concatMap (arch: [ "stage-${arch}" "publish-${arch}" ]) arches
        ++ (if arguments ? images then [ "publish-index" ] else [ ])
        ++ [ "publish" "push-staged" ];
    in
    assert isString pkgs.system;
    if strange ++ missing != [ ] then
      throw "${builder}: unknown ${toJSON strange}, missing ${toJSON missing}"
    else
      listToAttrs (map
        (name: {
          inherit name;
          value = {
            type = "app";
            program = made;
            meta.description = "${name} of ${arguments.pname or arguments.imageName}";
          };
        })
        names);

  builders = mapAttrs build signatures;
in
{
  lib = builders // {
    mkParityBuilders = pkgs: mapAttrs (_: builder: builder pkgs) builders // {
      mkApp = description: program: {
        type = "app";
        inherit program;
        meta = { inherit description; };
      };
      shellLib = "parity-lib.sh";
    };
  };
}
