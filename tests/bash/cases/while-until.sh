n=3; while (( n-- )); do echo "n $n"; done; echo "rc $?"
until [ "$n" -ge 2 ]; do (( n += 1 )); done; echo "$n"
while echo cond; false; do echo no; done; echo "rc $?"
while :; do echo once; break; done
i=0; while true; do (( ++i > 3 )) && break; [ $i = 2 ] && continue; echo "i $i"; done
