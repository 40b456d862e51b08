set -e
inner() { false; echo "inner goes on"; }
middle() { inner; ( false; echo "subshell too" ); echo "$(false; echo "and substitution")"; }
if middle; then echo "done"; fi
middle && echo listed
