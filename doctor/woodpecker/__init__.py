"""Woodpecker pipelines: what the server reads, and what each step would do."""
