# What ${x:=word} becomes is what the variable is then, by its attributes.
f() {
  local -u upper=
  local -i sum
  echo "${upper:=a b}" "${sum:=1+2}" "$upper" "$sum"
}
f
