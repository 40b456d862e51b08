set -- a b c d
shift; echo "$*"; shift 2; echo "$*"; shift 5; echo "$? $*"; shift 0; echo "$? $*"; shift; echo "$? $#"
shift; echo "$?"
set -- 1 2 3; while (( $# )); do echo "$1"; shift; done
