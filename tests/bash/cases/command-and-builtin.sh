command echo a; builtin echo b; command -v echo f_none; echo "$?"
f() { echo f; }; command -v f; type -t f echo while; command f 2> /dev/null || echo "no function $?"
builtin none 2> /dev/null; echo "$?"; nosuch 2> /dev/null; echo "$?"; ./nosuch 2> /dev/null; echo "$?"
: > plain; ./plain 2> /dev/null; echo "$?"; command_not_found_handle() { echo "handle $1"; return 5; }; nosuch x; echo "$?"
