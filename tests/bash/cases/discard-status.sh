# Too many arguments end all commands but those after; within `$(…)` the status is 1, else one of before.
x=$( shift 1 2 3 ) 2>/dev/null || echo "A $?"
(exit 2); x=$( shift 1 2 3 ) 2>/dev/null || echo "B $?"
if (exit 2); then :; else x=$( shift 1 2 3 ) 2>/dev/null || echo "C $?"; fi
if [ "$i" -eq 1 ] 2>/dev/null; then :; else x=$( shift 1 2 3 ) 2>/dev/null || echo "D $?"; fi
if [ "$i" -eq 1 ] 2>/dev/null; then :; else ( shift 1 2 3 ) 2>/dev/null || echo "E $?"; fi
(exit 2); ( shift 1 2 3 ) 2>/dev/null || echo "F $?"
f() { (exit 2); x=$( shift 1 2 3 ) 2>/dev/null || echo "G $?"; }; f
(exit 3) || x=$( shift 1 2 3 ) 2>/dev/null || echo "H $?"
(exit 3); { x=$( shift 1 2 3 ) 2>/dev/null || echo "I $?"; }
(exit 3); x=$( : ; shift 1 2 3 ) 2>/dev/null || echo "J $?"
x=$( (exit 4) ; shift 1 2 3 ) 2>/dev/null || echo "K $?"
x=$( (exit 4) ; shift 1 2 3
 ) 2>/dev/null || echo "L $?"
(exit 3); x=$(
shift 1 2 3
) 2>/dev/null || echo "M $?"
if (exit 2); then :; else
x=$(
shift 1 2 3
) 2>/dev/null || echo "N $?"; fi
(exit 2)
x=$( echo $? >&2; shift 1 2 3 ) || echo "O $?"
( (exit 2); shift 1 2 3 ) 2>/dev/null; echo "P $?"
( if (exit 2); then :; else shift 1 2 3; fi ) 2>/dev/null; echo "Q $?"
x=$( (exit 4); (shift 1 2 3); echo $? ) 2>/dev/null; echo "A $x"
eval '(exit 4); shift 1 2 3' 2>/dev/null
echo "B $?"
( eval '(exit 4); shift 1 2 3' ) 2>/dev/null; echo "C $?"
( (exit 4); eval 'shift 1 2 3' ) 2>/dev/null; echo "D $?"
f() { (exit 5); shift 1 2 3; }
f 2>/dev/null
echo "E $?"
x=$( f ) 2>/dev/null; echo "F $?"
( f ) 2>/dev/null; echo "G $?"
x=$( (exit 4); echo $((1/0)) ) 2>/dev/null; echo "H $?"
( (exit 4); echo $((1/0)) ) 2>/dev/null; echo "I $?"
x=$( (exit 4); a=$((1/0)) ) 2>/dev/null; echo "J $?"
( (exit 4); a=$((1/0)) ) 2>/dev/null; echo "K $?"
(exit 4); a=$((1/0))
echo "L $?"
eval '(exit 4); a=$((1/0))' 2>/dev/null
echo "M $?"
x=$( set -e; if (exit 4); then :; else shift 1 2 3; fi ) 2>/dev/null; echo "N $?"
readonly r=1
x=$( if (exit 4); then :; else r=2; fi ) 2>/dev/null; echo "R $?"
( if (exit 4); then :; else r=2; fi ) 2>/dev/null; echo "S $?"
trap '(exit 6); shift 1 2 3' USR1
x=$( if (exit 4); then :; else for i in 1; do shift 1 2 3; done; fi | cat ) 2>/dev/null; echo "T $?"
eval '( (exit 4); shift 1 2 3 )' 2>/dev/null; echo "a $?"
eval 'x=$( (exit 4); shift 1 2 3 )' 2>/dev/null; echo "b $?"
x=$( eval '(exit 4); shift 1 2 3' ) 2>/dev/null; echo "c $?"
x=$( eval '( (exit 4); shift 1 2 3 )' ) 2>/dev/null; echo "d $?"
x=$( ( ( (exit 4); shift 1 2 3 ) ) ) 2>/dev/null; echo "e $?"
x=$( { (exit 4); shift 1 2 3; } | cat; echo ${PIPESTATUS[0]} ) 2>/dev/null; echo "f $x"
x=$( (exit 4); { shift 1 2 3; } & wait $!; echo $? ) 2>/dev/null; echo "g $x"
cat <( (exit 4); (shift 1 2 3); echo "h $?") 2>/dev/null
