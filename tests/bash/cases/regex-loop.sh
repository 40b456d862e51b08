s='k1=v1;k2=v2;k3='
while [[ $s =~ ^([^=]+)=([^;]*)\;?(.*)$ ]]; do
  echo "${BASH_REMATCH[1]} -> ${BASH_REMATCH[2]}"
  s=${BASH_REMATCH[3]}
done
echo "left [$s]"
shopt -s nocasematch; [[ ABC =~ b ]] && [[ ABC == a?c ]] && echo "any case"
