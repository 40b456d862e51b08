"""wget."""

from doctor.bash.tools.call import Call, Lookup, Output
from doctor.bash.tools.table import (
    Arguments,
    Operands,
    Option,
    Request,
    Row,
    Tool,
    Unnamed,
    requests,
)


def _shown(arguments: Arguments, lookup: Lookup, call: Call) -> Call:
    """Unless it is quiet, it shows the URLs; with -d all that it sends."""
    if arguments.given("-d --debug"):
        return call._replace(shows=tuple(arguments.argv[1:]), shows_input=bool(call.reads))
    if arguments.given("-q --quiet -o --output-file -a --append-output", surely=True):
        return call
    return call._replace(shows=tuple(arguments.operands))


TOOL = Tool(
    source="""wget(1); RUN (1.21): -d shows the request with Authorization,
        and without -q the URL is shown""",
    inert="--help -h --version -V",
    values="""-O --output-document -o --output-file -a --append-output -i --input-file -t --tries
        -T --timeout -w --wait -Q --quota -P --directory-prefix -U --user-agent --header
        --method --body-data --body-file --post-data --post-file --user --password
        --http-user --http-password --ftp-user --ftp-password --proxy-user --proxy-password
        --load-cookies --save-cookies --referer --certificate --private-key --ca-certificate
        --ca-directory --secure-protocol -l --level -A --accept -R --reject -D --domains -I
        -X -e --execute --limit-rate --connect-timeout --read-timeout --dns-timeout
        --waitretry --progress --retry-on-http-error --max-redirect --cut-dirs
        --bind-address --use-askpass --base -B --certificate-type --private-key-type
        --crl-file --pinnedpubkey --config --local-encoding --remote-encoding --default-page
        --restrict-file-names --prefer-family --report-speed --accept-regex --ciphers
        --compression --exclude-directories --exclude-domains --follow-tags --ignore-tags
        --include-directories --regex-type --reject-regex --rejected-log --start-pos
        --warc-dedup --warc-file --warc-header --warc-max-size --warc-tempdir""",
    rows=(
        Row(
            does=(requests(Operands(), Unnamed("the URLs that wget reads")),),
            request=Request(
                method="--method",
                body="--post-data --post-file --body-data --body-file",
            ),
            reads=(Option("-i --input-file --post-file --body-file --load-cookies"),),
            writes=(
                Option("-O --output-document -o --output-file -a --append-output --save-cookies"),
            ),
            output=Output.NOTHING,
            outputs=(("-O=- --output-document=-", Output.UNKNOWN),),
            refine=_shown,
        ),
    ),
)
