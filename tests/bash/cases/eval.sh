x=y; y=z; eval "echo \$$x"; eval 'a=1' 'b=2'; echo "$a $b"; eval; echo "$?"
eval 'echo one; echo two' | tail -n 1; eval "f() { echo made; }"; f
cmd='echo "a  b" | tr a-z A-Z'; eval "$cmd"; eval $cmd; $cmd
eval 'false'; echo "$?"; eval 'x=$((1+1)); [ $x = 2 ]' && echo two
for i in 1 2; do eval 'continue'; echo no; done; echo end
