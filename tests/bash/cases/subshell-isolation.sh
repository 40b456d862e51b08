a=1
f() { echo "old f"; }
( a=2; b=3; f() { echo "new f"; }; set -- x y; cd /; set -u; f; echo "$a $b $#" )
echo "$a ${b-unset} $#"
f
case $- in *u*) echo nounset;; *) echo "option kept inside";; esac
