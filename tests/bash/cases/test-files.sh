: > empty; echo x > full
for f in empty full none . /dev/null; do
  for o in -e -f -d -s -r -w -L -h -p; do
    [ $o "$f" ] && printf '%s ' "$o"
  done
  echo "$f"
done
[ full -ef full ] && echo same
[[ -f full && ! -e none ]] && echo both
[ -t 0 ] || echo "no terminal"
