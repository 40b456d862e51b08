run() { if [ "${PUBLISH:-0}" = 1 ]; then "$@"; else echo "would run: $*"; fi; }
run echo push one; PUBLISH=1 run echo push two; PUBLISH= run echo three
cmd=(echo push --tag "a b"); run "${cmd[@]}"; PUBLISH=1; run "${cmd[@]}"
: "${TOKEN:=$(echo secret)}"; ${TOKEN:+echo "has token"}; echo "${TOKEN:+set} ${#TOKEN}"
${DRY_RUN:+echo} echo real; DRY_RUN=1; ${DRY_RUN:+echo} echo dry
