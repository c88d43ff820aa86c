"""The only package that runs Git, through GitPython's command layer: its index objects ignore `GIT_INDEX_FILE`."""
