cnt=(0 0); i=-1; (( cnt[1]++, cnt[i] += 2 )); echo "${cnt[@]}"
(( cnt[3] = 7, cnt[-1]++ )); echo "${cnt[@]}" "${!cnt[@]}"
echo $(( cnt[-1] + cnt[-4] ))
