"""The models of text programs, against the programs themselves."""

import os
import random
import shlex
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doctor.bash.filters import MODELLED, NotModelled, Output, run
from doctor.bash.filters.call import MAX_TEXT

LOCALES = ("C.UTF-8", "C")
INSTALL = {
    "gawk": "apt-get install gawk",
    "mawk": "apt-get install mawk",
    "jq": "apt-get install jq",
}


class Files(NamedTuple):
    """A world of known files."""

    content: Mapping[str, str]

    def read(self, path: str) -> str:
        try:
            return self.content[path]
        except KeyError:
            raise FileNotFoundError(path) from None


def unread() -> str:
    raise NotModelled


def real(argv: Sequence[str], stdin: str, locale: str, directory: Path) -> Output:
    """What the real program prints and returns."""
    done = subprocess.run(
        argv,
        input=stdin.encode(),
        capture_output=True,
        cwd=directory,
        env={"PATH": os.environ["PATH"], "LC_ALL": locale},
        timeout=20,
        check=False,
    )
    return Output(done.stdout.decode(), done.returncode, done.stderr.decode())


def implementations(name: str) -> list[str]:
    return ["gawk", "mawk"] if name == "awk" else [name]


def agree(
    argv: Sequence[str],
    stdin: str,
    directory: Path,
    files: Mapping[str, str],
    tool: Callable[[str, str], str],
) -> None:
    """The model, which must know the answer, and the program say the same."""
    modelled = run(argv, lambda: stdin, Files(files))
    for name in implementations(argv[0]):
        program = tool(name, INSTALL.get(name, "part of every GNU system"))
        # jq knows no locale, and is slow to start.
        for locale in LOCALES[: 1 if name == "jq" else None]:
            happened = real([program, *argv[1:]], stdin, locale, directory)
            assert modelled[:2] == happened[:2], (name, locale, argv, stdin)
            if modelled.error:
                # The program calls itself what it was called.
                assert modelled.error == happened.error.replace(program, argv[0])


TAG = "v1.2.3-4\n"
TEXT = """\
# Release notes
name = "widget"
version = "1.2.3"
   indented line

tag: v1.2.3-4
image: git.example.org/owner/widget:1.2.3
digest: sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
last line
"""
PACKAGE = """{
  "name": "@owner/widget",
  "version": "1.2.3",
  "private": false,
  "os": ["linux", "darwin"],
  "bin": {"widget": "bin/widget.js", "other": "x y"},
  "dependencies": {},
  "count": 3,
  "none": null
}
"""
INDEX = """{"manifests": [
{"digest": "sha256:aa", "size": 12, "platform": {"architecture": "amd64", "os": "linux"}},
{"digest": "sha256:bb", "size": 7, "platform": {"architecture": "s390x", "os": "linux"}}]}
"""
TAGS = "v1.10.0\nv1.2.0\nv1.9.3\nv1.2.0\nv2.0.0\n"
CSV = "amd64,linux,aa\ns390x,linux,bb\narm64,darwin,cc\n"
SUMS = "0123abcd  widget-1.2.3.tar.gz\n4567ef  widget.whl\n"
BASE = "owner/widget:1.2.3@sha256:abcdef\n"
BARE = "no newline at the end: v1.2"
INPUTS = {
    "tag": TAG, "text": TEXT, "package": PACKAGE, "index": INDEX, "tags": TAGS, "csv": CSV,
    "sums": SUMS, "base": BASE, "bare": BARE, "empty": "", "blank": "\n\n", "words": "a b c\n",
    "number": "10\n9\n2\n-1\n10\n", "path": "dist/linux/widget_1.2.3_amd64.deb\n",
    "upper": "Release CANDIDATE 1\n", "base64": "aGVsbG8gd29ybGQ=\n", "string": '"1.2.3"\n',
}  # fmt: skip
FILES = {"package.json": PACKAGE, "VERSION": "1.2.3\n", "notes.txt": TEXT, "empty": "", "b": "b\n"}

