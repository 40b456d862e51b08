"""Carries out a plan, or shows what it would change."""

import hashlib
import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

from publish import archetypes
from publish.archetypes import Item, oci
from publish.gate import Gate
from publish.plan import MakeIndex, MoveLatest, Plan, Push, Stage, Step
from publish.spec import Spec
from publish.stop import NotStaged, NotVerified, PushFailed, Refused, Stop
from publish.store import Slot, digest_of

PAUSES = (1.0, 3.0)
"""The seconds between tries; so there are three."""

_T = TypeVar("_T")


class Result(NamedTuple):
    """What became of a step.

    outcome: "staged", "kept" (what was staged is of the same making), "would push", "there" (it
    was, with the same bytes), "pushed", "failed" or "not tried".
    """

    step: str
    arch: str
    to: str
    what: str
    outcome: str


class Run:
    """One plan being carried out."""

    def __init__(
        self,
        spec: Spec,
        plan: Plan,
        digests: Mapping[str, str],
        gate: Gate,
        tell: Callable[[Result], None],
    ) -> None:
        """digests: of arches that another machine pushed. tell: is given what becomes of each
        step, also after a Stop."""
        self._spec = spec
        self._plan = plan
        self._given = digests
        self._gate = gate
        self._tell = tell
        self._archetype = archetypes.of(spec)
        self._items: dict[str, Item] = {}

    def prepare(self) -> None:
        """Raises Stop where it is clear from the start that the plan cannot be carried out:
        before anything is built, and before anything is pushed."""
        stages = any(isinstance(step, Stage) for step in self._plan.steps)
        tools = self._archetype.STAGE_TOOLS if stages else ()
        for tool in (*tools, *(self._archetype.PUSH_TOOLS if self._gate.may_change else ())):
            self._gate.find(tool)
        if self._gate.may_change:
            self._archetype.ping(self._spec, self._plan.version, self._gate)

    def carry_out(self) -> None:
        """Does all steps; in a dry run those that leave the registry alone. Raises Stop."""
        steps = list(self._plan.steps)
        try:
            while steps and isinstance(steps[0], Stage):
                self._stage(steps[0].arch)
                del steps[0]
            for step in steps:
                if isinstance(step, Push):
                    self._items[step.arch] = self._staged_item(step.arch)
            if self._gate.may_change:
                self._survey(steps)
            while steps:
                self._do(steps[0])
                del steps[0]
        except BaseException:
            for n, step in enumerate(steps):
                self._note(step, "not tried" if n else "failed")
            raise

    def _stage(self, arch: str) -> None:
        slot, source = self._slot(arch), self._spec.sources.get(arch)
        if source is None:
            raise NotStaged(f"the spec does not say what to stage for {arch}")
        path = Path(source)
        if not path.exists():
            raise NotStaged(f"{source} does not exist")
        recipe = _recipe(self._spec, slot, path)
        outcome = "kept"
        if not slot.made_from(recipe):
            outcome = "staged"
            slot.fill(
                recipe,
                source,
                lambda folder: self._archetype.stage(self._spec, slot, path, folder, self._gate),
            )
        self._note(Stage(arch), outcome)

    def _staged_item(self, arch: str) -> Item:
        slot = self._slot(arch)
        return self._archetype.item(self._spec, slot, slot.record(), self._gate)

    def _survey(self, steps: list[Step]) -> None:
        """Looks at all that is to be pushed before the first byte is: a version that is there
        with other bytes, or an arch that is missing, leaves the registry as it is."""
        there = [_same(item, _patiently(item.find)) for item in self._items.values()]
        if MakeIndex() in steps:
            index = self._index()
            index.check([arch for arch in self._spec.covers if arch not in self._items])
            there.append(_same(index, _patiently(index.find)))
        if not all(there):
            self._archetype.may_write(self._spec, self._gate)

    def _do(self, step: Step) -> None:
        if not self._gate.may_change:
            self._note(step, "would push")
            return
        item = self._item(step)
        outcome = _ensure(
            item,
            movable=isinstance(step, MoveLatest),
            may_write=lambda: self._archetype.may_write(self._spec, self._gate),
            show=self._gate.show,
        )
        if isinstance(step, Push):
            self._slot(step.arch).note_push(item.to, item.wanted)
        self._note(step, outcome)

    def _item(self, step: Step) -> Item:
        if isinstance(step, Push):
            return self._items[step.arch]
        if isinstance(step, MakeIndex):
            index = self._index()
            index.check(self._spec.covers)
            return index
        return oci.Latest(self._spec, self._plan.version, self._gate)

    def _index(self) -> oci.Index:
        digests = {}
        for arch in self._spec.covers:
            pushed, given = self._pushed(arch), self._given.get(arch)
            if pushed and given and pushed != given:
                raise NotVerified(f"no index: --digest gives {given} for {arch}, it is {pushed}")
            if digest := pushed or given:
                digests[arch] = digest
        if missing := [arch for arch in self._spec.covers if arch not in digests]:
            raise NotVerified(
                f"no index: the digest of {', '.join(missing)} is not known; push it from here, "
                f"or hand it over with --digest {missing[0]}=sha256:…"
            )
        return oci.Index(self._spec, self._plan.version, digests, self._items.keys(), self._gate)

    def _pushed(self, arch: str) -> str | None:
        """The digest that this run pushes for an arch, or that the record of a push names."""
        if item := self._items.get(arch):
            return item.wanted
        return self._slot(arch).pushed(self._ref(oci.arch_tag(self._plan.version, arch)))

    def _slot(self, arch: str) -> Slot:
        return Slot(self._spec.name, self._plan.version, arch)

    def _ref(self, tag: str) -> str:
        return f"{self._spec.host}/{self._spec.repository}:{tag}"

    def _note(self, step: Step, outcome: str) -> None:
        spec, version = self._spec, self._plan.version
        match step:
            case Stage(arch):
                result = Result("stage", arch, str(self._slot(arch).path), "", outcome)
            case Push(arch):
                item = self._items.get(arch)
                to, what = (item.to, item.wanted) if item else (f"{spec.name} {version}", "")
                result = Result("push", arch, to, what, outcome)
            case MakeIndex():
                result = Result("index", "", self._ref(version), self._forecast(), outcome)
            case MoveLatest():
                what = self._ref(version)
                result = Result("latest", "", self._ref("latest"), what, outcome)
        self._tell(result)

    def _forecast(self) -> str:
        return ", ".join(
            f"{arch} {self._pushed(arch) or self._given.get(arch) or '(digest not known yet)'}"
            for arch in self._spec.covers
        )


