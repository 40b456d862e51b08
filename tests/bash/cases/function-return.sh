f() { return 3; echo no; }; f; echo $?
g() { false; return; }; g; echo $?
h() { false; }; h; echo $?
i() { return 300; }; i; echo $?
j() { for x in 1 2; do while :; do return 4; done; done; }; j; echo $?
k() { ( return 5 ); echo "sub $?"; }; k
l() { :; }; false; l; echo $?
