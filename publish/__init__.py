"""parity-publish: stages and publishes what a repo builds, by the parity contract.

A builder in Nix (`builders.nix`) writes a spec; here a spec becomes a plan, and a plan is either
shown (a dry run) or carried out (`--publish`).
"""
