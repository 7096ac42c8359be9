"""Settings: a frozen value, read once from arguments, environment and ``coopgraph.toml``, then passed on."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path

from coopgraph.errors import SettingsError

FILE = "coopgraph.toml"
PREFIX = "COOPGRAPH_"


@dataclass(frozen=True)
class Settings:
    """How one deployment differs from another."""

    store: str = "coopgraph.store"
    """The store: a folder, which ``coopgraph build`` makes, or the URL of a SPARQL 1.1 endpoint."""

    store_update: str = ""
    """Where the endpoint takes updates, when not where it takes queries. Known for Virtuoso."""

    store_graphs: str = ""
    """Where the endpoint takes whole graphs (Graph Store Protocol); else they go as updates. Known for Virtuoso."""

    store_user: str = ""
    """Who asks the endpoint."""

    store_password: str = field(default="", repr=False)
    """The user's password at the endpoint. Best given by the environment."""

    store_token: str = field(default="", repr=False)
    """A bearer token for the endpoint, instead of a user and password. Best given by the environment."""

    store_seconds: int = 60
    """How long to wait for the endpoint's answer."""

    store_default_graph: str = "auto"
    """Where the endpoint holds the merged set: ``own`` default graph, a named graph (``merged``), or ``auto``."""

    queries: str = ""
    """A folder of query files of your own, for commands and not for ``serve``. One named like a shipped file wins."""

    kept_revisions: int = 1
    """How many former revisions a store folder keeps, to be asked by ``?revision=`` and ``Accept-Datetime``."""

    host: str = "127.0.0.1"
    """The address ``coopgraph serve`` listens on. ``0.0.0.0`` lets other machines in."""

    port: int = 8000
    """The port ``coopgraph serve`` listens on, 0 to 65535; 0 takes any that is free."""

    query_bytes: int = 1_048_576
    """The longest request ``/sparql`` reads, in bytes; a longer one is refused with status 413."""

    query_seconds: int = 30
    """How long a query may take; then it is stopped and answered with status 504. A client may ask for less."""

    query_megabytes: int = 1024
    """How much memory one query may take beside the graph; one that needs more is refused. 0 sets no limit."""

    workers: int = 4
    """How many queries are answered at once. More of them wait."""

    queue_length: int = 64
    """How many queries may wait for a worker; further ones are refused with status 503."""

    queue_seconds: int = 10
    """How long a query may wait for a worker; then it is refused with status 503."""

    client_queries: int = 0
    """How many queries one address may have under way; further ones are refused with status 429. 0 sets no limit."""

    client_rate: int = 0
    """How many requests one address may send a minute; further ones are refused with status 429. 0 sets no limit."""

    trusted_proxies: str = "127.0.0.1, ::1"
    """Addresses and networks of proxies: from them ``X-Forwarded-For`` says who asks. ``none`` trusts none."""

    download_seconds: int = 600
    """How long a client may take to read an answer; then the connection is cut."""

    cache_megabytes: int = 64
    """How much memory recent answers are kept in, until another revision is published. 0 keeps none."""

    answer_from: str = "memory"
    """What ``serve`` answers from: the graph in ``memory``, or its files on ``disk``: slower, for large graphs."""

    writes: bool = False
    """Whether clients that have the token may change the graph: SPARQL Update, and the Graph Store Protocol."""

    write_token: str = field(default="", repr=False)
    """The token that writing needs, 16 characters at least. Best given by the environment, or by a file."""

    write_token_file: str = ""
    """A file that holds the token."""

    write_bytes: int = 16_777_216
    """The longest graph a request may bring, in bytes; a longer one is refused with status 413."""

    write_seconds: int = 60
    """How long a change may take until it is checked; then it is stopped, and nothing is changed."""

    public_url: str = ""
    """Where clients reach the server when a proxy stands before it: ``https://…``, with the path it is served under."""

    dereference: str = "200"
    """What the address of a thing answers: ``200`` with its description, or ``303`` and where that is."""

    publisher: str = "The operator of this server"
    """Who publishes the graph, in its description."""

    licence: str = ""
    """The IRI of the licence of the graph, in its description. Without one, none is stated."""

    slow_query_seconds: int = 5
    """A query that takes longer is written to standard error, whole. 0 writes none."""

    access_log: bool = False
    """Whether every request is written to standard error, as a line of JSON."""


