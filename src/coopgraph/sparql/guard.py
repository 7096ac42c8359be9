"""What no query may do here: reach the network or the disk, write, or crash the engine.

Oxigraph has no switch for ``SERVICE``, so the refusal happens on the text, before the engine sees
it. Oxigraph has no tokeniser either: it takes ``SERVICEex:a`` for the keyword and ``ex:a``, and
``1<'>'`` for a comparison with a string. So the guard looks for what any engine may read, not only for
what the specification reads, and the few harmless texts it refuses are told how to be clearer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from coopgraph.errors import CoopgraphError, QueryRefusedError, QuerySyntaxError
from coopgraph.sparql.lexer import Token, ambiguous, brackets, place, readings, significant
from coopgraph.sparql.request import Request, inspect, outline

__all__ = ["Limits", "Request", "inspect", "refuse_dataset", "refuse_remote", "refuse_unknown"]


@dataclass(frozen=True)
class Limits:
    """How large a query may be.

    Oxigraph parses and plans by recursion, and a stack overflow kills the process. Measured on
    pyoxigraph 0.5.13 with the usual 8 MiB of stack: nested ``FILTER(!EXISTS {`` overflow at 1,200
    to 1,600 brackets, ``FILTER EXISTS {`` at 900, function calls at 1,000, groups and parentheses at
    5,000; without any nesting, 5,000 of ``BIND``, ``(1 AS ?x)``, ``MINUS`` or resources of a
    ``DESCRIBE`` overflow and 2,000 do not, nor 5,000 of ``||``, ``+``, ``|`` and ``UNION``.
    The defaults leave a factor of two with both limits reached at once.

    Attributes:
        characters: length of the text.
        depth: brackets of any kind open at once.
        links: groups, operators, ``AS`` and described resources in the whole text; values of
            ``VALUES`` and ``IN`` are free.
    """

    characters: int = 1_048_576
    depth: int = 200
    links: int = 1000


_DEFAULT_LIMITS = Limits()
_REMEMBERED = 16_384  # characters: longer texts are not worth the memory
_LINKING = frozenset(("||", "&&", "+", "-", "*", "/", "|", "^", "!"))
_BEFORE_GRAPH = frozenset(("GRAPH", "FROM", "NAMED", "USING", "WITH"))


def refuse_remote(text: str, writable: bool = False, limits: Limits = _DEFAULT_LIMITS) -> Request:
    """Return the outline of ``text`` when it keeps to this store; refuse it otherwise.

    Args:
        text: a query, or an update.
        writable: whether updates are welcome. ``SERVICE`` and ``LOAD`` never are.
        limits: how large the text may be.

    Raises:
        QueryRefusedError: the text calls ``SERVICE`` or ``LOAD``, is an update where none is
            welcome, passes a limit, or can be read in two ways. The message says where.
        QuerySyntaxError: the text is not SPARQL.
    """
    if len(text) > limits.characters:
        raise QueryRefusedError(
            f"the query has {len(text):,} characters and the limit is {limits.characters:,}; "
            "ask in several queries, or load the values as data and join them"
        )
    request = (_known if len(text) <= _REMEMBERED else _judge)(text, limits)
    if request.form == "nothing" and not writable:
        raise QuerySyntaxError("there is no query in this text, only white space, comments or PREFIX lines")
    if request.form == "update" and not writable:
        raise QueryRefusedError(
            "this is an update, and only queries are answered here: SELECT, ASK, CONSTRUCT, DESCRIBE; "
            "the graph is changed by building it from its dossiers"
        )
    return request


def _judge(text: str, limits: Limits) -> Request:
    request: Request | None = None
    for reading in readings(text):
        read = "".join(token.text for token in reading)
        _refuse_size(reading, read, limits)
        _refuse_ambiguity(reading, read)
        found = significant(reading)
        _refuse_calls(found, read)
        request = request or outline(found, read)
    assert request is not None  # there is always one reading
    return request


def _judge_by_shape(text: str, limits: Limits) -> Request:
    """Return what ``_judge`` does, at less cost where a text was judged before that differs in plain IRIs only.

    Where a text holds no quote and no backslash, there are no strings in it and no escapes, and an expression of
    three kinds of token finds every IRI and comment that the lexer does. A plain IRI is one token whatever it names,
    and nothing is decided by its letters.
    """
    if text.isascii() and not ("'" in text or '"' in text or "\\" in text):
        request = _judge_shape(_VARYING.sub(_abstracted, text), limits)
        if request is not None:
            return request
    return _judge(text, limits)


_ANY = "x:"
_VARYING = re.compile(  # an IRI after a colon is that of a prefix, which the outline tells
    r"<(?:([A-Za-z]++:[A-Za-z0-9:/._~%?=&@+\-]*+)>|[^<>{}|^`\x00-\x20]*+>)"
    r"|:[ \t\r\n]*+<[^<>{}|^`\x00-\x20]*+>|#[^\r\n]*+"
)


def _abstracted(found: re.Match[str]) -> str:
    return f"<{_ANY}>" if found[1] else "#" if found[0][0] == "#" else found[0]


@lru_cache(maxsize=512)
def _judge_shape(shape: str, limits: Limits) -> Request | None:
    """Return the outline of all texts of a shape; None where they have to be judged one by one."""
    try:
        request = _judge(shape, limits)
    except CoopgraphError:
        return None  # the message is about the text
    named = (request.base, *request.prefixes.values(), *request.from_graphs, *request.from_named_graphs)
    return None if any(iri and _ANY in iri for iri in named) else request


# A page asks the same few queries again and again, and the endpoint and the store each judge them.
_known = lru_cache(maxsize=128)(_judge_by_shape)


def refuse_dataset(request: Request, held: Collection[str]) -> None:
    """Refuse a request whose ``FROM``, ``FROM NAMED`` or ``USING`` names a graph that is not among those held.

    Raises:
        QueryRefusedError: as ``refuse_unknown``.
    """
    refuse_unknown(request.from_graphs + request.from_named_graphs, held)


def refuse_unknown(graphs: Iterable[str], held: Collection[str]) -> None:
    """Refuse to ask graphs that are not among those held.

    Raises:
        QueryRefusedError: a graph is unknown. Nothing is ever fetched to make up for it.
    """
    unknown = next((iri for iri in graphs if iri not in held), None)
    if unknown is not None:
        raise QueryRefusedError(
            f"the store holds no graph <{unknown}>, and it does not fetch documents; "
            "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } lists those it holds"
        )


def _refuse_size(found: Sequence[Token], text: str, limits: Limits) -> None:
    links = 0
    describing = False
    last = ""
    for token, around in brackets(found):
        if token.text in "([{" and len(around) >= limits.depth:
            raise QueryRefusedError(
                f"{place(text, token.start)}: more than {limits.depth} brackets are open; "
                "flatten the query, or write long disjunctions as VALUES or IN"
            )
        if token.kind == "word":
            keyword = token.text.upper()
            links += keyword == "AS"
            describing = keyword == "DESCRIBE" or (describing and keyword not in ("WHERE", "FROM"))
        elif token.kind == "mark":
            links += token.text == "{"
            describing = describing and token.text != "{"
        elif token.kind == "operator":
            links += token.text in _LINKING
        elif token.kind == "number":
            # 1 +1 +1 is a sum; -1 -1 among VALUES is two values
            links += (
                token.text[0] in "+-" and last in ("number", "variable", "mark") and "values" not in around
            )
        else:
            links += describing
        if describing and token.kind == "variable":
            links += 1
        last = token.kind
        if links > limits.links:
            raise QueryRefusedError(
                f"{place(text, token.start)}: more than {limits.links:,} groups, operators, AS or described "
                "resources; write alternatives as VALUES or IN, or ask in several queries"
            )


def _refuse_ambiguity(found: Sequence[Token], text: str) -> None:
    for token in ambiguous(found):
        if "'" in token.text or "#" in token.text:  # else both readings go on alike after it
            raise QueryRefusedError(
                f"{place(text, token.start)}: {token.text[:60]} can be read as an IRI and as a comparison; "
                "put a space after < to compare, or shorten the IRI with a PREFIX"
            )


def _refuse_calls(found: Sequence[Token], text: str) -> None:
    for position, token in enumerate(found):
        if token.kind == "word":
            keyword = token.text.upper()
            if "SERVICE" in keyword:
                raise _service(token, text)
            if "LOAD" in keyword:
                raise _load(token, text)
        elif token.kind == "name":
            prefix = token.text.partition(":")[0].upper()
            if "SERVICE" not in prefix and not prefix.startswith("LOAD"):
                continue
            before = found[position - 1] if position else None
            after = found[position + 1] if position + 1 < len(found) else None
            if "SERVICE" in prefix and _calls_service(before, after):
                raise _service(token, text)
            if prefix.startswith("LOAD") and _calls_load(before, after):
                raise _load(token, text)


def _calls_service(before: Token | None, after: Token | None) -> bool:
    """Whether ``SERVICEex:a`` may be a keyword and its target, which a group follows."""
    if after is None or after.text != "{":
        return False
    return not (before is not None and before.kind == "word" and before.text.upper() in _BEFORE_GRAPH)


def _calls_load(before: Token | None, after: Token | None) -> bool:
    """Whether ``LOADex:a`` may be an operation: it begins where operations begin and is followed by nothing else."""
    begins = before is None or before.text == ";" or before.kind in ("iri", "string")
    ends = after is None or after.text == ";" or after.text.upper().startswith("INTO")
    return begins and ends


def _service(token: Token, text: str) -> QueryRefusedError:
    remedy = (
        "rename the prefix, or write WHERE before {" if token.kind == "name" else "ask that endpoint itself"
    )
    return QueryRefusedError(
        f"{place(text, token.start)}: {token.text[:40]} would ask another endpoint, and no query leaves this "
        f"store; {remedy}, or load its data here first"
    )


def _load(token: Token, text: str) -> QueryRefusedError:
    remedy = (
        "rename the prefix" if token.kind == "name" else "download the document and add it by coopgraph load"
    )
    return QueryRefusedError(
        f"{place(text, token.start)}: {token.text[:40]} would fetch a document, and no update leaves this "
        f"store; {remedy}"
    )
