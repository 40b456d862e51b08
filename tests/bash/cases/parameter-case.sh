x='hELLO wORLD'
echo "${x^} ${x^^} ${x,} ${x,,} ${x~} ${x~~}"
echo "${x^^[a-m]} ${x,,[A-M]} ${x^h} ${x^x}"
a=(one two); echo "${a[@]^} ${a[*]^^}"
y=éa; echo "${y^^} ${y^} ${#y}"
