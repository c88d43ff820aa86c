"""The attack table of sign-offs: each attack on a real repository gives its finding, its honest twin is clean."""
