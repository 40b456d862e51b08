# A subshell that `return` ends shows its EXIT trap one level deeper.
exec 2>&1
one() { d=$(trap 'echo d' EXIT; return 3) || :; }
two() (trap 'echo e' EXIT; return 3)
three() { (trap 'echo f' EXIT; eval 'return 3'); }
four() { d=$(trap 'echo d' EXIT; exit 3) || :; }
set -x
one
two
three
four
