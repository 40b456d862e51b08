"""curl."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import (
    AtFile,
    Home,
    Operands,
    Option,
    Request,
    Row,
    Tool,
    Unnamed,
    When,
    requests,
)

_URL = (Operands(), Option("--url"))

TOOL = Tool(
    source="curl(1)",
    inert="--help --version -V -h -M --manual",
    values="""-X --request -d --data --data-ascii --data-binary --data-raw --data-urlencode --json
        -F --form --form-string -T --upload-file -H --header --proxy-header -u --user -U
        --proxy-user -o --output --output-dir -K --config -w --write-out -A --user-agent -b
        --cookie -c --cookie-jar -e --referer -x --proxy -m --max-time --connect-timeout
        --retry --retry-delay --retry-max-time -r --range -C --continue-at --cacert --capath
        -E --cert --cert-type --key --key-type --pass --url --url-query -D --dump-header
        --trace --trace-ascii --trace-config --stderr --oauth2-bearer --netrc-file --resolve
        --connect-to --interface --limit-rate -Y --speed-limit -y --speed-time -z
        --time-cond --max-redirs --max-filesize --proto --proto-default --proto-redir
        --noproxy --unix-socket --abstract-unix-socket --aws-sigv4 --ciphers --tls-max
        --tls13-ciphers --dns-servers --etag-compare --etag-save --libcurl --local-port
        --preproxy --socks5 --socks5-hostname --socks4 --socks4a --keepalive-time
        --happy-eyeballs-timeout-ms --expect100-timeout --rate --variable --parallel-max -P
        --ftp-port -Q --quote -t --telnet-option --pinnedpubkey --create-file-mode --curves
        --doh-url --engine --login-options --mail-from --mail-rcpt --proxy-cacert
        --proxy-cert --proxy-key --pubkey --random-file --request-target --sasl-authzid
        --service-name --stderr --tlsuser --tlspassword --krb --hostpubmd5 --alt-svc
        --crlfile --delegation --dns-interface --dns-ipv4-addr --dns-ipv6-addr --egd-file
        --ftp-account --ftp-alternative-to-user --ftp-method --ftp-ssl-ccc-mode
        --hostpubsha256 --hsts --mail-auth --proxy-capath --proxy-cert-type --proxy-ciphers
        --proxy-crlfile --proxy-key-type --proxy-pass --proxy-pinnedpubkey
        --proxy-service-name --proxy-tls13-ciphers --proxy-tlsauthtype --proxy-tlspassword
        --proxy-tlsuser --socks5-gssapi-service --tftp-blksize --tlsauthtype""",
    local="file:",
    rows=(
        Row(
            does=(requests(*_URL, Unnamed("the URL of curl's configuration")),),
            request=Request(
                method="-X --request",
                body="""-d --data --data-ascii --data-binary --data-raw --data-urlencode --json -F
                    --form --form-string -T --upload-file -Q --quote""",
                asks="-G --get -I --head",
            ),
            reads=(
                AtFile("-d --data --data-ascii --data-binary --data-urlencode --json -F --form"),
                AtFile("-H --header --proxy-header"),
                Option("-K --config -T --upload-file --netrc-file -b --cookie"),
                When(Home(".netrc"), "-n --netrc --netrc-optional"),
            ),
            writes=(Option("-o --output -D --dump-header -c --cookie-jar --trace --trace-ascii"),),
            outputs=(
                ("--trace=- --trace-ascii=- --libcurl=-", Output.ARGUMENTS),
                ("-w --write-out", Output.UNKNOWN),
                ("-o=- --output=-", Output.UNKNOWN),
                ("-o --output -O --remote-name --remote-name-all", Output.NOTHING),
            ),
            # Request headers, with `-u` and the URL's user in base64; the body is not shown.
            verbose="-v --verbose --trace=% --trace-ascii=%",
            shows=(
                Operands(),
                Option("""-H --header --proxy-header -u --user -U --proxy-user --oauth2-bearer -b
                    --cookie -A --user-agent -e --referer --url --url-query --request-target"""),
                When(Option("-d --data --data-urlencode"), "-G --get"),
            ),
        ),
    ),
)