CASES = r"""
cat tag bare empty
cat -n text
cat VERSION
cat VERSION package.json
cat missing
cat VERSION missing b
cat - VERSION
cat -u
tac @ tags text

tr -d '\n' @ tag text
tr -d v @ tag
tr '[:upper:]' '[:lower:]' @ upper text
tr '[:lower:]' '[:upper:]' @ upper
tr A-Z a-z @ upper
tr a-z A-Z @ tag
tr '[A-Z]' '[a-z]' @ upper
tr / - @ path
tr -- - _ @ tag
tr '/' '_' @ path
tr . _ @ tag
tr '._' '--' @ path
tr -d '"' @ string text
tr -d \"\' @ text
tr -cd '0-9.' @ tag
tr -cd '[:digit:]' @ tag
tr -dc '[:alnum:]\n' @ text
tr -d '[:space:]' @ text words
tr -d ' \t\r\n' @ text
tr -s ' ' @ text
tr -s '\n' @ text blank
tr -s '[:space:]' ' ' @ text
tr ' ' '\n' @ words
tr , '\n' @ csv
tr '\n' ' ' @ tags
tr '\n' , @ tags
tr ':' '\n' @ base
tr -c '[:alnum:]' - @ tag
tr -c 'a-zA-Z0-9\n' '_' @ text
tr -cs '[:alnum:]' '\n' @ text
tr -cs 'a-zA-Z0-9._-' '-' @ base
tr '[:upper:]_' '[:lower:]-' @ upper path
tr a-c x @ words
tr abc xy @ words
tr '\055' + @ tag
tr -d '\012\015' @ tags
tr 'a-z' 'n-za-m' @ words text
tr '\\' / @ tag
tr -d '[:punct:]' @ text
tr -ds a b @ words

cut -d. -f1 @ tag text
cut -d. -f1-2 @ tag
cut -d. -f1,3 @ tag
cut -d. -f2- @ tag
cut -d. -f-2 @ tag
cut -d . -f 3 @ tag
cut -f1 -d- @ tag
cut -d' ' -f1 @ sums text
cut -d' ' -f3 @ sums words
cut -d: -f2 @ base text
cut -d: -f2- @ base
cut -d@ -f2 @ base
cut -d'"' -f2 @ text
cut -d'"' -f4 @ package
cut -d= -f2 @ text
cut -d/ -f1 @ path
cut -d/ -f3 @ path
cut -d, -f1,3 @ csv
cut -d, -f1 --complement @ csv
cut -d, -f2 --output-delimiter=: @ csv
cut -d, -f1,2 --output-delimiter=' ' @ csv
cut -d, -s -f2 @ csv text
cut -c1-7 @ base text
cut -c 1 @ tag
cut -c2- @ tag
cut -c1-3,5 @ tag
cut -b1-12 @ text
cut --delimiter=. --fields=1 @ tag
cut -f1 @ sums
cut -d_ -f2 @ path
cut -c-8 package.json

head -1 @ tags
head -n1 @ tags text
head -n 2 @ tags
head -n -1 @ tags
head -n -3 @ text
head -c 5 @ tag
head -c7 @ base
head -c -1 @ tag
head -2 @ tags bare
head --lines=2 @ tags
head -n1 VERSION
head -n1 VERSION b
head -qn1 VERSION b
head -n 1 missing
head @ text
tail -1 @ tags
tail -n1 @ tags bare
tail -n 2 @ tags
tail -n +2 @ tags text
tail -n +1 @ tags
tail -c 3 @ tag
tail -c +2 @ tag
tail -c1 @ bare tag
tail --lines=1 @ tags
tail -n1 package.json
tail -n 0 @ !
head -n 0 @ tags
tail @ text

grep -q '^v[0-9]' @ tag text
grep -Eq '^v[0-9]' @ tag empty
grep -qE '^v?[0-9]+\.[0-9]+\.[0-9]+$' @ tag string
grep -Eq '^v[0-9]+\.[0-9]+\.[0-9]+(-[0-9]+)?$' @ tag tags
grep -E '^v?[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$' @ tag tags text
grep -oE '[0-9]+\.[0-9]+\.[0-9]+' @ tag text package
grep -Eo '[0-9]+(\.[0-9]+)*' @ tag text
grep -o '[0-9]*' @ tag
grep -o '"version": *"[^"]*"' @ package
grep -oP '"version":\s*"\K[^"]+' @ package
grep -oP '(?<="version": ")[^"]*' @ package
grep -oP '(?<=sha256:)[a-f0-9]{64}' @ text
grep -oP '\d+\.\d+\.\d+' @ tag package
grep -oP 'v\K\d+' @ tags
grep -oP '^version = "\K[^"]+(?=")' @ text
grep -oP '".*?"' @ package
grep -P '^\w+:\s' @ text
grep version @ text package
grep -m1 version @ text
grep -m 1 -o 'v[0-9.]*' @ tags
grep '^version' @ text
grep -v '^#' @ text
grep -v '^$' @ text blank
grep -v -- - @ tag tags
grep -c . @ text empty
grep -c v1 @ tags
grep -vc v1 @ tags
grep -n version @ text
grep -in RELEASE @ text
grep -i release @ text upper
grep -Fx v1.2.0 @ tags
grep -xF v1.2 @ tags
grep -Fq 1.2.3 @ tag
grep -F '[' @ package
grep -x 'v1.*' @ tags
grep -w line @ text
grep -wq v1 @ tags
grep -ow 'v1' @ tags
grep -e name -e version @ text
grep -E 'name|version' @ text
grep -E '(alpha|beta|rc)[0-9]*$' @ tag
grep -E '^(true|1|yes)$' @ number
grep 'a\|b' @ words
grep '\.tar\.gz$' @ sums
grep '1\.2\.[0-9]\+' @ text
grep 'v\{1\}1' @ tags
grep -E 'sha256:[a-f0-9]{64}' @ text base
grep -oE 'sha256:[a-f0-9]+' @ text base index
grep -E '\bv1' @ tags
grep '\<line\>' @ text
grep -E '[[:space:]]+indented' @ text
grep -oE '[^/]+$' @ path
grep -oE '[^:]*$' @ base
grep version package.json
grep -h version package.json notes.txt
grep version package.json notes.txt
grep -H version package.json
grep -l version package.json VERSION
grep -q version missing
grep -s version missing
grep x missing VERSION
grep -qs . VERSION
grep '' @ text empty
grep -E 'refs\/tags' @ path
grep '*' @ text
grep 'a*b' @ words
grep '^*' @ !
grep -E '^[^#]' @ text
grep --color=never v @ tag
grep --only-matching --extended-regexp '[0-9]+' @ tag
grep --quiet --fixed-strings -- -4 @ tag
grep -E '^ *[a-z]+' @ text
grep -Eo '(v|V)?[0-9]+' @ tag
egrep -o '[0-9]+' @ tag
fgrep 1.2 @ tag

sed 's/^v//' @ tag tags
sed -E 's/^v//; s/-[0-9]+$//' @ tag
sed -e 's/^v//' -e 's/-.*//' @ tag
sed 's/-[0-9]*$//' @ tag
sed -E 's/^v([0-9]+)\.([0-9]+)\.([0-9]+).*/\1.\2/' @ tag
sed -E 's/^v?([0-9]+)\.([0-9]+)\.([0-9]+)(-[0-9]+)?$/\1 \2 \3 \4/' @ tag tags
sed 's/v\([0-9]*\)\.\([0-9]*\).*/\1_\2/' @ tag
sed 's/.*"version": *"\([^"]*\)".*/\1/' @ package
sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' @ package
sed -n 's/^version = "\(.*\)"$/\1/p' @ text
sed -nE 's/^version *= *"([^"]+)".*/\1/p' @ text
sed -n '/^version/s/.*"\(.*\)"/\1/p' @ text
sed -n 's/^tag: //p' @ text
sed -E 's|^refs/tags/||' @ tag path
sed 's,.*/,,' @ path base
sed 's#/[^/]*$##' @ path
sed 's/:.*//' @ base
sed 's/.*@//' @ base
sed 's/[^a-zA-Z0-9._-]/-/g' @ base text
sed 's/\./_/g' @ tag
sed 's/\./-/2' @ tag
sed 's/[.-]/_/g' @ tag
sed 's/"//g' @ string text
sed "s/[\"']//g" @ text
sed 's/\x22//g' @ string
sed 's/^"\(.*\)"$/\1/' @ string
sed -e 's/^"//' -e 's/"$//' @ string
sed 's/^[ \t]*//' @ text
sed 's/^[[:space:]]*//;s/[[:space:]]*$//' @ text
sed 's/  */ /g' @ text sums
sed 's/^/  /' @ text
sed 's/$/,/' @ tags
sed '$!s/$/,/' @ tags
sed 's/a/&&/' @ words
sed 's/b/[&]/' @ words
sed 's/b/\&/' @ words
sed 's/b/x\/y/' @ words
sed 's/ /\n/g' @ words
sed 's/.*/\U&/' @ tag words
sed 's/.*/\L&/' @ upper
sed -E 's/(^| )([a-z])/\1\U\2/' @ words
sed '/^#/d' @ text
sed '/^$/d' @ text blank
sed '/^#/d;/^$/d' @ text
sed -e '/^#/d' -e '/^$/d' @ text
sed '1d' @ tags
sed '$d' @ tags
sed '2,3d' @ tags
sed '2,$d' @ tags
sed -n 1p @ tags
sed -n '$p' @ tags bare
sed -n 2,3p @ tags
sed -n '2{p;q}' @ tags
sed 1q @ tags
sed 2q @ tags
sed -n '/name/,/tag/p' @ text
sed '/name/,/tag/d' @ text
sed -n '/^version/,$p' @ text
sed -n '/tag/,+1p' @ text
sed '/tag/,+1d' @ text
sed '0,/v1/s//x/' @ !
sed '0,/v1/s/v/x/' @ tags
sed -n '/version/{s/.*"\(.*\)".*/\1/p;q}' @ text
sed '/tag/!d' @ text
sed -n '/tag/!p' @ text
sed -n '/v1/=' @ tags
sed '1i first' @ tags
sed '1i\
first' @ tags
sed '$a last' @ tags
sed '/v2/a after' @ tags
sed '/v2/c changed' @ tags
sed 'y/abc/xyz/' @ words
sed 'y/./_/' @ tag
sed ':a;N;$!ba;s/\n/,/g' @ tags
sed -e ':a' -e 'N' -e '$!ba' -e 's/\n/ /g' @ tags
sed -z 's/\n/,/g' @ tags
sed -E ':a; s/^([0-9]+)([0-9]{3})/\1,\2/; ta' @ number
sed 'N;s/\n/ /' @ tags
sed '$!N;P;D' @ tags
sed 'G' @ tags
sed -n 'H;${x;s/\n/ /g;p}' @ tags
sed '1!G;h;$!d' @ tags
sed n @ tags
sed 's/v1/X/I' @ tags
sed 's/V/x/gI' @ tags
sed -n 's/v1/x/gp' @ tags
sed -r 's/(.*)-([0-9]+)$/\1+\2/' @ tag
sed -E 's/(a|b)+/x/' @ words
sed -E 's/^(v|release-)//' @ tag
sed 's/v\|-.*//g' @ tag
sed 's/[0-9]\{1,2\}$/N/' @ tag
sed -E 's/[0-9]{1,2}/N/g' @ tag
sed 's/[0-9]\+/N/g' @ tag
sed 's/v\?1/N/' @ tag
sed 's/\bline\b/LINE/' @ text
sed 's/x*/-/g' @ words tag
sed 's/[^0-9]*//g' @ tag
sed 's/[^/]*$//' @ path
sed 's/[/]/-/g' @ path
sed 's/[^\/]*$//' @ path
sed '/[/]linux/d' @ path
sed 's,[.,],_,g' @ csv
sed 's/\//_/g' @ path
sed 's|/|_|2' @ path
sed 's/1.2/&\
/' @ tag
sed --quiet --expression='s/^v//p' @ tag
sed --regexp-extended 's/(v)/<\1>/' @ tag
sed -n '/owner/p' package.json
sed 's/1/2/' VERSION
sed 's/1/2/' missing VERSION
sed '' @ tags
sed '# comment
s/v//' @ tags
sed -e 's/b/x/;t' -e 's/a/y/' @ words
sed '/v1/b;s/v/x/' @ tags
sed 3q3 @ tags
sed '/^v2/Q' @ tags
sed 's/^\(.\)/\1./' @ tag
sed 's/v/\t/' @ tag

sort @ words
sort -u @ tags
sort -V @ tags
sort -rV @ tags
sort -V -r @ tags
sort -Vu @ tags
sort -t. -k1,1n -k2,2n -k3,3n @ words
sort -n @ number
sort -rn @ number
sort -nu @ number
sort -n -r @ number
sort -t, -k3 @ csv
sort -t, -k3,3r @ csv
sort -k2 @ words
sort --version-sort --reverse @ tags
sort b
uniq @ tags number
uniq -c @ number tags
uniq -d @ number
uniq -u @ tags
comm -12 b b
comm -23 b empty
comm - b @ words

wc -l @ tags empty bare
wc -c @ tag
wc -m @ tag
wc -w @ text
wc -l VERSION
wc --lines @ tags
seq 5
seq 2 5
seq 1 2 9
seq 3 -1 1
seq 5 1
seq -s, 3
seq -s ' ' 1 4
seq -w 8 11
seq 0
rev @ tags
paste -sd, @ tags
paste -sd ' ' @ tags
paste -s -d, @ tags empty
paste -sd+ @ number
paste -s @ tags
paste -d, -s - @ tags

expr 1 + 2
expr 10 - 3 '*' 2
expr 7 / 2
expr -7 % 3
expr 1 = 1
expr a = b
expr 3 '>' 10
expr 0
expr ''
expr 1 / 0
expr a + 1
expr v1.2.3 : 'v\([0-9]*\)'
expr v1.2.3 : 'v[0-9.]*'
expr nightly : 'v[0-9]'
expr nightly : 'v\([0-9]\)'
expr length abcdef
expr substr abcdef 2 3
expr 0 '|' 5
expr 1 '&' 0
expr '(' 1 + 2 ')' '*' 3
expr "$CI_COMMIT_TAG" : 'v[0-9].*'

base64 @ tag text empty
base64 -w0 @ text tag
base64 -w 0 @ text
base64 --wrap=10 @ text
base64 -d @ base64
base64 --decode @ base64
md5sum @ tag
sha1sum @ tag empty
sha256sum @ tag text
sha512sum @ tag
sha256sum VERSION
sha256sum VERSION missing
sha256sum - @ tag
date -u -d @0 +%Y-%m-%dT%H:%M:%SZ
date -u -d @1700000000 +%Y%m%d
date -u -d @1700000000 +%Y.%m.%d-%H%M
date -u --date=@1700000000 +%s
date -u -d @1700000000 +%F_%T_%j_%Z
diff -q VERSION VERSION
diff VERSION VERSION
diff -q VERSION b
cmp -s VERSION b
cmp -s VERSION VERSION
cmp VERSION VERSION
cmp -s VERSION missing

basename /a/b/c.txt
basename /a/b/c.txt .txt
basename dist/widget-1.2.3.tar.gz .tar.gz
basename -s .js bin/widget.js
basename --suffix=.js bin/widget.js
basename -a a/b c/d
basename /
basename a/
basename ''
basename .txt .txt
basename a b c
basename
dirname /a/b/c.txt
dirname c.txt
dirname /
dirname /a
dirname a//b/
dirname a/b c/d
dirname ''
dirname

awk '{print $1}' @ sums words text
awk '{print $NF}' @ sums text
awk '{ print $2 }' @ sums
awk -F. '{print $1}' @ tag
awk -F. '{print $1"."$2}' @ tag
awk -F- '{print $1}' @ tag
awk -F'[.-]' '{print $4}' @ tag
awk -F: '{print $2}' @ base
awk -F ': ' '{print $2}' @ text
awk -F'"' '/version/{print $4}' @ package
awk -F'"' '/^version/ {print $2}' @ text
awk -F\" '/"version"/ {print $4; exit}' @ package
awk -F '"' '$2 == "version" {print $4}' @ package
awk -F= '/^version/{gsub(/[" ]/,"",$2); print $2}' @ text
awk -F/ '{print $NF}' @ path
awk -F/ '{print $(NF-1)}' @ path
awk -F, '$1 == "s390x" {print $3}' @ csv
awk -F, '{print $1 "-" $2}' @ csv
awk -F, -v OFS=: '{print $1, $3}' @ csv
awk -F, 'BEGIN{OFS="/"}{$1=$1; print}' @ csv
awk 'NR==1' @ tags
awk 'NR==1{print $1}' @ tags
awk 'NR>1' @ tags
awk 'END{print}' @ tags
awk 'END{print NR}' @ tags empty
awk 'END {print $1}' @ tags
awk '/v1/' @ tags
awk '!/^#/' @ text
awk 'NF' @ text
awk '!seen[$0]++' @ tags
awk '/name/,/tag/' @ text
awk '/v2/{print; exit}' @ tags
awk '{print length($0)}' @ tags
awk '{print toupper($0)}' @ words
awk '{print tolower($1)}' @ upper
awk '{print substr($0, 2)}' @ tag
awk '{print substr($1, 1, 7)}' @ sums
awk '{sub(/^v/, ""); print}' @ tag
awk '{gsub(/[.-]/, "_"); print}' @ tag
awk '{gsub("\"", ""); print $3}' @ text
awk '{n=split($0, p, "."); print n, p[1]}' @ tag
awk -F. '{print $1 "." $2 + 1}' @ tags
awk -F. -v OFS=. '{$3 += 1; print}' @ tags
awk -F. '{printf "%s.%d.%d\n", $1, $2, $3 + 1}' @ tags
awk '{printf "%s ", $1}' @ tags
awk '{printf "%s\n", $1}' @ tags
awk '{s += $1} END {print s}' @ number
awk -v v=v1.9.3 '$0 == v {print "found"}' @ tags
awk '$1 ~ /^v1/ {print $1}' @ tags
awk '{if ($1 == "v2.0.0") print "new"; else print "old"}' @ tags
awk '{print ($1 == "a") ? "yes" : "no"}' @ words
awk '{print index($0, ".")}' @ tag
awk 'BEGIN{print 1+2}'
awk 'BEGIN { print "x" }'
awk '/version/ && !/name/' @ text
awk 'NR==2 || NR==3' @ tags
awk '{ print NR": "$0 }' @ tags
awk '/missing/{found=1} END{exit !found}' @ tags
awk '/v2/{found=1} END{exit !found}' @ tags
awk '{$1=""; print $0}' @ sums
awk '{print $2}' FS=, @ !
awk -F'\t' '{print $1}' @ sums
awk '$3=="\"1.2.3\""{print $1}' @ text
awk '{a[NR]=$0} END{print a[1]; print a[NR]}' @ tags

jq . @ package index empty
jq -r .version @ package
jq -r '.version' package.json
jq .version @ package
jq -c . @ package index
jq -S . @ package
jq -r '.name' @ package
jq -r '.missing' @ package
jq -r '.missing // empty' @ package
jq -r '.missing // "default"' @ package
jq -e .version @ package
jq -e .missing @ package
jq -e .private @ package
jq -er '.version' @ package
jq -r '.os[]' @ package
jq -r '.os[0]' @ package
jq -r '.os[-1]' @ package
jq -r '.os | length' @ package
jq -r '.os | join(",")' @ package
jq '.os[1:]' @ package
jq -r '.bin | keys[]' @ package
jq -r '.bin | to_entries[] | "\(.key)=\(.value)"' @ package
jq -r '.bin.widget' @ package
jq -r '.["name"]' @ package
jq -r '."name"' @ package
jq -r '.name | ltrimstr("@owner/")' @ package
jq -r '.name | split("/")[1]' @ package
jq -r '.version | split(".") | .[0]' @ package
jq -r '"\(.name)-\(.version)"' @ package
jq -r '.name + "@" + .version' @ package
jq -r '[.name, .version] | @tsv' @ package
jq -r '[.name, .version] | @csv' @ package
jq -r '.name | @base64' @ package
jq -r '.name | @uri' @ package
jq -r '.bin.other | @sh' @ package
jq -r '.manifests[].digest' @ index
jq -r '.manifests[0].digest' @ index
jq -r '.manifests[] | select(.platform.architecture == "s390x") | .digest' @ index
jq -r '.manifests[] | select(.platform.architecture=="arm64").digest' @ index
jq -r --arg a s390x '.manifests[] | select(.platform.architecture == $a) | .digest' @ index
jq -r '[.manifests[].platform.architecture] | sort | join(" ")' @ index
jq -r '.manifests | map(.digest) | .[]' @ index
jq -r '.manifests | map(select(.size > 10)) | length' @ index
jq '[.manifests[].size] | add' @ index
jq -e '.manifests | length > 1' @ index
jq -e '.manifests[] | select(.digest == "x")' @ index
jq -r '.manifests[] | .platform.os + "/" + .platform.architecture' @ index
jq -n --arg v 1.2.3 '{version: $v}'
jq -n --arg a 1 --argjson b 2 '{a: $a, $b}'
jq -nc --arg tag v1 '{tag_name: $tag, draft: false}'
jq -n '{}'
jq -n '[1, 2] + [3]'
jq -n 'null'
jq --arg v 2.0.0 '.version = $v' @ package
jq '.version = "2.0.0"' @ package
jq '.bin.widget |= "x/" + .' @ package
jq 'del(.private)' @ package
jq 'del(.private, .none)' @ package
jq '.dependencies.a = "1"' @ package
jq '.count += 1' @ package
jq '. + {x: 1}' @ package
jq -c '{name, version}' @ package
jq -c '{n: .name, v: .version}' @ package
jq 'has("version")' @ package
jq '.os | contains("x")' @ !
jq 'keys' @ package
jq -c 'to_entries' @ index
jq -c 'with_entries(select(.key == "name"))' @ package
jq -r 'if .private then "no" else "yes" end' @ package
jq '.private | not' @ package
jq '.count == 3 and .private' @ package
jq -R . @ tags
jq -Rs . @ tags
jq -s . @ number
jq -s length @ number
jq -r '.version | test("^[0-9]+\\.[0-9]+")' @ package
jq -r '.version | sub("^1"; "2")' @ package
jq -r '.version | gsub("\\."; "_")' @ package
jq -r '.name | startswith("@")' @ package
jq -r .version.foo @ package
jq -r '.version.foo?' @ package
jq -r '.[]?' @ number
jq -j .version @ package
jq '.version' missing
jq -r 'type' @ package
jq -r '.name | ascii_upcase' @ package
jq --raw-output --exit-status '.version' @ package
jq -r '.name as $n | .os[] | $n + ":" + .' @ package
jq 'map_values(type)' @ package
jq '.os | index("x")' @ !
jq '.os | first' @ package
jq '.os | reverse' @ package
jq '[.os[] | {os: .}]' @ package
jq '.none // .count' @ package
jq -r '@base64 "x\(.name)"' @ package
jq -r '.manifests[0] | "\(.size) \(.platform)"' @ index
"""


