"""Repos that nobody means well with: each a folder to make, and words that the doctor must say."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple


class Hostile(NamedTuple):
    """`make` fills an empty folder; `says` is a pattern that the report must match."""

    make: Callable[[Path], object]
    says: str


def flake(content: str | bytes) -> Callable[[Path], object]:
    data = content if isinstance(content, bytes) else content.encode()
    return lambda folder: (folder / "flake.nix").write_bytes(data)


def pipeline(content: str | bytes) -> Callable[[Path], object]:
    data = content if isinstance(content, bytes) else content.encode()
    return lambda folder: (folder / ".woodpecker.yaml").write_bytes(data)


def step(rest: str) -> Callable[[Path], object]:
    """A pipeline with one step, the rest of which this is."""
    return pipeline(f"steps:\n  - name: a\n    image: b\n    {rest}")


def commands(*lines: str) -> Callable[[Path], object]:
    return step("commands:\n" + "".join([f"      - {line}\n" for line in lines]))


def outputs(body: str) -> Callable[[Path], object]:
    """A flake that has parity-lib as an input, so that the rest of it matters."""
    url = "git+https://git.oleks.space/oleks/parity-lib"
    return flake(f'{{ inputs.parity.url = "{url}"; outputs = {{ self, parity }}: {body}; }}')


def each(body: str) -> Callable[[Path], object]:
    """A flake that does `body` with many a number `x`, and with a long string `big`."""
    return outputs(
        "let"
        ' big = builtins.foldl\' (s: _: s + s) "sixteen letters." (builtins.genList (x: x) 15);'
        " each = f: builtins.foldl' (a: x: builtins.seq (f x) a) 0 numbers;"
        " numbers = builtins.genList (x: x) 50000;"
        f" in {{ apps.s.a = each (x: {body}); }}"
    )


TOO_MUCH = "(deeper|more|longer) than"

HOSTILE = {
    "value that needs itself": Hostile(
        outputs("let apps = apps; in { inherit apps; }"), "infinite recursion"
    ),
    "function without an end": Hostile(
        outputs("let f = n: f (n + 1); in { apps = f 0; }"), TOO_MUCH
    ),
    "list without an end": Hostile(
        outputs("let f = n: [ n ] ++ f (n + 1); in { apps.s = builtins.listToAttrs (f 0); }"),
        TOO_MUCH,
    ),
    "names that double": Hostile(
        outputs("{ apps.s.${" + "(s: s + s) (" * 60 + '"name"' + ")" * 60 + "} = 1; }"), TOO_MUCH
    ),
    "1,000 billion apps": Hostile(
        outputs("{ apps.s = builtins.genList (n: { name = n; }) 1000000000000; }"), TOO_MUCH
    ),
    "file that imports itself": Hostile(
        outputs("(import ./flake.nix).outputs { inherit self parity; }"), TOO_MUCH
    ),
    "10 MB of [": Hostile(flake("[" * 10_000_000), "larger than"),
    "900 KB of [": Hostile(flake("[" * 900_000), "flake.nix"),
    "parser kept busy": Hostile(outputs("{ x = " + "1+" * 200_000 + "1; }"), "too long to parse"),
    "lambdas in lambdas": Hostile(outputs("x:" * 120_000 + "x " * 60_000), "too deeply"),
    "lets in lets": Hostile(outputs("let a = 1; in " * 20_000 + "a"), "too deeply"),
    "path of 100,000 names": Hostile(outputs("{ apps" + ".a" * 100_000 + " = 1; }"), "too long"),
    "regex that tries all": Hostile(each(f'builtins.match "(a*)(a*)(a*)b" "{"a" * 99}"'), TOO_MUCH),
    "regex that tries both": Hostile(
        outputs(f'{{ apps.s = builtins.match "{"a?" * 28}{"a" * 28}" "{"a" * 28}"; }}'),
        "cannot be decided",
    ),
    "long strings": Hostile(each('big == (big + "")'), TOO_MUCH),
    "many files asked for": Hostile(each("builtins.pathExists (./. + (toString x))"), TOO_MUCH),
    "large sets": Hostile(
        outputs(
            "let a = {" + "".join(f"a{n}=1;" for n in range(40_000)) + "};"
            " in { apps.s = builtins.mapAttrs (n: v: a // { x = n; }) a; }"
        ),
        TOO_MUCH,
    ),
    "arguments that double": Hostile(
        outputs(
            "let a0 = [ 1 1 ]; "
            + "".join(f"a{n + 1} = [ a{n} a{n} ]; " for n in range(60))
            + "in { apps.s = parity.lib.mkHelmPublish { } "
            '{ pname = a60; version = a60; chartSrc = a60; } // throw "x"; }'
        ),
        "fails? to evaluate",
    ),
    "100,000 apps": Hostile(
        outputs(
            "{ apps.s = builtins.listToAttrs (builtins.genList (n: { name = toString n; value ="
            ' { type = "app"; program = "${self}/x"; }; }) 100000); }'
        ),
        TOO_MUCH,
    ),
    "pipeline of 10 MB": Hostile(pipeline("a" * 10_000_000), "larger than"),
    "pipeline of [": Hostile(pipeline("[" * 50_000), "nests too deeply"),
    "pipeline of bad bytes": Hostile(pipeline(b"steps: \xff"), "UTF-8"),
    "pipeline with a NUL": Hostile(pipeline(b"steps: \0"), "NUL"),
    "aliases of aliases": Hostile(
        step(
            "settings:\n      a: &a [x, x]\n"
            + "".join(f"      {b}: &{b} [{f'*{a}, ' * 9}]\n" for a, b in pairwise("abcdefghij"))
        ),
        "there is no flake.nix",
    ),
    "merges of merges": Hostile(
        pipeline(
            "a: &a [x, x]\n"
            + "".join(f"{b}: &{b}\n" + f"  - <<: *{a}\n" * 9 for a, b in pairwise("abcdefghij"))
        ),
        "too many parts",
    ),
    "anchor that holds itself": Hostile(pipeline("steps: &a\n  - <<: *a\n"), "holds itself"),
    "matrix of 1,000 million": Hostile(
        pipeline(
            "matrix:\n"
            + "".join(f"  A{n}: [{', '.join(map(str, range(10)))}]\n" for n in range(9))
            + "steps: [{name: a, image: b, commands: [curl $A0]}]\n"
        ),
        "no more than 27 rows",
    ),
    "100,000 steps": Hostile(pipeline("steps:\n" + "- {}\n" * 100_000), "too many parts"),
    "10,000 ${X}": Hostile(commands(*["echo ${X}"] * 10_000), "fills in too much"),
    "10,000 ${": Hostile(commands("echo " + "${" * 10_000), "without a name"),
    "${ in ${": Hostile(commands("echo " + "${X:-" * 10_000), "nest too deeply"),
    "${ of ${": Hostile(
        commands("echo ${X:-" + "".join([f"${{CI_{n}}}" for n in range(900)]) + "}"), "flake.nix"
    ),
    "patterns of stars": Hostile(
        step(
            "when:\n"
            + "".join(f"      - {{event: tag, ref: '{'*a' * 400}{n}'}}\n" for n in range(900))
        ),
        "flake.nix",
    ),
    "pattern of braces": Hostile(step(f"when: {{ref: '{'{a,b}' * 150}'}}\n"), "flake.nix"),
    "evaluate of (": Hostile(step(f"when: {{evaluate: '{'(' * 5_000}'}}\n"), "flake.nix"),
    "evaluate of not": Hostile(
        step("when:\n" + f"      - evaluate: '{'not ' * 30}true'\n" * 3_000), "flake.nix"
    ),
    "escapes": Hostile(commands('"' + "\\x41" * 60_000 + '"'), "flake.nix"),
    "10,000 commands": Hostile(commands(*["curl x"] * 5_000), "too many commands"),
    "1,000 pipelines": Hostile(
        lambda folder: [
            (folder / ".woodpecker").mkdir(),
            *[(folder / f".woodpecker/{n}.yaml").write_text("steps: []") for n in range(1_000)],
        ],
        "more than 100 pipelines",
    ),
    "NUL byte": Hostile(flake(b'{ outputs = _: { }; description = "a\0b"; }'), "NUL"),
    "not UTF-8": Hostile(flake(b'{ description = "\xff"; outputs = _: { }; }'), "UTF-8"),
    "syntax error": Hostile(flake("{ outputs = _: { apps = ; }; }"), "flake.nix:1:"),
    "empty file": Hostile(flake(""), "flake.nix"),
    "no flake.nix": Hostile(lambda folder: (folder / "README").touch(), "there is no flake.nix"),
    "directory named flake.nix": Hostile(
        lambda folder: (folder / "flake.nix").mkdir(), "flake.nix is a directory"
    ),
    "link to /etc/passwd": Hostile(
        lambda folder: (folder / "flake.nix").symlink_to("/etc/passwd"), "leads out of the repo"
    ),
}
