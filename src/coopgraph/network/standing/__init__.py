"""Standing networks: drawn, measured and laid out once for a revision of the graph, and kept beside it as columns.

What an interactive page or a notebook asks again and again (who comes first, who is tied to which side, what a year
looked like) takes seconds in SPARQL and milliseconds here. A standing network lies in the folder of the revision it was
drawn from, under a name that holds the digest of its projection; it says the version of the graph and of the
software in it, and is drawn anew where any of these differs. So it is never older than what it shows.
"""

from coopgraph.network.standing.keeping import drawn_for, kept_whole, materialise

__all__ = [
    "drawn_for",
    "kept_whole",
    "materialise",
]  # ``asking.Standing`` needs NumPy, which not everybody has
