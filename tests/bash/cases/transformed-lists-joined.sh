# What `@Q` and its like make of a list is joined by IFS where a value is assigned.
lst=(a 'b c')
set -- "${lst[@]}"
for IFS in : ' ' ''; do
    x=${lst[@]@Q}
    y=${@@U}
    declare z=${lst[@]@Q}
    echo "$x|$y|$z"
    cat <<< ${lst[@]@Q}
    cat << EOF
${lst[@]@Q}
EOF
    case ${lst[@]@Q} in *"' '"*) echo blank ;; *) echo other ;; esac
done
