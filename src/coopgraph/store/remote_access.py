"""How connections to an endpoint are opened, and how the endpoint learns who asks."""

from __future__ import annotations

import urllib.request
from http.client import HTTPResponse
from urllib.parse import urlsplit

from coopgraph.store.endpoint import Endpoint


def opener(endpoint: Endpoint) -> urllib.request.OpenerDirector:
    """Return what opens connections: with the password or token, which go to the endpoint's own addresses only."""
    if endpoint.token:
        return urllib.request.build_opener(_Bearer(endpoint))
    if not endpoint.user:
        return urllib.request.build_opener()
    known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    for url in (endpoint.url, endpoint.update, endpoint.graphs):
        if url:
            known.add_password(None, url, endpoint.user, endpoint.password)
    return urllib.request.build_opener(_Digest(known), urllib.request.HTTPBasicAuthHandler(known))


class _Bearer(urllib.request.BaseHandler):
    """Says the token with every request to the endpoint's own hosts, and to nobody a redirect leads to."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._token = endpoint.token
        self._own = {_origin(url) for url in (endpoint.url, endpoint.update, endpoint.graphs) if url}

    def http_request(self, req: urllib.request.Request) -> urllib.request.Request:
        if _origin(req.full_url) in self._own:
            req.add_unredirected_header("Authorization", f"Bearer {self._token}")
        return req

    https_request = http_request


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()


class _Digest(urllib.request.HTTPDigestAuthHandler):
    """Digest authentication that answers a challenge once and then says who asks before it is asked again.

    A server that refuses a long request closes the connection while the rest is still being sent.
    """

    challenge: dict[str, str] | None = None

    def retry_http_digest_auth(self, req: urllib.request.Request, auth: str) -> HTTPResponse | None:
        items = urllib.request.parse_http_list(auth.partition(" ")[2])
        self.challenge = urllib.request.parse_keqv_list(items)
        return super().retry_http_digest_auth(req, auth)

    def http_request(self, req: urllib.request.Request) -> urllib.request.Request:
        if self.challenge and not req.has_header(self.auth_header):
            answer = self.get_authorization(req, self.challenge)
            if answer:
                req.add_unredirected_header(self.auth_header, f"Digest {answer}")
        return req

    https_request = http_request
