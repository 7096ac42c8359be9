from coopgraph.queries.catalogue import Catalogue, Parameter, Query, string_term

__all__ = ["Catalogue", "Parameter", "Query", "string_term"]
