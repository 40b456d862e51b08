p() { printf '<%s>' "$@"; echo; }
a[ 1 ]=x; p "${a[1]}"
declare -A m=([a b]=1 ["c d"]=2 ['e']=3); p "${m[a b]}" "${m["c d"]}" "${m['e']}" ${m[c d]}
x=1; p "${x}"{a,b} a=$x"$x"'$x'\$x
[[ ab =~ a|b ]] && p r1; [[ "a b" =~ (a b) ]] && p r2; [[ a<b ]] && p lt; [[ ! ( a == b && -n x ) || -z "" ]] && p c
p `echo \$x \`echo in\`` "`echo "q w"`" $(case a in a) echo cs;; esac)
p $(( 1 + $(echo 2) )) $((x<<2)) $[x+1] $(( (1+2)*3 ))
p a#b #c
p ${x:+"a  b"} ${x:+a  b} ${x/1/'a  b'} "${x/1/"q"}" "${x:+'$x'}"
p $'a\'b\x41\101\u00e9\cA' $"loc"
f() ( p sub ); f
if [[ -n x ]]; then p yes; fi >&2 2>&1
for ((i=0;i<2;i++)) { p $i; }
for i in a b; { p $i; }
case a in (a|b) p m;;& c) p no;; *) p star;& q) p fall; esac
time p t 2>/dev/null
! p neg; p $?
p {fd}>/dev/null done if then
A=1 export B=~/x; p "$B"
cat <<-E | cat; p after
	tab $x
	  "q" \" \$x \
	joined
	E
