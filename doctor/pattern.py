"""Regular expressions that are compiled when they are first used: a run needs few of them."""

import re
from typing import Any, cast


class _Pattern:
    def __init__(self, text: str, flags: re.RegexFlag) -> None:
        self._given = text, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._given), name)
        setattr(self, name, found)
        return found


def pattern(text: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """What `re.compile` gives, later; so a wrong pattern raises re.error when it is first used."""
    return cast(re.Pattern[str], _Pattern(text, flags))
