# parity-lib's builders: pkgs -> { mk…Publish, mkApp, shellLib }.
#
# A builder checks its arguments, writes them down as a spec (publish/spec.py) and gives apps that
# hand it to parity-publish. What an app does not build is not in its spec, so that `publish-index`
# and `push-staged` build nothing.
{ pkgs }:
let
  inherit (builtins)
    attrNames
    concatMap
    concatStringsSep
    elem
    filter
    head
    isAttrs
    isList
    isPath
    isString
    listToAttrs
    mapAttrs
    removeAttrs
    stringLength
    substring
    toJSON
    typeOf
    ;

  parity-publish = tools: import ./package.nix { inherit pkgs tools; };

  common = {
    registryHost = "git.oleks.space";
    registryOwner = "oleks";
    passEntry = "infra/gitea/personal_access_token_packages_rw";
  };

  # What an argument must be: `holds` of a value, and `is` for the error.
  text = {
    is = "a string";
    holds = isString;
  };
  # Only looked at by the apps that stage it, so that nothing else has to evaluate a build.
  artifact = {
    is = "a package, a path or a string";
    holds = _: true;
  };
  images = {
    is = "a set of at least one arch, each with copyTo: { amd64 = { copyTo = …; }; }";
    holds = value: isAttrs value && value != { } && all (arch: isImage value.${arch}) (attrNames value);
  };
  arches = {
    is = "a list of at least one string";
    holds = value: isList value && value != [ ] && all isString value;
  };
  isArtifact = value: isString value || isPath value || isAttrs value && value ? outPath;
  isImage = value: isAttrs value && attrNames value == [ "copyTo" ];
  all = holds: values: filter (value: !holds value) values == [ ];

  # The arguments of each builder beside the common ones, and the defaults of those that have one.
  package = {
    pname = text;
    version = text;
    arch = text;
  };
  s390x = _: { arch = "s390x"; };
  binary = {
    archetype = "generic-binary";
    source = "binary";
    types = package // {
      binary = artifact;
      assetName = text;
    };
    defaults = s390x;
  };
  archetypes = {
    mkPyPiWheelPublish = {
      archetype = "pypi-wheel";
      source = "wheel";
      types = package // {
        wheel = artifact;
      };
      defaults = s390x;
    };
    mkS390xNpmPublish = {
      archetype = "npm-addon";
      source = "nodeFile";
      types = package // {
        nodeFile = artifact;
        nodeFileName = text;
        packageJson = text;
      };
      defaults = s390x;
    };
    mkGenericBinaryPublish = binary;
    mkGoBinaryPublish = binary;
    mkNix2ContainerPublish = {
      archetype = "oci-image";
      source = "images";
      types = {
        imageName = text;
        version = text;
        inherit images arches;
      };
      defaults = _: { };
      tools = [
        pkgs.regclient
        pkgs.crane
      ];
    };
    mkHelmPublish = {
      archetype = "helm-chart";
      source = "chartSrc";
      types = package // {
        chartSrc = artifact;
        ociRepo = text;
      };
      defaults = given: {
        arch = "noarch";
        ociRepo = "oci://${given.registryHost}/${given.registryOwner}";
      };
      tools = [ pkgs.kubernetes-helm ];
    };
  };

  build =
    builder:
    {
      archetype,
      source,
      types,
      defaults,
      tools ? [ ],
    }:
    given:
    let
      known = types // mapAttrs (_: _: text) common;
      settings = common // given;
      arguments = defaults settings // settings;
      wrong =
        if !isAttrs given then
          [ "its arguments must be a set, not a ${typeOf given}" ]
        else if !(pkgs ? writeText) then
          [ "its first argument must be packages, such as nixpkgs.legacyPackages.x86_64-linux" ]
        else
          map (name: "there is no argument ${name}; there are ${listed (attrNames known)}") (
            filter (name: !(known ? ${name})) (attrNames given)
          )
          ++ concatMap (
            name:
            if !(arguments ? ${name}) then
              [ "the argument ${name} is missing" ]
            else if !known.${name}.holds arguments.${name} then
              [ "the argument ${name} must be ${known.${name}.is}, not a ${typeOf arguments.${name}}" ]
            else
              [ ]
          ) (attrNames known);

      # The token goes to registryHost alone.
      place =
        if archetype == "oci-image" then
          { imageName = "${arguments.registryHost}/"; }
        else if archetype == "helm-chart" then
          { ociRepo = "oci://${arguments.registryHost}/"; }
        else
          { };
      elsewhere = filter (
        name: substring 0 (stringLength place.${name}) arguments.${name} != place.${name}
      ) (attrNames place);

      name = arguments.pname or arguments.imageName;
      built = if archetype == "oci-image" then attrNames arguments.images else [ arguments.arch ];
      strange = filter (arch: !elem arch arguments.arches) built;

      path =
        argument: value:
        if isArtifact value then
          "${value}"
        else
          throw "${builder}: the argument ${argument} must be ${artifact.is}, not a ${typeOf value}";

      # The spec of an app that stages these arches.
      spec =
        staged:
        removeAttrs arguments [ source ]
        // {
          inherit archetype;
        }
        // (
          if archetype == "oci-image" then
            {
              images = mapAttrs (
                arch: image:
                if elem arch staged then { copyTo = path "images.${arch}.copyTo" image.copyTo; } else { }
              ) arguments.images;
            }
          else if staged == [ ] then
            { }
          else
            { ${source} = path source arguments.${source}; }
        );

      app = app: staged: description: {
        name = app;
        value = mkApp description (
          pkgs.writeShellScript "parity-${app}" ''
            set -euo pipefail
            exec ${parity-publish tools}/bin/parity-publish ${app} --spec ${
              pkgs.writeText "parity-${app}.json" (toJSON (spec staged))
            } "$@"
          ''
        );
      };
      dry = "a dry run unless --publish or PUBLISH=1";
    in
    if wrong != [ ] then
      throw "${builder}: ${concatStringsSep "; " wrong}"
    else if elsewhere != [ ] then
      throw "${builder}: the argument ${head elsewhere} must begin with ${place.${head elsewhere}}"
    else if archetype == "oci-image" && strange != [ ] then
      throw "${builder}: the argument images has ${listed strange}, which arches does not have"
    else
      listToAttrs (
        concatMap (arch: [
          (app "stage-${arch}" [ arch ] "Build ${name} for ${arch} into .parity-stage, offline")
          (app "publish-${arch}" [ arch ] "Build ${name} for ${arch} and publish it; ${dry}")
        ]) built
        ++ (
          if archetype == "oci-image" then
            [ (app "publish-index" [ ] "Assemble the index of ${name} from what was pushed; ${dry}") ]
          else
            [ ]
        )
        ++ [
          (app "publish" built "Build and publish ${name}, all of it; ${dry}")
          (app "push-staged" [ ] "Publish what lies in .parity-stage of ${name}; ${dry}")
        ]
      );

  listed = concatStringsSep ", ";

  # An app that says what it does, and runs `program` (a path, or a derivation that is one file).
  mkApp = description: program: {
    type = "app";
    program = "${program}";
    meta = { inherit description; };
  };
in
mapAttrs build archetypes
// {
  inherit mkApp;

  # For scripts that still need a shell: `source ${shellLib}`.
  shellLib = pkgs.writeText "parity-lib.sh" ''
    PATH=${parity-publish [ ]}/bin:$PATH
    ${builtins.readFile ../ci/parity-lib.sh}
  '';
}
