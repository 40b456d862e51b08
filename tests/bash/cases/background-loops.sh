pids=()
for i in 1 2 3; do ( echo "job $i" > "out$i"; exit "$i" ) & pids+=("$!"); done
for p in "${pids[@]}"; do wait "$p"; echo "$?"; done
cat out1 out2 out3
set -e; ( exit 4 ) & echo "not affected"; wait $! || echo "guarded"; ( exit 4 ) & wait $!; echo unreached
