"""`flake.lock` exists, pins parity-lib, and agrees with the inputs in `flake.nix`.

It agrees if Nix would not change it: every declared input is there, made from the reference or the
follows that stands in `flake.nix`, and nothing else is. What an input says of its own inputs
(`inputs.x.inputs.y.follows`) is not compared.
"""

from collections.abc import Iterator

from doctor.facts import is_provider, locked_elsewhere, undecided
from doctor.flakeref import BadRef, FlakeRef, from_attrs, same
from doctor.lock import PATH, Lock, LockTrouble, Node
from doctor.naming import listed
from doctor.place import Place
from doctor.repo import Input, Repo
from doctor.rule import Example, Level, Rule
from doctor.verdict import Evidence, Status, Verdict, failed, passed, unknown

DECLARE = (
    'Declare inputs.parity.url = "git+https://git.oleks.space/oleks/parity-lib"; then run '
    "`nix flake lock` and commit flake.lock."
)


def check(repo: Repo) -> Verdict:
    lock = repo.lock
    if isinstance(lock, LockTrouble):
        answer = failed if lock.broken else unknown
        return answer(lock.why, Evidence(lock.place, "the inputs would be pinned here"))
    if not repo.inputs and not repo.apps_complete:
        return undecided(repo, "the inputs are unknown")
    if faults := [*_disagreements(repo, lock), *_unpinned(repo, lock)]:
        declared = any(given.is_parity for given in repo.inputs)
        return failed(faults[0].note, *faults, remedy="" if declared else DECLARE)
    if unclear := [given for given in repo.inputs if given.why]:
        notes = (Evidence(given.place, given.why) for given in unclear)
        return unknown(f"where the input {unclear[0].name} points to is unknown", *notes)
    return passed(f"flake.lock pins all inputs: {listed(given.name for given in repo.inputs)}")


def _disagreements(repo: Repo, lock: Lock) -> Iterator[Evidence]:
    for given in repo.inputs:
        edge = lock.root.inputs.get(given.name)
        follows = None if isinstance(edge, str) else edge
        if edge is None:
            yield Evidence(given.place, f"flake.lock lacks the input {given.name}")
        elif given.why:
            continue
        elif follows != given.follows:
            yield Evidence(given.place, f"flake.lock lets {given.name} follow something else")
        elif given.ref and isinstance(edge, str):
            yield from _stale(given, given.ref, lock, lock.nodes[edge])
        if elsewhere := locked_elsewhere(repo, given):
            yield elsewhere
    for name in sorted(lock.root.inputs.keys() - {given.name for given in repo.inputs}):
        yield Evidence(Place(PATH), f"flake.lock has an input {name}, flake.nix does not")


def _stale(given: Input, ref: FlakeRef, lock: Lock, node: Node) -> Iterator[Evidence]:
    try:
        original = from_attrs(node.original)
        from_attrs(node.locked)
    except BadRef as error:
        yield Evidence(lock.place(node), f"flake.lock is malformed for {given.name}: {error}")
        return
    if not same(ref, original):
        yield Evidence(
            given.place, f"{given.name} is {ref}, but flake.lock was made for {original}"
        )


def _unpinned(repo: Repo, lock: Lock) -> Iterator[Evidence]:
    nodes = [lock.node((given.name,)) for given in repo.inputs if given.is_parity]
    if not nodes and not is_provider(repo):
        yield Evidence(Place(PATH), "flake.lock pins no parity-lib, for no input leads to it")
    for node in nodes:
        needed = ("narHash", "rev") if node and node.locked.get("type") == "git" else ("narHash",)
        for name in needed:
            if node and not node.locked.get(name):
                yield Evidence(lock.place(node), f"parity-lib is locked without {name}")


FLAKE = """\
{
  inputs.parity.url = "git+https://git.oleks.space/oleks/parity-lib";
  outputs = { self, parity }: { };
}
"""

LOCK = """\
{
  "nodes": {
    "parity": {
      "locked": {
        "lastModified": 1791865966,
        "narHash": "sha256-diAWpclbKCQpFeXCnKnpkaC3HV+aJuA/FU0OJlcpaW4=",
        "ref": "refs/heads/main",
        "rev": "c00108acaaee4b9959020ed99bd9664603f70403",
        "revCount": 145,
        "type": "git",
        "url": "https://git.oleks.space/oleks/parity-lib"
      },
      "original": {
        "type": "git",
        "url": "https://git.oleks.space/oleks/parity-lib"
      }
    },
    "root": {
      "inputs": {
        "parity": "parity"
      }
    }
  },
  "root": "root",
  "version": 7
}
"""

RULE = Rule(
    name="lock-pinned",
    level=Level.ADVISORY,
    reason=(
        "Without a lock that fits, each run takes what parity-lib is at that moment: two machines "
        "publish by different rules, and a change there breaks a release here."
    ),
    remedy=(
        "Run `nix flake lock`, or `nix flake update` where the lock leads elsewhere, and commit "
        "flake.lock."
    ),
    check=check,
    examples=(
        Example("as Nix writes it", {"flake.nix": FLAKE, "flake.lock": LOCK}, Status.PASS),
        Example(
            "an attribute set for the same, and an input that follows",
            {
                "flake.nix": """\
{
  inputs = {
    parity = { type = "git"; url = "https://git.oleks.space/oleks/parity-lib"; };
    nixpkgs.follows = "parity/nixpkgs";
  };
  outputs = { self, nixpkgs, parity }: { };
}
""",
                "flake.lock": LOCK.replace(
                    '"inputs": {',
                    '"inputs": {\n        "nixpkgs": ["parity", "nixpkgs"],',
                ),
            },
            Status.PASS,
        ),
        Example("no lock", {"flake.nix": FLAKE}, Status.FAIL),
        Example(
            "an input was added since",
            {
                "flake.nix": FLAKE.replace(
                    "outputs =", 'inputs.x.url = "github:o/x";\n  outputs ='
                ),
                "flake.lock": LOCK,
            },
            Status.FAIL,
        ),
        Example(
            "the branch was changed since",
            {"flake.nix": FLAKE.replace("parity-lib", "parity-lib?ref=v2"), "flake.lock": LOCK},
            Status.FAIL,
        ),
        Example(
            "the lock leads elsewhere",
            {
                "flake.nix": FLAKE,
                "flake.lock": LOCK.replace("git.oleks.space/oleks", "example.org/someone", 1),
            },
            Status.FAIL,
        ),
        Example("no JSON", {"flake.nix": FLAKE, "flake.lock": "<<<<<<< HEAD\n"}, Status.FAIL),
        Example(
            "a flake that does not evaluate",
            {"flake.nix": "{ inputs = [ ]; outputs = _: { }; }\n", "flake.lock": LOCK},
            Status.UNKNOWN,
        ),
        Example(
            "no text that can be read",
            {"flake.nix": FLAKE, "flake.lock": "\0"},
            Status.UNKNOWN,
        ),
    ),
)
