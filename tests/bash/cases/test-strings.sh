t() { "$@"; echo "$?"; }
t [ a = a ]; t [ a == b ]; t [ a != b ]; t [ -n "" ]; t [ -z "" ]; t [ x ]; t [ "" ]; t [ ]
t [ -n ]; t [ ! x ]; t [ ! "" ]; t [ a \< b ]; t [ b \> a ]; t test a = a
t [ "(" = "(" ]; t [ -n = -n ]; t [ ! = x ]; t [ "(" x ")" ]
x=; t [ -n $x ]; t [ -n "$x" ]
t [ a = a b ] 2> /dev/null; t [ a 2> /dev/null
