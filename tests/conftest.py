"""What every test may use."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent

NO_NETWORK = {
    "http_proxy": "http://127.0.0.1:9",
    "https_proxy": "http://127.0.0.1:9",
    "GIT_SSH_COMMAND": "false",
}
"""An environment in which Nix fails at once where it would fetch something."""


SEARCH = os.pathsep.join([str(ROOT / ".tools/bin"), os.environ["PATH"]])
"""Where the programs are that tests run: `make tools` builds some of them."""


def give_up(what: str, advice: str) -> NoReturn:
    """Ends a test that needs what is missing: skipped with the advice, in CI a failure."""
    (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"no {what}: {advice}")


@pytest.fixture(scope="session")
def tool() -> Callable[[str, str], str]:
    """`tool("nix", "apt-get install nix-bin")`: the path of a program that a test runs.

    Where it is missing the test is skipped with the advice; in CI that is a failure.
    """

    def find(name: str, advice: str) -> str:
        path = shutil.which(name, path=SEARCH)
        if path is None:
            give_up(name, advice)
        return path

    return find


# In CI the same examples each time: what fails there must fail again.
settings.register_profile(
    "default", max_examples=100, deadline=None, derandomize=os.environ.get("CI") == "true"
)
settings.register_profile("long", max_examples=20_000, deadline=None)
settings.load_profile("default")
