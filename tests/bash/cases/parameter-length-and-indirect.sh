x=hello; y=x; a=(one three); z='a[1]'; w='a[@]'
echo "${#x} ${!y} ${#a} ${#a[1]} ${#a[@]} ${!z} ${!w}"
echo "${!y-none} ${!y:1:2} ${!y^}"
unset u; v=u; echo "${!v-unset}"
pre_a=1 pre_b=2; echo "${!pre_*}" "${!pre_@}"
