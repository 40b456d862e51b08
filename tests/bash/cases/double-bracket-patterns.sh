x='foo.tar.gz' p='foo*'
[[ $x == foo* ]] && echo 1
[[ $x == "foo*" ]] || echo 2
[[ $x == $p ]] && echo 3
[[ $x == "$p" ]] || echo 4
[[ $x == *.@(tar|zip).gz ]] && echo 5
[[ $x != [!f]* ]] && echo 6
[[ 'a*b' == 'a*'b && a == [a-c] && b != ? ]] || echo 7
[[ abc < abd && b > a ]] && echo 8
y='a b'; [[ $y == a\ b ]] && echo 9; [[ -n $y ]] && echo 10
