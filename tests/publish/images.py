"""What a registry has of an image: asked behind the proxy's back."""

import base64
import http.client
import json
from contextlib import closing
from typing import Any

from tests.publish.parts.part import OWNER
from tests.publish.publisher import Publisher

KINDS = "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json"


def tags(publisher: Publisher) -> dict[str, str]:
    """The tags of the publisher's image, and the digest of each."""
    repository = publisher.spec["imageName"].partition("/")[2]
    login = base64.b64encode(f"{OWNER}:{publisher.part.token}".encode()).decode()
    headers = {"Authorization": f"Basic {login}", "Accept": KINDS}

    def ask(path: str) -> tuple[str, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", publisher.part.proxy.upstream)
        connection.request("GET", f"/v2/{repository}/{path}", headers=headers)
        with closing(connection):
            answer = connection.getresponse()
            return answer.headers.get("Docker-Content-Digest", ""), json.loads(answer.read())

    _, listed = ask("tags/list")
    return {tag: ask(f"manifests/{tag}")[0] for tag in listed.get("tags") or ()}
