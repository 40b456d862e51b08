x=$'a b\'c'; y=simple; a=(1 'p q')
echo "${x@Q} ${y@Q} ${a[@]@Q} ${y@U} ${y@u} ${x@A}"
e='tab\tx'; echo "${e@E}"
declare -ir n=3; echo "${n@a} ${a@a} [${y@a}]"
echo "${u@Q}|"
