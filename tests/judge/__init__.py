"""Real bash judges scripts: what a publish script does, seen by running it in a sandbox."""
