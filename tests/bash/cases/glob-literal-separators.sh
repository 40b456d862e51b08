# What is written is not split, but remains a pattern, whatever IFS is.
: > a1 > b: > 'c d'
IFS=' :a'
printf '<%s>' [[:alpha:]]1 ?: [a-c]* c\ * x:y; echo
for x in [[:lower:]]*; do printf '<%s>' "$x"; done; echo
p='[[:alpha:]]1'; printf '<%s>' $p; echo
