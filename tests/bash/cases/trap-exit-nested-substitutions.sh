# A shell that ends undoes none of the redirections around it.
d=$( { x=$(trap 'echo trap 1' EXIT; exit 4); echo "x: $x"; } > one ); echo "d: $d"; cat one
e=$( (x=$(trap 'echo trap 2' EXIT; exit 4); echo "x: $x") > two ); echo "e: $e"; cat two
eval '{ x=$(trap "echo trap 3" EXIT; eval exit); } > three'; echo "$x"; cat three
f() { x=$(trap 'echo trap 4' EXIT; { eval exit 3; } > four); echo "x: $x"; }
f; cat four
g() { x=$(set -e; trap 'echo trap 5' EXIT; eval false); echo "x: $x"; }
g > five; cat five
set -u
h() { echo "${#unset[@]}"; }
y=$( ( trap 'echo trap 6' EXIT; h 2> six > seven; echo no ); echo "$?" ); echo "y: $y"; cat seven
( trap 'echo trap 7' EXIT; h 2> /dev/null > eight; echo no ); echo "$?"; cat eight
