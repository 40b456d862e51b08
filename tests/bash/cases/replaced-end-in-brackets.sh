# Under extglob the star that bash puts before the pattern of `/%` makes an extended one of `(x)`.
shopt -s extglob
b='(x)' p='('
echo ${b/%$b/\&} ${b/%"$b"/Q} ${b/%\(x)/R} ${b/%(x)/S}
b='(x)(y)'
echo ${b/%$b/Z} ${b/%(y)/Z}
for c in x xx 'a(x)' '(x)a' '(ab' 'a('; do
    echo "${c/%(x)/Z}" "${c//(x)/Z}" "${c/(x)/Z}" "${c/#(x)/Z}" "${c/%$p/Z}" "${c/%}"
done
shopt -s nocasematch
echo "${b/%}" "${b/%(Y)/Z}"
