# What bash 5.2 joins of an unquoted `$*` under an empty IFS depends on where it stands.
show() { printf '%s' "$#"; printf ' <%s>' "$@"; printf '\n'; }
set -- one 'two three' ''
list=(a b c)
IFS=
d=$(show $*; show x$*y ${list[*]} "$*" $@); echo "$d"
d=$(show ${*#o}; show ${*/o/X} ${*:1} ${*@U}; show ${list[*]#a} ${list[*]:1}); echo "$d"
d=$(show $(show $*); (show $*); list+=($*); show ${#list[@]}); echo "$d"
d=$(y=1; show $*; y=$-; show $*); echo "$d"
d=$(case - in *) show $* ;; esac; [[ a ]] && show $*); echo "$d"
case $(show $*) in '1 <onetwo three>') echo case ;; esac
cat <<< "$(show $*)"
show $(show $*) "$(show $*)"
declare e=$(show $*)
echo "$e"
