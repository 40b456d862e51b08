false; echo "$?"; echo "$?"; ( exit 7 ); x=$?; echo "$x $?"
f() { echo "got $?"; }; ( exit 5 ); f; y=$(echo "$?"); echo "$y"
false; if [ $? = 1 ]; then echo one; fi; ( exit 3 ); case $? in 3) echo three;; esac
false; { echo "$?"; }; false; ( echo "$?" ); ( exit 9 ); for i in $?; do echo "$i"; done; ! false; echo $?
