# How bash 5.2 splits a list in `${x:-$@}` under an IFS that begins with no blank.
set -- 'a b' c:d
IFS=': '
printf '<%s>' ${u:-$@}
