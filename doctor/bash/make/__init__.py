"""make, which runs the makefile of the repo: only imported where a script calls it."""
