printf 'one\ntwo\n\n' > f
x=$(< f)
echo "[$x]"
echo "$(< f)$(< f)"
y=$(<nothing) 2> /dev/null || echo "missing $?"
echo "${#x}"
