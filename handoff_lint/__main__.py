"""Lets `python -m handoff_lint` do what `handoff` does."""

from handoff_lint.cli import main

if __name__ == "__main__":
    main()
