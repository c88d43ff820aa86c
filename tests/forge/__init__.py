"""What the forges answer, who owns files, whose addresses are whose."""
