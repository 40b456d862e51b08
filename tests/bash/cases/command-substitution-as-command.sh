$(echo echo made) of words
cmd='printf %s\n'
$cmd a b
"$(echo echo)" quoted
$(true) echo "empty goes away"
empty=
$empty echo "so does this"
