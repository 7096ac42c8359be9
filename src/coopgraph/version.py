"""The version of the package. The ontology and each graph have versions of their own."""

__version__ = "0.1.0"
