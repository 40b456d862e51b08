: > a; : > B; : > .h
shopt -s nullglob; echo x*y z; a=(none*); echo "${#a[@]}"; shopt -u nullglob
shopt -s dotglob; echo *; shopt -u dotglob
shopt -s nocaseglob; echo b*; shopt -u nocaseglob
( shopt -s failglob; echo none*; echo no ) 2> /dev/null; echo "rc $?"
shopt -s nocasematch; case ABC in abc) echo match;; esac; [[ X == x ]] && echo too; x=AbC; echo "${x/b/-}"
shopt -q nullglob || echo "off"
( shopt -s failglob; i=0; echo none* $(( i = 7 )) "$(echo run >&2)"; echo no ) 2> /dev/null
shopt -s failglob; i=0; echo none* $(( i = 7 )) 2> /dev/null
echo "$i $?"
