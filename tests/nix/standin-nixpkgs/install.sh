#!/bin/sh
# The builder behind buildPythonApplication in ./flake.nix.
set -eu
: "${out:?}" "${src:?}" "${program:?}" "${python:?}"
mkdir -p "$out/bin" "$out/lib"
cp -r "$src/doctor" "$src/rules" "$out/lib"
cat > "$out/bin/$program" <<END
#!/bin/sh
PYTHONPATH=$out/lib exec $python -c 'import sys; from doctor.cli import main; sys.exit(main())' "\$@"
END
chmod +x "$out/bin/$program"
