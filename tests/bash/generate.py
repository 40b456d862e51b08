r"""Random closed bash programs.

A closed program reads nothing but what it wrote itself: no time, process numbers, locale, files of
the machine, or texts of error messages. It always ends, prints much, and most of it succeeds.

How that is kept, for whoever adds a statement:

- the counter of a loop has a fresh name, which nothing else assigns; functions call only functions
  that stand above them, besides the recursions with a bound of their own
- what reads a pipe reads all of it, so that no writer meets a closed pipe now and then
- a block or a function is redirected to a fresh file only: `{ tr a b < f1; } >> f1` would never
  end
- standard error is merged only where nothing fails
- no value starts with `/`: with a `*` behind it the files of the machine would be listed
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

from tests.bash import idioms

Item = TypeVar("Item")
Lines = list[str]

TEXTS = (
    "", "x", "ab", "abc", "a b", " a  b ", "hello world", "a:b:c", "a::b", ":", "foo.tar.gz",
    "usr/local/lib", "v1.2.3-4", "key=value", "*", "a*", "?", "[ab]", "f*", "-n", "-e x", "--",
    "-7",
    "0", "1", "42", "007", "it's", 'say "hi"', "back\\slash", "tab\there", "one\ntwo",
    "one\n\ntwo\n",
    "$a", "`b`", "ünï", "A-B_C", "yes", "no", "a,b;c", "#x", "~", "!", "{a,b}", "(x)", "a&b|c<d>e",
)  # fmt: skip
PATTERNS = (
    "*", "a*", "*b", "?", "??", "[a-c]*", "[!a]*", "*[0-9]", "[[:alpha:]]*", "[[:space:]]", "*:*",
    "*.*", "o", "a", "b*", "*/", "-*", "*o*", "[ab]", "'*'", '"?"', r"\*", "$b", '"$b"', "$p",
)  # fmt: skip
EXTENDED = ("@(a|b)*", "+([0-9])", "?(a)b", "!(x)", "*(a|b|c)", "+(?)", "!(a*)")
BARE = re.compile(
    r"""\$'(?:[^'\\]|\\.)*'|'[^']*'|"(?:[^"\\]|\\.)*"|(\\[()<>|&;'"`\t]|\\ (?=[\s)]))""", re.DOTALL
)
"""Its group is a character that only a backslash quotes: what means something to a shell, or the
last blank of a word in a list."""
EXPRESSIONS = (
    "^a", "b$", "^[a-z]+$", "([a-z]+) ([a-z]+)", "^v?([0-9]+)\\.([0-9]+)", "(a|b)+", "^$", ".",
    "([^:]*):(.*)", "x?", "[[:digit:]]+", "^(.)(.)?", "(-[0-9]+)$",
)  # fmt: skip
SCALARS = ("a", "b", "c", "d")
NUMBERS = ("i", "j", "n")
FILES = ("f1", "f2", "f3")
KEYS = ("k1", "k2", "'k 3'", "$i", '"$j"', "x$a")
FORMATS = (
    "%s\\n", "[%s]", "<%5s>", "<%-5s>", "%s=%s\\n", "%q\\n", "%.2s|", "%s %s %s\\n", "%%%s\\n",
    "%c,",
    "%b\\n", "<%*s>",
)  # fmt: skip
NUMERIC_FORMATS = ("%d\\n", "<%5d>", "<%-4d>", "%03d\\n", "%x\\n", "%o ", "%X\\n", "%+d ", "%i;")

HEADER = """\
show() { printf '%s' "$#"; printf ' <%s>' "$@"; printf '\\n'; }
status() { return "$1"; }
"""


class Generator:
    """Writes one program. `traced`: no construct whose processes run side by side."""

    def __init__(self, random: Random, traced: bool) -> None:
        self.random = random
        self.traced = traced
        self.depth = 0
        self.loops = 0
        self.in_function = False
        self.strict = False
        self.functions: list[str] = []
        self.fresh_names = 0
        together = () if traced else TOGETHER
        choices = STATEMENTS + together
        self.statements = [statement for statement, _ in choices]
        self.weights = [weight for _, weight in choices]

    def pick(self, items: Sequence[Item]) -> Item:
        return items[self.random.randrange(len(items))]

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def fresh(self, prefix: str) -> str:
        self.fresh_names += 1
        return f"{prefix}{self.fresh_names}"

    # Words

    def quote(self, text: str) -> str:
        """`text` as one word, in one of the four ways of quoting."""
        way = self.random.randrange(4)
        if way == 0:
            return "'" + text.replace("'", "'\\''") + "'"
        if way == 1:
            for character in '\\$`"':
                text = text.replace(character, "\\" + character)
            return f'"{text}"'
        if way == 2 or "\n" in text or not text:
            text = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n")
            return "$'" + text.replace("\t", "\\t") + "'"
        return "".join(c if c.isalnum() and c.isascii() else "\\" + c for c in text)

    def text(self) -> str:
        return self.quote(self.pick(TEXTS))

    def enclosure(self, lines: Lines, choices: Sequence[tuple[str, str]]) -> tuple[str, str]:
        """What to put around a block: no `$(…)` if bash 5.2 would misread the block in it.

        Unlike bash 5.1 it reads `$(…)` with its parser, and runs what it prints of that. It forgets
        the backslashes within `a=( … )`, as in `$(a=(\\;))`, and the first `;` behind a
        here-document where no end of a command stands in between.
        """
        arrays = [line for line in lines if "=(" in line]
        stripped = [line.strip() for line in lines]
        behind = lines[stripped.index("EOF") :] if "EOF" in stripped else []
        if any(any(BARE.findall(line)) for line in arrays) or any(";" in line for line in behind):
            choices = [choice for choice in choices if "$(" not in choice[0]]
        return self.pick(choices)

    def plain(self) -> str:
        return self.pick(("x", "abc", "foo.txt", "a=b", "12", "a-b", "X_y", "one", "two", "b"))

    def pattern(self) -> str:
        if self.chance(0.15):
            return self.pick(EXTENDED)
        return self.pick(PATTERNS)

    def case_pattern(self) -> str:
        """The parser reads no extended patterns here before `shopt -s extglob` has run."""
        return self.pick(PATTERNS)

    def scalar(self) -> str:
        return self.pick(SCALARS)

    def operand(self) -> str:
        """The word behind `:-` and its like."""
        return self.pick(
            ("", "x", "a b", "$b", '"$c"', "'q r'", "${d:-z}", '"a $b"', "$(echo s t)")
        )

    def parameter(self) -> str:
        """A `$…`, without quotes around it."""
        return self.random.choices(
            (
                self.plain_parameter,
                self.operated_parameter,
                self.array_parameter,
                self.map_parameter,
                self.positional_parameter,
                self.maybe_unset,
            ),
            (6, 6, 3, 1, 2, 2),
        )[0]()

    def plain_parameter(self) -> str:
        name = self.pick(SCALARS + NUMBERS)
        return self.pick((f"${name}", f"${{{name}}}", f"${{#{name}}}", f"${name}"))

    def operated_parameter(self) -> str:
        name, random = self.scalar(), self.random
        kind = random.randrange(9)
        if kind == 0:
            return f"${{{name}{self.pick((':-', '-', ':=', '=', ':+', '+'))}{self.operand()}}}"
        if kind in (1, 2):
            return f"${{{name}{self.pick(('#', '##', '%', '%%'))}{self.pattern()}}}"
        if kind in (3, 4):
            operator = self.pick(("/", "//", "/#", "/%"))
            replacement = self.pick(("", "/", "/X", "/[$b]", "/'y z'", '/"$c"', "/\\&", "/<&>"))
            pattern = self.pick(("a", "b", "[a-c]", "o", "?", ":", " ", "l*", '"*"', "$b", "."))
            return f"${{{name}{operator}{pattern}{replacement}}}"
        if kind == 5:
            return f"${{{name}{self.pick(('^', '^^', ',', ',,', '^^[a-c]', '~', '~~'))}}}"
        if kind in (6, 7):
            offset = self.pick(("0", "1", " -2", "(-1)", "2", "${#b}", "i%2", "9"))
            length = self.pick(("", ":1", ":2", ":j>0", ":i*0+3", ":0", ":100"))
            return f"${{{name}:{offset}{length}}}"
        return self.pick((f"${{{name}@Q}}", f"${{{name}@U}}", f"${{{name}@u}}", f"${{{name}@L}}"))

    def array_parameter(self) -> str:
        name = self.pick(("arr", "lst"))
        return self.pick(
            (
                f"${{{name}[0]-}}", f"${{{name}[1]-none}}", f"${{{name}[@]}}", f"${{{name}[*]}}",
                f"${{#{name}[@]}}", f"${{!{name}[@]}}", f"${{{name}[@]:1}}", f"${{{name}[@]:0:2}}",
                f"${{{name}[@]#a}}", f"${{{name}[@]/b/X}}", f"${{{name}[i%3]-}}",
                f"${{{name}[@]^}}",
                f"${{{name}[*]%b}}", f"${{#{name}[0]}}" if not self.strict else f"${{#{name}[*]}}",
                f"${{{name}[@]+set}}", f"${{{name}[@]:-empty}}", f"${{{name}-}}",
                f"${{{name}[*]:1:1}}",
            )
        )  # fmt: skip

    def map_parameter(self) -> str:
        key = self.pick(KEYS)
        return self.pick((f"${{map[{key}]-none}}", f"${{map[{key}]:-}}", "${#map[@]}"))

    def positional_parameter(self) -> str:
        return self.pick(
            ("$@", "$*", "$#", "${1-}", "${2:-two}", "${@:2}", "${*:1:1}", "${@#a}", "${#1}"
             if not self.strict else "$#", "${1+given}", "${@/b/Y}", "${*^^}", "${@:1:2}")
        )  # fmt: skip

    def maybe_unset(self) -> str:
        if self.chance(0.01 if self.strict else 0.3):
            return self.pick(("$u", "${u}", "${#u}", "${u%x}", "${1}", "${arr[9]}"))
        return self.pick(
            ("${u-}", "${u:-d e f}", "${u+set}", "${u:+set}", "${u:-'q'}", '${u-"$a"}', "${u:-$@}",
             "${u-${v-deep}}", "$?")
        )  # fmt: skip

    def word(self) -> str:
        """A word of an argument list, quoted or not."""
        kind = self.random.randrange(20)
        if kind < 3:
            return self.plain()
        if kind < 5:
            return self.text()
        if kind < 9:
            return f'"{self.parameter()}"'
        if kind < 12:
            return self.parameter()
        if kind < 14:
            return f'"{self.plain()} {self.parameter()}:{self.parameter()}"'
        if kind == 14:
            return f"{self.plain()}{self.parameter()}{self.text()}"
        if kind == 15:
            return f"$(( {self.arithmetic()} ))"
        if kind == 16:
            return self.pick(
                (f"$({self.printer()})", f'"$({self.printer()})"', f"`echo {self.plain()}`")
            )
        if kind == 17:
            return self.pick(
                ("x{a,b}y", "{1..4}", "{c..a}", "{a,b}{1,2}", "{a}", "a{,b}", "{3..9..3}")
            )
        if kind == 18:
            return self.pick(
                ("*", "f*", "f?", "nomatch*", "[f]1", "~", "~/x", "a~", "f[!1]", '"f"*')
            )
        return self.pick(
            ("\\a", "a\\ b", "''", '""', "a'b'\"c\"", "$'\\x41\\t\\u00e9'", '"\\$a \\x"')
        )

    def words(self, most: int = 4) -> str:
        return " ".join(self.word() for _ in range(self.random.randint(1, most)))

    def assigned(self) -> str:
        """The right side of an assignment."""
        kind = self.random.randrange(8)
        if kind < 3:
            return self.text()
        if kind == 3:
            return f'"{self.parameter()}{self.plain()}"'
        if kind == 4:
            return self.pick(("$a:*", "~", "$(echo x y)", "a:~", "$*", "$@", "{a,b}", "$b$c"))
        return self.parameter()

    # Numbers

    def arithmetic(self, depth: int = 2) -> str:
        random = self.random
        if depth == 0 or self.chance(0.25):
            return self.pick(
                ("0", "1", "2", "7", "10", "-3", "0x1f", "010", "2#101", "i", "j", "n", "$i",
                "${j}",
                 "${#a}", "$#", "i++", "--j", "arr[0]*0", "$(echo 4)")
            )  # fmt: skip
        left, right = self.arithmetic(depth - 1), self.arithmetic(depth - 1)
        kind = random.randrange(8)
        if kind < 4:
            operator = self.pick(("+", "-", "*", "<", "<=", ">", ">=", "==", "!=", "&", "|", "^",
            "&&",
                                  "||"))  # fmt: skip
            return f"{left} {operator} {right}"
        if kind == 4:
            return f"({left}) {self.pick(('/', '%'))} {self.pick(('2', '3', '(n*n+1)', '-7'))}"
        if kind == 5:
            return f"{self.pick(('!', '~', '-', '+'))} ({left})"
        if kind == 6:
            return f"({left} ? {right} : {self.arithmetic(0)})"
        return self.pick(
            (f"(i = {left})", f"(j += {right})", f"({left}, {right})", f"({left}) << 3", "i ** 2",
             f"({left}) >> 1", "(n |= 4)")
        )  # fmt: skip

    # Conditions

    def condition(self, depth: int = 1) -> str:
        """A command that ends with 0 or not, and prints little."""
        random = self.random
        kind = random.randrange(14)
        if kind < 3:
            return self.single_test()
        if kind < 7:
            return f"[[ {self.double_test()} ]]"
        if kind == 7:
            return f"(( {self.arithmetic()} ))"
        if kind == 8:
            return self.pick(("true", "false", ":", f"status {random.randrange(4)}"))
        if kind == 9:
            return self.call()
        if kind == 10:
            flags = self.pick(("-q", "-qi", "-qE", "-qF", "-qx", "-qv"))
            return f'grep {flags} {self.pick(("a", "b", "^a", "x y", "lo"))} <<< "${self.scalar()}"'
        if depth == 0:
            return f'test {self.pick(("x", "-n", "-d"))} = "${self.scalar()}"'
        if kind == 11:
            return f"! {self.condition(0)}"
        operator = self.pick(("&&", "||"))
        joined = f"{self.condition(0)} {operator} {self.condition(0)}"
        return self.pick((joined, f"{{ {joined}; }}", f"( {joined} )"))

    def single_test(self) -> str:
        name, other, number = self.scalar(), self.scalar(), self.pick(NUMBERS)
        return self.pick(
            (
                f'[ "${name}" = "${other}" ]', f'[ -n "${name}" ]', '[ -z "${u-}" ]',
                f'[ "${number}" -lt {self.random.randrange(9)} ]', 'test "$#" -ge 1',
                f"[ -f {self.pick(FILES)} ]", f"[ -s {self.pick(FILES)} ]", f'[ "${name}" != ab ]',
                f'[ ! -e {self.pick(FILES)} ]', f'[ "${name}" = x -o "${number}" -eq 1 ]', "[ '' ]",
                f'[ "${name}" \\< "${other}" ]', f'test "${name}"', '[ -n "${u-}" -a 1 = 1 ]',
                f'[ \\( "${name}" = a \\) ]', f'[ "${name}" ]', f"[ -v {name} ]",
            )
        )  # fmt: skip

    def double_test(self, depth: int = 1) -> str:
        name, other, number = self.scalar(), self.scalar(), self.pick(NUMBERS)
        if depth and self.chance(0.3):
            left, right = self.double_test(0), self.double_test(0)
            return self.pick(
                (f"{left} && {right}", f"{left} || {right}", f"! {left}", f"( {left} )")
            )
        return self.pick(
            (
                f"${name} == {self.pattern()}", f"${name} != {self.pattern()}", f"-n ${name}",
                f'${name} = "${other}"', f"${name} < ${other}", "-z ${u-}", f"-v {name}", "-v u",
                f"${number} -gt {self.random.randrange(9)}", f"{number}+1 -le 3", "-o errexit",
                f"${name} =~ {self.pick(('^a', 'b$', '[0-9]+', '^(.)b', '(a|x)(.*)'))}",
                f"-f {self.pick(FILES)}", "-o nounset", f'${name} =~ "."', "-v arr[1]",
            )
        )  # fmt: skip

    # Commands

    def printer(self) -> str:
        """A command that prints one line or a few, and succeeds."""
        return self.pick(
            (
                f"echo {self.plain()}", f'echo "${self.scalar()}"',
                f'printf "%s\\n" "${self.scalar()}"',
                f"echo {self.text()}", f"echo a b; echo {self.plain()}",
                "printf 'one\\ntwo\\nthree\\n'",
                'echo "$i $j"',
            )
        )  # fmt: skip

    def reader(self) -> str:
        """A filter that reads all of its input."""
        return self.pick(
            (
                "cat", "tr a-z A-Z", "tr -d a", "sed 's/a/<&>/g'", "sed -n '$p'", "wc -l",
                "cut -c1-3",
                "tail -n 1", "grep -v zzz", "sed 's/^/- /'", "cut -d: -f2", "tr ' ' '\\n'", "wc -c",
                "tail -n +2", "sed '1d'", "{ cat; echo end; }", "( cat )", "sed -e 's/b/X/' -e 2d",
            )
        )  # fmt: skip

    def call(self) -> str:
        if not self.functions or self.chance(0.3):
            return f"status {self.random.randrange(3)}"
        name = self.pick(self.functions)
        return f"{name} {self.words(3)}" if self.chance(0.8) else name

    def guarded(self, command: str) -> str:
        """`command`, whose failure does not end the program, mostly."""
        if self.chance(0.04):
            return command
        return self.pick(
            (
                f"{command} || echo \"rc=$?\"", f"{command} && echo ok || echo \"no $?\"",
                f"if {command}; then echo yes; else echo \"else $?\"; fi",
                f"! {command} || show $?",
                f"{command} || :",
            )
        )  # fmt: skip

    def block(self, most: int = 3) -> Lines:
        """A few statements, one level deeper."""
        self.depth += 1
        lines: Lines = []
        for _ in range(self.random.randint(1, most)):
            lines += self.statement()
        self.depth -= 1
        return lines

    def body(self, loop: bool = False) -> Lines:
        """The block of a loop, or of what starts a new process (where `break` means nothing)."""
        loops, self.loops = self.loops, self.loops + 1 if loop else 0
        lines = self.block()
        if loop and self.chance(0.4):
            lines = [*self.jumping(), *lines] if self.chance(0.5) else [*lines, *self.jumping()]
        self.loops = loops
        return lines

    def statement(self) -> Lines:
        if self.depth > 2:
            return self.pick((self.showing, self.echoing, self.assigning))()
        chosen = self.random.choices(self.statements, self.weights)[0]
        return chosen(self)

    # Statements

    def showing(self) -> Lines:
        return [f"show {self.words()}"]

    def echoing(self) -> Lines:
        return [
            self.pick((f"echo {self.words(3)}", f'echo "{self.parameter()}|{self.parameter()}"',
                       f"echo -n {self.text()}; echo", f"echo -e {self.text()}"))
        ]  # fmt: skip

    def formatting(self) -> Lines:
        if self.chance(0.4):
            arguments = " ".join(
                f"$(({self.arithmetic(1)}))" for _ in range(self.random.randint(1, 3))
            )
            return [f"printf '{self.pick(NUMERIC_FORMATS)}' {arguments}; echo"]
        form = self.pick(FORMATS)
        arguments = "4 x" if "*" in form else self.words(3)
        into = self.pick(("", "", f"-v {self.scalar()} "))
        return [f"printf {into}-- '{form}' {arguments}; echo"]

    def assigning(self) -> Lines:
        name = self.scalar()
        return [
            self.pick(
                (
                    f"{name}={self.assigned()}", f"{name}+={self.assigned()}",
                    f"{name}={self.assigned()} {self.scalar()}={self.assigned()}",
                    f"{name}={self.assigned()} show \"${name}\"", f"{name}={self.text()}",
                    f"{name}={self.assigned()}; show \"${name}\" ${name}",
                    f": \"${{{name}:={self.operand()}}}\" \"${{w:=$b}}\"; show \"$w\"; unset w",
                )
            )
        ]  # fmt: skip

    def counting(self) -> Lines:
        expression, number = self.arithmetic(), self.pick(NUMBERS)
        return [
            self.pick(
                (
                    f"{number}=$(( {expression} ))", f"echo $(( {expression} ))",
                    self.guarded(f"(( {expression} ))"),
                    self.guarded(f'let "{number} = {expression}"'),
                    f"{number}=$(( {expression} )); show \"${number}\" $(( {number} + 1 ))",
                    f"(( {number} = ({expression}) % 100, 1 )); echo \"${number}\"",
                )
            )
        ]  # fmt: skip

    def array(self) -> Lines:
        name = self.pick(("arr", "lst"))
        change = self.pick(
            (
                f"{name}=({self.words()})", f"{name}+=({self.words(2)})",
                f"{name}[1]={self.assigned()}",
                f"{name}=([2]={self.text()} {self.plain()} [0]={self.plain()})",
                f"unset '{name}[0]'",
                f"{name}[${{#{name}[@]}}]={self.assigned()}", f"{name}=(\"${{{name}[@]}}\" end)",
                f"{name}[0]+={self.plain()}", f"{name}=()", f"{name}=(f*)", f"{name}=( $a )",
                f"{name}=(\"$@\")", f"mapfile -t {name} <<< {self.text()}", f"{name}[5]=five",
                f"IFS=: read -r -a {name} <<< {self.text()}", f"{name}=(\"${{{name}[@]:1}}\")",
            )
        )  # fmt: skip
        look = self.pick(
            (
                f'show "${{{name}[@]}}"', f'show "${{!{name}[@]}}"', f'show "${{{name}[*]}}"',
                f'show ${{{name}[@]}}', f'show "${{#{name}[@]}}" "${{{name}[0]-none}}"',
                f'declare -p {name}', f'show "x${{{name}[@]}}y"', f'show "${{{name}[@]: -1}}"',
                f'for x in "${{{name}[@]}}"; do echo "<$x>"; done',
            )
        )  # fmt: skip
        return [change, look]

    def mapping(self) -> Lines:
        key = self.pick(KEYS)
        return [
            self.pick(
                (
                    f"map[{key}]={self.assigned()}", f"map[{key}]+={self.plain()}",
                    "unset 'map[k1]'",
                    "map=()", f"map=([k1]={self.text()} ['k 3']={self.plain()})",
                    "map[k1]=1 map[k2]=2",
                    f"map+=([k2]={self.text()})",
                )
            ),
            self.pick(
                (
                    f'show "${{#map[@]}}" "${{map[{key}]-none}}"',
                    "[[ -v map[k1] ]] && echo has || echo not",
                    't=0; for k in "${!map[@]}"; do (( t += ${#k} )) || :; done; echo "$t"',
                    'for k in "${!map[@]}"; do [ "${map[$k]+x}" ] || echo lost; done',
                )
            ),
        ]  # fmt: skip

    def deciding(self) -> Lines:
        lines = [f"if {self.condition()}; then", *self.block()]
        if self.chance(0.3):
            lines += [f"elif {self.condition()}; then", *self.block()]
        if self.chance(0.6):
            lines += ["else", *self.block()]
        return [*lines, "fi"]

    def choosing(self) -> Lines:
        lines = [f"case {self.pick((self.parameter, self.word))()} in"]
        for _ in range(self.random.randint(1, 3)):
            pattern = self.case_pattern()
            if self.chance(0.3):
                pattern += f" | {self.case_pattern()}"
            end = self.random.choices((";;", ";&", ";;&"), (6, 1, 1))[0]
            lines += [f"({pattern})" if self.chance(0.2) else f"{pattern})", *self.block(2), end]
        if self.chance(0.6):
            lines += ["*)", "echo other", ";;"]
        return [*lines, "esac"]

    def looping(self) -> Lines:
        name = self.pick(("x", "y", self.fresh("w")))
        over = self.pick(
            (f"in {self.words()}", f"in {self.words()}", "", 'in "$@"', "in 1 2 3", "in")
        )
        return [f"for {name} {over}", "do", f'echo "{name}=${name}"', *self.body(loop=True), "done"]

    def repeating(self) -> Lines:
        name = self.fresh("count")
        bound = self.random.randint(1, 3)
        if self.chance(0.3):
            return [
                f"for (( {name} = 0; {name} < {bound}; {name}++ )); do",
                *self.body(True),
                "done",
            ]
        test = f"(( {name}++ < {bound} ))"
        head = self.pick(
            (
                f"while {test}; do", f"until ! {test}; do",
                f"while {test} && {{ {self.condition()}; }}; do",
                f"while echo test; {test}; do",
            )
        )  # fmt: skip
        return [f"{name}=0", head, f'echo "{name} ${name}"', *self.body(loop=True), "done"]

    def jumping(self) -> Lines:
        """`break`, `continue`, `return`, `exit`: where each makes sense, behind a condition."""
        jumps = ["exit 5", "exit"]
        if self.in_function:
            jumps = ["return", "return 3", "return $(( i & 7 ))", "return 0"]
        if self.loops:
            jumps = ["break", "continue"]
            if self.loops > 1:
                jumps += ["break 2", "continue 2", "break 9"]
        jump = self.pick(jumps)
        if jump.startswith("exit") and not self.chance(0.1):
            return [f'( exit {self.random.randrange(4)} ) || echo "left $?"']
        return [self.pick((f"if {self.condition()}; then {jump}; fi",
        f"{self.single_test()} && {jump} || :",
                           f"! {self.condition(0)} || {jump}"))]  # fmt: skip

    def defining(self) -> Lines:
        if self.depth:
            return self.calling()
        name = self.fresh("fun")
        self.in_function = True
        lines = []
        for _ in range(self.random.randint(0, 2)):
            lines += self.localizing()
        lines += self.body()
        if self.chance(0.5):
            lines.append(self.pick((f"return {self.random.randrange(4)}", "false", self.condition(),
                                    'echo "args $#: $*"',
                                    f"{self.single_test()} && echo last")))  # fmt: skip
        self.in_function = False
        self.functions.append(name)
        opened, closed = self.pick(
            ((f"{name}() {{", "}"), (f"function {name} {{", "}"), (f"{name}() (", ")"))
        )
        return [opened, *lines, closed, *self.calling()]

    def localizing(self) -> Lines:
        name = self.scalar()
        return [
            self.pick(
                (
                    f"local {name}={self.assigned()}", f"local {name}; {name}={self.text()}",
                    f"local {name}=$(false); echo \"local $?\"",
                    f"local -i n={self.arithmetic(0)}+1",
                    f"local -a arr=({self.words(2)})", f"local -u {name}=mIxed; show \"${name}\"",
                    f"local -n ref={name}; ref=\"r$1\"; show \"${name}\"" if not self.strict else
                    f"local -n ref={name}; ref+=r; show \"${name}\"",
                    f"local {name}=\"${{1-}}\"; {name}+=.",
                    f"local -r k={self.text()}; show \"$k\"",
                    "local IFS=:; show $a \"$*\"",
                )
            )
        ]  # fmt: skip

    def calling(self) -> Lines:
        call = self.call()
        return [
            self.pick(
                (
                    self.guarded(call), self.guarded(call),
                    f"{self.scalar()}=$({call}) || echo \"sub $?\"",
                    f"show \"$({call})\"", f"if ! {call}; then echo failed; fi",
                    f"( {call} ) || echo \"rc=$?\"",
                    f"{self.scalar()}={self.text()} {call} || :",
                    f"{call} > {self.fresh('o')} || :",
                )
            )
        ]  # fmt: skip

    def recursing(self) -> Lines:
        name = self.fresh("rec")
        bodies = (
            ('local k=$1', '(( k > 0 )) || return 0', 'show "$k" "${2-}"',
            f'{name} $(( k - 1 )) "$k"',
             'echo "back $k"'),
            ('if (( $1 < 2 )); then echo 1; return; fi',
            f'echo $(( $1 * $({name} $(( $1 - 1 ))) ))'),
            ('[ $# -gt 0 ] || return 4', 'echo "$1"', 'shift', f'{name} "$@"'),
            ('local k=$1 out', '(( k )) || { echo leaf; return; }', f'out=$({name} $(( k - 1 )))',
             'echo "$k[$out]"'),
        )  # fmt: skip
        arguments = self.random.randint(1, 4)
        return [f"{name}() {{", *self.pick(bodies), "}", self.guarded(f"{name} {arguments} p q")]

    def nesting(self) -> Lines:
        """Subshells, with or without options of their own."""
        opening = self.pick(("", "", "set -e", "set -eu", "set +e", "set -u", "IFS=:",
        "set -o pipefail",
                             "trap 'echo \"sub exit $?\"' EXIT", "trap 'echo \"err $?\"' ERR",
                             "set -f",
                             "shopt -s nullglob", "shopt -s nocasematch", "set -C",
                             "set -eE"))  # fmt: skip
        lines = self.body()
        if self.chance(0.3):
            lines.insert(0, self.pick(("a=inner", "i=99", "unset b", "arr=(inner)", "set -- sub")))
        if self.chance(0.4):
            lines += [
                self.pick(("false", "exit 3", "status 2", self.condition(), self.call())),
                "echo after",
            ]
        start, end = self.enclosure(lines, (
            ("(", ") || echo \"subshell $?\""), ("(", ")"), ("if (",
            "); then echo T; else echo F; fi"),
            ("d=$(", ") || echo \"substitution $?\""), ("show \"$(", ")\""), ("show $(", ")"),
            ("! (", ")"),
        ))  # fmt: skip
        if opening.startswith("set -e") and self.chance(0.5):
            # Only outside of a condition does errexit end the subshell.
            return ["set +e", "(", opening, *lines, ")", 'echo "errexit $?"', *self.errexit_again()]
        return [start, *([opening] if opening else []), *lines, end]

    def errexit_again(self) -> Lines:
        return ["set -e"] if self.strict and not self.in_function else []

    def grouping(self) -> Lines:
        file = self.fresh("o")
        lines = self.block()
        redirect, look = self.pick((
            (f"> {file}", f"cat {file}"), (f"> {file}", f"show \"$(< {file})\""), ("", ":"),
            (f"2> {file}", f"show \"$(wc -l < {self.pick(('f1', 'f1'))})\""), (f">> {file}",
            f"cat < {file}"),
            (f"> {file}", f"while IFS= read -r line; do show \"$line\"; done < {file}"),
            (f"> {file} || echo \"group $?\"", f"tail -n 2 {file}"),
        ))  # fmt: skip
        return ["{", *lines, f"}} {redirect}".rstrip(), look]

    def merging(self) -> Lines:
        """Orders of redirections, with commands that cannot fail."""
        file = self.fresh("o")
        both = f"{{ echo out {self.plain()}; echo err >&2; }}"
        return [
            self.pick(
                (
                    f"{both} > {file} 2>&1", f"{both} 2>&1 > {file}", f"{both} &> {file}",
                    f"{both} 3>&1 1> {file} 2>&3", f"{both} 2> {file} >&2",
                    f"{both} > {file} 2> e1; cat e1",
                    f"x=$({both} 2>&1 >| {file}); show \"$x\"",
                    f"{both} >& {file}; {both} &>> {file}",
                    f"exec 3> {file}; echo three >&3; {both} 2>&3; exec 3>&-",
                    f"{{ {both} 2>&1 1>&3 | tr a-z A-Z; }} 3>&1; : > {file}"
                    if not self.traced else f"{both} > {file} 2>&1",
                    f"exec 4>&1 > {file}; echo hidden; exec >&4 4>&-; echo seen",
                    f"{both} 2> /dev/null | cat; : > {file}" if not self.traced else f": > {file}",
                    f"echo one > {file}; echo two >> {file}; : >> {file}",
                    f"> {file}; echo x 1>&2 2> {file}",
                )
            ),
            f'show "$(< {file})"',
        ]  # fmt: skip

    def writing(self) -> Lines:
        file = self.pick(FILES)
        return [
            self.pick(
                (
                    f"echo {self.words(2)} > {file}", f"echo {self.plain()} >> {file}",
                    f": > {file}",
                    f"printf '%s\\n' {self.words(3)} > {file}", f"show {self.words(2)} > {file}",
                    f"cat {self.pick(FILES)} 2> /dev/null || echo none",
                    f"[ -f {file} ] && cat {file} || :",
                    f"if [ -s {file} ]; then {self.reader()} < {file}; fi",
                    f"echo {self.word()} | cat > {file}"
                    if not self.traced else f"echo {self.word()} > {file}",
                    "cat nosuch 2> /dev/null || echo \"rc=$?\"", "head -n 1 f1; tail -n 1 < f1",
                )
            )
        ]  # fmt: skip

    def here(self) -> Lines:
        """Here-documents."""
        quoted = self.chance(0.3)
        mark = self.pick(("'EOF'", '"EOF"', "\\EOF")) if quoted else "EOF"
        tabs = self.chance(0.2)
        texts = (
            "plain text", "$a and ${b-}", self.parameter(), "  spaces  ", "\\$a \\\\ \\x `echo q`",
            "$(echo sub) $(( i + 1 ))", "\"quoted\" 'single'", "", '${u:-"d"}', "a \\", "*",
        )  # fmt: skip
        lines = [self.pick(texts) for _ in range(self.random.randint(0, 4))]
        # A backslash at the end of the last line would hide the delimiter.
        lines.append("last")
        if tabs:
            lines = ["\t" * self.random.randint(0, 2) + line for line in lines]
        target = self.pick(("cat", "cat", "cat > f2", "sed 's/a/A/'", "wc -l",
        "while read -r x y; do show \"$x\" \"$y\"; done",
                            "read -r a", "mapfile -t lst",
                            "if cat; then echo fed; fi"))  # fmt: skip
        return [
            f"{target} <<{'-' if tabs else ''}{mark}",
            *lines,
            "\tEOF" if tabs and self.chance(0.5) else "EOF",
        ]

    def reading(self) -> Lines:
        text = self.text() if self.chance(0.6) else f'"{self.parameter()}"'
        separator = self.pick(("", "", "IFS=: ", "IFS= ", "IFS=', ' ", "IFS=$'\\n' "))
        names = self.pick(
            (
                "a",
                "a b",
                "a b c",
                "-r a b",
                "-r a",
                "-ra arr",
                "-r -d : a",
                "-n 2 a",
                "",
                "-r -d '' d",
            )
        )
        look = 'show "${REPLY-}"' if not names else 'show "$a" "$b" "$c" "${arr[@]}"'
        return [self.guarded(f"{separator}read {names} <<< {text}".replace("  ", " ")), look]

    def reading_lines(self) -> Lines:
        name = self.fresh("line")
        extra = self.pick(("", " rest", ""))
        separator = self.pick(("", "IFS= ", "IFS=: "))
        condition = self.pick((f"{separator}read -r {name}{extra}", f"read {name}{extra}",
                               f"{separator}read -r {name} || [ -n \"${name}\" ]"))  # fmt: skip
        source = self.pick(
            (f"<<< {self.text()}", f'<<< "${self.scalar()}"', '<<< "$(printf "a b\\nc d\\ne")"')
        )
        if not self.traced and self.chance(0.3):
            source = f"< <({self.printer()})"
        return [
            f"while {condition}; do",
            f'show "${name}"',
            *self.body(loop=True),
            f"done {source}",
        ]

    def mapfiles(self) -> Lines:
        flags = self.pick(("-t ", "", "-t -n 2 ", "-t -s 1 ", "-t -O 1 ", "-d : -t "))
        return [f"mapfile {flags}lst <<< {self.text()}", 'show "${#lst[@]}" "${lst[@]}"']

    def trapping(self) -> Lines:
        handler = self.pick(
            ('echo "trap $?"', 'echo "trap a=$a"; a=t', "echo bye; exit 7", "show $?", "")
        )
        signal = self.pick(("EXIT", "EXIT", "ERR", "0"))
        end = self.pick(("exit 2", "false", "true", self.call(), "trap - EXIT",
        "return 2>/dev/null || exit 4",
                         "( exit 3 )", "trap 'echo second' EXIT",
                         "set -e; false; echo unreached"))  # fmt: skip
        lines = [f"trap '{handler}' {signal}", *self.body(), end]
        start, finish = self.enclosure(lines, (
            ("(", ") || echo \"trapped $?\""), ("x=$(", ") || :"), ("(", "); echo $?"),
            ("{ (", "); } && echo fine || echo bad"),
        ))  # fmt: skip
        return [start, *lines, finish]

    def switching(self) -> Lines:
        """Options, set and put back."""
        on, off = self.pick((
            ("set -f", "set +f"), ("shopt -s nullglob", "shopt -u nullglob"), ("set +u", ""),
            ("shopt -s nocasematch", "shopt -u nocasematch"), ("set +e", ""), ("set -o pipefail",
            ""),
            ("shopt -s extglob", ""), ("IFS=:", "unset IFS"), ("IFS=", "IFS=$' \\t\\n'"),
            ("IFS=' :'", "unset IFS"),
            ("case $- in *e*) echo e;; *u*) echo u;; *) echo -;; esac", ""), ("set -E", "set +E"),
        ))  # fmt: skip
        return [on, *self.block(), *([off] if off else [])]

    def positional(self) -> Lines:
        lines = [f"set -- {self.words()}"]
        lines.append(
            self.pick(
                (
                    'show "$@"; show $*; show "$*"', "shift && show \"$#\" \"$@\"",
                    "shift 9 || echo \"shift $?\"",
                    'while [ $# -gt 0 ]; do echo "arg $1"; shift; done',
                    'for x; do echo "<$x>"; done',
                    "IFS=-; show \"$*\" $*; unset IFS", 'set -- "$@" more; show "${@:2}"',
                    'show "${#}" "a$@b"',
                    "x=\"$@\"; y=$*; show \"$x\" \"$y\"", "set --; show \"$@\" $#",
                    "IFS=; show \"$*\" \"${*}\"; unset IFS",
                )
            )
        )  # fmt: skip
        return lines

    def options(self) -> Lines:
        name = self.fresh("opts")
        specification = self.pick((":ab:c", "ab:", ":a:b:", "abc"))
        arguments = " ".join(
            self.pick(("-a", "-b val", "-ab", "-bX", "-c", "-x", "--", "rest", "-b", "-", "''"))
            for _ in range(self.random.randint(0, 4))
        )
        return [
            f"{name}() {{",
            "local OPTIND=1 OPTARG= opt",
            f"while getopts {specification} opt 2> /dev/null; do",
            "case $opt in",
            self.pick(
                ("a) echo flag ;;", 'a | c) echo "$opt" ;;', '[ac]) show "$opt" "${OPTARG-}" ;;')
            ),
            'b) echo "b=${OPTARG-}" ;;',
            ':) echo "missing ${OPTARG-}" ;;',
            '?) echo "bad ${OPTARG-none}" ;;',
            "esac",
            "done",
            "shift $(( OPTIND - 1 ))",
            'show "$@"',
            "}",
            f"{name} {arguments}".rstrip(),
        ]

    def evaluating(self) -> Lines:
        name = self.scalar()
        return [
            self.pick(
                (
                    f"eval 'show \"${name}\"'", f"eval \"{name}=new\"; show \"${name}\"",
                    "eval 'for x in 1 2; do echo $x; done'",
                    self.guarded("eval 'echo in; status 3'"), "eval \"echo \\$i\" '; echo two'",
                    "eval",
                    f"cmd=echo; $cmd {self.words(2)}",
                    "cmd=(printf '%s-' x y); \"${cmd[@]}\"; echo",
                    f"command echo {self.word()}", f"builtin printf '%s\\n' {self.word()}",
                    self.guarded("command -v nosuchcommand"), "command -v echo",
                    "type -t show cat echo if nosuch || :",
                    self.guarded("nosuchcommand 2> /dev/null"),
                    f"eval \"fn_{name}() {{ echo made; }}\"; fn_{name}",
                    f"name={name}; show \"${{!name}}\"", "ind='arr[@]'; show \"${!ind}\"",
                    f"declare -n nr={name}; show \"$nr\"; nr=via; unset -n nr; show \"${name}\"",
                    f"printf -v {name} '%s.' 1 2; show \"${name}\"",
                    "printf -v 'arr[2]' '%03d' 7; show \"${arr[@]}\"",
                    "let i=3 j=i*2; show $i $j", "type -t status",
                )
            )
        ]  # fmt: skip

    def declaring(self) -> Lines:
        name, made = self.scalar(), self.fresh("var")
        return [
            self.pick(
                (
                    f"declare -i {made}=3+4; {made}+=2; show \"${made}\"",
                    f"declare -u {made}=aBc; {made}+=d; show \"${made}\"",
                    f"declare -l {made}; {made}=ABC; show \"${made}\"",
                    f"declare -r {made}={self.text()}; declare -p {made}",
                    f"declare {made}={self.text()}; declare -p {made}",
                    f"declare -a {made}=({self.words(3)}); declare -p {made}",
                    f"declare -A {made}=([k]={self.text()}); show \"${{{made}[k]}}\"",
                    f"export {made}=x; declare -p {made}",
                    f"readonly {made}=1; ( {made}=2; echo no ) 2> /dev/null || echo \"rc=$?\"",
                    f"declare -x {made}; declare -p {made}",
                    f"unset {name}; show \"${{{name}-gone}}\"; {name}={self.text()}",
                    f"declare -ai {made}=(1+1 i); show \"${{{made}[@]}}\"",
                    f"declare -i {made}; {made}='i+1'; (( {made} )) && show \"${made}\" || :",
                    "declare -p u 2> /dev/null || echo undeclared",
                    f"unset -f {made} nosuch; echo $?", f"export {name}; declare -p {name}",
                )
            )
        ]  # fmt: skip

    def matching(self) -> Lines:
        name = self.scalar()
        expression = self.pick(EXPRESSIONS)
        return [
            f"re={self.quote(expression)}",
            f'[[ ${name} =~ $re ]] && show "${{BASH_REMATCH[@]}}" || show "${{#BASH_REMATCH[@]}}"',
        ]

    def joining(self) -> Lines:
        """Lists of `&&`, `||`, `!`, and the status behind them."""
        parts = [
            self.pick((self.condition(0), self.call(), f"echo {self.plain()}", "false", "true"))
            for _ in range(3)
        ]
        joined = (
            f"{parts[0]} {self.pick(('&&', '||'))} {parts[1]} {self.pick(('&&', '||'))} {parts[2]}"
        )
        return [self.pick((f"{joined} || show \"$?\"",
        f"if {joined}; then show yes; else show \"$?\"; fi",
                           f"( {joined} ) && echo well || echo ill",
                           f"x=$( {joined} ) || show \"$x\" $?",
                           f"! {{ {joined}; }}; show $?"))]  # fmt: skip

    def filtering(self) -> Lines:
        name = self.scalar()
        command = self.pick(
            (
                f"{self.reader()} <<< \"${name}\"", "basename usr/local/x.txt .txt",
                "dirname usr/local/x.txt",
                "basename a/b/", f"cut -d' ' -f1 <<< \"${name}\"", f"head -n 1 <<< \"${name}\"",
                "wc -l < f1",
                f"grep -c a <<< \"${name}\"", f"grep -o '[a-c]' <<< \"${name}\"",
                f"sed -n 1p <<< \"${name}\"",
            )
        )  # fmt: skip
        return [self.pick((self.guarded(command), f'x=$({command}) || :; show "$x"'))]

    def failing(self) -> Lines:
        """What ends a shell: errors of expansion, assignment and arithmetic."""
        error = self.pick(
            (
                ": \"${u?message}\"", "echo \"${u:?}\"", "echo $(( 1 / 0 ))", "(( 5 % 0 ))",
                "set -u; echo \"$u\"", "exit 9",
                "readonly rr=1; rr=2", "shift 1 2 3", "echo ${arr[-99]}", "(( i = 1 + ))",
                "return 2", "cat nosuch",
                "unset 1bad", "set -u; (( u + 1 ))", ". ./nosuch", "local z=1",
                "declare -r q=1; q=2 echo prefix",
            )
        )  # fmt: skip
        lines = [error, "echo survived", "show $?"]
        start, end = self.pick((("(", ") 2> /dev/null || echo \"error $?\""), ("x=$(",
        ") 2> /dev/null || echo \"error $?\""),
                                ("(", ") 2> /dev/null || :")))  # fmt: skip
        return [start, *lines, end]

    def piping(self) -> Lines:
        pipe = self.pick(
            (
                f"{self.printer()} | {self.reader()}",
                f"{self.printer()} | {self.reader()} | {self.reader()}",
                f"{{ {self.printer()}; false; }} | {self.reader()}",
                f"status 3 | status {self.random.randrange(3)}",
                f"{self.printer()} | while read -r x; do echo \"<$x>\"; done",
                f"echo lost | read -r {self.scalar()}",
                f"! {self.printer()} | {self.reader()}", f"{self.printer()} |& {self.reader()}",
                "false | true",
                f"{self.printer()} | {{ read -r a; cat > /dev/null; echo \"$a\"; }}",
                f"( {self.printer()}; exit 2 ) | {self.reader()}", "true | false | true",
            )
        )  # fmt: skip
        look = self.pick(
            ('echo "$?"', 'show "${PIPESTATUS[@]}"', 'show "$?" "${PIPESTATUS[0]}"', 'show "$a"')
        )
        return [self.pick((f"{pipe} || :; {look}", self.guarded(pipe),
        f"x=$({pipe}) || :; show \"$x\"",
                           f"{pipe} && {look} || {look}"))]  # fmt: skip

    def waiting(self) -> Lines:
        file = self.fresh("o")
        return [
            *self.pick(
                (
                    (f"{{ {self.printer()}; }} > {file} &", "wait", f"cat {file}"),
                    (f"( {self.printer()}; exit 3 ) &", 'wait "$!" || echo "waited $?"'),
                    ("status 4 &", 'if wait $!; then echo ok; else echo "rc=$?"; fi'),
                    ("( a=inner; exit 0 ) &", "wait", 'show "$a" $?'),
                    (
                        "( exit 1 ) & p1=$!",
                        "( exit 2 ) & p2=$!",
                        'wait "$p1" || show $?',
                        'wait "$p2" || show $?',
                    ),
                )
            )
        ]

    def substituting(self) -> Lines:
        """Process substitution."""
        return [
            self.pick(
                (
                    f"cat <({self.printer()})", f"cat <({self.printer()}) <({self.printer()})",
                    f"mapfile -t lst < <({self.printer()}); show \"${{lst[@]}}\"",
                    f"read -r a < <({self.printer()}) || :; show \"$a\"",
                    f"{self.reader()} < <({self.printer()})", "cat <(exit 3); echo $?",
                )
            )
        ]  # fmt: skip


