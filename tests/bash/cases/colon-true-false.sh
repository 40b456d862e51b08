: ignored $(echo "evaluated" >&2) 2> /dev/null; echo "$?"
:; true x; false x; echo "$?"; : "${v:=set}"; echo "$v"
true > f; echo "$?"; : "$(exit 3)"; echo "$?"
