"""8xx: what is learnt from a campaign, and whether the next one hears of it."""
