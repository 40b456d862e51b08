x=1
{ x=2; y=3; }
echo "$x $y"
{ echo a; echo b; } | tail -n 1
{ x=4; } | cat
echo "$x"
{ echo only; }; { :; } && echo fine
