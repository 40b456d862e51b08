echo a{b,c}d {1..5} {5..1} {a..e..2} {01..03} {-1..1}
echo {a,b}{1,2} x{,y}z {a,{b,c}} {} {a} "{a,b}" \{a,b}
x=3; echo {1..$x} {$x,4}
echo {a,b\,c} {'a,b',c} ${x}{p,q}
