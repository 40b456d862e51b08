"""Generates closed Nix programs that mostly evaluate, of every kind that the evaluator has."""

from collections.abc import Callable

from hypothesis import strategies as st

Draw = Callable[[st.SearchStrategy[str]], str]

NAMES = ("a", "b", "c'", "d-e", "f")
KINDS = ("int", "bool", "str", "list", "set", "any")
BLANKS = (" ", "  ", "\n", "\t", " # note\n", " /* note */ ")
FRAGMENTS = ("x", "", " ", "\\n", "\\${", "$", "$$", "ä", "'", "\\\\", "a b", "#", "/*")
LINES = ("x", "  y", "", "   ", "''${", "'''", "''\\n", "$", "\tz", "  $$", "'", " q  ")


@st.composite
def programs(draw: Draw) -> str:
    """A closed expression; its value may be anything that has JSON."""
    return Generator(draw).expression("any", {}, 4)


class Generator:
    """Draws expressions of a kind, given the variables in scope and their kinds."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw

    def pick(self, options: tuple[str, ...]) -> str:
        return self.draw(st.sampled_from(options))

    def expression(self, kind: str, scope: dict[str, str], depth: int) -> str:
        if kind == "any":
            kind = self.pick(KINDS[:-1])
        usable = tuple(name for name, of in scope.items() if of == kind)
        if usable and self.pick(("variable", "other", "other")) == "variable":
            return self.pick(usable)
        if depth <= 0:
            return self.literal(kind)
        general = (
            self.let,
            self.conditional,
            self.applied,
            self.selected,
            self.with_,
            self.asserted,
        )
        shape = self.pick(("general", "special", "special", "literal"))
        if shape == "literal":
            return self.literal(kind)
        if shape == "general":
            return self.draw(st.sampled_from(general))(kind, scope, depth - 1)
        return str(getattr(self, f"special_{kind}")(scope, depth - 1))

    def literal(self, kind: str) -> str:
        return {
            "int": self.pick(("0", "1", "2", "7", "(-3)", "100")),
            "bool": self.pick(("true", "false")),
            "str": self.string({}, 0),
            "list": self.pick(("[ ]", "[ 1 2 ]", '[ "x" ]')),
            "set": self.pick(("{ }", "{ a = 1; }", "{ a = 1; b = [ 2 ]; }")),
        }[kind]

    # Any kind.

    def let(self, kind: str, scope: dict[str, str], depth: int) -> str:
        name, of = self.pick(NAMES), self.pick(KINDS[:-1])
        blank = self.pick(BLANKS)
        bound = self.expression(of, scope, depth)
        body = self.expression(kind, {**scope, name: of}, depth)
        # The bound expression must not see the new name: that would be recursion.
        return f"((_x: let {name} = _x;{blank}in {body}) ({bound}))"

    def conditional(self, kind: str, scope: dict[str, str], depth: int) -> str:
        condition = self.expression("bool", scope, depth)
        then = self.expression(kind, scope, depth)
        return f"(if {condition} then {then} else {self.expression(kind, scope, depth)})"

    def applied(self, kind: str, scope: dict[str, str], depth: int) -> str:
        name, of = self.pick(NAMES), self.pick(KINDS[:-1])
        argument = self.expression(of, scope, depth)
        inner = {**scope, name: of}
        form = self.pick(("plain", "formals", "default", "at", "comma"))
        body = self.expression(kind, inner, depth)
        if form == "plain":
            return f"(({name}: {body}) ({argument}))"
        if form == "formals":
            return f"(({{ {name}, ... }}: {body}) {{ {name} = {argument}; other = 1; }})"
        if form == "default":
            return f"(({{ {name} ? {argument} }}: {body}) {{ }})"
        if form == "comma":
            return f"(({{\n  {name}, # last\n}}: {body}) {{ {name} = {argument}; }})"
        return f"((all@{{ {name} ? 1 }}: {body}) {{ {name} = {argument}; }})"

    def selected(self, kind: str, scope: dict[str, str], depth: int) -> str:
        name, value = self.pick(NAMES), self.expression(kind, scope, depth)
        form = self.pick(("dot", "or", "deep", "dynamic", "rec", "inherit"))
        other = self.expression(kind, scope, depth)
        if form == "dot":
            return f"{{ {name} = {value}; }}.{name}"
        if form == "or":
            return f"({{ z = 1; }}.{name} or ({value}))"
        if form == "deep":
            return f"({{ q.{name} = {value}; q.z = 1; }}.q.{name} or ({other}))"
        if form == "dynamic":
            return f'{{ "${{"{name}"}}" = {value}; }}.${{"{name}"}}'
        if form == "rec":
            return f"(rec {{ _v = {value}; _w = _v; }})._w"
        return f"(let inherit ({{ _i = {value}; }}) _i; in _i)"

    def with_(self, kind: str, scope: dict[str, str], depth: int) -> str:
        value = self.expression(kind, scope, depth)
        return f"(with {{ _s = {value}; }}; with {{ _t = 1; }}; _s)"

    def asserted(self, kind: str, scope: dict[str, str], depth: int) -> str:
        condition = self.expression("bool", scope, depth)
        return f"(assert {condition} || true; {self.expression(kind, scope, depth)})"

    # One kind.

    def special_int(self, scope: dict[str, str], depth: int) -> str:
        form = self.pick(("sum", "length", "size", "fold", "negative", "compare"))
        if form == "sum":
            operator = self.pick(("+", "-", "*", "/"))
            left = self.expression("int", scope, depth)
            return f"({left} {operator} {self.expression('int', scope, depth)})"
        if form == "length":
            return f"(builtins.length ({self.expression('list', scope, depth)}))"
        if form == "size":
            return f"(builtins.stringLength ({self.expression('str', scope, depth)}))"
        if form == "fold":
            start = self.expression("int", scope, depth)
            return f"(builtins.foldl' (x: y: x * 2 + y) {start} [ 1 2 3 ])"
        if form == "negative":
            return f"(-({self.expression('int', scope, depth)}))"
        left, right = self.expression("str", scope, depth), self.expression("str", scope, depth)
        return f"(builtins.compareVersions ({left}) ({right}))"

    def special_bool(self, scope: dict[str, str], depth: int) -> str:
        form = self.pick(("logic", "equal", "order", "not", "has", "elem", "kind", "try"))
        if form == "logic":
            left, right = (self.expression("bool", scope, depth) for _ in range(2))
            return f"({left} {self.pick(('&&', '||', '->'))} {right})"
        if form == "equal":
            left, right = (self.expression("any", scope, depth) for _ in range(2))
            return f"({left} {self.pick(('==', '!='))} {right})"
        if form == "order":
            kind = self.pick(("int", "str"))
            left, right = (self.expression(kind, scope, depth) for _ in range(2))
            return f"({left} {self.pick(('<', '>', '<=', '>='))} {right})"
        if form == "not":
            return f"(!{self.expression('bool', scope, depth)})"
        if form == "has":
            return f"(({self.expression('set', scope, depth)}) ? {self.pick(NAMES)})"
        if form == "elem":
            item = self.expression("any", scope, depth)
            return f"(builtins.elem ({item}) ({self.expression('list', scope, depth)}))"
        if form == "kind":
            test = self.pick(("isInt", "isString", "isList", "isAttrs", "isBool", "isFunction"))
            return f"(builtins.{test} ({self.expression('any', scope, depth)}))"
        return f"(builtins.tryEval ({self.expression('bool', scope, depth)})).success"

    def special_str(self, scope: dict[str, str], depth: int) -> str:
        form = self.pick(
            ("plus", "string", "indented", "toString", "sep", "sub", "json", "replace")
        )
        if form == "plus":
            left = self.expression("str", scope, depth)
            return f"({left} + {self.expression('str', scope, depth)})"
        if form == "string":
            return self.string(scope, depth)
        if form == "indented":
            return self.indented(scope, depth)
        if form == "toString":
            return (
                f"(toString ({self.expression(self.pick(('int', 'bool', 'str')), scope, depth)}))"
            )
        if form == "sep":
            items = " ".join(f"({self.expression('str', scope, depth)})" for _ in range(2))
            return f"(builtins.concatStringsSep ({self.expression('str', scope, 0)}) [ {items} ])"
        if form == "sub":
            start, length = self.pick(("0", "1", "2")), self.pick(("0", "1", "5", "(-1)"))
            return f'(builtins.substring {start} {length} "abcd")'
        if form == "json":
            return f"(builtins.toJSON ({self.expression('any', scope, depth)}))"
        subject = self.expression("str", scope, depth)
        return f'(builtins.replaceStrings [ "x" "a b" ] [ "yy" "" ] ({subject}))'

    def special_list(self, scope: dict[str, str], depth: int) -> str:
        form = self.pick(("items", "concat", "map", "filter", "names", "sort", "gen", "tail"))
        if form == "items":
            items = " ".join(f"({self.expression('any', scope, depth)})" for _ in range(2))
            return f"[{self.pick(BLANKS)}{items} ]"
        inner = self.expression("list", scope, depth)
        if form == "concat":
            return f"({inner} ++ {self.expression('list', scope, depth)})"
        if form == "map":
            return f"(map (_m: [ _m ({self.expression('any', scope, depth)}) ]) ({inner}))"
        if form == "filter":
            return f"(builtins.filter (_m: {self.expression('bool', scope, depth)}) ({inner}))"
        if form == "names":
            return f"(builtins.attrNames ({self.expression('set', scope, depth)}))"
        if form == "sort":
            numbers = " ".join(f"({self.expression('int', scope, depth)})" for _ in range(3))
            return f"(builtins.sort builtins.lessThan [ {numbers} ])"
        if form == "gen":
            return f"(builtins.genList (_m: {self.expression('any', scope, depth)}) 2)"
        return f"(builtins.tail ({inner}))"

    def special_set(self, scope: dict[str, str], depth: int) -> str:
        form = self.pick(("bindings", "update", "map", "remove", "list", "intersect"))
        if form == "bindings":
            return self.bindings(scope, depth)
        inner = self.expression("set", scope, depth)
        if form == "update":
            return f"({inner} // {self.expression('set', scope, depth)})"
        if form == "map":
            value = self.expression("any", scope, depth)
            return f"(builtins.mapAttrs (_n: _v: [ _n ({value}) ]) ({inner}))"
        if form == "remove":
            return f'(removeAttrs ({inner}) [ "{self.pick(NAMES)}" ])'
        if form == "list":
            value = self.expression("any", scope, depth)
            return f'(builtins.listToAttrs [ {{ name = "{self.pick(NAMES)}"; value = {value}; }} ])'
        return f"(builtins.intersectAttrs ({inner}) ({self.expression('set', scope, depth)}))"

    def bindings(self, scope: dict[str, str], depth: int) -> str:
        recursive = self.pick(("", "rec "))
        inherited = f"inherit {next(iter(scope))}; " if scope and not recursive else ""
        names = [name for name in NAMES[:3] if not inherited.startswith(f"inherit {name};")]
        visible = {} if recursive else scope
        bound = "".join(
            f"{name}{self.pick(('', '.p', '.p.q'))} = {self.expression('any', visible, depth)};"
            f"{self.pick(BLANKS)}"
            for name in names
        )
        return f"({recursive}{{ {inherited}{bound} }})"

    def string(self, scope: dict[str, str], depth: int) -> str:
        parts = [self.pick(FRAGMENTS)]
        if depth > 0:
            parts += [f"${{{self.expression('str', scope, depth - 1)}}}", self.pick(FRAGMENTS)]
        return '"' + "".join(parts) + '"'

    def indented(self, scope: dict[str, str], depth: int) -> str:
        parts = []
        for _ in range(3):
            parts.append(self.pick(("\n", "\n  ", "\n    ", "")) + self.pick(LINES))
            if self.pick(("hole", "no")) == "hole":
                parts.append(f"${{{self.expression('str', scope, depth - 1)}}}")
        return "''" + " ".join(parts) + self.pick(("", "\n", "\n  ")) + "''"
