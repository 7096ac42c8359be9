"""Settings: a frozen value, read once from arguments, environment and ``coopgraph.toml``, then passed on."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path

from coopgraph.errors import SettingsError

FILE = "coopgraph.toml"
PREFIX = "COOPGRAPH_"


@dataclass(frozen=True)
class Settings:
    """How one deployment differs from another."""

    store: str = "coopgraph.store"
    """The store: a folder. ``coopgraph build`` makes it."""

    host: str = "127.0.0.1"
    """The address ``coopgraph serve`` listens on. ``0.0.0.0`` lets other machines in."""

    port: int = 8000
    """The port ``coopgraph serve`` listens on, 0 to 65535; 0 takes any that is free."""

    query_bytes: int = 1_048_576
    """The longest request ``/sparql`` reads, in bytes; a longer one is refused with status 413."""


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
    """Return ``value`` as the type of the setting ``name``."""
    if name not in _TYPES:
        closest = get_close_matches(name, _TYPES, n=1)
        hint = f"did you mean {closest[0]!r}?" if closest else f"there are: {', '.join(_TYPES)}"
        raise SettingsError(f"{where}: there is no setting {name!r}; {hint}")
    wanted = _TYPES[name]
    if wanted is int and isinstance(value, str) and value.strip().lstrip("-").isdecimal():
        value = int(value)
    if type(value) is not wanted and not (wanted is str and isinstance(value, Path)):
        kind = "a whole number" if wanted is int else "a text"
        raise SettingsError(f"{where}: {name} is {value!r}, which is not {kind}")
    if name == "port" and not 0 <= int(str(value)) <= 65535:
        raise SettingsError(f"{where}: port is {value}; a port is between 0 and 65535")
    if name == "query_bytes" and int(str(value)) < 1:
        raise SettingsError(f"{where}: query_bytes is {value}; it must be at least 1")
    if wanted is str and not str(value).strip():
        raise SettingsError(f"{where}: {name} is empty; give a value, or leave it out for the default")
    return str(value) if wanted is str else value


_TYPES: dict[str, type] = {field.name: type(field.default) for field in fields(Settings)}
