"""Writes the generated pages of the documentation, and the generated passages of the others.

scripts/docs            write what has changed, and name it
scripts/docs --check    write nothing; exit code 1 and a diff when something would change

What a page says about commands, settings, errors, queries, rules and terms is read from them, so
it cannot lie; ``tests/docs`` runs the check.
"""

from __future__ import annotations

import argparse
import difflib
import sys
from pathlib import Path

from generating.passages import fill
from generating.product import Product
from generating.writing import PAGES

DOCS = Path(__file__).resolve().parent


def wanted(product: Product) -> dict[Path, str]:
    """Return every page of the folder that is generated, wholly or in part, as it ought to be."""
    pages = {DOCS / name: write(product) for name, write in PAGES.items()}
    for path in sorted(DOCS.glob("*.md")):
        if path not in pages:
            pages[path] = fill(path.read_text(encoding="utf-8"), product, path.name)
    return pages


def main() -> int:
    """Write or check the pages; return the exit code."""
    parser = argparse.ArgumentParser(prog="scripts/docs", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail when a page is stale")
    parser.add_argument("--store", type=Path, help="a store with the bundled graph; assembled unless given")
    arguments = parser.parse_args()
    stale = 0
    with Product.load(arguments.store) as product:
        for path, text in wanted(product).items():
            former = path.read_text(encoding="utf-8") if path.exists() else ""
            if text == former:
                continue
            stale += 1
            name = path.relative_to(DOCS.parent).as_posix()
            if arguments.check:
                lines = (former.splitlines(), text.splitlines())
                print("\n".join(difflib.unified_diff(*lines, name, f"{name} as generated", lineterm="", n=1)))
            else:
                path.write_text(text, encoding="utf-8")
                print(f"wrote {name}")
    return 1 if stale and arguments.check else 0


if __name__ == "__main__":
    sys.exit(main())
