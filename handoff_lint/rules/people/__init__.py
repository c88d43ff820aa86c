"""3xx: who does what in a handoff, and whether they can."""
