x=$(exit 3); echo "$?"
x=$(exit 3) y=$(exit 4); echo "$?"
x=$(exit 4) y=5; echo "$?"
echo "$(exit 5)" > /dev/null; echo "$?"
x=$(false)$(true); echo "$?"
$(exit 6); echo "$?"
f() { local v=$(exit 7); echo "$?"; }; f
