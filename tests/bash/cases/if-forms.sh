if false; then echo 1; elif true; then echo 2; else echo 3; fi
if false; then :; elif false; then :; fi; echo "none $?"
if ! false; then echo negated; fi
if true; false; then echo no; else echo "last counts $?"; fi
if x=$(exit 3); then :; else echo "assigned $?"; fi
if ( exit 1 ); then :; elif { true; }; then echo group; fi
if [[ a == b ]] || { echo side; true; }; then echo or; fi
