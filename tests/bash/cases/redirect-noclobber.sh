# `set -C` keeps `>` and `&>` from files that are there.
set -C
echo one > file
{ echo two > file; } 2> /dev/null || echo kept
{ echo two >& file; } 2> /dev/null || echo kept
{ echo two &> file; } 2> /dev/null || echo kept
echo two &>> file
cat file
echo three >| file
cat file
