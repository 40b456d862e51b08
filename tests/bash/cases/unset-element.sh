# What `unset` and `-v` make of a subscript: errors in it end the line, as any in arithmetic.
a=1; unset 'a[1]'; echo "$? $a"; unset 'a[@]'; echo "$? $a"; unset 'a[0]'; echo "$? ${a-gone}"
unset 'none[1/0]' 'none[x]'; echo "$?"
b=(1 2); unset 'b[-3]'; echo "$?"; unset 'b[-1]'; echo "$? ${#b[@]}"
[[ -v b[1] ]] || echo unset; c=1; [[ -v c[0] ]] && echo zero; [[ -v c[1] ]] || echo scalar
unset 'b[1/0]' 2> /dev/null; echo same
echo "next $?"
[[ -v b[1/0] ]] 2> /dev/null; echo same
echo "next $?"
( [[ -v none[1/0] ]]; echo no ) 2> /dev/null; echo "$?"
set -u
( unset 'b[key]'; echo no ) 2> /dev/null; echo "$?"
( [[ -v none[key] ]]; echo no ) 2> /dev/null; echo "$?"
( [[ -v c[key] ]]; echo no ) 2> /dev/null; echo "$?"
declare -A map; [[ -v map[key] ]] || echo "no key"
