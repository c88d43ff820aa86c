"""5xx: dates that can work, and people who know them."""
