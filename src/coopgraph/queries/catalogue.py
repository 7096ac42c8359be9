"""The catalogue: every query file under some folders, found by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from coopgraph.errors import NotFoundError, QuerySyntaxError, SettingsError
from coopgraph.queries.query import QUESTIONS, Query, read


class Catalogue:
    """Queries by name. Files are read when asked for, so that listing is quick."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self.files = dict(sorted(files.items()))
        self._queries: dict[str, Query] = {}

    @classmethod
    def load(cls, folders: Iterable[str | Path]) -> Catalogue:
        """Return the catalogue of the ``*.rq`` files under ``folders``; a later folder wins, file by file.

        Raises:
            SettingsError: a folder is not there.
        """
        files: dict[str, Path] = {}
        for folder in map(Path, folders):
            if not folder.is_dir():
                raise SettingsError(f"there is no folder of queries at {folder}; create it, or name another")
            files |= {
                path.relative_to(folder).with_suffix("").as_posix(): path for path in folder.rglob("*.rq")
            }
        return cls(files)

    def __len__(self) -> int:
        return len(self.files)

    def __contains__(self, name: object) -> bool:
        return name in self.files

    def names(self, folder: str = "") -> tuple[str, ...]:
        """Return the names under ``folder``, in alphabetical order; all names without a folder."""
        prefix = folder.strip("/") + "/" if folder.strip("/") else ""
        return tuple(name for name in self.files if name.startswith(prefix))

    def family(self, folder: str = "") -> tuple[Query, ...]:
        """Return the queries under ``folder``, in alphabetical order of their names; bodies are checked when bound.

        Raises:
            QuerySyntaxError: a header is malformed.
        """
        return tuple(self._read(name) for name in self.names(folder))

    def list(self, folder: str = "") -> tuple[Query, ...]:
        """Return the queries under ``folder`` as `family` does, all of every file checked.

        Raises:
            QuerySyntaxError: a file is malformed.
        """
        return tuple(self.get(name) for name in self.names(folder))

    def questions(self) -> tuple[Query, ...]:
        """Return the questions for people, family by family.

        Raises:
            QuerySyntaxError: a header is malformed.
        """
        return tuple(query for folder in QUESTIONS for query in self.family(folder))

    def get(self, name: str) -> Query:
        """Return the query called ``name``.

        Raises:
            NotFoundError: there is none.
            QuerySyntaxError: its file is malformed.
        """
        if name not in self.files:
            raise NotFoundError(f"the catalogue has no query {name!r}; {self._remedy(name)}")
        query = self._read(name)
        assert query.form  # asking for the form checks the body
        return query

    def _read(self, name: str) -> Query:
        if name not in self._queries:
            self._queries[name] = read(name, self._text(name))
        return self._queries[name]

    def _text(self, name: str) -> str:
        try:
            return self.files[name].read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise QuerySyntaxError(
                f"query {name!r}: {self.files[name]} is not UTF-8; save it as UTF-8"
            ) from error
        except OSError as error:
            raise NotFoundError(
                f"query {name!r}: {self.files[name]} cannot be read: {error.strerror}"
            ) from error

    @cached_property
    def _by_last_part(self) -> dict[str, str]:
        return {name.rpartition("/")[2]: name for name in reversed(self.files)}

    def _remedy(self, name: str) -> str:
        close = get_close_matches(name, self.files, 3)
        last = name.rpartition("/")[2]
        close += [
            self._by_last_part[part]
            for part in get_close_matches(last, self._by_last_part, 3)
            if self._by_last_part[part] not in close
        ]
        if close:
            return f"closest are {', '.join(close[:3])}"
        return "coopgraph query --list shows all"
