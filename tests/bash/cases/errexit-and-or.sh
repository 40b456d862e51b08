set -e
false || echo one
false && echo never
true && false || echo two
false && false
echo three
true && false
echo unreached
