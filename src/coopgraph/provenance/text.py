"""The text of a source, pinned to its bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from coopgraph.errors import Fault, UnreadableSourceError


@dataclass(frozen=True)
class Text:
    """A text as decoded from UTF-8 and the SHA-256 of its bytes, 64 lower-case hexadecimal digits."""

    text: str
    sha256: str

    @classmethod
    def decode(cls, data: bytes, name: str = "source text") -> Text:
        """Return the text of ``data``, every code point kept: line ends, byte-order mark and all.

        Raises:
            UnreadableSourceError: ``data``, called ``name`` in the message, is not UTF-8.
        """
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
            fault = Fault(
                name,
                line,
                column,
                f"byte {error.start} is not UTF-8 ({error.reason})",
                "convert the file to UTF-8 and compute its SHA-256 again",
            )
            raise UnreadableSourceError([fault]) from error
        return cls(text, hashlib.sha256(data).hexdigest())


def load_text(path: Path) -> Text:
    """Return the text of a file.

    Raises:
        UnreadableSourceError: The file is missing, cannot be read, or is not UTF-8.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        fault = Fault(
            str(path), 0, 0, f"it cannot be read ({error.strerror})", "check the path and the rights"
        )
        raise UnreadableSourceError([fault]) from error
    return Text.decode(data, str(path))
