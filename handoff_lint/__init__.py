"""handoff-lint: checks marketing handoff packages kept as front-matter Markdown in Git."""

__version__ = "0.1.0"
