while getopts "xy:" o -x -y v -q -y 2> /dev/null; do echo "$o [${OPTARG-}] $OPTIND"; done
echo "end $o $OPTIND"
OPTIND=1; set -- -x last; getopts x o; echo "$o $OPTIND"; getopts x o || echo "over $o $OPTIND"
