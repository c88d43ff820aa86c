"""The measures M1 to M24."""
