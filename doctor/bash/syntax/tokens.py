"""Names, reserved words, and what ends a word (bash manual, 2 and 3.2.1)."""

from __future__ import annotations

import re

NAME = "[A-Za-z_][A-Za-z0-9_]*"
SPECIAL = "[@*#?$!-]"
"""The names of special parameters, but for digits."""

_ENDS = r"(?=[ \t\n;&|()<>]|\\\n[ \t]|\Z)"
WORD_END = re.compile(_ENDS)
OPENER = re.compile(rf"(?:if|for|while|until|case|select|function|coproc|\{{|\[\[){_ENDS}|\(")
CLOSER = re.compile(rf"(?:then|do|done|fi|else|elif|esac|\}}){_ENDS}|\)|;;&?|;&")
PREFIX = re.compile(rf"(?:!|time){_ENDS}")
TIME_OPTION = re.compile(rf"-[p-]{_ENDS}")
FUNCTION = re.compile(r"[ \t]*\([ \t]*\)")
"""What makes a function of the word before it."""
