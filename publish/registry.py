"""The registry's container side (OCI distribution specification 1.1), as far as it is read here.

Images are pushed by regctl and helm; what is there, and whether it may be changed, is asked here:
the exit status of no tool tells the one answer from the other.
"""

import functools
import hashlib
import json
import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from publish.answers import explain
from publish.gate import Answer, Gate, place
from publish.redact import Secret
from publish.stop import NotVerified, Refused

INDEXES = (
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
)
MANIFESTS = (
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.v2+json",
)
DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


class Manifest(NamedTuple):
    """A manifest as the registry serves it; `digest` is that of its bytes."""

    digest: str
    content: Mapping[str, object]


@functools.cache
def of(gate: Gate, repository: str) -> "Registry":
    """The one `Registry` for a repository: whoever asks it logs in once."""
    return Registry(gate, repository)


class Registry:
    """The repository `repository` (`owner/image`) of the gate's registry."""

    def __init__(self, gate: Gate, repository: str) -> None:
        self.gate = gate
        self.repository = repository
        self._login: str | Secret = "Basic"

    def ref(self, tag_or_digest: str) -> str:
        """The name by which tools know a tag or a digest."""
        mark = "@" if DIGEST.fullmatch(tag_or_digest) else ":"
        return f"{self.gate.host}/{self.repository}{mark}{tag_or_digest}"

    def ping(self) -> None:
        """Raises RegistryDown or Refused unless the registry answers and takes the token."""
        answer = self._ask("/v2/")
        if answer.status != 200:
            raise explain(self.gate, answer, "GET /v2/")

    def manifest(self, tag_or_digest: str) -> Manifest | None:
        """What stands under a tag or a digest; None where the registry says 404.

        Raises RegistryDown or Refused for any other answer, NotVerified where the bytes are not
        those of the digest.
        """
        path = f"/v2/{self.repository}/manifests/{tag_or_digest}"
        answer = self._ask(path, {"Accept": ", ".join((*INDEXES, *MANIFESTS))})
        if answer.status == 404:
            return None
        if answer.status != 200:
            raise explain(self.gate, answer, f"GET {path}")
        digest = "sha256:" + hashlib.sha256(answer.body).hexdigest()
        promised = [answer.headers.get("docker-content-digest", digest)]
        promised += [tag_or_digest] if DIGEST.fullmatch(tag_or_digest) else []
        if set(promised) != {digest}:
            raise NotVerified(f"{self.ref(tag_or_digest)} is served with the bytes of {digest}")
        try:
            content = json.loads(answer.body)
        except (ValueError, RecursionError):
            content = None
        if not isinstance(content, dict):
            raise NotVerified(f"{self.ref(tag_or_digest)} is no manifest")
        return Manifest(digest, content)

    def may_write(self) -> None:
        """Starts an upload and gives it up; raises Refused or RegistryDown unless that goes.

        A login says nothing about the right to write.
        """
        path = f"/v2/{self.repository}/blobs/uploads/"
        answer = self._send("POST", path)
        if answer.status != 202:
            raise explain(self.gate, answer, f"POST {path}", writing=True)
        upload = place(answer.headers.get("location", ""))
        if upload.netloc in ("", self.gate.host) and upload.path.startswith("/"):
            # Whether it can be given up does not matter: the registry forgets it in time.
            self._send("DELETE", upload._replace(scheme="", netloc="").geturl())

    def _ask(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        answer = self.gate.ask(path, headers=headers, login=self._login)
        if answer.status == 401 and self._log_in(answer):
            answer = self.gate.ask(path, headers=headers, login=self._login)
        return answer

    def _send(self, method: str, path: str) -> Answer:
        answer = self.gate.send(method, path, login=self._login)
        if answer.status == 401 and self._log_in(answer):
            answer = self.gate.send(method, path, login=self._login)
        return answer

    def _log_in(self, refusal: Answer) -> bool:
        """Gets the bearer token that a refusal asks for; whether there is a new one.

        https://distribution.github.io/distribution/spec/auth/token/
        """
        scheme, _, rest = refusal.headers.get("www-authenticate", "").partition(" ")
        if scheme.lower() != "bearer":
            return False
        asked = dict(re.findall(r'(\w+)="([^"]*)"', rest))
        realm = place(asked.get("realm", ""))
        if realm.netloc != self.gate.host:
            raise Refused(
                f"{self.gate.host} sends its users to {realm.netloc or 'nowhere'} for a token; "
                "yours is not sent there"
            )
        query = {"scope": f"repository:{self.repository}:pull,push"}
        if "service" in asked:
            query["service"] = asked["service"]
        answer = self.gate.ask(f"{realm.path}?{urlencode(query)}")
        if answer.status != 200:
            raise explain(self.gate, answer, f"GET {realm.path}")
        try:
            given = json.loads(answer.body)
            token = given.get("token") or given.get("access_token")
        except (ValueError, AttributeError, RecursionError):
            token = None
        if not isinstance(token, str) or not (token.isascii() and token.isprintable()):
            raise Refused(f"{self.gate.host} gives no token for its container registry")
        self._login = Secret(token)
        self.gate.hide(self._login)
        return True
