"""2xx: names and folders."""
