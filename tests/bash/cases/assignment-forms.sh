a=1 b=$a c=$b; echo "$a $b $c"
a+=2; echo "$a"
x='p q' y=$x; echo "$y"
z= ; echo "[$z]"
v=a=b; echo "$v"; "v"=c 2> /dev/null || echo "not an assignment $?"
n=5 m=n; echo $((m + 1))
e=$(false); echo $?
