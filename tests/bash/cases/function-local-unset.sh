x=global
outer() { local x=outer; inner; echo "outer: ${x-unset}"; }
inner() { unset x; echo "inner: ${x-unset}"; x=again; }
outer; echo "$x"
