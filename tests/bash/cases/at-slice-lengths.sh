# Where the offset leads beyond the end, the length is not looked at.
a=abc; set -- x y; arr=(p q r); exec 2>&1
s() { echo "side $1" >&2; echo 1; }
echo "${a:4:$(s 1)}" "${a:3:$(s 2)}" "${a:(-4):$(s 3)}" "${u:1:$(s 4)}"
echo "${@:3:$(s 5)}" "${@:4:$(s 6)}" "${@:(-4):$(s 7)}"
echo "${arr[@]:3:$(s 8)}" "${arr[@]:2:$(s 9)}" "${arr[@]:(-4):$(s 10)}" "${none[@]:0:$(s 11)}"
arr[7]=z; echo "${arr[@]:5:$(s 12)}" "${arr[@]:(-6):$(s 13)}"
declare -A m=([a]=1 [b]=2); echo "${m[@]:3:$(s 14)}"
n=08; echo "${a:9:n}"
# Of what is no array a part of its text.
echo "${a[@]:1:1}" "${a[@]:2:5}" "${a[*]:0:2}"
