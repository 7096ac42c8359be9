"""IRIs as text: which are absolute and well formed, and what a relative one means.

Reference: RFC 3986, section 5.2 (resolution); RFC 3987, section 2.2 (characters).
"""

from __future__ import annotations

import re

_PARTS = re.compile(r"(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)
_UCS = "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U000dfffd\U000e1000-\U000efffd"
_FREE = rf"(?:[A-Za-z0-9._~!$&'()*+,;=:@{_UCS}-]|%[0-9A-Fa-f]{{2}})"
_HOST = rf"(?:\[[0-9A-Fa-f:.]+\]|(?:[A-Za-z0-9._~!$&'()*+,;={_UCS}-]|%[0-9A-Fa-f]{{2}})*+)"
_ABSOLUTE = re.compile(
    rf"[A-Za-z][A-Za-z0-9+.-]*+:"
    rf"(?://(?:(?:[A-Za-z0-9._~!$&'()*+,;=:{_UCS}-]|%[0-9A-Fa-f]{{2}})*@)?{_HOST}(?::[0-9]*)?(?:/{_FREE}*+)*+"
    rf"|(?!//)(?:{_FREE}|/)*+)"
    rf"(?:\?(?:{_FREE}|[/?\ue000-\uf8ff])*+)?(?:\#(?:{_FREE}|[/?])*+)?"
)


def is_absolute(iri: str) -> bool:
    """Return whether ``iri`` has a scheme and only characters RFC 3987 allows, each in its place."""
    if not iri.isascii() and any(ord(character) & 0xFFFE == 0xFFFE for character in iri):
        return False  # U+FFFE and U+FFFF of each plane are no characters
    return _ABSOLUTE.fullmatch(iri) is not None


def resolve(reference: str, base: str | None) -> str:
    """Return the IRI ``reference`` stands for under ``base``; ``reference`` itself when there is no base.

    Reference: RFC 3986, section 5.2.2. Nothing but dot segments is normalised.
    """
    scheme, authority, path, query, fragment = _split(reference)
    if base is None or scheme is not None:
        return reference if scheme is None else _join(scheme, authority, _without_dots(path), query, fragment)
    base_scheme, base_authority, base_path, base_query, _ = _split(base)
    if authority is None:
        authority = base_authority
        if not path:
            path, query = base_path, base_query if query is None else query
        elif path.startswith("/"):
            path = _without_dots(path)
        elif base_authority is not None and not base_path:
            path = _without_dots("/" + path)
        else:
            path = _without_dots(base_path[: base_path.rfind("/") + 1] + path)
    else:
        path = _without_dots(path)
    return _join(base_scheme, authority, path, query, fragment)


def _split(iri: str) -> tuple[str | None, str | None, str, str | None, str | None]:
    match = _PARTS.fullmatch(iri)
    assert match is not None  # every text matches: each part may be absent
    scheme, authority, path, query, fragment = match.groups()
    return scheme, authority, path, query, fragment


def _join(
    scheme: str | None, authority: str | None, path: str, query: str | None, fragment: str | None
) -> str:
    return "".join(
        (
            "" if scheme is None else f"{scheme}:",
            "" if authority is None else f"//{authority}",
            path,
            "" if query is None else f"?{query}",
            "" if fragment is None else f"#{fragment}",
        )
    )


def _without_dots(path: str) -> str:
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if len(kept) > 1 or (kept and kept[0]):
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept)
