set -u
n=2
echo $(( n + 1 ))
( echo $(( missing + 1 )) ); echo "rc $?"
( (( missing > 0 )) && echo yes ); echo "rc $?"
[[ -v missing ]] || echo "not there"
echo "${missing:=made} $missing"
