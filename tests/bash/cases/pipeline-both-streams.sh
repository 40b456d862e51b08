f() { echo out; echo err >&2; }
f 2>&1 | tr a-z A-Z
f |& sed 's/^/both: /'
f 2> /dev/null | cat
{ f | tr a-z A-Z; } 2> log
echo "log: $(cat log)"