Statement = Callable[[Generator], Lines]

STATEMENTS: tuple[tuple[Statement, int], ...] = (
    (Generator.showing, 14),
    (Generator.echoing, 5),
    (Generator.formatting, 4),
    (Generator.assigning, 9),
    (Generator.counting, 5),
    (Generator.array, 5),
    (Generator.mapping, 3),
    (Generator.deciding, 6),
    (Generator.choosing, 4),
    (Generator.looping, 4),
    (Generator.repeating, 3),
    (Generator.jumping, 3),
    (Generator.defining, 5),
    (Generator.calling, 5),
    (Generator.recursing, 1),
    (Generator.nesting, 5),
    (Generator.grouping, 3),
    (Generator.merging, 2),
    (Generator.writing, 3),
    (Generator.here, 3),
    (Generator.reading, 4),
    (Generator.reading_lines, 3),
    (Generator.mapfiles, 1),
    (Generator.trapping, 3),
    (Generator.switching, 3),
    (Generator.positional, 4),
    (Generator.options, 1),
    (Generator.evaluating, 5),
    (Generator.declaring, 4),
    (Generator.matching, 2),
    (Generator.joining, 4),
    (Generator.filtering, 3),
    (Generator.failing, 2),
    *idioms.sections(beside=False),
)
TOGETHER: tuple[tuple[Statement, int], ...] = (
    (Generator.piping, 6),
    (Generator.waiting, 1),
    (Generator.substituting, 2),
    *idioms.sections(beside=True),
)


def program(random: Random, size: int, *, traced: bool = False) -> str:
    """A program of `size` statements; a `traced` one runs under `set -x`, one process at a time."""
    generator = Generator(random, traced)
    mode = random.choice(("", "", "set -e", "set -u", "set -eu", "set -euo pipefail", "set -eE"))
    generator.strict = "u" in mode
    lines = [*HEADER.splitlines(), *([mode] if mode else [])]
    if random.random() < 0.4:
        lines.append(
            random.choice(("trap 'echo \"exit $?\"' EXIT", "trap 'echo \"error $?\"' ERR"))
        )
    lines += [f"{name}={generator.text()}" for name in SCALARS]
    lines += [f"{name}={random.randrange(10)}" for name in NUMBERS]
    lines += [f"arr=({generator.plain()} {generator.text()} {generator.text()})", "lst=(a b c)"]
    lines += ["declare -A map=([k1]=v1)", f"p={generator.quote(random.choice(EXTENDED))}"]
    lines += ["echo first > f1", "set -- one 'two three' ''"]
    if traced:
        lines += ["PS4='+ '", "set -x"]
    for _ in range(size):
        lines += generator.statement()
    lines.append('echo "end of program"')
    return "\n".join(lines) + "\n"
