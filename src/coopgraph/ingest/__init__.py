"""From the files people write to a checked graph in a store."""