def cases() -> Iterator[tuple[str, str, bool]]:
    """(command, name of its input, whether it is modelled) from the table.

    After `@` stand the inputs, `!` for a command that is not modelled.
    """
    for block in joined(CASES.splitlines()):
        command, at, inputs = block.partition(" @ ")
        for name in inputs.split() if at else ["empty"]:
            yield command, name if name != "!" else "tags", name != "!"


def joined(table: Sequence[str]) -> Iterator[str]:
    """The commands of the table; one goes on in the next line while a quote is open."""
    held = ""
    for line in table:
        held += line if not held else "\n" + line
        try:
            shlex.split(held)
        except ValueError:
            continue
        if held.strip():
            yield held
        held = ""


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the known files."""
    made = tmp_path_factory.mktemp("filters")
    for name, content in FILES.items():
        (made / name).write_text(content)
    return made


@pytest.mark.parametrize(("command", "stdin", "modelled"), list(cases()))
def test_as_the_program(
    command: str,
    stdin: str,
    modelled: bool,
    directory: Path,
    tool: Callable[[str, str], str],
) -> None:
    argv = shlex.split(command)
    if modelled:
        agree(argv, INPUTS[stdin], directory, FILES, tool)
    else:
        with pytest.raises(NotModelled):
            run(argv, lambda: INPUTS[stdin], Files(FILES))


UNKNOWN = r"""
perl -e 'print 1'
sed -i s/a/b/ VERSION
sed 's/a/b/e'
sed 's/a/b/w out'
sed 'e date'
sed 'r VERSION'
sed 'w out'
sed 's/\(.\)\1/x/'
sed -E 's/((a*)*)*/\2/'
sed 's|a\|b|x|'
sed s/a/b
sed --posix s/a/b/
sed '0~2d'
grep -r x
grep -A1 v
grep --color=auto v
grep -z v
grep -f patterns
grep '\d'
grep '\(a\)\1'
grep -P '(?i)v'
grep -P '(?<!a)b'
grep -E 'a{1'
grep '[a-Z]'
grep '[!-/]'
tr '[:upper:]' '[:digit:]'
tr z-a b
tr a
tr '[=a=]' b
cut -f1 -c1
cut
cut -f0
cut -z -f1
head -n 5k
head -z
tail -f VERSION
tail -F VERSION
tail +2
tail -1 -c1
head .
head -n x -n 1
head -n x -c 1
tr '[:lower:]a' '[:upper:]'
seq -0 5
sort -R
sort -h
sort -o out
sort -f
sort -k1.2
uniq -f1
wc
wc -lw
seq 1.5
seq 1 0 5
seq -f %g 3
date
date +%Y
date -d @0 +%Y
date -u -d yesterday +%Y
date -u -d @0 +%A
expr a '<' b
expr
base64 -i -d
md5sum -c sums
awk '{print | "sh"}'
awk '{print > "out"}'
awk '{system("id")}'
awk 'BEGIN{while(1);}'
awk 'BEGIN{"date" | getline d; print d}'
awk 'BEGIN{print ENVIRON["HOME"]}'
awk 'BEGIN{srand(); print rand()}'
awk '{for(i=1;i<3;i++)print i}'
awk 'function f(x){return x}{print f(1)}'
awk -f prog
awk 'BEGIN{print 2^31}'
awk 'BEGIN{print length(}'
jq 'input'
jq -n 'env.HOME'
jq -n '$ENV.HOME'
jq -n '1.5'
jq -n 'now'
jq 'if . then 1 else nothing end'
jq 'try error catch .'
jq '.a | $x'
jq --slurpfile a b .
jq -n 'def f: 1; f'
jq .a.
jq '.a.[0]'
jq 'if . then 1 end'
jq 'if . then 1 else 2 end.a'
jq --indent 1 .
"""


@pytest.mark.parametrize("command", list(joined(UNKNOWN.splitlines())))
def test_says_that_it_does_not_know(command: str) -> None:
    with pytest.raises(NotModelled):
        run(shlex.split(command), lambda: '{"a": 1.5}', Files({**FILES, "prog": "1"}))


@pytest.mark.parametrize(
    ("argv", "stdin"),
    [
        (["sort"], "a\nB\n"),
        (["sort"], "a-b\na.b\n"),
        (["sort"], "ä\nb\n"),
        (["sort", "-V"], "1.0\n1.00\n.x\n"),
        (["sort", "-n"], "1,000\n20\n"),
        (["comm", "-", "b"], "B\n"),
        (["tr", "a", "b"], "ä"),
        (["cut", "-c1"], "ä\n"),
        (["sed", "s/./x/"], "ä\n"),
        (["sed", "s/[^a]/x/"], "ä\n"),
        (["grep", "a"], "ä\n"),
        (["wc", "-m"], "ä\n"),
        (["awk", "{print length}"], "ä\n"),
        (["jq", "."], '{"a": 1, "a": 2}'),
        (["jq", "."], "1.0"),
        (["jq", "."], "{"),
        (["jq", "."], "NaN"),
        (["jq", "."], "[" * 3000 + "]" * 3000),
        (["base64", "-d"], "/w=="),
        (["base64", "-d"], "abc"),
        (["cat"], "\0"),
        (["cat"], "\udcff"),
        (["cat", "-", "-"], "a"),
        (["tac"], "a\nb"),
        (["sed", "-E", "s/(a|ab)(bc|c)/\\1/"], "abc"),
    ],
)
def test_does_not_guess_what_locale_or_version_decides(argv: list[str], stdin: str) -> None:
    with pytest.raises(NotModelled):
        run(argv, lambda: stdin, Files({"b": "b\n"}))


@pytest.mark.parametrize(
    ("argv", "stdin"),
    [
        (["sed", "s/v1/version é/"], "v1 ä\n"),
        (["sed", "s/:.*//"], "ä: ö\n"),
        (["cat"], "ä\n"),
        (["cut", "-d:", "-f2"], "ä:ö\n"),
        (["head", "-n1"], "ä\nö\n"),
        (["grep", "-q", "v1"], "✓ v1\n"),
        (["awk", "{print $2}"], "ä ö\n"),
        (["jq", "-r", ".a"], '{"a": "ä"}'),
        (["sha256sum"], "ä\n"),
        (["base64"], "ä\n"),
        (["wc", "-c"], "ä\n"),
    ],
)
def test_text_beyond_ascii(
    argv: list[str], stdin: str, directory: Path, tool: Callable[[str, str], str]
) -> None:
    agree(argv, stdin, directory, FILES, tool)


def test_unknown_input_is_not_asked_for_in_vain() -> None:
    world = Files({"VERSION": "1.2.3\n"})
    assert run(["cat", "VERSION"], unread, world).text == "1.2.3\n"
    assert run(["basename", "a/b"], unread, world).text == "b\n"
    assert run(["jq", "-n", "1"], unread, world).text == "1\n"
    assert run(["awk", "BEGIN{print 1}"], unread, world).text == "1\n"
    with pytest.raises(NotModelled):
        run(["cat"], unread, world)
    with pytest.raises(NotModelled):
        run([], unread, world)
    with pytest.raises(NotModelled):
        run(["no-such-program"], unread, world)


def test_every_name_has_its_module() -> None:
    for name in MODELLED:
        with suppress(NotModelled):
            run([name, "--no-such-option"], unread, Files({}))


@pytest.mark.parametrize(
    "argv",
    [
        ["sed", "-E", "s/(a*)*b/x/"],
        ["sed", "-E", "s/(a|a)*c/x/g"],
        ["sed", ":a;s/a/aa/;ta"],
        ["sed", "s/a/&&&&&&&&&&/g;s/a/&&&&&&&&&&/g;s/a/&&&&&&&&&&/g"],
        ["sed", "-E", "s/" + "(" * 500 + "a" + ")" * 500 + "/x/"],
        ["sed", "-E", "s/(((a{99}){99}){99}){99}/x/"],
        ["sed", "{" * 400 + "}" * 400],
        ["grep", "-oE", "(a+)+$"],
        ["grep", "-oP", "(a+)+b"],
        ["grep", "-E", "(.*)(.*)(.*)(.*)(.*)x"],
        ["awk", "{print " + "(" * 5000 + "1" + ")" * 5000 + "}"],
        ["awk", "{x=$0; gsub(/a/,x,x); print x}"],
        ["awk", "{" * 3000],
        ["jq", "-R", "[" * 3000],
        ["jq", "-R", "." + "[0]" * 5000],
        ["expr", *["("] * 5000],
        ["expr", *["length"] * 5000, "1"],
        ["tr", "a", "[b*99999999]"],
        ["seq", "999999999"],
        ["cut", "-f1-999999999"],
        ["head", "-n", "99999999999999999999"],
    ],
)
def test_hostile_input_ends(argv: list[str]) -> None:
    try:
        output = run(argv, lambda: "a" * 20_000 + "\n", Files({}))
    except NotModelled:
        return
    assert len(output.text) <= MAX_TEXT


def test_too_much_input_is_not_read() -> None:
    with pytest.raises(NotModelled):
        run(["cat"], lambda: "a" * (MAX_TEXT + 1), Files({}))


class Generator:
    """Random calls of a program, in the notation that scripts use."""

    def __init__(self, source: random.Random) -> None:
        self.source = source

    def pick(self, *choices: str) -> str:
        return self.source.choice(choices)

    def chance(self, probability: float) -> bool:
        return self.source.random() < probability

    def text(self, alphabet: str = "ab1.-v\n/ AB\n", most: int = 30) -> str:
        size = self.source.randrange(most)
        return "".join([self.source.choice(alphabet) for _ in range(size)])

    def regex(self, basic: bool, depth: int = 0) -> str:
        out = ""
        for _ in range(self.source.randrange(1, 4)):
            out += self.atom(basic, depth)
            if self.chance(0.4):
                out += self.pick(*(("*", "\\+", "\\?", "\\{1,2\\}") if basic else "*+?"))
        if self.chance(0.15):
            out += ("\\|" if basic else "|") + self.regex(basic, depth + 1)
        return out

    def atom(self, basic: bool, depth: int) -> str:
        if self.chance(0.15) and depth < 3:
            inner = self.regex(basic, depth + 1)
            return f"\\({inner}\\)" if basic else f"({inner})"
        sets = ("[ab]", "[^a]", "[0-9]", "[[:alpha:]]", "[.]", "[]a]", "[a-z0-9_-]")
        return self.pick(*"aabb1v-", ".", "^", "$", "\\.", "\\w", "\\b", *sets)

    def sed(self) -> list[str]:
        basic = self.chance(0.5)
        commands = []
        for _ in range(self.source.randrange(1, 3)):
            where = self.pick("", "", "", "1", "$", "2,3", "/a/", "/b/,/1/", "/v/!", "2,$", "$!")
            if self.chance(0.7):
                new = "".join([self.pick("x", "&", "\\1", "-", "") for _ in range(2)])
                flags = self.pick("", "", "g", "p", "2", "I")
                commands.append(f"{where}s#{self.regex(basic)}#{new}#{flags}")
            else:
                commands.append(where + self.pick(*"dpq=NnDPhGxH", "y/ab/ba/", "a x\n", "{p;d}"))
        return ["sed", *([] if basic else ["-E"]), ";".join(commands)]

    def grep(self) -> list[str]:
        kind = self.pick("-G", "-E", "-F", "-P")
        pattern = self.text("ab.", 3) if kind == "-F" else self.regex(kind == "-G")
        flags = ("-o", "-q", "-v", "-i", "-c", "-n", "-x", "-w", "-m1")
        return ["grep", kind, *[flag for flag in flags if self.chance(0.12)], "-e", pattern]

    def tr(self) -> list[str]:
        sets = (
            "a-c", "abc", "[:upper:]", "[:lower:]", "0-9", "\\n", " ", "a-z", "A-Z", "./", "_",
            "[:space:]", "[:alnum:]", "a-zA-Z0-9", "._-", "[-*]", "x", "ab-", "\\055",
        )  # fmt: skip
        option = self.pick("", "-d", "-s", "-c", "-cd", "-cs", "-ds")
        count = 1 if option in ("-d", "-cd") else 2
        return ["tr", *([option] if option else []), *[self.pick(*sets) for _ in range(count)]]

    def cut(self) -> list[str]:
        chosen = ",".join([self.pick("1", "2", "3-", "-2", "2-4") for _ in range(2)])
        if self.chance(0.4):
            return ["cut", self.pick("-c", "-b") + chosen]
        more = [flag for flag in ("-s", "--complement", "--output-delimiter=_") if self.chance(0.3)]
        return ["cut", "-d", self.pick(*".-/ a"), "-f" + chosen, *more]

    def head(self) -> list[str]:
        count = self.pick("", "-", "+") + self.pick(*"01235")
        return [self.pick("head", "tail"), self.pick("-n", "-c") + count]

    def sort(self) -> list[str]:
        options = ("-u", "-r", "-n", "-V", "-Vr", "-nu", "-k2", "-k1,1n", "-t. -k2,2n")
        return ["sort", *self.pick(*options).split()]

    def awk(self) -> list[str]:
        separator = self.pick("-F.", "-F-", "-F/", "-F[-.]", "-Fab", "-F|", "-vOFS=-")
        rules = []
        for _ in range(self.source.randrange(1, 3)):
            pattern = self.pick("", "END", "BEGIN", "NR==2", self.test())
            rules.append(f"{pattern}{{{self.statement()}; {self.statement()}}}")
        return ["awk", separator, "\n".join(rules)]

    def statement(self) -> str:
        one, two = self.value(), self.value()
        return self.pick(
            f"print {one}", f"print {one},{two}", f'printf "%s|%3d\\n",{one},{two}', f"x={one}",
            f"$2={one}", 'sub(/a/,"[&]")', 'gsub(/[.-]/,"_",$1)', f"if({self.test()}) print {one}",
            "exit", f"x=x {one}", "n++", "print x n",
        )  # fmt: skip

    def value(self, depth: int = 0) -> str:
        if depth > 2 or self.chance(0.5):
            return self.pick("$1", "$2", "$NF", "$0", "NR", "NF", "10", '"x"', "x", "n")
        one, two = self.value(depth + 1), self.value(depth + 1)
        return self.pick(
            f"{one} {two}", f"{one}+{two}", f"{one}-{two}", f"length({one})", f"substr({one},2)",
            f"toupper({one})", f'index({one},"a")', f"({self.test(depth + 1)}?{one}:{two})",
            "c[$1]++", 'split($0,q,"-") q[1]', f"({one})",
        )  # fmt: skip

    def test(self, depth: int = 0) -> str:
        one, two = self.value(depth + 1), self.value(depth + 1)
        return self.pick("/a/", "!/^v/", "/[0-9]+$/", f"{one}=={two}", "NR>1", "$1~/a|b/", "NF")

    def jq(self) -> list[str]:
        options = self.pick("-c", "-r", "-e", "-S", "-s", "-n", "-j")
        return ["jq", options, self.filter()]

    def filter(self, depth: int = 0) -> str:
        if depth > 3 or self.chance(0.3):
            return self.pick(
                ".", ".a", ".b", ".a.b", ".[0]", ".[]?", '"x"', "1", "null", "true", ".a[]?", "[]",
                '"v\\(.a?)"', ".[-1]?", "length", "keys", "type", "not", "add", "to_entries",
                "tostring", "@base64", "@sh", "@csv", "sort", "unique", "first", "tojson",
            )  # fmt: skip
        one, two = self.filter(depth + 1), self.filter(depth + 1)
        return self.pick(
            f"{one} | {two}", f"({one}, {two})", f"({one} // {two})", f"({one}) == ({two})",
            f"({one}) + ({two})", f"[{one}]", f"{{a: ({one}), b: {two}}}", f". as $v | {one}",
            f"if {one} then {two} else . end", f".a = ({one})", f".[]? |= ({one})",
            f"select({one})", f"map({one})", f"startswith({one})", f"ltrimstr({one})",
            f"split({one})", f"join({one})", "del(.a)", f"first({one})", f'sub("a"; {one})',
            f"has({one})", f"with_entries(select(.value | {one}))", f"({one}) < ({two})",
        )  # fmt: skip

    def document(self, depth: int = 0) -> str:
        if depth > 2 or self.chance(0.4):
            return self.pick("null", "true", "false", "0", "12", '""', '"a"', '"v1.2"', '"ab c"')
        inner = [self.document(depth + 1) for _ in range(self.source.randrange(3))]
        if self.chance(0.4):
            return "[" + ", ".join(inner) + "]"
        pairs = [f'"{key}": {value}' for key, value in zip("bac", inner, strict=False)]
        return "{" + ", ".join(pairs) + "}"


ALPHABETS = {"sort": "12345.-v\n\n"}


@pytest.mark.parametrize("program", ["sed", "grep", "tr", "cut", "head", "sort", "awk", "jq"])
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**40))
def test_random_calls(
    program: str, seed: int, directory: Path, tool: Callable[[str, str], str]
) -> None:
    """Whatever a model answers is what the program answers."""
    make = Generator(random.Random(seed))
    argv = getattr(make, program)()
    text = make.document() if program == "jq" else make.text(ALPHABETS.get(program, "ab1.-v\n/ AB"))
    try:
        agree(argv, text, directory, FILES, tool)
    except NotModelled:
        return
