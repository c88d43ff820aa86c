"""Pieces, files and tagged links."""
