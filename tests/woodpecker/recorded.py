"""What Woodpecker's own modules answered (v3.17: go.yaml.in/yaml/v4, xyaml, drone/envsubst,
doublestar, expr-lang, pipeline/frontend/yaml); `oracle.go` asked them."""

import json
from pathlib import Path
from typing import Any

CASES = Path(__file__).parent / "cases"


def recorded(name: str) -> list[Any]:
    """The cases of a file, in order."""
    cases: list[Any] = json.loads((CASES / name).read_text())
    return cases
