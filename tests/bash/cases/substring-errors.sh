# An error in an offset or a length ends the whole command line.
exec 2> /dev/null
n=08 a=abc
echo ${a:0:n}; echo same
echo "next $?"
( for x in ${a:n}; do :; done; echo no ); echo $?
( x=${a:0:n}; echo no ); echo $?
( case ${a:0:n} in *) ;; esac; echo no ); echo $?
( [[ ${a:0:n} ]]; echo no ); echo $?
( echo ${a[@]:0:n}; echo no ); echo $?
( set -- x; echo ${@:n}; echo no ); echo $?
( read -r x <<< ${a:0:n}; echo no ); echo $?
