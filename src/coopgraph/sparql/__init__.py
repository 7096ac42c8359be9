"""SPARQL as text: its tokens, what a request asks for, what is refused, how a value becomes a term."""

from __future__ import annotations

from coopgraph.sparql.guard import Limits, refuse_dataset, refuse_remote
from coopgraph.sparql.lexer import Token, tokens
from coopgraph.sparql.request import Request, inspect

__all__ = ["Limits", "Request", "Token", "inspect", "refuse_dataset", "refuse_remote", "tokens"]
