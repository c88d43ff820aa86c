"""4xx: sign-offs, gates, and the exceptions that people make."""
