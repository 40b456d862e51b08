# What a redirection has covered bash keeps at 10, where the script's own descriptor was.
f() { exec {fd}> "$1" || :; echo x >&$fd; exec {fd}>&-; }
f one
f /nonexistent/two > three
cat one three
