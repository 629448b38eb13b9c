"""What builds keep for the next: values under digests of all that they were made from, in a file.

A value that nobody asked for in a whole build is dropped at its end. The file may be deleted at any time; one
that cannot be read is begun anew, and of two builds at once only one writes. It is trusted as the project's
own files are: who can write it could as well write code.
"""

from __future__ import annotations

import hashlib
import pickle
import sqlite3
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")


def digest(*parts: str | bytes) -> bytes:
    """Return a digest that differs when any of the parts does."""
    whole = hashlib.blake2b(digest_size=20)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "big"))
        whole.update(data)
    return whole.digest()


class Store:
    """Kept values in `file`; `base` is a digest of what all of them depend on."""

    def __init__(self, file: Path, base: bytes) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._base = base
        self._used: set[bytes] = set()
        try:
            self._db = _open(file)
        except sqlite3.OperationalError:  # another build is beginning it
            self._db = _open(":memory:")
        except sqlite3.DatabaseError:
            file.unlink()
            self._db = _open(file)
        self._writes = _begin(self._db)

    def get(self, key: bytes) -> Any:  # noqa: ANN401 what was put
        """Return the value under a key, None where there is none."""
        try:
            row = self._db.execute("SELECT value FROM kept WHERE key = ?", (key,)).fetchone()
        except sqlite3.OperationalError:
            return None
        if row is None:
            return None
        self._used.add(key)
        return pickle.loads(row[0])  # noqa: S301 our own, as the docstring says

    def put(self, key: bytes, value: object) -> None:
        """Keep a value, unless another build is writing."""
        self._used.add(key)
        if self._writes:
            self._db.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (key, pickle.dumps(value)))

    def key(self, *parts: str | bytes) -> bytes:
        """Return the key of what is made from these parts, and from what all depends on."""
        return digest(self._base, *parts)

    def value(self, kind: str, source: str | bytes, make: Callable[[], T]) -> T:
        """Return what `make` makes of a source, from before where it is known."""
        key = self.key(kind, source)
        found: T | None = self.get(key)
        if found is None:
            found = make()
            self.put(key, found)
        return found

    def close(self, *, complete: bool) -> None:
        """Write what was put; after a `complete` build, drop what it did not ask for."""
        if complete and self._writes:
            stale = {key for (key,) in self._db.execute("SELECT key FROM kept")} - self._used
            self._db.executemany("DELETE FROM kept WHERE key = ?", [(key,) for key in stale])
        if self._writes:
            self._db.execute("COMMIT")
        self._db.close()


def _open(file: Path | str) -> sqlite3.Connection:
    database = sqlite3.connect(file, isolation_level=None, timeout=0.1)
    database.execute("PRAGMA journal_mode = WAL")  # who reads waits for nobody
    database.execute("PRAGMA synchronous = OFF")
    database.execute("CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value BLOB NOT NULL)")
    return database


def _begin(database: sqlite3.Connection) -> bool:
    """Begin to write, unless another build does."""
    try:
        database.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    return True
