"""The graph over HTTP: the SPARQL endpoint and its front page. The only room that knows FastAPI."""
