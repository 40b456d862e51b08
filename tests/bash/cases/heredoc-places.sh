while read -r a b; do echo "$b $a"; done <<EOF
1 one
2 two
EOF
f() { cat; }; f <<X
to a function
X
cat <<A; cat <<B
first
A
second
B
cat <<A | tr a-z A-Z
piped
A
x=$(cat <<IN
captured $((2*3))
IN
); echo "$x"
cat <<'' ; echo empty delimiter
text

