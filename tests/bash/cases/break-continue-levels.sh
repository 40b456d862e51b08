for a in 1 2 3; do
  for b in x y z; do
    [ "$a$b" = 1y ] && continue 2
    [ "$a$b" = 2x ] && continue
    [ "$a$b" = 3y ] && break 2
    echo "$a$b"
  done
  echo "end $a"
done
echo "rc $?"
while :; do while :; do break 9; done; echo no; done; echo out
for a in 1 2; do case $a in 1) continue;; esac; { echo "$a"; break; }; done
