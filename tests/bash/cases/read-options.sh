read a b <<< 'x\ y z\\'; echo "$a|$b"
read -r a b <<< 'x\ y z\\'; echo "$a|$b"
read a <<< $'one\\\ntwo'; echo "$a"
read -n 3 a <<< abcdef; echo "$a"; read -N 4 a <<< 'a b c'; echo "$a"
read -d : a b <<< "x y:z"; echo "$a|$b"
read -r -d '' a <<< $'l1\nl2'; echo "$? [$a]"
read <<< "  to REPLY "; echo "[$REPLY]"
read -r a < /dev/null; echo "$? [$a]"; printf 'no newline' | { read -r a; echo "$? [$a]"; }
