PS3='> '
select x in one two; do echo "picked $x $REPLY"; [ "$x" ] && break; done <<< $'9\n2' 2> /dev/null
