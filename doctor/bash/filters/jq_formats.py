"""jq's formats: `@csv`, `@sh`, `@uri` and the like."""

import binascii
from collections.abc import Callable

from doctor.bash.filters.call import NotModelled
from doctor.bash.filters.jq_values import Error, Value, json_text, kind_of, text_of


def formatted(name: str, value: Value) -> str:
    """What `@name` makes of a value."""
    match name:
        case "text":
            return text_of(value)
        case "json":
            return json_text(value)
        case "base64":
            return binascii.b2a_base64(text_of(value).encode(), newline=False).decode()
        case "base64d":
            try:
                code = text_of(value).encode()
                return binascii.a2b_base64(code, strict_mode=True).decode() if code else ""
            except ValueError:
                raise NotModelled from None
        case "sh":
            return " ".join(
                [_quoted(item) for item in (value if kind_of(value) == "array" else [value])]
            )
        case "csv":
            return ",".join(_cells(value, _csv))
        case "tsv":
            return "\t".join(_cells(value, _tsv))
    return _uri(text_of(value))


def _quoted(value: Value) -> str:
    if isinstance(value, str):
        return "'" + value.replace("'", "'\\''") + "'"
    if isinstance(value, (list, dict)):
        raise Error
    return json_text(value)


def _cells(value: Value, string: Callable[[str], str]) -> list[str]:
    if not isinstance(value, list):
        raise Error
    cells = []
    for cell in value:
        if isinstance(cell, (list, dict)):
            raise Error
        cells.append(
            "" if cell is None else string(cell) if isinstance(cell, str) else json_text(cell)
        )
    return cells


def _csv(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _tsv(text: str) -> str:
    text = text.replace("\\", "\\\\").replace("\t", "\\t")
    return text.replace("\n", "\\n").replace("\r", "\\r")


def _uri(text: str) -> str:
    out = ""
    for char in text:
        if char in "!*'()":
            # 1.6 keeps these, 1.7 does not.
            raise NotModelled
        plain = (char.isascii() and char.isalnum()) or char in "-_.~"
        out += char if plain else "".join([f"%{byte:02X}" for byte in char.encode()])
    return out
