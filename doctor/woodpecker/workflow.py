"""A workflow: what the server makes of one file, and which of its steps run in which case.

Source: woodpecker-ci/woodpecker, pipeline/frontend/yaml (types, compiler, linter), at v3.17.
"""

from __future__ import annotations

from functools import partial

from doctor.bash.values import Value
from doctor.place import Place
from doctor.woodpecker.conditions import Asked, Runs, runs, weight
from doctor.woodpecker.document import Document, Finding
from doctor.woodpecker.events import Case, Knowledge, cases
from doctor.woodpecker.filling import reshaped
from doctor.woodpecker.matrix import Row, rows_of
from doctor.woodpecker.steps import Step, Steps, refuse_condition
from doctor.woodpecker.substitution import BadSubstitution, Expression, evaluate, template
from doctor.woodpecker.syntax import Malformed, Mapping, Node, Scalar, items, parse, true

MAX_RUNS = 1_000
"""Steps of one file, counted for each row of the matrix."""
MAX_ASKED = 30_000
"""Conditions that are decided for one file, long expressions counted as several."""


def workflow_name(path: str) -> str:
    """What the server calls the workflow of a file (SanitizePath in pipeline/frontend/builder)."""
    name = path.rpartition("/")[2]
    return name.removesuffix(".yml").removesuffix(".yaml").removeprefix(".")


class Workflow(Document):
    """One file that the server reads; its steps are read even if the server refuses it, as far as
    there are any.
    """

    def __init__(self, path: str, text: str) -> None:
        super().__init__(path, text)
        self.name = workflow_name(path)
        self.steps: tuple[Step, ...] = ()
        self.rows: tuple[Row, ...] = ()
        self.knowledge = Knowledge()
        self.when: Node | None = None
        self._filled: dict[tuple[str, tuple[Value | None, ...]], Value] = {}
        self._asked = MAX_ASKED
        self._runs: dict[tuple[int, Case], Runs] = {}
        # The server parses both texts: as it is written, for the matrix, and as it is filled in.
        try:
            raw = parse(text)
        except Malformed as bad:
            self.malformed(bad, bad.index)
            raw = None
        try:
            self.template = template(text)
            root = parse(self.template.text) if self.template.text != text else raw
        except BadSubstitution as bad:
            self.malformed(bad, bad.index)
        except Malformed as bad:
            self.malformed(bad, self.template.origin(min(bad.index, len(self.template.text))))
        else:
            if root is not None or not self.unclear:
                self._read(root, raw)

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

    def _read(self, root: Node | None, raw: Node | None) -> None:
        if not isinstance(root, Mapping):
            at = root if root is not None else Scalar("", "", 0, 0)
            self.refuse(at, "it has no steps")
            return
        for name in ("pipeline", "platform", "branches"):
            if key := root.key(name):
                self.ignore(key, f"`{name}:` is no longer read (Woodpecker 3.0)")
        self.when = root.get("when")
        refuse_condition(self, self.when)
        self.rows = rows_of(self, raw.get("matrix") if isinstance(raw, Mapping) else None)
        steps = root.get("steps")
        if steps is None:
            self.refuse(root.entries[0][0] if root.entries else root, "it has no `steps:`")
            steps = root.get("pipeline")
        elif not items(steps) or (isinstance(steps, Mapping) and not steps.entries):
            self.refuse(steps, "there are no steps in it")
        reader = Steps(self)
        self.steps = (
            *reader.members("clone", root.get("clone")),
            *reader.members("service", root.get("services")),
            *reader.members("step", steps),
        )
        if len(self.steps) * len(self.rows) > MAX_RUNS:
            where = Place(self.path)
            self.unclear.append(Finding(where, "its matrix has too many rows for its steps"))
            self.rows = self.rows[:1]
        self._refuse_names()
        if self.template.holes:
            fillings = [partial(self.value, case=case) for case in self.cases]
            for hole, why in reshaped(self.template, root, fillings):
                self.unclear.append(Finding(self.place_of(hole), f"{hole.source}: {why}"))

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
                    self.refuse(name, f"{step.name} depends on {name.text}, which there is not")
