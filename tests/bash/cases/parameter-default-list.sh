show() { printf '%s' "$#"; printf ' <%s>' "$@"; printf '\n'; }
set -- one 'two three' ''; show ${u:-$@}; show "${u:-$@}"; show ${u:-$@ x"$@"}
IFS=; show ${u:-$@}; IFS=' :'; show ${u:-$@} a${u:-$@}b; unset IFS; show ${u:-$@}
x=${u:-$@}; echo "$x"; IFS=:; x=${u:-$@}; echo "$x"; IFS=; x=${u:-$@}; echo "$x"
set --; show ${u:-$@}; show a${u:-$@}
