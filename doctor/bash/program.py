"""The shell program as a tree: small, typed, free of the quirks of any grammar.

`start` and `end` are byte offsets in the UTF-8 text of the script. Words are as the shell sees
them after quote removal and brace expansion, but before every other expansion. What could not be
read is `Unreadable`, in the place of the command that it spoils.
"""

from __future__ import annotations

from typing import final

from doctor.record import NamedTuple


class Literal(NamedTuple):
    """Text. Quoted text is neither split nor a pattern; `""` is an empty quoted one.

    In a subscript `single` says that it is in single quotes, which are text if it is arithmetic.
    """

    text: str
    quoted: bool
    single: bool = False


class Tilde(NamedTuple):
    """An unquoted `~` or `~user` at the start of a word, or after `:` or `=` in an assignment."""

    user: str


class Parameter(NamedTuple):
    """`$name`, `${name}`, `${name[index]}`, `${!name}`, `${#name}` and all with an operator.

    `name` may be special: `@ * # ? - $ ! 0 1 …`. `subscript` is the word in the brackets:
    `@` in `${a[@]}`. `operator` is "" or one of

    - `- :- = := ? :? + :+` with one word
    - `# ## % %%` with a pattern
    - `/ // /# /%` with a pattern and a replacement (an empty word if there is none)
    - `^ ^^ , ,, ~ ~~` with a pattern, or no word
    - `:` with an offset, or an offset and a length, to be evaluated as arithmetic
    - `@` with a literal word, the letter: `${x@Q}`
    - `names*` and `names@`, with no word: `${!prefix*}`; `keys` is `${!name[@]}` (with `subscript`)
    """

    name: str
    subscript: Word | None
    indirect: bool
    length: bool
    operator: str
    words: tuple[Word, ...]
    quoted: bool
    start: int
    end: int


class Substitution(NamedTuple):
    """`$(…)` and backquotes; `$(<file)` is the body `< file`, a command of redirections only."""

    body: Block
    quoted: bool
    start: int
    end: int


class Arithmetic(NamedTuple):
    """`$((…))`: the text is expanded as if in double quotes, and then evaluated."""

    text: Word
    quoted: bool
    start: int
    end: int


class ProcessSubstitution(NamedTuple):
    """`<(…)`, or `>(…)` where `writes`."""

    body: Block
    writes: bool
    start: int
    end: int


Part = Literal | Tilde | Parameter | Substitution | Arithmetic | ProcessSubstitution


@final
class Word(NamedTuple):
    # In this order no other node looks like a word. mypy compares tuples field by field before it
    # looks at their names, and would walk through all that a word and a command can hold.
    start: int
    end: int
    parts: tuple[Part, ...]


class Element(NamedTuple):
    """One element of `name=( … )`: `value`, or `[index]=value`."""

    subscript: Word | None
    append: bool
    value: Word


class Assignment(NamedTuple):
    """`name=value`, `name[index]=value`, `name+=value`, `name=(…)` (then `value` is a tuple).

    In front of a command, or as an argument of `declare`, `export`, `local`, `readonly`,
    `typeset`, where words like `"$name=x"` and options stay words.
    """

    name: str
    subscript: Word | None
    append: bool
    value: Word | tuple[Element, ...]
    start: int
    end: int


class Redirect(NamedTuple):
    """`fd operator target`; `fd` is None where none is written, a string for `{name}>file`.

    Operators: `< > >> >| <> <& >& &> &>>`, `<<` (here-document: `target` is its body, without the
    tabs that `<<-` drops) and `<<<`. A `-` after `<&`, `>&` stays in the target.
    """

    fd: int | str | None
    operator: str
    target: Word
    start: int
    end: int


class Simple(NamedTuple):
    """Assignments, words and redirections; each may be missing, not all.

    An `Assignment` among the words stands behind `declare` and its like.
    """

    assignments: tuple[Assignment, ...]
    words: tuple[Word | Assignment, ...]
    redirects: tuple[Redirect, ...]
    start: int
    end: int


class Block(NamedTuple):
    """Commands one after the other (`;`, newline)."""

    commands: tuple[Command, ...]
    start: int
    end: int


class Background(NamedTuple):
    """`command &`"""

    command: Command
    start: int
    end: int


class Pipeline(NamedTuple):
    """`a | b`, `! a`, `time a`. `a |& b` has the redirection `2>&1` as the last of `a`."""

    commands: tuple[Command, ...]
    negated: bool
    start: int
    end: int


class AndOr(NamedTuple):
    """`a && b || c`: `rest` holds the operator and the command, from left to right."""

    first: Command
    rest: tuple[tuple[str, Command], ...]
    start: int
    end: int


class Redirected(NamedTuple):
    """A compound command or function call's body with redirections."""

    command: Command
    redirects: tuple[Redirect, ...]
    start: int
    end: int


class Subshell(NamedTuple):
    body: Block
    start: int
    end: int


class Group(NamedTuple):
    body: Block
    start: int
    end: int


class If(NamedTuple):
    """`branches` are condition and body of `if` and each `elif`."""

    branches: tuple[tuple[Block, Block], ...]
    otherwise: Block | None
    start: int
    end: int


class For(NamedTuple):
    """`for name in words`; `words` is None for `for name` alone (the positional parameters)."""

    name: str
    words: tuple[Word, ...] | None
    body: Block
    start: int
    end: int


class CFor(NamedTuple):
    """`for ((first; condition; step))`; each an empty word if it is missing."""

    first: Word
    condition: Word
    step: Word
    body: Block
    start: int
    end: int


class While(NamedTuple):
    """`while`, or `until`."""

    condition: Block
    body: Block
    until: bool
    start: int
    end: int


class Arm(NamedTuple):
    """`a|b) body ;;`; `ending` is `;;`, `;&` or `;;&`."""

    patterns: tuple[Word, ...]
    body: Block
    ending: str


class Case(NamedTuple):
    subject: Word
    arms: tuple[Arm, ...]
    start: int
    end: int


class Select(NamedTuple):
    """`select name in words`"""

    name: str
    words: tuple[Word, ...] | None
    body: Block
    start: int
    end: int


class Function(NamedTuple):
    """The definition of a function; `body` is a compound command, perhaps `Redirected`."""

    name: str
    body: Command
    start: int
    end: int


class Let(NamedTuple):
    """`((…))`"""

    text: Word
    start: int
    end: int


class Not(NamedTuple):
    operand: Condition


class Both(NamedTuple):
    """`a && b` in `[[ … ]]`"""

    left: Condition
    right: Condition


class Either(NamedTuple):
    """`a || b` in `[[ … ]]`"""

    left: Condition
    right: Condition


class Unary(NamedTuple):
    """`-n word` and its like; `[[ word ]]` is `-n word`."""

    operator: str
    operand: Word


class Binary(NamedTuple):
    """`left operator right`; `=`, `==` and `!=` have a pattern on the right, `=~` a regex."""

    operator: str
    left: Word
    right: Word


Condition = Not | Both | Either | Unary | Binary


class Test(NamedTuple):
    """`[[ … ]]`"""

    condition: Condition
    start: int
    end: int


class Unreadable(NamedTuple):
    """A region that could not be read, and why (a clause: "the parser gives up here")."""

    why: str
    start: int
    end: int


Command = (
    Simple
    | Block
    | Background
    | Pipeline
    | AndOr
    | Redirected
    | Subshell
    | Group
    | If
    | For
    | CFor
    | While
    | Case
    | Select
    | Function
    | Let
    | Test
    | Unreadable
)
