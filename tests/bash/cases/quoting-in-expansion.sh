x='a b'
unset u
echo "${u:-'q'}" ${u:-'q'} "${u:-"n m"}" ${u:-"n  m"}
echo "${x/'a'/'b'}" "${x/a/"z"}" "${x#'a'}"
echo "${u-$x}" ${u-$x y} "${u:-\}}" "${u:-a\$b}"
y='*'; echo "${x/' '/$y}"
