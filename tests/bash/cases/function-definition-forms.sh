function a { echo a; }
function b() { echo b; }
c() ( x=1; echo c )
d() if true; then echo d; fi
e() { echo "e $1"; } > out
f-g.h() { echo odd; }
a; b; c; echo "${x-none}"; d; e 1; cat out; f-g.h
a() { echo "a again"; }; a; unset -f a; a 2> /dev/null || echo "gone $?"
