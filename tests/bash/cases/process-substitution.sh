cat <(echo a) <(echo b); while read -r x; do n+=$x; done < <(printf '1\n2\n'); echo "$n"
x=out; read -r x < <(echo in); echo "$x"; cat <(exit 3); echo "$?"
f() { cat "$1"; }; f <(echo arg); cat < <(tr a-z A-Z <<< up); grep -c . <(printf 'a\nb\n')
set -e; cat <(false; echo "status lost")
