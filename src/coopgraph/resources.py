"""Where the ontology, shapes, queries and bundled data are.

They stay at the top of the checkout, where people who know no Python look. The wheel carries
copies inside the package; those are found first, then the checkout's.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """Return the folder or file ``name`` (``"ontology"``, ``"shapes"``, ``"queries"``, ``"data"``).

    Raises:
        FileNotFoundError: neither the installed package nor a checkout around it has it.
    """
    installed = _PACKAGE / "_resources" / name
    if installed.exists():
        return installed
    checkout = _PACKAGE.parent.parent / name
    if checkout.exists():
        return checkout
    raise FileNotFoundError(f"coopgraph was installed without its {name!r}; reinstall the package")
