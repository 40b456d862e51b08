"""openssl."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Option, Row, Tool, fetches

TOOL = Tool(
    source="openssl(1), openssl-enc(1), openssl-dgst(1), openssl-rand(1)",
    single=True,
    inert="-help",
    values="""-in -out -pass -passin -passout -k -K -iv -S -md -iter -kfile -bufsize -inkey
        -keyform -inform -outform -sign -verify -signature -prverify -hmac -macopt -mac
        -subj -days -newkey -keyout -config -extensions -key -CA -CAkey -CAfile -CApath
        -cert -certfile -connect -servername -set_serial -addext -extfile -extensions
        -name -rand -writerand -verify_hostname -purpose -engine -provider""",
    rows=(
        Row(
            """base64, enc, aes-256-cbc, aes-128-cbc, rsautl, pkeyutl, smime, cms, zlib""",
            output=Output.INPUT,
            input="alone",
            reads=(Option("-in -kfile"),),
            writes=(Option("-out"),),
            outputs=(("-out", Output.NOTHING),),
        ),
        Row(
            "dgst, sha256, sha512, sha1, md5, mac",
            input="alone",
            reads=(Operands(), Option("-in -sign")),
            writes=(Option("-out"),),
            source="openssl-dgst(1): a digest does not tell what it is of",
        ),
        Row("rand, version, list, ciphers, errstr, prime, help, speed, passwd"),
        Row(
            """genrsa, genpkey, req, x509, rsa, pkey, ec, ecparam, dsa, dhparam, pkcs12, pkcs8,
            verify, crl, ca, asn1parse, ts""",
            output=Output.INPUT,
            input="alone",
            reads=(Option("-in -key -CAkey -inkey"),),
            writes=(Option("-out -keyout"),),
        ),
        Row("s_client", (fetches(Option("-connect")),), input="always"),
    ),
)
