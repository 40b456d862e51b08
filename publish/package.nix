# The command parity-publish, with the programs that it is to find. It is Python's standard library
# and nothing else, so that the repos that publish need not build the doctor.
{
  pkgs,
  tools ? [ ],
}:
let
  inherit (builtins) concatStringsSep match path;

  source = path {
    name = "publish";
    path = ./.;
    filter =
      file: type:
      if type == "directory" then match ".*/__pycache__" file == null else match ".*[.]py" file != null;
  };
in
pkgs.runCommand "parity-publish"
  {
    meta = {
      description = "Stage and publish what a repo builds, by the parity contract";
      mainProgram = "parity-publish";
    };
  }
  ''
    mkdir -p "$out/bin" "$out/lib"
    cp -r ${source} "$out/lib/publish"
    chmod -R u+w "$out/lib"
    ${pkgs.python3}/bin/python3 -m compileall -q --invalidation-mode unchecked-hash "$out/lib"
    # -I: no folder "publish" where it is started, and no PYTHONPATH, comes before our own.
    cat > "$out/bin/parity-publish" <<END
    #!${pkgs.python3}/bin/python3 -I
    import os
    import sys
    sys.path.insert(0, "$out/lib")
    os.environ["PATH"] = "${concatStringsSep "" (map (tool: "${tool}/bin:") tools)}" + os.environ["PATH"]
    from publish.cli import main
    sys.exit(main())
    END
    chmod +x "$out/bin/parity-publish"
  ''
