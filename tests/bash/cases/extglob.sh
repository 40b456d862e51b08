shopt -s extglob
for x in a ab abb b '' 12 1a; do
  r=
  [[ $x == a*(b) ]] && r+=1; [[ $x == a+(b) ]] && r+=2; [[ $x == ?(a)b ]] && r+=3
  [[ $x == @(a|12) ]] && r+=4; [[ $x == !(a*) ]] && r+=5; [[ $x == +([0-9]) ]] && r+=6
  echo "[$x] $r"
done
y='  trim  '; y=${y##+([[:space:]])}; y=${y%%+([[:space:]])}; echo "[$y]"
z=aXbXc; echo "${z//@(X|b)/-}"
: > f1; : > f2; : > g1
eval 'echo !(f*) @(f1|g1)'
