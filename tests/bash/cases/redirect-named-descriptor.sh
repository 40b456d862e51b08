exec {fd}> f
(( fd >= 10 )) && echo "new descriptor"
echo hello >&"$fd"
exec {fd}>&-
cat f
exec {in}< f; read -r x <&"$in"; echo "$x"; exec {in}<&-
