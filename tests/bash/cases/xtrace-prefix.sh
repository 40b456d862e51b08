exec 2>&1
PS4='${n}> '; n=1; set -x; echo a; n=2; echo b; set +x
PS4='>> '; set -x; ( echo c ); x=$(echo d); y=$(echo $(echo e)); set +x
unset PS4; set -x; echo f; set +x; echo done
