cat <<< word
cat <<< "a  b"
x='p   q'; cat <<< $x; cat <<< "$x *"
cat <<< ''
wc -l <<< $'a\nb'
read -r a b <<< "1 2 3"; echo "$a|$b"
tr a b <<< "$(echo aaa)"
cat <<< ~; cat <<< {a,b}
