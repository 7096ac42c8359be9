"""Apache Jena behind the SPARQL 1.1 Protocol and Graph Store Protocol, for tests: its engine, and a server as thin as can be.

    python tests/store/jena_server.py        prints its address, and serves until it is ended

Debian has Jena's libraries (libapache-jena-java), but not its server. Queries, updates, documents and transactions are
Jena's own affair (ARQ, on its transactional dataset in memory); what is here only reads requests.
"""

from __future__ import annotations

import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

import jpype

JARS = Path("/usr/share/java")
_NEEDED = (
    "jena-arq jena-base jena-core jena-iri jena-dboe-base jena-dboe-storage jena-shacl thrift slf4j-api slf4j-nop "
    "commons-cli commons-codec commons-compress commons-csv commons-io commons-lang3 dexx.collection gson guava httpclient httpclient-cache httpcore "
    "jackson-core jackson-databind jackson-annotations jsonld-java protobuf titanium-json-ld jakarta.json-api"
)


def main() -> None:
    """Serve an empty dataset on a free port of this machine."""
    with TemporaryDirectory() as messages:
        _unpack_messages(Path(messages))
        jpype.startJVM(
            "-Xmx1g", classpath=[messages, *(str(JARS / f"{name}.jar") for name in _NEEDED.split())]
        )
        server = HTTPServer(("127.0.0.1", 0), type("Asked", (Handler,), {"dataset": Dataset()}))
        print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
        server.serve_forever()


