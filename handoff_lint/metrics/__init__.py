"""The measures M1 to M24: how fast and how cleanly work is handed over, from the packages and their Git history."""
