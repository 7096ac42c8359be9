"""The files a curator writes: dossiers, entities and editorial notes."""

from coopgraph.dossier.figures import Figure, parse_figure
from coopgraph.dossier.lines import VERBS
from coopgraph.dossier.model import (
    NOT_STATED,
    Claim,
    Code,
    DiscrepancyNote,
    Document,
    Entity,
    Inference,
    SourceHeader,
)
from coopgraph.dossier.reader import find_files, read_document
from coopgraph.dossier.tree import Position, Word

__all__ = [
    "NOT_STATED",
    "VERBS",
    "Claim",
    "Code",
    "DiscrepancyNote",
    "Document",
    "Entity",
    "Figure",
    "Inference",
    "Position",
    "SourceHeader",
    "Word",
    "find_files",
    "parse_figure",
    "read_document",
]
