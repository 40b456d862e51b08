f() {
  case $1 in
    a) echo a ;&
    b) echo b ;;
    c*) echo c ;;&
    *d) echo d ;;&
    z) echo z ;;
    *) echo rest
  esac
}
for x in a b c cd d z; do echo "-- $x"; f "$x"; done
