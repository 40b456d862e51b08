# Where `.` finds no file, `set -e` ends the shell at once: no ERR trap, and an earlier status stays.
status() { return "$1"; }
trap 'echo "exit $?"' EXIT
try() {
    (
        trap 'echo "exit $?"' EXIT
        trap 'echo "error $?"' ERR
        set -eE
        eval "$1"
        echo unreached
    )
    echo "status $?"
}
try '. ./nosuch'
try '. nosuch'
try 'command . ./nosuch'
try 'if status 4; then :; else . ./nosuch; fi'
try '{ . ./nosuch; } > o'
try 'f() { . ./nosuch > o; } > o; f'
try '( . ./nosuch )'
try 'x=$(. ./nosuch); false'
set -e
trap 'echo "error $?"' ERR
. ./nosuch || echo or
if . ./nosuch; then :; fi
f() { . ./nosuch; echo in; }
f || :
f
