# Brackets that match nothing but themselves are a pattern all the same.
x='[]7abc' y='a[b' z='[a' q='a]['
for value in "$x" "$y" "$z" "$q"; do printf '<%s>' $value; done; echo
shopt -s nullglob
for value in "$x" "$y" "$z" "$q"; do printf '<%s>' "$value" $value; done; echo
touch '[]7abc'
printf '<%s>' $x; echo
p='!(x)'; shopt -s nullglob; printf '<%s>' $p "$p" z; echo; shopt -u nullglob; echo $p
( set -e; shopt -s failglob; echo none*; echo no ) 2> /dev/null; echo "rc $?"
