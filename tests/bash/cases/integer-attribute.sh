declare -i n=2+3; echo "$n"
n=n*2; echo "$n"
n+=1; echo "$n"
n=abc; echo "$n"
x=7; n=x; echo "$n"
f() { local -i m=n+1; m+=2; echo "$m"; }; f
declare -i a[0]=1+1; echo "${a[0]}"
