lst=(a b)
echo "${lst[@]@A}"
echo "${lst[@]@K}"
echo "${lst[@]@a}"
