"""Names, reserved words, and what ends a word (bash manual, 2 and 3.2.1)."""

from __future__ import annotations

from doctor.pattern import pattern

NAME = "[A-Za-z_][A-Za-z0-9_]*"
SPECIAL = "[@*#?$!-]"
"""The names of special parameters, but for digits."""

_ENDS = r"(?=[ \t\n;&|()<>]|\\\n[ \t]|\Z)"
WORD_END = pattern(_ENDS)
OPENER = pattern(rf"(?:if|for|while|until|case|select|function|coproc|\{{|\[\[){_ENDS}|\(")
CLOSER = pattern(rf"(?:then|do|done|fi|else|elif|esac|\}}){_ENDS}|\)|;;&?|;&")
PREFIX = pattern(rf"(?:!|time){_ENDS}")
TIME_OPTION = pattern(rf"-[p-]{_ENDS}")
FUNCTION = pattern(r"[ \t]*\([ \t]*\)")
"""What makes a function of the word before it."""
