"""A repo's pipelines: which files the server reads, and the workflows and steps in them.

Source: woodpecker-ci/woodpecker, pipeline/frontend/yaml (types, compiler, matrix, linter) and
server/services/config, at v3.17.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import partial
from itertools import islice, product

from doctor.bash.values import Value
from doctor.place import Place
from doctor.record import NamedTuple
from doctor.source import Source, Unreadable
from doctor.woodpecker.conditions import Asked, Runs, refused, runs, weight
from doctor.woodpecker.events import Case, Knowledge, cases
from doctor.woodpecker.filling import MAX_FILLED, reshaped
from doctor.woodpecker.substitution import (
    BadSubstitution,
    Expression,
    Template,
    evaluate,
    template,
)
from doctor.woodpecker.syntax import (
    Malformed,
    Mapping,
    Node,
    Scalar,
    Sequence,
    is_null,
    items,
    parse,
    texts,
    true,
)

FOLDER = ".woodpecker"
FILES = (".woodpecker.yaml", ".woodpecker.yml")
MAX_AXES = 27
"""Combinations of a matrix that the server makes pipelines of (pipeline/frontend/yaml/matrix)."""
MAX_ROWS = 100
"""Rows of a matrix that are written one by one; the server has no limit there."""
MAX_STEPS = 500
"""Steps and services of one file."""
MAX_RUNS = 1_000
"""Steps of one file, counted for each row of the matrix."""
MAX_COMMANDS = 1_000
MAX_CHARACTERS = 1 << 17
"""Commands of one file and their characters, those that are merged in counted each time."""
MAX_VALUE = 1_000
"""Characters of a value of the matrix."""
MAX_ASKED = 30_000
"""Conditions that are decided for one file, long expressions counted as several."""
MAX_FILES = 100
"""Pipelines of one repo."""


def workflow_name(path: str) -> str:
    """What the server calls the workflow of a file (SanitizePath in pipeline/frontend/builder)."""
    name = path.rpartition("/")[2]
    return name.removesuffix(".yml").removesuffix(".yaml").removeprefix(".")


class Finding(NamedTuple):
    """Something that the server ignores, or refuses, and where."""

    place: Place
    why: str


class Held(NamedTuple):
    """A secret that a step holds, under the name of a variable ("": in a plugin's settings)."""

    secret: str
    variable: str
    place: Place


class Step(NamedTuple):
    """A step, a service or a clone step (`kind`).

    `commands` are None where there are none: the image says what happens. With `is_argv` they are
    the words of one command, its `entrypoint`. `settings` are those of
    a plugin. `environment` are the entries as they are written. `when` is None where nothing is
    said.
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


class Workflow:
    """One file that the server reads.

    `refused` says why the server makes nothing of it; its steps are read all the same, as far as
    there are any. `unclear` is what hides some of them, or may. `ignored` is what it passes over.
    """

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.name = workflow_name(path)
        self.refused: list[Finding] = []
        self.unclear: list[Finding] = []
        self.ignored: list[Finding] = []
        self.steps: tuple[Step, ...] = ()
        self.rows: tuple[tuple[tuple[str, str], ...], ...] = ()
        self.knowledge = Knowledge()
        self.when: Node | None = None
        self.template = Template("", (), ((0, 0),))
        self._filled: dict[tuple[str, tuple[Value | None, ...]], Value] = {}
        self._lines = [0, *[at + 1 for at, one in enumerate(text) if one == "\n"]]
        self._commands = MAX_COMMANDS
        self._characters = MAX_CHARACTERS
        self._asked = MAX_ASKED
        self._runs: dict[tuple[int, Case], Runs] = {}
        # The server parses both texts: as it is written, for the matrix, and as it is filled in.
        try:
            raw = parse(text)
        except Malformed as bad:
            self._malformed(bad, bad.index)
            raw = None
        try:
            self.template = template(text)
            root = parse(self.template.text) if self.template.text != text else raw
        except BadSubstitution as bad:
            self._malformed(bad, bad.index)
        except Malformed as bad:
            self._malformed(bad, self.template.origin(min(bad.index, len(self.template.text))))
        else:
            if root is not None or not self.unclear:
                self._read(root, raw)

    def _malformed(self, bad: Malformed, index: int) -> None:
        found = Finding(self._place(index, index + 1), bad.why)
        self.unclear.append(found)
        if not bad.is_ours:
            self.refused.append(found)

    def place(self, node: Node) -> Place:
        """Where a part stands in the file."""
        origin = self.template.origin
        return self._place(origin(node.start), origin(max(node.start, node.end - 1)) + 1)

    def place_of(self, expression: Expression) -> Place:
        """Where a `${…}` stands in the file."""
        return self._place(expression.start, expression.start + len(expression.source))

    def point(self, index: int) -> tuple[int, int]:
        """The line and column, from 0, of a character that the YAML reader gets."""
        return self._point(self.template.origin(index))

    @property
    def cases(self) -> tuple[Case, ...]:
        """The ways in which it may start."""
        return cases(self.rows)

    def runs(self, step: Step, case: Case) -> Runs:
        """Whether a step runs in a case, if the server takes the file at all."""
        key = (step.node.start, case)
        if key not in self._runs:
            self._runs[key] = self._decided(step, case)
        return self._runs[key]

    def _decided(self, step: Step, case: Case) -> Runs:
        self._asked -= weight(self.when) + weight(step.when)
        if self._asked < 0:
            return Runs.PERHAPS
        asked = Asked(
            case, partial(self.knowledge.of, case), partial(self.text, case=case), is_step=True
        )
        return min(runs(self.when, asked._replace(is_step=False)), runs(step.when, asked))

    def text(self, scalar: Scalar, case: Case) -> Value:
        """A text as the server fills it in."""
        return self.template.fill(scalar.text, lambda hole: self.value(hole, case))

    def value(self, hole: Expression, case: Case) -> Value:
        """What a `${…}` becomes in a case."""
        value = evaluate(hole, partial(self.knowledge.of, case))
        if type(value) is str:
            return value
        # What is made of the same things that are not known is the same in all cases.
        made_of = tuple([self.knowledge.of(case, name) for name in hole.names])
        return self._filled.setdefault((hole.source, made_of), value)

    def _place(self, start: int, end: int) -> Place:
        first, last = self._point(start), self._point(max(start, end - 1))
        return Place(self.path, first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 2)

    def _point(self, index: int) -> tuple[int, int]:
        line = bisect_right(self._lines, index) - 1
        return line, index - self._lines[line]

    def _refuse(self, node: Node, why: str) -> None:
        found = Finding(self.place(node), why)
        self.refused.append(found)
        if isinstance(node, Scalar) and self.template.expressions(node.text):
            self.unclear.append(found)  # as it may be filled in elsewhere

    def _ignore(self, node: Node, why: str) -> None:
        self.ignored.append(Finding(self.place(node), why))

    def _read(self, root: Node | None, raw: Node | None) -> None:
        if not isinstance(root, Mapping):
            at = root if root is not None else Scalar("", "", 0, 0)
            self._refuse(at, "it has no steps")
            return
        for name in ("pipeline", "platform", "branches"):
            if key := root.key(name):
                self._ignore(key, f"`{name}:` is no longer read (Woodpecker 3.0)")
        self.when = root.get("when")
        self._refuse_condition(self.when)
        self.rows = self._matrix(raw.get("matrix") if isinstance(raw, Mapping) else None)
        steps = root.get("steps")
        if steps is None:
            self._refuse(root.entries[0][0] if root.entries else root, "it has no `steps:`")
            steps = root.get("pipeline")
        elif not items(steps) or (isinstance(steps, Mapping) and not steps.entries):
            self._refuse(steps, "there are no steps in it")
        found = [
            *self._members("clone", root.get("clone")),
            *self._members("service", root.get("services")),
            *self._members("step", steps),
        ]
        self.steps = tuple(found)
        if len(self.steps) * len(self.rows) > MAX_RUNS:
            where = Place(self.path)
            self.unclear.append(Finding(where, "its matrix has too many rows for its steps"))
            self.rows = self.rows[:1]
        self._refuse_names()
        if self.template.holes:
            fillings = [partial(self.value, case=case) for case in self.cases]
            for hole, why in reshaped(self.template, root, fillings):
                self.unclear.append(Finding(self.place_of(hole), f"{hole.source}: {why}"))

    def _refuse_condition(self, when: Node | None) -> None:
        for node, why in refused(when):
            self._refuse(node, f"when: {why}")

    def _refuse_names(self) -> None:
        """Two services of one name, and steps that wait for one that there is not."""
        services: set[str] = set()
        for step in self.steps:
            if step.kind == "service" and step.name in services:
                self.refused.append(Finding(step.place, f"there are two services {step.name}"))
            services |= {step.name} if step.kind == "service" else set()
        steps = [step for step in self.steps if step.kind == "step"]
        names = {step.name for step in steps}
        for step in steps:
            for one in items(step.node.get("depends_on")):
                name: Node | None = one
                is_optional = False
                if isinstance(one, Mapping):
                    name, is_optional = one.get("name"), true(one.get("optional"))
                if isinstance(name, Scalar) and name.text not in names and not is_optional:
                    self._refuse(name, f"{step.name} depends on {name.text}, which there is not")

    def _members(self, kind: str, node: Node | None) -> Iterator[Step]:
        """The steps of a list, or of a map from names."""
        if node is None or (isinstance(node, Scalar) and node.kind == "null"):
            return
        if isinstance(node, Scalar):
            self._refuse(node, f"the {kind}s are neither a list nor a map")
            return
        named: list[tuple[Scalar | None, Node]] = (
            [(None, item) for item in node.items] if isinstance(node, Sequence) else [*node.entries]
        )
        for number, (key, one) in enumerate(named[:MAX_STEPS]):
            if not isinstance(one, Mapping):
                self._refuse(one, f"a {kind} is no map")
                continue
            given = one.get("name")
            if not isinstance(given, Scalar) or not given.text:
                given = key
            name = given.text if given is not None else f"step-{number}"
            yield self._step(kind, self.template.spelled(name), key or one, one)
        if len(named) > MAX_STEPS:
            self.unclear.append(Finding(self.place(node), f"it has more than {MAX_STEPS} {kind}s"))

    def _step(self, kind: str, name: str, at: Node, node: Mapping) -> Step:
        image = node.get("image")
        if not isinstance(image, Scalar) or not image.text:
            self._refuse(at, f"{name} has no image")
        commands = self._commands_of(name, node)
        settings = node.get("settings")
        if not isinstance(settings, Mapping) and not is_null(settings):
            self._refuse(node.key("settings") or node, f"the settings of {name} are no map")
        entrypoint = node.get("entrypoint")
        if isinstance(settings, Mapping) and settings.entries and (commands or entrypoint):
            self._refuse(node.key("settings") or node, f"{name} has both settings and commands")
        self._refuse_condition(node.get("when"))
        environment = self._environment(name, node)
        held = [*self._held(environment), *self._older(node)]
        if isinstance(settings, Mapping):
            held += [Held(secret, "", self.place(where)) for secret, where in _secrets_in(settings)]
        for gone in ("group",):
            if key := node.key(gone):
                self._ignore(key, f"`{gone}:` is no longer read")
        return Step(
            kind,
            name,
            self.template.spelled(image.text) if isinstance(image, Scalar) else "",
            node,
            self.place(at),
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
                self._refuse(one, f"a command of {name} is a {what}: quote it")
            elif one is not node_of and one.kind != "text":
                self._refuse(one, f"a command of {name} is no text but {one.text or 'nothing'}")
            else:
                self._commands -= 1
                self._characters -= len(one.text)
                commands.append(one)
        if self._commands < 0 or self._characters < 0:
            self.unclear.append(Finding(self.place(node), "there are too many commands"))
            return ()
        return tuple(commands)

    def _environment(self, name: str, node: Mapping) -> tuple[tuple[Scalar, Node], ...]:
        environment = node.get("environment")
        if not isinstance(environment, Mapping) and not is_null(environment):
            what = "a list" if isinstance(environment, Sequence) else "a text"
            key = node.key("environment") or node
            self._refuse(key, f"the environment of {name} is {what}, no map (Woodpecker 3.0)")
        return environment.entries if isinstance(environment, Mapping) else ()

    def _held(self, environment: tuple[tuple[Scalar, Node], ...]) -> Iterator[Held]:
        for key, value in environment:
            for secret, where in _secrets_in(value):
                yield Held(secret, key.text, self.place(where))

    def _older(self, node: Mapping) -> Iterator[Held]:
        """`secrets:`, which servers before 3.0 read and later ones pass over."""
        key = node.key("secrets")
        if key is None:
            return
        self._ignore(key, "`secrets:` is no longer read: the variables are not set")
        for one in items(node.get("secrets")):
            if isinstance(one, Scalar):
                yield Held(one.text, one.text.upper(), self.place(one))
            elif isinstance(one, Mapping):
                source, target = one.get("source"), one.get("target")
                if isinstance(source, Scalar):
                    name = target.text if isinstance(target, Scalar) else source.text
                    yield Held(source.text, name.upper(), self.place(one))

    def _matrix(self, node: Node | None) -> tuple[tuple[tuple[str, str], ...], ...]:
        """The rows of the matrix, sorted by name; none where there is no matrix."""
        if node is None or is_null(node):
            return ()
        if not isinstance(node, Mapping):
            self._refuse_matrix(node, "the matrix is no map")
            return ()
        include = items(node.get("include"))
        if include and all([isinstance(one, Mapping) for one in include]):
            rows = [self._row(one) for one in include[:MAX_ROWS] if isinstance(one, Mapping)]
            if len(include) > MAX_ROWS:
                self.unclear.append(Finding(Place(self.path), "its matrix has too many rows"))
            return self._bounded(rows)
        axes = []
        for key, value in node.entries:
            values = texts(value)
            if not is_null(value) and (
                isinstance(value, Scalar) or len(values) < len(items(value))
            ):
                self._refuse_matrix(value, f"the matrix has no list of texts for {key.text}")
            if values and not isinstance(value, Scalar):
                axes.append((key.text, [one.text for one in values]))
        axes.sort()
        names = [name for name, _ in axes]
        combinations = islice(product(*[values for _, values in axes]), MAX_AXES + 1)
        rows = [tuple(zip(names, row, strict=True)) for row in combinations]
        if len(rows) > MAX_AXES:
            found = f"the server runs no more than {MAX_AXES} rows of a matrix"
            self.ignored.append(Finding(self._place(node.start, node.start + 1), found))
        return self._bounded(rows[:MAX_AXES])

    def _bounded(
        self, rows: list[tuple[tuple[str, str], ...]]
    ) -> tuple[tuple[tuple[str, str], ...], ...]:
        if any([len(value) > MAX_VALUE for row in rows for _, value in row]):
            self.unclear.append(Finding(Place(self.path), "its matrix has too long a value"))
            return ()
        if len(rows) * len(self.template.holes) > MAX_FILLED:
            found = "its matrix has too many rows for what is filled in"
            self.unclear.append(Finding(Place(self.path), found))
            rows = rows[:1]
        return tuple([row for row in rows if row])

    def _row(self, node: Mapping) -> tuple[tuple[str, str], ...]:
        if not all([isinstance(value, Scalar) for _, value in node.entries]):
            self._refuse_matrix(node, "a row of the matrix holds more than texts")
        return tuple(
            sorted([(key.text, value.text) for key, value in node.entries if type(value) is Scalar])
        )

    def _refuse_matrix(self, node: Node, why: str) -> None:
        """The matrix is read from the text as it is written."""
        self.refused.append(Finding(self._place(node.start, node.end), why))


class Pipelines(NamedTuple):
    """What the server reads of a repo.

    `passed_over` are files that it would read if others were not there.
    """

    workflows: tuple[Workflow, ...]
    unreadable: tuple[Finding, ...]
    passed_over: tuple[Finding, ...]


def read(source: Source) -> Pipelines:
    """The pipelines of a repo, in the order in which the server reads them."""
    unreadable: list[Finding] = []
    passed_over: list[Finding] = []
    there = {name: source.entry(name) for name in (FOLDER, *FILES)}
    folder: list[str] = []
    if there.get(FOLDER) == "directory":
        try:
            entries = source.list(FOLDER)
        except Unreadable as bad:
            unreadable.append(Finding(Place(FOLDER), str(bad)))
            entries = {}
        names = [f"{FOLDER}/{name}" for name in entries if name.endswith((".yaml", ".yml"))]
        folder = [path for path in names if entries[path.rpartition("/")[2]] == "regular"]
        passed_over = [
            Finding(Place(path), f"the server reads no {entries[path.rpartition('/')[2]]} there")
            for path in names
            if path not in folder
        ]
    for path in (FOLDER, *FILES):
        if there.get(path) == "symlink":
            what = "is a link, and what a server makes of it is not known"
            unreadable.append(Finding(Place(path), f"{path} {what}"))
    single = [path for path in FILES if there.get(path) == "regular"]
    chosen, rest = (folder, single) if folder else (single[:1], single[1:])
    passed_over += [
        Finding(Place(path), f"the server reads {FOLDER if folder else chosen[0]}, not {path}")
        for path in rest
    ]
    passed_over += _namesakes(chosen)
    if len(chosen) > MAX_FILES:
        found = Finding(Place(FOLDER), f"{FOLDER} has more than {MAX_FILES} pipelines")
        unreadable.append(found)
    workflows = []
    for path in chosen[:MAX_FILES]:
        try:
            text = source.read(path)
        except Unreadable as bad:
            unreadable.append(Finding(Place(path), str(bad)))
            continue
        if text or folder:  # an empty file alone is as good as none
            workflows.append(Workflow(path, text))
    return Pipelines(tuple(workflows), tuple(unreadable), tuple(passed_over))


def _namesakes(paths: list[str]) -> Iterator[Finding]:
    """Files whose workflows have the same name, so that one hides the other's status."""
    names: dict[str, str] = {}
    for path in paths:
        name = workflow_name(path)
        if name in names:
            yield Finding(Place(path), f"its workflow is named {name}, as that of {names[name]}")
        names.setdefault(name, path)


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
