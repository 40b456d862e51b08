t() { [[ $1 == $2 ]] && echo "yes $2" || echo "no $2"; }
t a '[[:lower:]]'; t A '[[:upper:][:digit:]]'; t 5 '[![:alpha:]]'; t ']' '[]]'; t - '[a-]'; t ^ '[x^]'
t b '[a-c]'; t '\' '[\\]'; t '[' '['; t '[a' '[a'; t 'a]' '[a]]'; t 'a/b' 'a*b'; t '' '*'; t ab '??'; t é '?'
