name='a file'; echo x > "$name"; cat "a file"
echo y > $(echo computed); cat computed
f=(one); echo z > "${f[0]}"; cat one
n=2; echo err 1>&$n 2> /dev/null; echo "n $?"
echo "text 2>&1 > file" 2>&1
echo 2 >two; cat two; echo 2>three; cat three
