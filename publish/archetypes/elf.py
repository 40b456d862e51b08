"""For which machine a binary was built."""

from pathlib import Path

from publish.stop import NotStaged

MACHINES = {
    "386": 3,
    "i686": 3,
    "ppc64le": 21,
    "s390x": 22,
    "arm": 40,
    "armv7": 40,
    "armv7l": 40,
    "amd64": 62,
    "x86_64": 62,
    "arm64": 183,
    "aarch64": 183,
    "riscv64": 243,
}
"""The e_machine of the arches, by the names that Go and Nix give them (elf.h)."""


def check(path: Path, arch: str) -> None:
    """Raises NotStaged if `path` is an ELF file of another arch; anything else is taken."""
    with path.open("rb") as file:
        head = file.read(20)
    if len(head) < 20 or head[:4] != b"\x7fELF" or arch not in MACHINES:
        return
    machine = int.from_bytes(head[18:20], "little" if head[5] == 1 else "big")
    if machine != MACHINES[arch]:
        names = [name for name, number in MACHINES.items() if number == machine]
        built = " or ".join(names) or f"machine {machine}"
        raise NotStaged(f"{path.name} is built for {built}, not for {arch}")
