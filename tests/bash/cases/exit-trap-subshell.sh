# What a subshell writes when it ends goes where it was told to, whoever reads the shell around it.
a=$( { ( trap 'echo trap 1' EXIT; exit 3 ) } > one || echo "group $?" ); echo "a: $a"; cat one
b=$( ( trap 'echo trap 2' EXIT; exit 3 ) > two || echo "sub $?" ); echo "b: $b"; cat two
c=$( { ( ( trap 'echo trap 3' EXIT; exit 3 ); echo "inner $?" ) } > three ); echo "c: $c"; cat three
d=$( f() { ( trap 'echo trap 4' EXIT; exit 3 ); }; f > four; echo "f $?" ); echo "d: $d"; cat four
e=$( eval '( trap "echo trap 5" EXIT; exit 3 )' > five; echo "eval $?" ); echo "e: $e"; cat five
g=$( ( set -e; trap 'echo trap 6' EXIT; { false; } > six ); echo "errexit $?" ); echo "g: $g"; cat six
{ ( trap 'echo trap 7' EXIT; { exit 3; } > seven ); } > eight; echo "$?"; cat seven eight
