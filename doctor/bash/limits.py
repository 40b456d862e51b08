"""Why a text operation of the shell gives no result here."""


class Unpredictable(Exception):
    """The result depends on what only a running shell knows: the time, a locale, a rare symbol."""


class TooMuch(Exception):
    """The work or the result would be larger than any sane script needs."""
