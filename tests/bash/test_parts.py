"""The interpreter is put together from parts that must not take each other's names."""

from doctor.bash.interpreter import Interpreter


def test_no_part_hides_a_private_method_of_another() -> None:
    owners: dict[str, list[str]] = {}
    for part in Interpreter.__mro__:
        for name in vars(part):
            if name.startswith("_") and not name.startswith("__"):
                owners.setdefault(name, []).append(part.__name__)
    assert {name: parts for name, parts in owners.items() if len(parts) > 1} == {}
