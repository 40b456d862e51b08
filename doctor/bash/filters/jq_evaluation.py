"""Evaluates jq's filters: every result of a tree on one input, and the paths that it names."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

from doctor.bash.filters.call import NotModelled
from doctor.bash.filters.jq_formats import formatted
from doctor.bash.filters.jq_functions import nullary, replaced, unary
from doctor.bash.filters.jq_paths import (
    Path,
    each_of,
    get_path,
    item_of,
    put_path,
    sliced,
    without_path,
)
from doctor.bash.filters.jq_syntax import Tree
from doctor.bash.filters.jq_values import Error, Odd, Value, kind_of, operate, order, truth

MAX_STEPS = 100_000
Env = dict[str, Value]


class Evaluator:
    """Evaluates trees on a limited number of steps."""

    def __init__(self) -> None:
        self.steps = 0

    def results(self, tree: Tree, value: Value, env: Env) -> Iterator[Value]:
        """All results of a filter on one input."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise NotModelled
        match tree:
            case (".",):
                yield value
            case ("value", known):
                yield known
            case ("negative", number):
                yield -number if number else Odd()
            case ("group", inner):
                yield from self.results(inner, value, env)
            case ("|", left, right):
                for middle in self.results(left, value, env):
                    yield from self.results(right, middle, env)
            case (",", left, right):
                yield from self.results(left, value, env)
                yield from self.results(right, value, env)
            case ("//", left, right):
                yield from self._alternative(left, right, value, env)
            case ("and" | "or" as operator, left, right):
                for one in self.results(left, value, env):
                    if truth(one) == (operator == "or"):
                        yield operator == "or"
                    else:
                        for two in self.results(right, value, env):
                            yield truth(two)
            case ("index" | "each" | "slice", *_):
                for step in self._steps(tree, value, env):
                    yield from step()
            case ("?", inner):
                for step in self._steps(inner, value, env):
                    with suppress(Error):
                        yield from step()
            case ("as", source, name, body):
                for one in self.results(source, value, env):
                    yield from self.results(body, value, {**env, name: one})
            case ("variable", name):
                yield env[name]
            case ("if", test, yes, no):
                for one in self.results(test, value, env):
                    yield from self.results(yes if truth(one) else no, value, env)
            case ("array", None):
                yield []
            case ("array", inner):
                yield list(self.results(inner, value, env))
            case ("object", pairs):
                yield self._object(pairs, value, env)
            case ("string", form, parts):
                yield "".join(
                    [
                        part
                        if isinstance(part, str)
                        else formatted(form, self._single(part, value, env))
                        for part in parts
                    ]
                )
            case ("format", name):
                yield formatted(name, value)
            case ("=" | "|=" | "+=" | "-=" | "*=" | "//=" as operator, left, right):
                yield self._updated(operator, left, right, value, env)
            case ("call", name, arguments):
                yield from self._call(name, arguments, value, env)
            case (operator, left, right):
                # The right side runs in the outer loop.
                for two in self.results(right, value, env):
                    for one in self.results(left, value, env):
                        yield operate(operator, one, two)
            case _:
                raise NotModelled

    def _single(self, tree: Tree, value: Value, env: Env) -> Value:
        """The one result of a filter; NotModelled if there are others or none."""
        found = list(self.results(tree, value, env))
        if len(found) != 1:
            raise NotModelled
        return found[0]

    def _alternative(self, left: Tree, right: Tree, value: Value, env: Env) -> Iterator[Value]:
        some = False
        try:
            for one in self.results(left, value, env):
                if truth(one):
                    some = True
                    yield one
        except Error:
            # Versions differ in whether this is the end or no result.
            raise NotModelled from None
        if not some:
            yield from self.results(right, value, env)

    def _steps(self, tree: Tree, value: Value, env: Env) -> Iterator[Callable[[], list[Value]]]:
        """What an index, a slice or an iteration does to each result of its source."""
        source = tree[1]
        if tree[0] == "each":
            for one in self.results(source, value, env):
                yield partial(each_of, one)
        elif tree[0] == "slice":
            start, end = (
                None if bound is None else self._single(bound, value, env) for bound in tree[2:]
            )
            for one in self.results(source, value, env):
                yield partial(sliced, one, start, end)
        else:
            for place in self.results(tree[2], value, env):
                for one in self.results(source, value, env):
                    yield partial(_items, one, place)

    def _object(self, pairs: tuple[tuple[Tree, Tree], ...], value: Value, env: Env) -> Value:
        made = {}
        for key, item in pairs:
            name = self._single(key, value, env)
            if not isinstance(name, str):
                raise Error
            made[name] = self._single(item, value, env)
        return made

    def _updated(self, operator: str, left: Tree, right: Tree, value: Value, env: Env) -> Value:
        if operator != "|=":
            known: Value = self._single(right, value, env)
        for path in list(self._paths(left, value, env)):
            before = get_path(value, path)
            if operator == "|=":
                after = self._single(right, before, env)
            elif operator == "=":
                after = known
            elif operator == "//=":
                after = before if truth(before) else known
            else:
                after = operate(operator[0], before, known)
            value = put_path(value, path, after)
        return value

    def _paths(self, tree: Tree, value: Value, env: Env) -> Iterator[Path]:
        match tree:
            case (".",):
                yield ()
            case ("group", inner):
                yield from self._paths(inner, value, env)
            case ("index", source, key):
                place = self._single(key, value, env)
                for path in self._paths(source, value, env):
                    yield (*path, place)
            case ("each", source):
                for path in self._paths(source, value, env):
                    inside = get_path(value, path)
                    each_of(inside)  # an Error where there is nothing to go through
                    keys = inside if isinstance(inside, dict) else range(len(inside))
                    for key in keys:
                        yield (*path, key)
            case ("|", left, right):
                for path in self._paths(left, value, env):
                    for rest in self._paths(right, get_path(value, path), env):
                        yield path + rest
            case (",", left, right):
                yield from self._paths(left, value, env)
                yield from self._paths(right, value, env)
            case ("call", "select", (test,)):
                for one in self.results(test, value, env):
                    if truth(one):
                        yield ()
            case _:
                raise NotModelled

    def _call(
        self, name: str, arguments: tuple[Tree, ...], value: Value, env: Env
    ) -> Iterator[Value]:
        if not arguments:
            if name == "empty":
                return
            if name in ("values", "nulls", "strings", "arrays", "objects", "numbers", "booleans"):
                kind = kind_of(value)
                if (value is not None) if name == "values" else name == kind + "s":
                    yield value
                return
            yield nullary(name, value)
            return
        first = arguments[0]
        match name, len(arguments):
            case "select", 1:
                for one in self.results(first, value, env):
                    if truth(one):
                        yield value
            case "map", 1:
                yield [
                    result for item in each_of(value) for result in self.results(first, item, env)
                ]
            case "map_values", 1:
                if isinstance(value, dict):
                    yield {key: self._single(first, item, env) for key, item in value.items()}
                else:
                    yield [self._single(first, item, env) for item in each_of(value)]
            case "with_entries", 1:
                entries = [
                    result
                    for item in nullary("to_entries", value)
                    for result in self.results(first, item, env)
                ]
                yield nullary("from_entries", entries)
            case "first", 1:
                for one in self.results(first, value, env):
                    yield one
                    return
            case "del", 1:
                paths = sorted(self._paths(first, value, env), key=lambda path: order(list(path)))
                for path in reversed(paths):
                    value = without_path(value, path)
                yield value
            case ("any" | "all", 1):
                truths = [
                    truth(one) for item in each_of(value) for one in self.results(first, item, env)
                ]
                yield any(truths) if name == "any" else all(truths)
            case "sort_by", 1:
                if not isinstance(value, list):
                    raise NotModelled
                yield sorted(value, key=lambda item: order(list(self.results(first, item, env))))
            case ("sub" | "gsub", 2):
                yield replaced(
                    value,
                    self._single(first, value, env),
                    partial(self._single, arguments[1], {}, env),
                    name == "gsub",
                )
            case (_, 1):
                for argument in self.results(first, value, env):
                    yield unary(name, value, argument)
            case _:
                raise NotModelled


def _items(value: Value, key: Value) -> list[Value]:
    return [item_of(value, key)]
