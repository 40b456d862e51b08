"""The steps, services and clone steps of a workflow, as its author wrote them.

Source: woodpecker-ci/woodpecker, pipeline/frontend/yaml (types, compiler, linter), at v3.17.
"""

from __future__ import annotations

from collections.abc import Iterator

from doctor.place import Place
from doctor.record import NamedTuple
from doctor.woodpecker.conditions import refused
from doctor.woodpecker.document import Document, Finding
from doctor.woodpecker.syntax import Mapping, Node, Scalar, Sequence, is_null, items, texts

MAX_STEPS = 500
"""Steps and services of one file."""
MAX_COMMANDS = 1_000
MAX_CHARACTERS = 1 << 17
"""Commands of one file and their characters, those that are merged in counted each time."""


class Held(NamedTuple):
    """A secret that a step holds, under the name of a variable ("": in a plugin's settings)."""

    secret: str
    variable: str
    place: Place


class Step(NamedTuple):
    """A step, a service or a clone step (`kind`).

    `commands` are None where there are none: the image says what happens. With `is_argv` they are
    the words of one command, its `entrypoint`. `settings` are those of a plugin. `environment` are
    the entries as they are written. `when` is None where nothing is said.
    """

    kind: str
    name: str
    image: str
    node: Mapping
    place: Place
    commands: tuple[Scalar, ...] | None
    is_argv: bool
    environment: tuple[tuple[Scalar, Node], ...]
    settings: Mapping | None
    secrets: tuple[Held, ...]
    when: Node | None


def refuse_condition(document: Document, when: Node | None) -> None:
    """Says what the server does not take in a `when:`."""
    for node, why in refused(when):
        document.refuse(node, f"when: {why}")


class Steps:
    """Reads the steps of one file."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._commands = MAX_COMMANDS
        self._characters = MAX_CHARACTERS

    def members(self, kind: str, node: Node | None) -> Iterator[Step]:
        """The steps of a list, or of a map from names."""
        if node is None or (isinstance(node, Scalar) and node.kind == "null"):
            return
        if isinstance(node, Scalar):
            self._document.refuse(node, f"the {kind}s are neither a list nor a map")
            return
        named: list[tuple[Scalar | None, Node]] = (
            [(None, item) for item in node.items] if isinstance(node, Sequence) else [*node.entries]
        )
        for number, (key, one) in enumerate(named[:MAX_STEPS]):
            if not isinstance(one, Mapping):
                self._document.refuse(one, f"a {kind} is no map")
                continue
            given = one.get("name")
            if not isinstance(given, Scalar) or not given.text:
                given = key
            name = given.text if given is not None else f"step-{number}"
            yield self._step(kind, self._document.template.spelled(name), key or one, one)
        if len(named) > MAX_STEPS:
            self._document.unclear.append(
                Finding(self._document.place(node), f"it has more than {MAX_STEPS} {kind}s")
            )

    def _step(self, kind: str, name: str, at: Node, node: Mapping) -> Step:
        image = node.get("image")
        if not isinstance(image, Scalar) or not image.text:
            self._document.refuse(at, f"{name} has no image")
        commands = self._commands_of(name, node)
        settings = node.get("settings")
        if not isinstance(settings, Mapping) and not is_null(settings):
            self._document.refuse(
                node.key("settings") or node, f"the settings of {name} are no map"
            )
        entrypoint = node.get("entrypoint")
        if isinstance(settings, Mapping) and settings.entries and (commands or entrypoint):
            self._document.refuse(
                node.key("settings") or node, f"{name} has both settings and commands"
            )
        refuse_condition(self._document, node.get("when"))
        environment = self._environment(name, node)
        held = [*self._held(environment), *self._older(node)]
        if isinstance(settings, Mapping):
            held += [
                Held(secret, "", self._document.place(where))
                for secret, where in _secrets_in(settings)
            ]
        if key := node.key("group"):
            self._document.ignore(key, "`group:` is no longer read")
        return Step(
            kind,
            name,
            self._document.template.spelled(image.text) if isinstance(image, Scalar) else "",
            node,
            self._document.place(at),
            texts(entrypoint) or commands,
            bool(texts(entrypoint)),
            environment,
            settings if isinstance(settings, Mapping) else None,
            tuple(held),
            node.get("when"),
        )

    def _commands_of(self, name: str, node: Mapping) -> tuple[Scalar, ...] | None:
        node_of = node.get("commands")
        found = items(node_of)
        if not found:
            return None
        commands = []
        for one in found:
            if not isinstance(one, Scalar):
                what = "list" if isinstance(one, Sequence) else "map"
                self._document.refuse(one, f"a command of {name} is a {what}: quote it")
            elif one is not node_of and one.kind != "text":
                self._document.refuse(
                    one, f"a command of {name} is no text but {one.text or 'nothing'}"
                )
            else:
                self._commands -= 1
                self._characters -= len(one.text)
                commands.append(one)
        if self._commands < 0 or self._characters < 0:
            self._document.unclear.append(
                Finding(self._document.place(node), "there are too many commands")
            )
            return ()
        return tuple(commands)

    def _environment(self, name: str, node: Mapping) -> tuple[tuple[Scalar, Node], ...]:
        environment = node.get("environment")
        if not isinstance(environment, Mapping) and not is_null(environment):
            what = "a list" if isinstance(environment, Sequence) else "a text"
            key = node.key("environment") or node
            self._document.refuse(
                key, f"the environment of {name} is {what}, no map (Woodpecker 3.0)"
            )
        return environment.entries if isinstance(environment, Mapping) else ()

    def _held(self, environment: tuple[tuple[Scalar, Node], ...]) -> Iterator[Held]:
        for key, value in environment:
            for secret, where in _secrets_in(value):
                yield Held(secret, key.text, self._document.place(where))

    def _older(self, node: Mapping) -> Iterator[Held]:
        """`secrets:`, which servers before 3.0 read and later ones pass over."""
        key = node.key("secrets")
        if key is None:
            return
        self._document.ignore(key, "`secrets:` is no longer read: the variables are not set")
        for one in items(node.get("secrets")):
            if isinstance(one, Scalar):
                yield Held(one.text, one.text.upper(), self._document.place(one))
            elif isinstance(one, Mapping):
                source, target = one.get("source"), one.get("target")
                if isinstance(source, Scalar):
                    name = target.text if isinstance(target, Scalar) else source.text
                    yield Held(source.text, name.upper(), self._document.place(one))


def _secrets_in(node: Node) -> Iterator[tuple[str, Node]]:
    """The names in `from_secret: name`, at any depth, and where they stand, each once."""
    seen: set[int] = set()
    todo = [node]
    while todo:
        one = todo.pop()
        if id(one) in seen:  # an alias may lead to the same part again and again
            continue
        seen.add(id(one))
        if isinstance(one, Mapping):
            name = one.get("from_secret")
            if isinstance(name, Scalar):
                yield name.text, name
            else:
                todo += [value for _, value in reversed(one.entries)]
        elif isinstance(one, Sequence):
            todo += reversed(one.items)