def _ensure(
    item: Item, *, movable: bool, may_write: Callable[[], None], show: Callable[[str], None]
) -> str:
    """Sees to it that the registry holds an item, and reads it back; "there" or "pushed".

    A push that seems to have failed may have gone through: what the registry then holds decides.
    Raises Stop. movable: whether what is there may be replaced. may_write: as an archetype's.
    """
    if _same(item, _patiently(item.find), movable=movable):
        return "there"
    for pause in (*PAUSES, None):
        failure: Stop | None = None
        try:
            item.put()
        except Stop as error:
            failure = error
        found = _patiently(item.find)
        if _same(item, found, movable=movable):
            if failure:
                show(f"    the push was reported as failed, but it is there ({failure})")
            return "pushed"
        if failure is None:
            raise NotVerified(f"read-back failed: {item.to} holds {found or 'nothing'}")
        if isinstance(failure, PushFailed):
            failure = _reason(may_write) or failure
        if pause is None or not failure.again:
            raise failure
        show(f"    once more in {pause:.0f} s: {failure}")
        time.sleep(pause)
    raise AssertionError


def _same(item: Item, found: str | None, *, movable: bool = False) -> bool:
    """Whether the registry holds the item already; raises Refused if it holds something else."""
    if found is None or found == item.wanted:
        return found is not None
    if movable:
        return False
    raise Refused(
        f"{item.to} is there already, with other bytes: the registry has {found}, "
        f"the stage has {item.wanted}; a version that is out is not changed, take a new one"
    )


def _patiently(call: Callable[[], _T]) -> _T:
    """The result of a call that may go well when it is made once more."""
    for pause in PAUSES:
        try:
            return call()
        except Stop as error:
            if not error.again:
                raise
        time.sleep(pause)
    return call()


def _reason(call: Callable[[], None]) -> Stop | None:
    """Why a call fails now."""
    try:
        call()
    except Stop as error:
        return error
    return None


def _recipe(spec: Spec, slot: Slot, source: Path) -> str:
    """A digest of all that a staged artifact is made from."""
    made_from = [spec.archetype, *slot, spec.file_name, spec.package_json, digest_of(source)]
    return hashlib.sha256(json.dumps(made_from).encode()).hexdigest()
