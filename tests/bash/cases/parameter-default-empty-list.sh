# A list of one empty text counts as set where it is assigned without quotes.
list=(''); set -- ''
b=${list[@]:-empty}; echo "<$b>"; b=${list[*]:-empty}; echo "<$b>"; b=x${@:-empty}; echo "<$b>"
b="${list[@]:-empty}"; echo "<$b>"; echo ${list[@]:-empty} "${@:-empty}"
declare z=${@:-empty}; echo "<$z>"; cat <<< ${*:-empty}; z=${*:+set}; echo "<$z>"
case ${list[@]:-empty} in empty) echo case ;; esac; [[ ${list[@]:-empty} == empty ]] && echo test
list=('' ''); b=${list[@]:-empty}; echo "<$b>"; list=(); b=${list[@]:-empty}; echo "<$b>"