def _unpack_messages(folder: Path) -> None:
    """Put the messages of the XML library where its classes look for them; Debian has renamed the one and not the other."""
    with ZipFile(JARS / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith("org/apache/jena/ext/xerces/") and name.endswith(".properties"):
                target = folder / name.removeprefix("org/apache/jena/ext/")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(jar.read(name))


class Dataset:
    """Jena's dataset, asked in texts and answered in bytes."""

    def __init__(self) -> None:
        jena = jpype.JPackage("org.apache.jena")
        jena.sys.JenaSystem.init()
        self._jena = jena
        self._data = jena.query.DatasetFactory.createTxnMem()
        self._lang = {
            "application/sparql-results+json": jena.riot.resultset.ResultSetLang.RS_JSON,
            "application/sparql-results+xml": jena.riot.resultset.ResultSetLang.RS_XML,
            "text/csv": jena.riot.resultset.ResultSetLang.RS_CSV,
            "text/tab-separated-values": jena.riot.resultset.ResultSetLang.RS_TSV,
            "text/turtle": jena.riot.Lang.TURTLE,
            "application/n-triples": jena.riot.Lang.NTRIPLES,
            "application/ld+json": jena.riot.Lang.JSONLD10,
            "application/rdf+xml": jena.riot.Lang.RDFXML,
        }

    def query(self, text: str, accept: str, default: list[str], named: list[str]) -> tuple[str, bytes]:
        """Return the answer and its type; raise a Java exception for a query that Jena does not read."""
        jena, out = self._jena, jpype.JClass("java.io.ByteArrayOutputStream")()
        query = jena.query.QueryFactory.create(text)
        data = self._data
        lists = [jpype.java.util.ArrayList(graphs) for graphs in (default, named)]
        description = jena.sparql.core.DatasetDescription.create(*lists)
        if not description.isEmpty():  # it counts, and not the query's own
            query.getGraphURIs().clear()
            query.getNamedGraphURIs().clear()
            dynamic = jena.sparql.core.DynamicDatasets.dynamicDataset(
                description, data.asDatasetGraph(), False
            )
            data = jena.query.DatasetFactory.wrap(dynamic)
        self._data.begin(jena.query.ReadWrite.READ)
        try:
            execution = jena.query.QueryExecutionFactory.create(query, data)
            if query.isConstructType() or query.isDescribeType():
                kind = _chosen(accept, list(self._lang)[4:])
                model = execution.execConstruct() if query.isConstructType() else execution.execDescribe()
                jena.riot.RDFDataMgr.write(out, model, self._lang[kind])
            else:
                kind = _chosen(accept, list(self._lang)[:4])
                value = execution.execAsk() if query.isAskType() else execution.execSelect()
                jena.riot.ResultSetMgr.write(out, value, self._lang[kind])
            return kind, bytes(out.toByteArray())
        finally:
            self._data.end()

    def update(self, text: str) -> None:
        """Carry out an update, wholly or not at all."""
        jena = self._jena
        request = jena.update.UpdateFactory.create(text)
        with self._writing():
            jena.update.UpdateExecutionFactory.create(request, self._data).execute()

    def graph(self, name: str | None) -> object | None:
        """Return a graph of the dataset, None if there is none of this name."""
        if name is None:
            return self._data.getDefaultModel()
        return self._data.getNamedModel(name) if self._data.containsNamedModel(name) else None

    def read(self, name: str | None, accept: str) -> tuple[str, bytes] | None:
        """Return a graph in a format, None if there is none of this name."""
        out = jpype.JClass("java.io.ByteArrayOutputStream")()
        kind = _chosen(accept, list(self._lang)[4:])
        self._data.begin(self._jena.query.ReadWrite.READ)
        try:
            model = self.graph(name)
            if model is None:
                return None
            self._jena.riot.RDFDataMgr.write(out, model, self._lang[kind])
            return kind, bytes(out.toByteArray())
        finally:
            self._data.end()

    def write(self, name: str | None, body: bytes, kind: str, replace: bool) -> None:
        """Replace or extend a graph."""
        data = jpype.JClass("java.io.ByteArrayInputStream")(jpype.JArray(jpype.JByte)(body))
        model = self._jena.rdf.model.ModelFactory.createDefaultModel()
        self._jena.riot.RDFDataMgr.read(model, data, self._lang[kind])
        with self._writing():
            if replace:
                self._remove(name)
            whole = self._data.getDefaultModel() if name is None else self._data.getNamedModel(name)
            whole.add(model)

    def delete(self, name: str | None) -> None:
        """Delete a graph."""
        with self._writing():
            self._remove(name)

    def _remove(self, name: str | None) -> None:
        if name is None:
            self._data.getDefaultModel().removeAll()
        else:
            self._data.removeNamedModel(name)

    def _writing(self) -> _Writing:
        return _Writing(self._data, self._jena.query.ReadWrite.WRITE)


class _Writing:
    def __init__(self, data: object, mode: object) -> None:
        self._data, self._mode = data, mode

    def __enter__(self) -> None:
        self._data.begin(self._mode)

    def __exit__(self, kind: object, *_: object) -> None:
        self._data.abort() if kind else self._data.commit()
        self._data.end()


class Handler(BaseHTTPRequestHandler):
    """Reads a request and hands it to the dataset."""

    protocol_version = "HTTP/1.1"
    dataset: Dataset

    def do_GET(self) -> None:
        """Answer a query, or give a graph."""
        self._answer()

    def do_POST(self) -> None:
        """Answer a query, carry out an update, or add to a graph."""
        self._answer()

    def do_PUT(self) -> None:
        """Replace a graph."""
        self._answer()

    def do_DELETE(self) -> None:
        """Delete a graph."""
        self._answer()

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        kind = self.headers.get("Content-Type", "").partition(";")[0]
        where = urlsplit(self.path)
        given = parse_qs(where.query, keep_blank_values=True)
        if kind == "application/x-www-form-urlencoded":
            given |= parse_qs(body.decode(), keep_blank_values=True)
        try:
            if where.path == "/data":
                self._graph(given.get("graph", [None])[0], body, kind)
            elif "update" in given or kind == "application/sparql-update":
                self.dataset.update(given["update"][0] if "update" in given else body.decode())
                self._send(204)
            else:
                text = given["query"][0] if "query" in given else body.decode()
                graphs = (given.get("default-graph-uri", []), given.get("named-graph-uri", []))
                self._send(200, *self.dataset.query(text, self.headers.get("Accept", ""), *graphs))
        except jpype.JException as error:
            self._send(400, "text/plain; charset=utf-8", str(error).encode())

    def _graph(self, name: str | None, body: bytes, kind: str) -> None:
        if self.command == "GET":
            found = self.dataset.read(name, self.headers.get("Accept", ""))
            self._send(*((200, *found) if found else (404,)))
            return
        if self.command == "DELETE":
            self.dataset.delete(name)
        else:
            self.dataset.write(name, body, kind, self.command == "PUT")
        self._send(204)

    def _send(self, status: int, kind: str = "text/plain", body: bytes = b"") -> None:
        self.send_response(status)
        if status != 204:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing of requests."""


def _chosen(accept: str, offers: list[str]) -> str:
    return next((offer for offer in offers if offer in accept), offers[0])


if __name__ == "__main__":
    sys.exit(main())
