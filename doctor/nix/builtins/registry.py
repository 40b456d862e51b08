"""How the builtins are defined: a function of the call and its arguments, with a name."""

from collections.abc import Callable

from doctor.nix.values import Builtin, Value

Run = Callable[..., Value]


class Registry:
    """Collects builtins; `table` maps their names to the values."""

    def __init__(self) -> None:
        self.table: dict[str, Value] = {}

    def define(self, name: str, arity: int) -> Callable[[Run], Run]:
        """Define the decorated `run(call, *arguments)` as the builtin `name`."""

        def add(run: Run) -> Run:
            self.table[name] = Builtin(name, arity, run)
            return run

        return add