def load_settings(
    environ: Mapping[str, str] | None = None, folder: str | Path = ".", **arguments: object
) -> Settings:
    """Return the settings: an argument before the environment, before ``coopgraph.toml``, before the default.

    Args:
        environ: variables such as ``COOPGRAPH_PORT``; the process's own unless given.
        folder: where ``coopgraph.toml`` is looked for.
        **arguments: by name of the setting; None as a value means that the argument was not given.

    Raises:
        SettingsError: an unknown name or a value that does not fit, with where it was found.
    """
    values: dict[str, object] = {}
    for found in (
        _from_file(Path(folder) / FILE),
        _from_environment(os.environ if environ is None else environ),
        {name: (f"--{name.replace('_', '-')}", v) for name, v in arguments.items() if v is not None},
    ):
        for name, (where, value) in found.items():
            values[name] = _fit(name, value, where)
    return Settings(**values)  # type: ignore[arg-type]  # _fit has checked every name and type


def _from_file(path: Path) -> dict[str, tuple[str, object]]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}; correct it or move it away") from error
    try:
        return {name: (str(path), value) for name, value in tomllib.loads(text).items()}
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not TOML: {error}; correct that line") from error


def _from_environment(environ: Mapping[str, str]) -> dict[str, tuple[str, object]]:
    """Return the variables that name a setting, or look like one misspelt; others belong to others."""
    found: dict[str, tuple[str, object]] = {}
    for variable, value in environ.items():
        name = variable.removeprefix(PREFIX).lower()
        if variable.startswith(PREFIX) and (name in _TYPES or get_close_matches(name, _TYPES, cutoff=0.75)):
            found[name] = (variable, value)
    return found


def _fit(name: str, value: object, where: str) -> object:
    """Return ``value`` as the type of the setting ``name``, if it can be used."""
    if name not in _TYPES:
        closest = get_close_matches(name, _TYPES, n=1)
        hint = f"did you mean {closest[0]!r}?" if closest else f"there are: {', '.join(_TYPES)}"
        raise SettingsError(f"{where}: there is no setting {name!r}; {hint}")
    fitted = _as_type(_TYPES[name], value)
    if fitted is None:
        kind = {int: "a whole number", bool: "true or false"}.get(_TYPES[name], "a text")
        raise SettingsError(f"{where}: {name} is {value!r}, which is not {kind}")
    if fault := _fault(name, fitted):
        raise SettingsError(f"{where}: {name} {fault}")
    return fitted


def _as_type(wanted: type, value: object) -> int | bool | str | None:
    """Return a value as files, variables and arguments give it in the type wanted; None if it is of another."""
    if wanted is str:
        return str(value) if isinstance(value, str | Path) else None
    if wanted is bool and isinstance(value, str):
        return _SWITCH.get(value.strip().lower())
    if wanted is int and isinstance(value, str) and value.strip().lstrip("-").isdecimal():
        return int(value)
    return value if type(value) is wanted and isinstance(value, int) else None


def _fault(name: str, value: int | bool | str) -> str:
    """Return what is wrong with a value of the right type, and the remedy; nothing where it can be used."""
    if isinstance(value, str):
        return _fault_of_text(name, value)
    if name == "port":
        return "" if 0 <= value <= 65535 else f"is {value}; a port is between 0 and 65535"
    least = int(name not in _MAY_BE_ZERO)
    return f"is {value}; it must be at least {least}" if type(value) is int and value < least else ""


def _fault_of_text(name: str, value: str) -> str:
    if name == "licence" and not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", value):
        return f"is {value!r}; give the address of its text, https://…"
    if name == "public_url" and not re.fullmatch(r"https?://[^\s/?#<>\"]+(/[^\s?#<>\"]*)?", value):
        return f"is {value!r}; give scheme, host and path: https://example.org/graph"
    if name == "answer_from" and value not in ("memory", "disk"):
        return f'is {value!r}; choose "memory" or "disk"'
    if name == "dereference" and value not in ("200", "303"):
        return f'is {value!r}; choose "200" or "303"'
    if name == "trusted_proxies" and (wrong := _no_network(value)):
        return f"names {wrong!r}; give addresses and networks, such as 10.0.0.0/8, or none"
    return "" if value.strip() else "is empty; give a value, or leave it out for the default"


def _no_network(value: str) -> str:
    """Return the first part of a list that is neither an address nor a network, if there is one."""
    from ipaddress import ip_network

    for part in value.split(",") if value.strip() not in ("", "none") else ():
        try:
            ip_network(part.strip())
        except ValueError:
            return part.strip()
    return ""


_SWITCH = {
    "true": True,
    "1": True,
    "yes": True,
    "on": True,
    "false": False,
    "0": False,
    "no": False,
    "off": False,
}
_MAY_BE_ZERO = frozenset(
    [
        "port",
        "query_megabytes",
        "queue_length",
        "client_queries",
        "client_rate",
        "cache_megabytes",
        "slow_query_seconds",
    ]
)
_TYPES: dict[str, type] = {f.name: type(f.default) for f in fields(Settings)}
