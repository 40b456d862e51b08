# What is set in front of a function is a variable of the function; in front of `eval` it has a
# scope of its own. Without it, the variable that it hides is seen again.
c=0
f() { unset c; echo "in ${c-unset}"; c=6; }
c=1 f; echo "after $c"
f() { c=2; unset c; echo "in $c"; }
c=1 f; echo "after $c"
f() { local c; echo "local ${c-unset}"; unset c; echo "gone ${c-unset}"; }
c=1 f; echo "after $c"
g() { f; echo "caller ${c-unset}"; }
f() { unset c; echo "callee $c"; }
c=1 g; echo "after $c"
f() { c=3; export c; }
c=1 f; declare -p c
unset b; b=${b:='q r'} f; echo "${b-unset}"
unset b; b=$(( b = 3 )) eval 'echo "$b"'; echo "$b"
b=5; b=1 eval 'b=2; echo "$b"; unset b; echo "$b"; b=4'; echo "$b"
b=1 unset b; echo "$b"
b=1 printf -v b %s two; echo "$b"
k=5; k=1 let k+=10; echo "$k"
declare -i n=4; f() { echo "$n"; }; n=1+1 f; declare -p n
arr=(1 2); f() { declare -p arr; }; arr=9 f; declare -p arr
IFS=, eval 'x=a,b; set -- $x; echo $#; unset IFS; set -- $x; echo $#'
( trap 'echo "trap $c"' EXIT; f() { exit; }; c=9 f )
( trap 'echo "trap $c"' EXIT; set -u; f() { local c=8; echo "$unset"; }; f ) 2> /dev/null
( trap 'echo "trap $c"' EXIT; set -eu; f() { local c=8; echo "$unset"; }; f ) 2> /dev/null
