"""Python source, read and not run: which module starts processes, and where a secret goes."""
