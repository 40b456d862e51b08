both() { echo out; echo err >&2; }
both > a 2>&1; echo "a: $(cat a)"
both 2>&1 > b; echo "b: $(cat b)"
both &> c; both &>> c; echo "c: $(cat c)"
both >& d; echo "d: $(cat d)"
both 3>&1 >&2 2>&3 2> /dev/null | cat
x=$(both 3>&1 1>&2 2>&3 2>&1 2> /dev/null); echo "[$x]"
y=$({ both 3>&1 1>&2 2>&3 3>&-; } 2> swapped); echo "[$y] $(cat swapped)"
