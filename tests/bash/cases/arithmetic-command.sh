i=0
(( i )) || echo zero
(( i = 3, i > 2 )) && echo "big $i"
if (( i % 2 )); then echo odd; else echo even; fi
let j=i+1 k=j*2; echo "$j $k"
let "k = 0" || echo "let fails on zero"
for (( x = 0, y = 10; x < y; x += 3, y -= 2 )); do echo "$x $y"; done
for (( ;; )); do break; done
