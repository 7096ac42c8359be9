"""The graph over HTTP: endpoint, addresses of things, API, pages. The only room that knows FastAPI."""
