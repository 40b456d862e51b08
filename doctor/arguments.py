"""The words and options of a command line."""

from collections.abc import Collection, Sequence

from doctor.record import NamedTuple


class WrongQuestion(Exception):
    """The command line asks for something that there is not."""


class Arguments(NamedTuple):
    """The words in order, and the options in order with their values ("" for one without).

    `literal` says that a `--` stood before the end of the words, so none of them is a command.
    """

    words: tuple[str, ...]
    options: tuple[tuple[str, str], ...]
    literal: bool

    def has(self, option: str) -> bool:
        return option in dict(self.options)

    def all(self, option: str) -> list[str]:
        """The values of an option that may be repeated."""
        return [value for name, value in self.options if name == option]

    def last(self, option: str, default: str = "") -> str:
        return dict(self.options).get(option, default)


def parse(argv: Sequence[str], valued: Collection[str], flags: Collection[str]) -> Arguments:
    """Parts a command line; raises WrongQuestion for what is in neither `valued` nor `flags`.

    The value of an option is the next argument or stands behind `=`.
    """
    words: list[str] = []
    options: list[tuple[str, str]] = []
    todo = [*reversed(argv)]
    literal = False
    while todo:
        word = todo.pop()
        name, equals, value = word.partition("=")
        if literal or not word.startswith("-") or word == "-":
            words.append(word)
        elif word == "--":
            literal = True
        elif word in flags:
            options.append((word, ""))
        elif word in valued and todo:
            options.append((word, todo.pop()))
        elif name in valued and equals:
            options.append((name, value))
        else:
            raise WrongQuestion(f"{word} is no option, or lacks its value")
    return Arguments(tuple(words), tuple(options), literal)
