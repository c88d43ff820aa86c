"""1xx: what a package holds and how it is written."""
