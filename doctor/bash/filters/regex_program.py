"""Translates the tree of a regular expression into a program: the states of an automaton."""

from doctor.bash.filters.call import NotModelled
from doctor.bash.filters.regex_syntax import Alt, Assertion, Cat, Chars, Group, Node, Repeat

MAX_PROGRAM = 3_000

CHARS, SPLIT, JUMP, SAVE, ASSERT, MATCH = range(6)
Instruction = tuple[int, object, int]
"""An operation, what it tests (of SPLIT: whether the target is preferred), and a target (of SAVE:
the slot where it keeps the place)."""


def translate(node: Node) -> list[Instruction]:
    """The program of a tree."""
    translator = _Translator()
    translator.emit(node)
    translator.add(MATCH)
    return translator.program


class _Translator:
    def __init__(self) -> None:
        self.program: list[Instruction] = []

    def add(self, operation: int, argument: object = None, target: int = 0) -> int:
        if len(self.program) >= MAX_PROGRAM:
            raise NotModelled
        self.program.append((operation, argument, target))
        return len(self.program) - 1

    def emit(self, node: Node) -> None:
        if isinstance(node, Chars):
            self.add(CHARS, node)
        elif isinstance(node, Assertion):
            self.add(ASSERT, node)
        elif isinstance(node, Cat):
            for item in node.items:
                self.emit(item)
        elif isinstance(node, Group):
            self.add(SAVE, None, node.number * 2)
            self.emit(node.item)
            self.add(SAVE, None, node.number * 2 + 1)
        elif isinstance(node, Alt):
            self.emit_alternatives(node)
        else:
            self.emit_repeat(node)

    def emit_alternatives(self, node: Alt) -> None:
        jumps = []
        for option in node.options[:-1]:
            split = self.add(SPLIT)
            self.emit(option)
            jumps.append(self.add(JUMP))
            self.program[split] = (SPLIT, False, len(self.program))
        self.emit(node.options[-1])
        for jump in jumps:
            self.program[jump] = (JUMP, None, len(self.program))

    def emit_repeat(self, node: Repeat) -> None:
        for _ in range(node.least):
            self.emit(node.item)
        if node.most is None:
            split = self.add(SPLIT)
            self.emit(node.item)
            self.add(JUMP, None, split)
            self.program[split] = (SPLIT, node.lazy, len(self.program))
            return
        splits = []
        for _ in range(node.most - node.least):
            splits.append(self.add(SPLIT))
            self.emit(node.item)
        for split in splits:
            self.program[split] = (SPLIT, node.lazy, len(self.program))
