"""A private certificate authority, and a certificate for loopback that it signed."""

import ssl
import subprocess
from pathlib import Path
from typing import NamedTuple

REQUEST = """\
[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[server]
subjectAltName = IP:127.0.0.1, DNS:localhost
basicConstraints = CA:FALSE
authorityKeyIdentifier = keyid
"""


class Tls(NamedTuple):
    """`authority` is the file by which clients trust, the rest is for servers."""

    authority: Path
    certificate: Path
    key: Path
    context: ssl.SSLContext

    @property
    def trusting(self) -> dict[str, str]:
        """The environment in which Go, OpenSSL, npm, Python's requests and pip trust it."""
        variables = ("SSL_CERT_FILE", "npm_config_cafile", "REQUESTS_CA_BUNDLE", "PIP_CERT")
        return {name: str(self.authority) for name in variables}


def make(folder: Path, openssl: str) -> Tls:
    """Make keys and certificates in this folder, with the program openssl."""
    (folder / "request.conf").write_text(REQUEST)
    new = [openssl, "req", "-x509", "-config", "request.conf", "-days", "2", "-nodes"]
    new += ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    signed = ["-CA", "ca.pem", "-CAkey", "ca.key"]
    for command in (
        [
            *new,
            "-subj",
            "/CN=authority",
            "-extensions",
            "authority",
            "-keyout",
            "ca.key",
            "-out",
            "ca.pem",
        ],
        [
            *new,
            "-subj",
            "/CN=loopback",
            "-extensions",
            "server",
            "-keyout",
            "server.key",
            "-out",
            "server.pem",
            *signed,
        ],
    ):
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate, key = folder / "server.pem", folder / "server.key"
    context.load_cert_chain(certificate, key)
    return Tls(folder / "ca.pem", certificate, key, context)
