parse() {
  local OPTIND=1 opt
  while getopts ":ab:c" opt; do
    case $opt in
      a | c) echo "flag $opt" ;;
      b) echo "b=$OPTARG" ;;
      :) echo "missing for $OPTARG" ;;
      \?) echo "unknown $OPTARG" ;;
    esac
  done
  shift $((OPTIND - 1)); echo "rest: $*"
}
parse -a -b 1 x y; parse -cab2 -- -a; parse -b; parse -z -a; parse x -a; parse; parse -ab -c
