"""Answers compressed, the way the client likes best: gzip or Zstandard, whole or in pieces."""

from __future__ import annotations

import contextlib
import gzip
import http.client
import time
import zlib
from urllib.parse import urlencode

import pytest

from coopgraph.web.encodings import Compressor, preferred_encoding, zstd

ALL = "SELECT * WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o"
MANY = "SELECT * WHERE { ?s ?p ?o . ?a ?b ?c }"
ENDLESS = "SELECT * WHERE { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(8)) + " }"
READ = {"gzip": gzip.decompress, "zstd": zstd.decompress}


def path(query: str, **more: str) -> str:
    return f"/sparql?{urlencode({'query': query, **more})}"


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", ""),
        ("gzip", "gzip"),
        ("zstd", "zstd"),
        ("gzip, deflate, br, zstd", "zstd"),  # Chromium and Firefox, by https
        ("gzip, deflate", "gzip"),
        ("GZIP;Q=1", "gzip"),
        ("x-gzip", "gzip"),
        ("br, gzip;q=0.5", "gzip"),
        ("zstd;q=0.5, gzip", "gzip"),
        ("zstd;q=0.5, gzip;q=0.50", "zstd"),
        ("zstd ; q = 0.001", "zstd"),
        ("zstd;q=0, gzip;q=0.1", "gzip"),
        ("zstd;q=0, *", "gzip"),
        ("*", "gzip"),
        ("*;q=0.1", "gzip"),
        ("gzip;q=0, *", ""),
        ("identity", ""),
        ("identity, gzip;q=0.5", ""),
        ("identity;q=0.5, gzip", "gzip"),
        ("identity;q=0, gzip;q=0.1", "gzip"),
        ("gzip, identity", "gzip"),
        ("br, deflate", ""),
        ("*;q=0", ""),
        ("gzip;q=x", ""),
        ("gzip;q=2", ""),
        ("gzip;q=nan, zstd;q=inf", ""),
        ("gzip;q=-1", ""),
        ("gzip;level=1", ""),
        ("gzip;q=;;,*;q=2,,", ""),
        ("zstd" * 100, ""),
        (", ".join(["br"] * 100 + ["zstd"]), "zstd"),
    ],
)
def test_the_client_says_which_encoding_it_likes_best(accepted, encoding):
    assert preferred_encoding(accepted) == encoding


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
@pytest.mark.parametrize("query", [ALL, MANY], ids=["short", "in pieces"])
def test_an_answer_is_compressed_for_who_accepts_it(server, encoding, query):
    plain = server.get(path(query), Accept="text/csv")
    answer = server.get(path(query), Accept="text/csv", Accept_Encoding=f"br, {encoding}")
    assert answer.headers["content-encoding"] == encoding
    assert sorted(READ[encoding](answer.body).splitlines()) == sorted(plain.body.splitlines())
    assert len(answer.body) < len(plain.body) / 2
    for each in (plain, answer):
        assert {"Accept", "Accept-Encoding"} <= set(each.headers["vary"].split(", "))


@pytest.mark.parametrize(
    "where",
    ["/store?default", "/id/country/it", "/api/search?q=regione", "/api/things"],
)
def test_every_answer_of_the_graph_is_compressed_the_same_way(bundled_server, where):
    plain = bundled_server.get(where)
    answer = bundled_server.get(where, Accept_Encoding="zstd")
    assert (plain.status, answer.status) == (200, 200)
    assert answer.headers["content-encoding"] == "zstd"
    assert len(zstd.decompress(answer.body)) == len(plain.body)


@pytest.mark.parametrize("accepted", ["identity", "gzip;q=0", "br", "*;q=0", "gzip;q=x"])
def test_and_not_for_who_does_not(server, accepted):
    answer = server.get(path(ALL), Accept="text/csv", Accept_Encoding=accepted)
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_a_short_answer_is_not_worth_compressing(server, encoding):
    answer = server.get(path("ASK {}"), Accept="text/csv", Accept_Encoding=encoding)
    assert ("content-encoding" in answer.headers, answer.body) == (False, b"true")


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_the_head_of_an_answer_says_its_encoding(server, encoding):
    answer = server.request("HEAD", path(ALL), Accept="text/csv", Accept_Encoding=encoding)
    assert (answer.headers["content-encoding"], answer.body) == (encoding, b"")


def test_what_is_sent_can_be_read_at_once_while_the_rest_is_still_being_found(server):
    connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=20)
    headers = {"Accept": "text/csv", "Accept-Encoding": "zstd"}
    connection.request("GET", path(ENDLESS, timeout="3"), headers=headers)
    begun = time.monotonic()
    with contextlib.closing(connection), connection.getresponse() as response:
        assert response.headers["content-encoding"] == "zstd"
        read = zstd.ZstdDecompressor().decompress(response.read1(1 << 16))
    assert read.startswith(b"a0,")
    assert read.count(b"\n") > 10
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_a_compressed_answer_that_breaks_off_is_seen_to_be_broken_off(server, encoding):
    connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=20)
    headers = {"Accept": "text/csv", "Accept-Encoding": encoding}
    connection.request("GET", path(ENDLESS, timeout="0.5"), headers=headers)
    with contextlib.closing(connection), connection.getresponse() as response:
        assert response.status == 200
        with pytest.raises(http.client.IncompleteRead) as cut:
            response.read()
    pieces = zlib.decompressobj(wbits=31) if encoding == "gzip" else zstd.ZstdDecompressor()
    assert pieces.decompress(cut.value.partial).startswith(b"a0,")
    assert not pieces.eof


def test_no_reader_needs_more_memory_than_the_standard_lets_it_have():
    compressor = Compressor("zstd")
    pieces = [str(n).encode() * 9000 for n in range(1000)]  # 25 MB
    sent = b"".join(compressor.compress(piece) for piece in pieces) + compressor.finish()
    narrow = zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: 23})  # 8 MB: RFC 9659
    assert narrow.decompress(sent) == b"".join(pieces)
