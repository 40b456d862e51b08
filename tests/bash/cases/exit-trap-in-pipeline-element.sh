# An expansion that fails in an element of a pipeline leaves the shell's EXIT trap to it.
trap 'echo "exit $? $v"' EXIT
v=global
arr=('[a')
f() { local v=local; echo $(( 1 / 0 )) | cat; }
f
echo $(( arr[0] )) | cat
x=1 w=$(( 1 / 0 )) echo z | cat
> $(( 1 / 0 )) | cat
: > $(( 1 / 0 )) | cat
(( 1 / 0 )) | cat
( echo $(( 1 / 0 )) ) | cat
echo $(( 1 / 0 )) & wait
