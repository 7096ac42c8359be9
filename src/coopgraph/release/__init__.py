"""The graph as files that others can keep: exports and the version they are cited by."""
