"""What the service says of itself, in each version."""

from __future__ import annotations

from collections.abc import Mapping

from coopgraph import __version__
from coopgraph.namespaces import COOP
from coopgraph.web.reconcile.book import Book
from coopgraph.web.reconcile.terms import IDENTIFIER_SPACE, SCHEMA_SPACE
from coopgraph.web.reconcile.v02 import BATCH, SETTINGS

PATH = "/reconcile"
DRAFT_PATH = "/reconcile/draft"
PREVIEW = {"width": 430, "height": 220}

_NAME = "coopgraph"
_DEFAULT_TYPES = ("Person", "Organization", "CooperationBody", "Place", "Agreement", "Event")


def manifest(book: Book, base: str) -> dict[str, object]:
    """Return the manifest of version 0.2; ``base`` is the address of the server, without a slash at its end."""
    return {
        "versions": ["0.2"],
        "name": _NAME,
        "identifierSpace": IDENTIFIER_SPACE,
        "schemaSpace": SCHEMA_SPACE,
        "serviceVersion": __version__,
        "batchSize": BATCH,
        "defaultTypes": _default_types(book),
        "view": {"url": f"{base}{PATH}/view?id={{{{id}}}}"},
        "preview": {"url": f"{base}{PATH}/preview?id={{{{id}}}}", **PREVIEW},
        "suggest": {
            kind: {
                "service_url": base,
                "service_path": f"{PATH}/suggest/{kind}",
                "flyout_service_url": base,
                "flyout_service_path": f"{PATH}/flyout/{kind}?id=${{id}}",
            }
            for kind in ("entity", "property", "type")
        },
        "extend": {
            "propose_properties": {"service_url": base, "service_path": f"{PATH}/propose"},
            "property_settings": SETTINGS,
        },
    }


def draft_manifest(book: Book, base: str) -> dict[str, object]:
    """Return the manifest of the draft of version 1.0."""
    return {
        "versions": ["1.0-draft"],
        "name": f"{_NAME} (experimental)",
        "lang": book.languages[0],
        "serviceVersion": __version__,
        "batchSize": BATCH,
        "defaultTypes": _default_types(book),
        "view": {"url": f"{base}{PATH}/view?id={{id}}"},
        "suggest": {"entity": True, "property": True, "type": True},
        "preview": PREVIEW,
        "extend": {"proposeProperties": True, "propertySettings": [_draft_setting(one) for one in SETTINGS]},
        "standardizedScore": True,
    }


def _default_types(book: Book) -> list[dict[str, str]]:
    """Return the types offered first: of the usual ones those that something in the graph is in."""
    return [book.type(COOP + name) for name in _DEFAULT_TYPES if COOP + name in book.directory.classes]


def _draft_setting(setting: Mapping[str, object]) -> dict[str, object]:
    """Return a setting as the draft spells it."""
    spelt = {"name": "id", "label": "name", "help_text": "helpText"}
    return {spelt.get(key, key): value for key, value in setting.items()}
