"""tar."""

from collections.abc import Sequence

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Option, Row, Tool, When
from doctor.bash.values import Value


def _dashed(argv: Sequence[Value]) -> Sequence[Value]:
    """Old-style `tar czf a.tar.gz dir`, with `f` at the end of the letters."""
    first = argv[1] if len(argv) > 1 else ""
    if not isinstance(first, str) or not first or (first[0] == "-" and first[1:2] == "-"):
        return argv
    letters = first.lstrip("-")
    if first[0] != "-" and letters.isalpha() and "f" in letters:
        letters = letters.replace("f", "") + "f"
    return [argv[0], "-" + letters, *argv[2:]]


TOOL = Tool(
    source="tar(1)",
    values="""-f --file -C --directory -T --files-from -X --exclude-from --exclude --transform
        --xform --owner --group --mode --mtime -b -g -K -L -N -V --sort
        --use-compress-program -I --strip-components --format --pax-option
        --checkpoint-action --to-command --add-file --after-date --blocking-factor
        --exclude-tag --exclude-tag-all --exclude-tag-under --exclude-ignore
        --exclude-ignore-recursive --group-map --index-file --info-script --label --level
        --listed-incremental --new-volume-script --newer --newer-mtime --owner-map
        --quote-chars --no-quote-chars --quoting-style --record-size --rmt-command
        --rsh-command --starting-file --suffix --tape-length --volno-file --warning
        --xattrs-exclude --xattrs-include -F -H --hole-detection""",
    rows=(
        Row(
            output=Output.NOTHING,
            reads=(
                When(Option("-f --file"), unless="-c --create -r --append -u --update"),
                Option("-T --files-from"),
                When(Operands(), given="-c --create -r --append -u --update"),
            ),
            writes=(When(Option("-f --file"), given="-c --create -r --append -u --update"),),
            outputs=(
                ("-f=- --file=- -O --to-stdout", Output.INPUT),
                ("-v --verbose -t --list", Output.ARGUMENTS),
            ),
        ),
    ),
    prepare=_dashed,
)
