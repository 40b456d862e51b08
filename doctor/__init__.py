"""pipeline-doctor: says whether a Nix repo keeps the parity contract, without running it."""

__version__ = "0.1.0"
