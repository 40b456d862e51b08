x=old
f() { echo "f sees $x"; x=changed; }
x=temp f; echo "$x"
x=temp true; echo "$x"
x=temp :; echo "$x"
x=temp eval 'echo "$x"'; echo "$x"
y=1 z=$y-; echo "[$z]"
IFS=: read -r p q <<< a:b; echo "$p $q [${IFS}]" | tr '\n\t' 'nt'
