x=val; a=(p q)
cat <<EOF
$x ${x#v} ${a[1]} $(echo cmd) `echo back` $((1+1))
"quotes" 'stay' \$x \\ \` \a \"
${u:-default "q" 'r'} ${u:-$x}
joined \
line
EOF
cat <<'EOF'
$x \$x $(no) \
EOF
cat <<E"O"F
$x
EOF
