# The words of an operator are not expanded where there is nothing that they could change.
set --
for op in '#"$b"' '%$b' '/$b/c' '/c/$b' '^$b' ',$b' ':$b' ':0:$b'; do
for v in '@' '*' 'a[*]' 'nosuch' 'nope[@]' 'e[*]' 'z[*]'; do
a=() e= z=(""); ( set -u; eval ": \"\${$v$op}\"" ) 2>/dev/null; echo "$? $v$op"
a=() e= z=(""); ( eval ": \"\${$v$op/\$(echo run >&2)}\"" ) ; echo "$? $v$op"
a=() e= z=(""); ( n=0; eval ": \"\${$v${op/\$b/\$((n=1))}}\""; echo $n ) ; echo "$? $v$op"
done; done
e= s=x a=() z=("" "")
n=0; : "${e#$((n=1))}" "${e/$((n+=2))/}" "${e/x/$((n+=4))}" "${e^$((n+=8))}"; echo $n
n=0; : "${s#$((n=1))}" "${s/$((n+=2))/}" "${s/q/$((n+=4))}" "${s^$((n+=8))}"; echo $n
n=0; : "${nope#$((n=1))}" "${nope/$((n+=2))/}" "${nope/x/$((n+=4))}" "${nope^$((n+=8))}"; echo $n
n=0; : "${a[@]#$((n=1))}" "${a[@]/$((n+=2))/}" "${a[@]/x/$((n+=4))}" "${a[@]^$((n+=8))}"; echo $n
n=0; : "${z[@]#$((n=1))}" "${z[@]/$((n+=2))/}" "${z[@]/x/$((n+=4))}" "${z[@]^$((n+=8))}"; echo $n
