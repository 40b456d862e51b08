for x in a "b c" $(echo d e); do echo "<$x>"; done; echo "$x"
set -- p q; for x; do echo "$x"; done
for x do echo "again $x"; done
for x in; do echo no; done; echo "empty $? $x"
for x in 1 2 3; do [ "$x" = 2 ]; done; echo "last $?"
for (( i = 0; i < 3; i++ )) { echo "$i"; }
for f in *.none; do echo "$f"; done
