printf 'a b\n\nc d e\nlast' > f
while read -r x y; do echo "$x|$y"; done < f
while IFS= read -r line || [ -n "$line" ]; do echo "[$line]"; done < f
while read -r x; do read -r y; echo "$x+$y"; done < f
while read -r x <&3; do echo "$x"; done 3< f
n=0; while read -r _; do (( ++n )); done < f; echo "$n"
