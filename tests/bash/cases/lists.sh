true && echo a || echo b
false && echo a || echo b
false || false && echo a || echo c
true || echo no && echo yes
! true || echo negated
{ false; true; } && echo group
false; echo $?; true; echo $?
true & wait; echo "$?"
