"""The HTML pages: templates filled in, and the one stylesheet. No script, nothing from another host.

Jinja escapes whatever is put into a template. The templates are compiled before workers are confined, for
those can open no file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from coopgraph import __version__
from coopgraph.web.addresses.iris import address
from coopgraph.web.place import Place

_FOLDER = Path(__file__).parent / "templates"
STYLE = (_FOLDER / "style.css").read_bytes()
STYLE_PATH = f"/static/{hashlib.sha256(STYLE).hexdigest()[:16]}/style.css"

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
"""What goes with every page."""


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("coopgraph.web", "templates"),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(version=__version__, style=STYLE_PATH)
    environment.filters["address"] = address
    return environment


def prepare() -> None:
    """Compile every template."""
    for name in _environment().list_templates(extensions=["html"]):
        _environment().get_template(name)


def page(template: str, values: Mapping[str, object], place: Place) -> str:
    """Return a page that is to stand at ``place``."""
    return place.linked(_environment().get_template(template).render({**values, "place": place}))
