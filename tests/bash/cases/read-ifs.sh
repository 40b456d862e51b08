read -r a b c <<< "1 2 3 4"; echo "$a|$b|$c"
IFS=: read -r a b c <<< "1::3:4"; echo "$a|$b|$c"
IFS=: read -r a b <<< "1:2:"; echo "$a|$b"
IFS=: read -r a b <<< "1:2:3:"; echo "$a|$b"
IFS=' :' read -r a b c <<< "  x : y  z  "; echo "$a|$b|$c|"
IFS= read -r a <<< "  keep  "; echo "[$a]"
read -r a <<< "  trim  "; echo "[$a]"
IFS=, read -ra parts <<< "a,b,,c,"; echo "${#parts[@]} ${parts[2]}|"
echo "IFS is back: [${IFS}]" | wc -l
