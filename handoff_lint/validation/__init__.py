"""Holds plain data against the JSON schemas: which fields, when required, short forms, violations in words."""
