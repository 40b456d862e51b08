cat <<EOF > f
to file
EOF
cat f
cat /dev/fd/3 3<<EOF
on three
EOF
read -r x <<EOF && echo "[$x]"
  trimmed  
EOF
cat <<A - <<B
lost
A
kept
B
