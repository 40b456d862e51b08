printf '%s|' $'a\nb' $'\a\b' $'\'' $'\"' $'\\' $'\?' $'\cA' | tr '\001\007\010' 'abc'; echo
x=$'tab\there'
echo "$x" "${#x}"
echo $'\0101' $'\x4' | wc -c
echo "$'not'" $"located"
