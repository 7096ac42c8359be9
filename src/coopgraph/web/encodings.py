"""How the bytes of an answer are compressed, and which way a client likes best.

Reference: RFC 9110, section 12.5.3 (``Accept-Encoding``); RFC 9659 (windows of Zstandard, which level 3 keeps to).
"""

from __future__ import annotations

import re
import sys
import zlib
from functools import lru_cache

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

GZIP, ZSTD = "gzip", "zstd"
PREFERRED = (ZSTD, GZIP)
"""Among equals the first: it takes a fourth of the other's time, and a fifth less to send."""

_WEIGHT = re.compile(r"\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*", re.IGNORECASE)
_REMEMBERED = 200


class Compressor:
    """Compresses the pieces of one answer; each can be read as soon as it has arrived, or nearly so."""

    def __init__(self, encoding: str) -> None:
        """Begin. ``encoding`` is one of ``PREFERRED``."""
        self._gzip = zlib.compressobj(4, wbits=31) if encoding == GZIP else None
        self._zstd = zstd.ZstdCompressor(level=3) if encoding == ZSTD else None

    def compress(self, data: bytes) -> bytes:
        """Return the next piece."""
        if self._gzip:
            return self._gzip.compress(data)
        assert self._zstd
        return self._zstd.compress(data, zstd.ZstdCompressor.FLUSH_BLOCK)

    def finish(self) -> bytes:
        """Return what is left. An answer without it is seen to be broken off."""
        if self._gzip:
            return self._gzip.flush()
        assert self._zstd
        return self._zstd.flush()


def preferred_encoding(accepted: str) -> str:
    """Return the encoding that a header ``Accept-Encoding`` likes best, or nothing for the bytes as they are.

    A malformed weight counts as 0. ``*`` means gzip, which everybody can read, and never Zstandard.
    """
    return (_preferred_before if len(accepted) <= _REMEMBERED else _preferred)(accepted)


def _preferred(accepted: str) -> str:
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, parameters, weight = part.partition(";")
        found = _WEIGHT.fullmatch(weight)
        weights[name.strip()] = float(found[1]) if found else 0.0 if parameters else 1.0
    weights.setdefault(GZIP, weights.get("x-gzip", weights.get("*", 0.0)))
    best = max(PREFERRED, key=lambda encoding: weights.get(encoding, 0.0))
    return best if weights.get(best, 0.0) > 0 and weights[best] >= weights.get("identity", 0.0) else ""


# A client sends the same header with every request.
_preferred_before = lru_cache(maxsize=64)(_preferred)
