f() {
  case $1 in
    '') echo empty ;;
    a | b) echo "a or b" ;;
    [0-9]) echo digit ;;
    [0-9]*) echo number ;;
    (*.txt) echo text ;;
    '*') echo star ;;
    "q "*) echo quoted ;;
    \?) echo mark ;;
    *) echo "other $1" ;;
  esac
}
for x in '' a b 7 42 f.txt '*' 'q x' '?' z; do f "$x"; done
