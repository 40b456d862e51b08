"""mv: moves files."""

from doctor.bash.tools import cp

_COPIES = cp.TOOL.rows[0]

TOOL = cp.TOOL._replace(source="mv(1)", rows=(_COPIES._replace(removes=_COPIES.reads),))
