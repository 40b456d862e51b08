echo() { builtin echo "mine: $*"; }
echo x; command echo y; unset -f echo; echo z
cd() { command cd "$@" && echo "moved"; }
cd / ; type -t cd echo if cat nothing
