p=/usr/local/lib/foo.tar.gz
echo "${p##*/} ${p%/*} ${p%.*} ${p%%.*} ${p#*/} ${p#/usr}"
x=aaa; echo "${x#a} ${x##a} ${x##a*} ${x%a*} ${x%%a*}|"
y='*x*'; echo "${y#\*} ${y#"*"} ${y#*x}" "${y%'*'}"
s='/lo*'; echo "${p#$s}" "${p%%$s}" "${p%%"$s"}"
