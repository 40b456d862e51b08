"""The ways in which a run ends early, each with the exit status that says so."""

from typing import ClassVar


class Stop(Exception):
    """The run cannot go on. Its text tells the user the cause; it never holds a secret."""

    status: ClassVar[int] = 1
    again: bool = False
    """Whether the same request may go well a moment later."""


class BadUsage(Stop):
    """The command line or the spec is wrong."""

    status = 2


class GuardRefused(Stop):
    """What would be published is no release."""

    status = 3


class NoToken(Stop):
    """No token for the registry is to be had."""

    status = 4


class RegistryDown(Stop):
    """The registry does not answer, or not sensibly."""

    status = 5
    again = True


class Refused(Stop):
    """The registry answers, and says no; or it holds other bytes under this version."""

    status = 6


class RateLimited(Refused):
    """The registry wants fewer requests."""

    again = True


class NotVerified(Stop):
    """The stage or the registry does not hold what it should hold."""

    status = 7


class NotStaged(Stop):
    """The artifact could not be staged: a tool is missing or failed, or it is the wrong one."""

    status = 8


class PushFailed(Refused):
    """A tool failed and did not say why."""

    again = True


class Interrupted(BaseException):
    """A signal ended the run. Nothing that handles a Stop may take it for one."""

    status: ClassVar[int] = 130
