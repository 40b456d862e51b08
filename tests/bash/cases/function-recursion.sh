fact() { if (( $1 <= 1 )); then echo 1; else echo $(( $1 * $(fact $(( $1 - 1 ))) )); fi; }
fact 10
count() { local n=$1; (( n )) || return 0; echo "down $n"; count $(( n - 1 )); echo "up $n"; }
count 3
fib() { (( $1 < 2 )) && { r=$1; return; }; fib $(( $1 - 1 )); local a=$r; fib $(( $1 - 2 )); (( r += a )); }
fib 10; echo "$r"
