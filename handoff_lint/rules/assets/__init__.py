"""7xx: pieces, their copy, their links and what counts the visits."""
