exec 2>&1; PS4='+ '; set -x
echo 'a b' "c'd" 'e"f' $'g\th' $'i\nj' '$k' '*' '~' '#' 'a#b' '\' '' a=b '!' '{}' 'é' '[x]' ';'
x='p q'; declare y='r s'; export z="$x"; v=(1 'two three'); [[ $x != "a b" && -n $y ]]; [ "$x" = 'a' ]
eval 'echo "in eval"'; ( echo sub; ( echo deeper ) ); w=$(echo $(echo two)); set +x
