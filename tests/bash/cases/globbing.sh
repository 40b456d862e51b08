: > a.txt; : > b.txt; : > c.md; : > .hidden; : > 'sp ace'
echo *; echo *.txt; echo ?.*; echo [ab]*; echo [!a]*; echo *.none; echo "*"; echo .h*
x='*.txt'; echo $x "$x"; a=(*.txt); echo "${#a[@]}"; for f in *.md; do echo "$f"; done
set -f; echo *; set +f; y=*; echo "$y"; case a.txt in *.txt) echo case;; esac
echo 'a'*; echo "a"*.t?t; echo \**; echo [[:alpha:]].md; echo ./*.md
