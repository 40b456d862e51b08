set -e
i=0
(( i++ )) || echo "zero is failure"
(( ++i ))
echo "i=$i"
let i=5
(( i = 0 ))
echo unreached
