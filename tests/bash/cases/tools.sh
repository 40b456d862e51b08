basename a/b.txt .txt; basename a/b/; dirname a/b/c; dirname x; echo a,b,c | cut -d, -f2; echo abc | cut -c2-
printf '1\n2\n3\n' > f; head -n 2 f; tail -n 1 f; head -n -1 f; tail -n +2 f; wc -l < f; wc -c < f; cat f - < /dev/null
echo aabb | tr -s a; echo abc | tr -d b; echo abc | tr a-c A-C; tr -d '\n' < f; echo
grep 2 f; grep -c . f; grep -v 2 f; grep -q 9 f || echo none; sed -n 2p f; sed 's/[12]/<&>/' f; sed '/2/d' f; sed -e 's/1/x/' -e 's/3/y/' f
