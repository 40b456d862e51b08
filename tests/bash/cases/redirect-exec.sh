exec 3> f
echo to three >&3
exec 3>&-
cat f
exec 4< f; read -r line <&4; echo "$line"; exec 4<&-
exec 5>&1 > g; echo hidden; exec >&5 5>&-; echo shown; cat g
{ echo closed >&3; } 2> /dev/null || echo "rc $?"
exec 6<> f; read -r w <&6; echo "$w"; exec 6>&-
