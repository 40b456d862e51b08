"""What stands at a place in a JSON value, and the value with something else there."""

from doctor.bash.filters.call import NotModelled
from doctor.bash.filters.jq_values import Error, Value, number

Path = tuple[Value, ...]


def item_of(value: Value, key: Value) -> Value:
    """`value[key]`."""
    if isinstance(key, str):
        if value is None:
            return None
        if not isinstance(value, dict):
            raise Error
        return value.get(key)
    if isinstance(key, (list, dict)):
        raise NotModelled
    place = number(key)
    if value is None:
        return None
    if not isinstance(value, list):
        raise Error
    return value[place] if -len(value) <= place < len(value) else None


def sliced(value: Value, start: Value, end: Value) -> list[Value]:
    """The one result of `value[start:end]`."""
    for bound in (start, end):
        if bound is not None:
            number(bound)
    if value is None:
        return [None]
    if not isinstance(value, (str, list)):
        raise Error
    return [value[start:end]]


def each_of(value: Value) -> list[Value]:
    """The results of `value[]`."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        return list(value.values())
    raise Error


def get_path(value: Value, path: Path) -> Value:
    """What stands at the end of a path."""
    for key in path:
        value = item_of(value, key)
    return value


def put_path(value: Value, path: Path, new: Value) -> Value:
    """The value with `new` at the end of a path."""
    if not path:
        return new
    key, rest = path[0], path[1:]
    inner = put_path(item_of(value, key), rest, new)
    if isinstance(key, str):
        return {**(value or {}), key: inner}
    if value is None or not 0 <= key < len(value):
        raise NotModelled
    return [*value[:key], inner, *value[key + 1 :]]


def without_path(value: Value, path: Path) -> Value:
    """The value without what stands at the end of a path."""
    if not path:
        raise NotModelled
    holder = get_path(value, path[:-1])
    if holder is None:
        return value
    key = path[-1]
    item_of(holder, key)
    if isinstance(holder, dict):
        new: Value = {name: item for name, item in holder.items() if name != key}
    else:
        if key < 0:
            raise NotModelled
        new = [item for place, item in enumerate(holder) if place != key]
    return put_path(value, path[:-1], new)
