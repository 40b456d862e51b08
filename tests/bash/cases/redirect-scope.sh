f() { echo in; } > f1
f; cat f1
{ echo a; { echo b; } > inner; echo c; } > outer
cat outer; cat inner
( exec > sub; echo quiet ); cat sub
echo visible
if true; then echo cond; fi > cond; cat cond
case x in x) echo case;; esac > case; cat case
