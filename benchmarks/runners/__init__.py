"""Benchmarks: each measures coopgraph beside its peers in one run, and says how."""
