[[ 'foo-12.3' =~ ^([a-z]+)-([0-9]+)(\.([0-9]+))?$ ]] && echo "${BASH_REMATCH[@]} ${#BASH_REMATCH[@]}"
[[ abc =~ x ]]; echo "$? ${#BASH_REMATCH[@]}"
re='^v?[0-9]'; [[ v1 =~ $re ]] && echo version; [[ v1 =~ "$re" ]] || echo literal
[[ a.c =~ a"."c ]] && echo dot; [[ abc =~ a"."c ]] || echo "no dot"
[[ xay =~ a(b)? ]] && echo "[${BASH_REMATCH[0]}] [${BASH_REMATCH[1]}]"
[[ 'a b' =~ a\ b ]] && echo space; [[ ab =~ ^(a|b)+$ ]] && echo "${BASH_REMATCH[1]}"
[[ x =~ [ ]] 2> /dev/null; echo "bad $?"
