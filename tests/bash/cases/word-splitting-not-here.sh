show() { printf '%s:' "$#"; printf '<%s>' "$@"; echo; }
x='a   b *'
y=$x; show "$y"
case $x in 'a   b *') echo same;; esac
[[ $x == 'a   b *' ]] && echo unsplit
z=(p$x); show "${z[@]:0:2}"
cat <<< $x
