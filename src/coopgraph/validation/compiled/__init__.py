"""The compiled checker: shapes as SPARQL queries, equal to pySHACL in results and a hundred times as fast."""

from coopgraph.validation.compiled.compiling import Compiled, HandedOver, compile_shapes
from coopgraph.validation.compiled.running import Findings, find

__all__ = ["Compiled", "Findings", "HandedOver", "compile_shapes", "find"]
