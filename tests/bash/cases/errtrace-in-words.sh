# A condition is none for the `$(…)` in the words of `for`, `case`, `((` and redirections in it.
set -E
trap 'echo "e$?"' ERR
f() { false; echo on; }
if for z in $(f); do echo "for $z"; done; then :; fi
if ( for z in $(f); do echo "for $z"; done ); then :; fi
if case $(f) in e1*) echo e ;; *) echo none ;; esac; then :; fi
if case e1 in $(f)*) echo e ;; *) echo none ;; esac; then :; fi
if (( $(f >&2; echo 1) )) 2>&1; then echo e; fi
if for (( x = $(f >&2; echo 1); x < 2; x++ )); do :; done 2>&1; then :; fi
if cat <<< $(f); then :; fi
if [[ $(f) == e1* ]]; then echo e; else echo none; fi
if echo $(f); then :; fi
if x=$(f) y=($(f)); then echo $x "${y[@]}"; fi
if x=$(for z in $(f); do echo "for $z"; done); then echo $x; fi
if for z in $(if f; then :; fi; f); do echo $z; done; then :; fi
( shopt -s inherit_errexit; set -e; if for z in $(f); do echo $z; done; then echo yes; fi )
