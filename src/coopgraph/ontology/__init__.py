"""The ontology as the product reads it: names, kinds, code lists. The definitions are in ``ontology/``."""

from coopgraph.ontology.vocabulary import Class, Property, Vocabulary

__all__ = ["Class", "Property", "Vocabulary"]
