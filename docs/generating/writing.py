"""The pages that are generated as a whole."""

from __future__ import annotations

from collections.abc import Callable

from generating.catalogue import queries_page
from generating.commands import cli_page
from generating.product import Product
from generating.rules import rules_page
from generating.terms import model_page

PAGES: dict[str, Callable[[Product], str]] = {
    "cli.md": cli_page,
    "model.md": model_page,
    "queries.md": queries_page,
    "rules.md": rules_page,
}
