"""Who may write: whoever has the token, which is compared in constant time and never read from an address.

Reference: RFC 6750 (Bearer), RFC 7617 (Basic).
"""

from __future__ import annotations

import base64
import binascii
import hmac
import stat
from pathlib import Path

from fastapi import Request
from starlette.exceptions import HTTPException

from coopgraph.errors import SettingsError
from coopgraph.settings import Settings

_LEAST = 16
_IN_ADDRESS = frozenset(["access_token", "token", "api_key", "apikey", "authorization", "password"])
# Basic is understood and not asked for: a browser that is asked keeps the password, and sends it with
# the forms of other sites.
_CHALLENGE = 'Bearer realm="coopgraph"'


class Authority:
    """Admits requests that carry the token."""

    def __init__(self, settings: Settings) -> None:
        """Read the token.

        Raises:
            SettingsError: writing is enabled, and there is no token, or too short a one.
        """
        self._token = _token(settings).encode()

    def admit(self, request: Request) -> None:
        """Let a request pass that may write.

        Raises:
            HTTPException: 401 for one without the token, 400 for one that shows a token in its address.
        """
        if any(name.lower() in _IN_ADDRESS for name in request.query_params):
            raise HTTPException(
                400,
                "a token in an address ends up in logs; send the header Authorization: Bearer …, and change the token",
            )
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if not scheme:
            raise HTTPException(
                401, "writing needs the token of this server; send it as the header Authorization: Bearer …",
                {"WWW-Authenticate": _CHALLENGE},
            )  # fmt: skip
        if not hmac.compare_digest(_secret(scheme.lower(), given.strip()), self._token):
            raise HTTPException(
                401, "this is not the token of this server; ask whoever runs it",
                {"WWW-Authenticate": f'{_CHALLENGE}, error="invalid_token"'},
            )  # fmt: skip


def readable_by_others(settings: Settings) -> bool:
    """Whether every user of this machine can read the file of the token, and so write."""
    file = Path(settings.write_token_file)
    return bool(settings.write_token_file) and bool(file.stat().st_mode & stat.S_IROTH)


def _secret(scheme: str, given: str) -> bytes:
    """Return what the client says the token is: by Bearer, or as the password of Basic, whatever the user's name."""
    if scheme == "bearer":
        return given.encode("utf-8", "surrogateescape")
    if scheme == "basic":
        try:
            return base64.b64decode(given, validate=True).partition(b":")[2]
        except (binascii.Error, ValueError):
            return b""
    return b""


def _token(settings: Settings) -> str:
    where, token = "write_token", settings.write_token
    if settings.write_token_file:
        if token:
            raise SettingsError("write_token and write_token_file are both given; keep one of them")
        where = f"write_token_file {settings.write_token_file}"
        try:
            token = Path(settings.write_token_file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(
                f"{where} cannot be read: {error}; name a file that holds the token"
            ) from error
        if not token:
            raise SettingsError(
                f"{where} is empty; write a token into it, such as openssl rand -hex 32 makes"
            )
    if not token:
        raise SettingsError(
            "writes are enabled and there is no token; give one by COOPGRAPH_WRITE_TOKEN or write_token_file"
        )
    if not (token.isascii() and token.isprintable()):
        raise SettingsError(f"{where} holds characters that no header carries; use letters and digits")
    if len(token) < _LEAST:
        raise SettingsError(
            f"{where} holds {len(token)} characters; a token has {_LEAST} at least, made by chance"
        )
    return token
