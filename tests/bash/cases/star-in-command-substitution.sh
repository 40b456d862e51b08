# Beside a `"$@"` an unquoted `$*` of an assignment's `$(…)` is fields of its own.
set -- 'a b' c:d ''
lst=(x 'y z')
for IFS in : ' '; do
    x=$(printf '<%s>' $*); echo "$x"
    x=$(printf '<%s>' "$@"$*); echo "$x"
    x=$(printf '<%s>' $*"$@"); echo "$x"
    x=$(printf '<%s>' "$@" $*); echo "$x"
    x=$(printf '<%s>' "$@"${lst[*]}); echo "$x"
    x=$(printf '<%s>' "${lst[@]}"$*); echo "$x"
    x=$(printf '<%s>' ${u:-$*}); echo "$x"
    x=$(printf '<%s>' ${u:-x${lst[*]}} $*); echo "$x"
    x=$(printf '<%s>' ${lst+$(printf '[%s]' $*)}); echo "$x"
    x=$(printf '<%s>' "${u:-$*}"); echo "$x"
    cat <<< $(printf '<%s>' ${lst+$*} "$@"$*)
    printf '<%s>' ${u:-$*} "$@"$*; echo
done
