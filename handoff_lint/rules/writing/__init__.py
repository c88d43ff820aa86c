"""9xx: how a package is written."""
