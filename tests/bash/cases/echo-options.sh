echo -n a; echo b; echo -e 'a\tb\n\x41\0101'; echo 'a\tb'
echo -E 'x\ty'; echo -ne 'x\n'; echo -nx; echo -- x; echo - x; echo "-n" y; echo
x=-n; echo $x "no newline"; echo "$x "; echo -e 'stop\chere'; echo; echo -e '\\ \e[0m' | wc -c
