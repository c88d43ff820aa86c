"""6xx: what one handoff says, as the next ones take it up, and everything that goes out, together."""
