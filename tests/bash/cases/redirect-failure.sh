echo x > missing/dir 2> /dev/null; echo "rc $?"
{ echo no; } > missing/dir 2> /dev/null || echo "group $?"
cat < missing 2> /dev/null && echo no
: > missing/x 2> /dev/null; echo "special builtin $?"
set -C; echo a > f; echo b > f 2> /dev/null; echo "clobber $?"; echo c >| f; cat f
