echo one > f; echo two >> f; cat f
echo three > f; cat f
> empty; [ -s empty ] || echo "is empty"
echo x >| f; cat < f
{ echo a; echo b; } > g; cat g
for i in 1 2; do echo "$i"; done > h; cat h
> late echo "first comes the redirection"; cat late
