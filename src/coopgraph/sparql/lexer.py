"""The tokens of a SPARQL 1.1 text.

One compiled expression holds the terminals of the grammar, longest match first. White space and
comments are tokens too, so the texts of all tokens joined are the text that went in: whoever
rewrites a query changes one token and nothing else.

Reference: SPARQL 1.1 Query Language, sections 19.2, 19.4 and 19.8.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from coopgraph.errors import QuerySyntaxError

Kind = Literal[
    "space",
    "comment",
    "iri",
    "string",
    "variable",
    "name",
    "blank",
    "language",
    "number",
    "word",
    "mark",
    "operator",
]
"""``name`` is a prefixed name (``ex:a``, ``ex:``), ``word`` a bare word (a keyword, ``a``, ``true``), ``mark``
a bracket or one of ``. , ;``."""


class Token(NamedTuple):
    """A piece of SPARQL text; ``text`` is exactly the characters ``start`` to ``end``."""

    kind: str
    text: str
    start: int
    end: int


_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_INNER = _BASE + "_0-9\u00b7\u0300-\u036f\u203f-\u2040"
_CHAR = _INNER + "\\-"
_CODEPOINT = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_ESCAPE = rf"\\[tbnrf\\\"']|{_CODEPOINT}"
_LOCAL = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_EXPONENT = "[eE][+-]?[0-9]+"
_PREFIX = rf"[{_BASE}](?:\.*[{_CHAR}])*+"

# The text comes from strangers: possessive quantifiers keep every alternative linear in its length, and
# ``joined`` (a.b.c with no colon, never SPARQL) spares scanning the same letters again from each part.
_TOKEN = re.compile(
    rf"""
    (?P<space>[ \t\r\n]++)
  | (?P<mark>[{{}}()\[\],;]|\.(?![0-9]))
  | (?P<comment>\#[^\r\n]*+)
  | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]++|{_CODEPOINT})*+>)
  | (?P<variable>[?$][{_BASE}_0-9][{_INNER}]*+)
  | (?P<name>(?:{_PREFIX})?:(?:(?:[{_BASE}_:0-9]|{_LOCAL})(?:\.*(?:[{_CHAR}:]|{_LOCAL}))*+)?)
  | (?P<joined>[A-Za-z][A-Za-z0-9_\x80-\U0010ffff]*+(?:[.\-]++[A-Za-z0-9_\x80-\U0010ffff]++){{2,}})
  | (?P<word>[A-Za-z][A-Za-z0-9_]*+)
  | (?P<blank>_:[{_BASE}_0-9](?:\.*[{_CHAR}])*+)
  | (?P<string>
        '''(?:[^'\\]++|{_ESCAPE}|'{{1,2}}(?!'))*+'''
      | \"\"\"(?:[^"\\]++|{_ESCAPE}|"{{1,2}}(?!"))*+\"\"\"
      | '(?:[^'\\\n\r]++|{_ESCAPE})*+'
      | "(?:[^"\\\n\r]++|{_ESCAPE})*+"
    )
  | (?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+(?:--[A-Za-z]++)?)
  | (?P<number>[+-]?(?:[0-9]+\.[0-9]*{_EXPONENT}|\.[0-9]+{_EXPONENT}|[0-9]+{_EXPONENT}|[0-9]*\.[0-9]+|[0-9]+))
  | (?P<operator>\^\^|&&|\|\||!=|<=|>=|[*/+\-=<>!|^?~])
  | (?P<fault>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_BACKSLASHED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def place(text: str, offset: int) -> str:
    """Return where ``offset`` is in ``text``, for people: ``line 3, column 7``, both from 1."""
    before = re.split(r"\r\n|\r|\n", text[:offset])
    return f"line {len(before)}, column {len(before[-1]) + 1}"


def tokens(text: str) -> tuple[Token, ...]:
    r"""Return the tokens of ``text`` in order, white space and comments included.

    ``\uXXXX`` is an escape inside strings and IRIs here; see `readings` for the other way.

    Raises:
        QuerySyntaxError: a string that does not end, or a character SPARQL has no use for.
    """
    if unpaired := _SURROGATE.search(text):
        raise QuerySyntaxError(f"{place(text, unpaired.start())}: half a surrogate pair is not a character")
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        token = Token(match.lastgroup or "", match[0], match.start(), match.end())
        if token.kind == "fault" or token.kind == "joined":
            if hint := slashed(found[-2:], token, text):
                raise QuerySyntaxError(hint)
            hint = "".join(
                f"; put a space after < at {place(text, iri.start)}" for iri in ambiguous(found)[:1]
            )
            raise QuerySyntaxError(f"{place(text, token.start)}: {_fault(token)}{hint}")
        found.append(token)
    return tuple(found)


def slashed(before: Sequence[Token], token: Token, text: str) -> str | None:
    """Return what is wrong with a prefixed name that a slash has cut in two, such as ``id:person/someone``.

    Args:
        before: the two tokens before.
        token: what may be the second half.
        text: all of it, for the place.
    """
    if len(before) < 2 or token.kind not in ("word", "joined", "number") or token.text == "a":
        return None
    name, slash = before
    if name.kind != "name" or slash.text != "/" or (name.end, slash.end) != (slash.start, token.start):
        return None
    whole = re.split(r"[\s;,(){}\[\]]|\.(?!\w)", text[name.start :], maxsplit=1)[0]
    return (
        f"{place(text, name.start)}: a slash ends a prefixed name; write {whole.replace('/', chr(92) + '/')}, "
        "or the whole IRI between < and >"
    )


def _fault(token: Token) -> str:
    if token.kind == "joined":
        return f"{token.text[:40]!r} is neither a keyword nor a prefixed name (a prefix ends in a colon)"
    if token.text in "'\"":
        return (
            f"the string that begins here does not end, or holds an unknown escape; close it with {token.text}, "
            "write a line break as \\n and a backslash as \\\\"
        )
    if token.text == "\\":
        return "a backslash outside a string, an IRI or a prefixed name"
    return f"the character {token.text!r} (U+{ord(token.text):04X}) has no meaning here"


def significant(found: Iterable[Token]) -> tuple[Token, ...]:
    """Return the tokens that are neither white space nor comments."""
    return tuple(token for token in found if token.kind != "space" and token.kind != "comment")


def decode_codepoints(text: str) -> str:
    r"""Return ``text`` with every ``\uXXXX`` and ``\UXXXXXXXX`` replaced by its character.

    Reference: SPARQL 1.1, section 19.2: done before the text is parsed, wherever they stand.

    Raises:
        QuerySyntaxError: an escape names no character.
    """

    def character(match: re.Match[str]) -> str:
        number = int(match.group(1) or match.group(2), 16)
        if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
            raise QuerySyntaxError(f"{place(text, match.start())}: {match.group()} names no character")
        return chr(number)

    return _BACKSLASHED.sub(character, text)


def readings(text: str) -> Iterator[tuple[Token, ...]]:
    r"""Yield the tokens of ``text`` in each way engines read it; one way unless it has ``\u`` escapes.

    The specification replaces the escapes first, so ``\u0053ERVICE`` is a keyword; Oxigraph reads
    them inside strings and IRIs only. The specification's reading comes first.

    Raises:
        QuerySyntaxError: the reading that is due has no tokens. Both must have, else a text could
            hide from one reading what another engine finds in it.
    """
    if _BACKSLASHED.search(text):
        yield tokens(decode_codepoints(text))
    yield tokens(text)


_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")


def brackets(found: Iterable[Token]) -> Iterator[tuple[Token, list[str]]]:
    """Yield each significant token with the brackets open around it, outermost first.

    A bracket is written as it stands, save ``values``: the data block of a ``VALUES``. An opening
    bracket comes with what is around it, a closing one too. It is one list that grows and shrinks.
    """
    around: list[str] = []
    header = False  # between VALUES and the brace of its data
    for token in significant(found):
        if token.kind == "word" and token.text.upper() == "VALUES":
            header = True
        if token.kind == "mark" and token.text in _CLOSING and around:
            around.pop()
        yield token, around
        if token.kind == "mark" and token.text in _OPENING:
            if header and token.text == "{":
                around.append("values")
                header = False
            else:
                around.append(token.text)


def ambiguous(found: Iterable[Token]) -> tuple[Token, ...]:
    """Return the IRIs that an engine may read as the operator ``<`` and what follows.

    In ``FILTER(?a<?b&&?c>?d)`` the longest match is the IRI ``<?b&&?c>``, as the specification
    has it; an engine that parses without a tokeniser reads two comparisons. A space after ``<``
    leaves one reading only.
    """
    doubtful: list[Token] = []
    before = last = Token("space", "", 0, 0)
    for token, around in brackets(found):
        if token.kind == "iri" and around[-1:] == ["("] and around[-2:-1] != ["values"]:
            twice = last.text == before.text == ">" and before.end == last.start
            if _ends_operand(last) or twice:
                doubtful.append(token)
        before, last = last, token
    return tuple(doubtful)


def _ends_operand(token: Token) -> bool:
    if token.kind == "mark":
        return token.text in _CLOSING
    if token.kind == "word":
        return token.text.lower() in ("true", "false")
    return token.kind in ("variable", "number", "string", "language", "iri", "name", "blank")
