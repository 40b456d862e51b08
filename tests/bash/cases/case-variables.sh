p='a*'; x=abc
case $x in "$p") echo literal;; $p) echo pattern;; esac
case "a b" in a\ b) echo space;; esac
case $(echo cmd) in cmd) echo substituted;; esac
case x in y) ;; esac; echo "none $?"
false; case x in x) ;; esac; echo "empty $?"
case ab in a[!b]) echo no;; a[^c]) echo yes;; esac
case -n in -n) echo dash;; esac
case in in in) echo in;; esac
