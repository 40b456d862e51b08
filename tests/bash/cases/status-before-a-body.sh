# `$?` in a body is what it was before the compound command, which is a success without a body.
false; for ((;;)); do echo $?; break; done; echo $?
false; for ((i=0;i<2;i++)); do echo $?; (exit 5); done; echo $?
false; for ((i=0;i<0;i++)); do echo $?; done; echo $?
false; for i in 1 2; do echo $?; (exit 5); done; echo $?
false; for i in; do echo $?; done; echo $?
false; for i in $?; do echo $i$?; done
false; for i in $(exit 4); do echo $i$?; done; echo $?
false; for i in a$(exit 4); do echo $i$?; done; echo $?
false; case $(exit 4) in '') echo $? ;; esac; echo $?
false; case x in $(exit 4)x) echo $? ;; esac; echo $?
false; case x in $(exit 4)y) echo $? ;; esac; echo $?
false; case x in x) ;; esac; echo $?
false; case x in x) (exit 3) ;;& y) ;; esac; echo $?
false; case x in x) (exit 3) ;;& *) echo $? ;; esac; echo $?
false; case x in x) (exit 3) ;& y) echo $? ;; esac; echo $?
false; case x in x) (exit 3) ;& y) ;; esac; echo $?
false; case x in x) ;;& x) echo $? ;; esac; echo $?
echo 1 | { false; select i in a; do echo $?; break; done; echo $?; } 2>/dev/null
false; select i in a; do echo $?; break; done </dev/null 2>/dev/null; echo $?
false; while [ $? = 1 ]; do echo w$?; (exit 3); done; echo $?
false; until [ $? = 0 ]; do echo u$?; done; echo $?
false; if [ $? = 1 ]; then echo i$?; fi; 
false; if (exit 3); then :; elif echo $?; then :; fi
false; if (exit 3); then :; else echo $?; fi
false; { echo $?; }; false; (echo $?)
f() { echo $?; }; false; f; false; x=$(echo $?); echo $x; false; eval 'echo $?'; false; ! echo $?
false; [[ $? = 1 ]]; echo $?; false; (( $? )); echo $?
set -e; case x in x) false || case y in y) echo $? ;; esac ;; esac
for i in 1; do false || for j in 1; do echo $?; done; done
