show() { printf '%s:' "$#"; printf '<%s>' "$@"; echo; }
x='  a  b
 c	d '
show $x
show "$x"
show pre$x"post"
show $x$x
y=
show $y "$y" '' "$y"$y x$y
