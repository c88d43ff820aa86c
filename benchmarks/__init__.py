"""Benchmarks: a generator of realistic repositories, and what measures the linter on them."""
