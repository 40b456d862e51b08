printf '%s %d %5s|%-5s|%05d %x %X %o %c %%\n' str 42 r l 7 255 255 8 char
printf '%q %q %q %q\n' 'a b' "it's" '' 'x$y'
printf '%b|%s\n' 'a\tb\x41' 'a\tb'
printf '%.2s|%5.1f|%e|%g\n' abcdef 3.14159 1 0.5
printf '%*d|%-*d|%.*s\n' 5 1 4 2 2 xyz
printf '%+d % d %#x %i %u\n' 5 6 255 -3 4
printf '%d %d %d\n' 0x10 010 "'A"
