"""What `scripts/generate.py` writes: pure functions from rules, schemas and commands to the text of pages."""
