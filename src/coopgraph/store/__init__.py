"""Where quads lie and how they are asked for: the ``Store`` protocol and the embedded store.

``protocol`` is the promise, ``embedded`` keeps it on Oxigraph, ``revisions`` publishes graphs
atomically in a folder, ``opening`` goes from a location to a store, ``media`` knows the formats.
"""
