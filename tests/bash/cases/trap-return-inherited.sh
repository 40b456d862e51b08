f() { trap 'echo x' RETURN; }; g() { f; echo in g; }; g; h() { echo h; }; h
trap -p RETURN
trap - RETURN
trap 'echo outer' RETURN
k() { echo k; trap 'echo inner' RETURN; return 3; }; k; echo $?
trap -p RETURN
echo 'echo sourced; return 4' > file; . ./file; echo $?
( h ); set -T; h; (h); echo $(h); set +T
trap - RETURN
trap 'n=$((n+1))' DEBUG
f() { local a=1; a=2; }; trap - RETURN; f; [[ a == a ]] && (( 1 )); case a in a) :;; esac
echo $n
trap - DEBUG
echo $n
m() { local v=secret; trap 'echo "leaves $v $?"; trap - RETURN' RETURN; false; }; m; echo $?
