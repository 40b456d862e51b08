exec 2>&1
PS4='+ '
set -x
a=1; b='x y'; echo "$a" $b '' 'it'\''s'; c=$(echo sub); [[ $b == x* ]]; (( a + 1 )); [ -n "$c" ]
for i in 1 2; do echo "$i"; done; case $a in 1) echo one;; esac; f() { local l=2; return 0; }; f "$b"
x=1 y=2 echo z > /dev/null; if false; then :; fi; arr=(p 'q r'); arr[0]=s; cat <<< "$c"; echo "$((1 + 1))"
{ set +x; } 2> /dev/null; echo quiet
