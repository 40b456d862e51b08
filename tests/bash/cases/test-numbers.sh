t() { [ "$@" ] 2> /dev/null; echo "$?"; }
t 1 -eq 1; t 1 -ne 1; t 2 -gt 10; t 2 -lt 10; t 3 -le 3; t 3 -ge 4
t " 5 " -eq 5; t 010 -eq 10; t x -eq 0; t "" -eq 0; t 1+1 -eq 2; t -5 -lt 0
[[ 010 -eq 8 ]] && echo octal; x=3; [[ x -eq 3 && x+1 -eq 4 ]] && echo evaluated
