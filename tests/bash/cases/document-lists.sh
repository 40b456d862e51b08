# In a here-document `$*` and much that is made of lists is joined by a blank, whatever IFS is.
set -- a b c
lst=(d e f)
for IFS in : 'x ' ' '; do
    cat <<END
$* ${lst[*]} ${*%b} ${lst[*]#d} ${*/b/B} ${lst[*]/e/E} ${*@U} ${lst[*]@Q} ${*^} ${lst[*],}
${*:1} ${lst[*]:1} ${!lst[*]} ${u:-$*} ${u:-${lst[*]}} ${lst[*]:-x} ${*:-x}
$(printf '<%s>' "$*" "${lst[*]%d}" "${lst[*]:1}")
END
    cat <<END
$* ${lst[*]} "$@" "${lst[@]%d}"
END
done
