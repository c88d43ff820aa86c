"""What is learnt, and whether the next campaign hears of it."""
