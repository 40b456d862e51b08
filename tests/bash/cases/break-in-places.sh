for x in 1 2; do ( break; echo "in subshell" ); echo "x $x"; done 2> /dev/null
for x in 1 2; do eval break; done; echo "eval $x"
for x in 1 2; do if [ $x = 1 ]; then continue; else break; fi; done; echo "$x"
for x in 1 2; do false || break; done; echo "$x $?"
for x in a b; do while read -r y; do break; done <<< "1"; echo "$x$y"; done
