"""Opens a register: one SQLite file without any setting, or any database by a SQLAlchemy address."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, insert, inspect, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from servanda.model import ServandaError, WrongCall
from servanda.register import indexing, subtotals
from servanda.register.migrating import migrate
from servanda.register.tables import VERSION, metadata, setting

_WRITERS = 5_375_109
"""The number under which the writers of a server's register wait for one another."""


class Register:
    """An open register. Use it in a `with` statement, or close it."""

    def __init__(self, address: str, engine: Engine) -> None:
        self.address = address
        self._engine = engine

    @contextmanager
    def transaction(self, *, write: bool = False) -> Iterator[Connection]:
        """A connection whose work is kept as a whole or not at all; trouble with the database is told in plain words.

        `write` takes the register's one place for writers at once, so that nothing can come between reading and writing.
        """
        server = self._engine.dialect.name != "sqlite"
        # A question to a server sees one moment; a writer waits for the others first, and then must see what they wrote.
        level: dict[str, Any] = {"isolation_level": "READ COMMITTED" if write else "REPEATABLE READ"} if server else {}
        try:
            with self._engine.connect().execution_options(write=write, **level) as connection, connection.begin():
                if server and write:
                    connection.execute(select(func.pg_advisory_xact_lock(_WRITERS)))
                yield connection
        except DBAPIError as error:
            raise ServandaError(f"{self.address}: the register answered: {error.orig}. Nothing of this step was kept.") from error

    def close(self) -> None:
        """Gives the database back."""
        self._engine.dispose()

    def __enter__(self) -> "Register":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def check_place(address: str, *, create: bool) -> None:
    """WrongCall where a file of this name can be no register; with `create` there need be none yet."""
    if "://" not in address:
        path = Path(address)
        if os.path.isdir(path):
            raise WrongCall(f"{address}: is a folder, not a register; name a file in it")
        if not create and not os.path.exists(path):
            raise WrongCall(f"{address}: there is no register here; `servanda add FILES... --register {address}` makes one")
        if not os.path.isdir(path.parent):
            raise WrongCall(f"{address}: its folder {path.parent} does not exist; make it first")


def open_register(address: str, *, create: bool = False) -> Register:
    """The register at a file name or a SQLAlchemy address; `create` makes one where there is none.

    WrongCall says that there is none, that the file is no register, or that a newer program wrote it.
    """
    check_place(address, create=create)
    url = address if "://" in address else f"sqlite:///{address}"
    for short in ("postgresql://", "postgres://"):
        url = "postgresql+pg8000://" + url.removeprefix(short) if url.startswith(short) else url
    try:
        engine = create_engine(url)
    except (ImportError, Exception) as error:
        driver = "; for PostgreSQL: pip install 'servanda[postgresql]'" if "postgres" in address else ""
        raise WrongCall(f"{address}: no database can be opened at this address ({error}){driver}") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin)
    register = Register(address, engine)
    try:
        _check_version(register, create)
    except BaseException:
        register.close()
        raise
    return register


def _set_up_sqlite(connection: Any, record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA busy_timeout = 30000")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA trusted_schema = OFF")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("write") else "BEGIN")


def _check_version(register: Register, create: bool) -> None:
    try:
        with register._engine.connect() as connection:
            tables = set(inspect(connection).get_table_names())
            version = (
                connection.scalar(select(setting.c.value).where(setting.c.name == "version")) if "setting" in tables else None
            )
    except DBAPIError as error:
        raise WrongCall(f"{register.address}: not a register ({error.orig}); give another file with --register") from error
    if version is None:
        if tables:
            raise WrongCall(f"{register.address}: a database, but not a register of Servanda; give another one with --register")
        if not create:
            raise WrongCall(f"{register.address}: an empty database, not a register; `servanda add` makes one")
        _make(register)
    elif int(version) > VERSION:
        raise WrongCall(
            f"{register.address}: written by a newer Servanda (layout {version}, known here: {VERSION}); update the program"
        )
    elif int(version) < VERSION:
        try:
            migrate(register._engine, register.address)
        except DBAPIError as error:
            raise ServandaError(
                f"{register.address}: of an older layout, which could not be brought up to date: {error.orig}. It is as it was."
            ) from error


def _make(register: Register) -> None:
    if register._engine.dialect.name == "sqlite":
        raw = register._engine.raw_connection()
        raw.cursor().execute("PRAGMA journal_mode = WAL")
        raw.close()
    with register.transaction(write=True) as connection:
        if inspect(connection).has_table("setting"):
            return
        metadata.create_all(connection)
        if connection.dialect.name == "sqlite":
            _tell_the_planner(connection)
        indexing.make(connection)
        subtotals.make(connection)
        connection.execute(insert(setting).values(name="version", value=str(VERSION)))


_USUAL = (
    ("claim", "sqlite_autoindex_claim_1", "1000000 1"),
    ("claim", "claim_of_document", "1000000 1000 300 1"),
    ("claim", "claim_of_subject", "1000000 500 400"),
    ("claim", "claim_by_force", "1000000 250000 60000"),
    ("claim", "claim_by_confidence", "1000000 250000 25000"),
    ("sighting", "sighting", "1000000 1000 1"),
    ("evidence", "sqlite_autoindex_evidence_1", "1000000 1 1"),
    ("reading", "ix_reading_document", "2000 1"),
    ("review", "ix_review_claim", "5000 2"),
)
"""How many rows a large register has, and how many of them share an index's first columns."""


def _tell_the_planner(connection: Connection) -> None:
    """Makes SQLite plan for a large register from the first day: without figures it takes an index that only seems narrow."""
    connection.exec_driver_sql("ANALYZE")
    connection.exec_driver_sql("DELETE FROM sqlite_stat1")
    for row in _USUAL:
        connection.exec_driver_sql("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", row)
    connection.exec_driver_sql("ANALYZE sqlite_schema")
