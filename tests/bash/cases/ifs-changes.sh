IFS=:; x=a:b; set -- $x; echo "$#"; echo $x "$x" "$*"
y="$*"; echo "$y"; IFS=' '; echo "$y"; IFS=; set -- 'a b'; set -- $1; echo "$#"
unset IFS; set -- 'a b'; set -- $1; echo "$# $*"
f() { local IFS=,; echo "$*"; }; f 1 2; echo "$*"
IFS=/ read -r a b c <<< "x/y/z"; echo "$a $b $c"; IFS=-; a=(1 2 3); echo "${a[*]}"; echo ${a[*]}
