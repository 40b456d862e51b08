# An array that is declared and no more is not set: under `set -u` it has no length.
f() { local -a list; local -A map; declare -p list map; list+=(x); declare -p list; unset 'list[0]'; declare -p list; }
f
declare -a list; declare -p list; list=(); declare -p list
set -u
( declare -a z; echo "${#z[@]}"; echo no ) 2> /dev/null; echo $?
( declare -A z; echo "${#z[@]}"; echo no ) 2> /dev/null; echo $?
( declare -a z=(); echo "${#z[@]}" ); ( declare -a z; z+=(); echo "${#z[@]}" )
( declare -a z; echo "${z[@]}" "${!z[@]}" "${z[@]:1}" "${z[@]+set}" "${z[0]-none}" )
( declare -a z; (( z[0] )); echo no ) 2> /dev/null; echo $?
( declare -a z; z[3]=4; echo "${#z[@]}"; unset 'z[3]'; echo "${#z[@]}" )
( declare -a z; mapfile -t z < /dev/null; echo "${#z[@]}" )
( count() { local -n of=$1; echo "${#of[@]}"; }; declare -a z; count z ) 2> /dev/null; echo $?
