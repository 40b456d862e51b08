# In an index single quotes are text; in a key of an associative array they are quotes.
set -u
echo ${map['k 3']-none} 2> /dev/null; echo same
echo next $?
map['k 3']=x 2> /dev/null; echo same
echo next $?
i=1 arr=(a b c)
echo ${arr["i"]} ${arr[$i]} ${arr["$i"]}
echo ${arr['i']} 2> /dev/null; echo same
echo next $?
declare -A map; map['k 3']=y; echo "${map['k 3']}" "${map["k 3"]}" ${map[k' '3]} "${!map[@]}"
map=(['a b']=1 [c' 'd]=2); echo "${!map[@]}"
echo "${arr['1']-none}" 2> /dev/null; echo same
echo next $?
