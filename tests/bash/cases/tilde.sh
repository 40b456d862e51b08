echo ~ ~/x "~" \~ a~ ~/"a b"
x=~/y; echo "$x"
y=a:~:~/b; echo "$y"
echo x=~ --dir=~
z="~"; echo $z
[[ ~ == "$HOME" ]] && echo home
