show() { printf '%s:' "$#"; printf '<%s>' "$@"; echo; }
x='a:b::c:'
IFS=:; show $x
IFS=': '; y=' a : b  c:: d '; show $y
IFS=; show $y
IFS=x; z=axbxx; show $z "$z"
unset IFS; show $y
IFS=' '; show $(printf ' p  q ')
list=(x y ':'); set -- "${list[@]}"
for IFS in ' :' ': ' $' \t\n:'; do printf '<%s>' ${list[@]} $@ $* ${list[@]:-e} z; echo; done
