"""YAML as Woodpecker's reader (go-yaml v4) understands it, with places.

PyYAML gives the events; the rest is ours where the two readers differ: equal keys are an error,
merges work in lists too, tags mean nothing, anchors may be set anew, nesting has an end
(woodpecker-ci/woodpecker at v3.17, go.yaml.in/yaml/v4; measured).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeVar

import yaml
from yaml import events

from doctor.pattern import pattern
from doctor.record import NamedTuple

if TYPE_CHECKING:
    from yaml._yaml import Mark as CMark
    from yaml.error import Mark as PythonMark

    Mark = CMark | PythonMark

MAX_DEPTH = 14
"""Levels of nesting, as in Woodpecker; nothing may stand below the last, not even a text."""
MAX_EVENTS = 20_000
"""Parts that one file may have."""

_VERSIONS = (None, (1, 1))
_PROPERTIES = pattern(r"(?:[&!]\S*\s+)*")
"""An anchor and a tag before a text."""
_CORE = "tag:yaml.org,2002:"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = pattern(r"[-+]?(0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*)")
_FLOAT = pattern(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.nan|\.NaN|\.NAN"
)
_NULL = ("", "~", "null", "Null", "NULL")
T = TypeVar("T")

_TRUE = ("true", "True", "TRUE")
_FALSE = ("false", "False", "FALSE")


class Malformed(Exception):
    """Nobody can read the file: why, and at which character. `is_ours`: the server might."""

    def __init__(self, why: str, index: int, *, is_ours: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.index = index
        self.is_ours = is_ours


class Scalar(NamedTuple):
    """A text between two characters of the file; `style` is `'`, `"`, `|`, `>`, `!` (a tag says
    that it is text) or nothing."""

    text: str
    style: str
    start: int
    end: int

    @property
    def kind(self) -> str:
        """What a reader without a schema takes it for: "null", "bool", "int", "float", "text"."""
        if self.style:
            return "text"
        if self.text in _NULL:
            return "null"
        if self.text in _TRUE or self.text in _FALSE:
            return "bool"
        if _INTEGER.fullmatch(self.text):
            return "int"
        return "float" if _FLOAT.fullmatch(self.text) else "text"


class Sequence(NamedTuple):
    items: tuple[Node, ...]
    start: int
    end: int


class Mapping(NamedTuple):
    """The entries in their order; a key occurs once."""

    entries: tuple[tuple[Scalar, Node], ...]
    start: int
    end: int

    def get(self, name: str) -> Node | None:
        return next((value for key, value in self.entries if key.text == name), None)

    def key(self, name: str) -> Scalar | None:
        return next((key for key, _ in self.entries if key.text == name), None)


Node = Scalar | Sequence | Mapping


def parse(text: str) -> Node | None:
    """The first document of a text, None if there is none; raises Malformed."""
    return _Composer(text).document()


def true(node: Node | None) -> bool:
    """Whether a field that takes a bool is on; the server's reader takes YAML 1.1's words here."""
    return isinstance(node, Scalar) and node.text.lower() in ("true", "yes", "on", "y")


def is_null(node: Node | None) -> bool:
    """Whether nothing is there, or nothing is said."""
    return node is None or (isinstance(node, Scalar) and node.kind == "null")


def items(node: Node | None) -> tuple[Node, ...]:
    """The items of a list, or the one thing that stands where a list may."""
    if node is None or is_null(node):
        return ()
    return node.items if isinstance(node, Sequence) else (node,)


def texts(node: Node | None) -> tuple[Scalar, ...]:
    """The texts of a list, or the one text that stands where a list may."""
    return tuple([one for one in items(node) if isinstance(one, Scalar)])


class _Open:
    """A list or map that is being read."""

    def __init__(self, event: events.CollectionStartEvent) -> None:
        self.anchor: str | None = event.anchor
        self.start: int = _index(event.start_mark)
        self.is_map = isinstance(event, events.MappingStartEvent)
        self.nodes: list[Node] = []

    @property
    def awaits_key(self) -> bool:
        return self.is_map and len(self.nodes) % 2 == 0


class _Composer:
    def __init__(self, text: str) -> None:
        self._text = text
        self._anchors: dict[str, Node | _Open] = {}
        self._left = MAX_EVENTS

    def document(self) -> Node | None:
        root: Node | None = None
        is_over = False
        stack: list[_Open] = []
        for event in self._events():
            if is_over:
                continue  # what is wrong in a later document is wrong all the same
            if isinstance(event, events.AliasEvent):
                node = self._alias(event)
            elif isinstance(event, events.ScalarEvent):
                node = self._scalar(event)
                self._anchor(event.anchor, node)
            elif isinstance(event, events.CollectionStartEvent):
                if len(stack) == MAX_DEPTH:
                    raise Malformed("it nests too deeply", _index(event.start_mark))
                stack.append(_Open(event))
                self._anchor(event.anchor, stack[-1])
                continue
            elif isinstance(event, events.CollectionEndEvent):
                closed = stack.pop()
                if stack and not stack[-1].is_map and _merges_lists(closed):
                    stack[-1].nodes += self._spliced(closed)
                    continue
                node = self._closed(closed, _index(event.end_mark))
            elif isinstance(event, events.DocumentStartEvent) and event.version not in _VERSIONS:
                raise Malformed("its %YAML is not 1.1", _index(event.start_mark))
            else:
                is_over = isinstance(event, events.DocumentEndEvent)
                continue
            if not stack:
                root = node
                continue
            if len(stack) == MAX_DEPTH and not stack[-1].awaits_key:
                raise Malformed("it nests too deeply", _index(event.start_mark))
            stack[-1].nodes.append(node)
        return root

    def _events(self) -> Iterator[events.Event]:
        try:
            for event in yaml.parse(self._text, Loader=_LOADER):
                self._left -= 1
                if self._left < 0:
                    raise Malformed("it has too many parts", _index(event.start_mark), is_ours=True)
                yield event
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise Malformed(_said(error.problem), mark.index if mark else 0) from None
        except yaml.YAMLError as error:
            raise Malformed(_said(str(error)), getattr(error, "position", 0) or 0) from None

    def _scalar(self, event: events.ScalarEvent) -> Scalar:
        start = _index(event.start_mark)
        tag = event.tag
        if tag is not None and tag.startswith(_CORE) and tag != f"{_CORE}str":
            raise Malformed(
                f"nobody here reads {tag.removeprefix(_CORE)} tags", start, is_ours=True
            )
        style = event.style or ("!" if tag is not None else "")
        if tag is not None or event.anchor is not None:
            properties = _PROPERTIES.match(self._text, start)
            start = properties.end() if properties else start
        return Scalar(event.value, style, start, _index(event.end_mark))

    def _anchor(self, name: str | None, node: Node | _Open) -> None:
        if name is not None:
            self._anchors[name] = node

    def _alias(self, event: events.AliasEvent) -> Node:
        index = _index(event.start_mark)
        if event.anchor not in self._anchors:
            raise Malformed(f"there is no anchor {event.anchor!r}", index)
        node = self._anchors[event.anchor]
        if isinstance(node, _Open):
            raise Malformed(f"the anchor {event.anchor!r} holds itself", index)
        return node

    def _closed(self, open_: _Open, end: int) -> Node:
        node: Node = (
            self._mapping(open_, end)
            if open_.is_map
            else Sequence(tuple(open_.nodes), open_.start, end)
        )
        if open_.anchor is not None and self._anchors[open_.anchor] is open_:
            self._anchors[open_.anchor] = node
        return node

    def _spliced(self, merge: _Open) -> Iterator[Node]:
        """The items that `- <<: *one` or `- <<: [*one, *other]` puts into the list around it."""
        key, value = merge.nodes
        # What an alias stands for was written before the place where it stands.
        written = isinstance(value, Sequence) and value.start > merge.start
        for source in value.items if written and isinstance(value, Sequence) else (value,):
            if not isinstance(source, Sequence) or source.start > merge.start:
                raise Malformed("what is merged into a list is no alias of a list", key.start)
            yield from self._counted(source.items)

    def _mapping(self, open_: _Open, end: int) -> Mapping:
        nodes = open_.nodes
        own: dict[str, tuple[Scalar, Node]] = {}
        merges: list[tuple[Scalar, Node]] = []
        for key, value in zip(nodes[::2], nodes[1::2], strict=True):
            if not isinstance(key, Scalar):
                raise Malformed("a key is no text", key.start)
            if _is_merge(key):
                if merges:
                    raise Malformed("there are two merges in one map", key.start)
                merges.append((key, value))
            elif key.text in own:
                line = self._text.count("\n", 0, own[key.text][0].start) + 1
                raise Malformed(f"the key {key.text!r} is in line {line} already", key.start)
            else:
                own[key.text] = key, value
        for key, value in merges:
            for source in value.items if isinstance(value, Sequence) else (value,):
                if not isinstance(source, Mapping):
                    raise Malformed("what is merged is no map", key.start)
                for entry in self._counted(source.entries):
                    own.setdefault(entry[0].text, entry)
        return Mapping(tuple(own.values()), open_.start, end)

    def _counted(self, entries: tuple[T, ...]) -> Iterator[T]:
        """What is merged; it counts like what is written."""
        for entry in entries:
            self._left -= 1
            if self._left < 0:
                raise Malformed("it has too many parts", 0, is_ours=True)
            yield entry


def _is_merge(key: Scalar) -> bool:
    return key.text == "<<" and not key.style


def _merges_lists(open_: _Open) -> bool:
    """Whether an item of a list is nothing but a merge."""
    if not open_.is_map or len(open_.nodes) != 2:
        return False
    key = open_.nodes[0]
    return isinstance(key, Scalar) and _is_merge(key)


def _index(mark: Mark | None) -> int:
    return mark.index if mark is not None else 0


def _said(problem: str | None) -> str:
    return f"it is no YAML: {problem or 'nobody can read it'}"
