( trap 'echo exit' EXIT; while :; do exit 5; done > o1; echo no ); cat o1; ( trap 'echo e2' EXIT; if true; then exit 4; fi > o2 ); cat o2
set -e; trap 'echo exit' EXIT; ( false ) > o1; echo no
