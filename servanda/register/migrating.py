"""Brings a register of an older layout up to date: step by step, each step numbered, all in one transaction, a copy first."""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, select, text, update

from servanda.model import WrongCall
from servanda.register import indexing, subtotals
from servanda.register.tables import VERSION, claim, coding, passage, resolution, same, searched, setting


def migrate(engine: Engine, address: str) -> None:
    """Brings the register to the layout of this program; a register that is there already is left as it is.

    The copy of a file stands beside it (`r.db` becomes `r.db.layout-1`); on a server the old tables are copied into
    a schema of their own (`servanda_layout_1`).
    """
    with engine.connect() as connection:
        before = _version(connection)
    if before >= VERSION:
        return
    if engine.dialect.name == "sqlite":
        _copy_file(engine, before)
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        # Somebody else may have done it while we made the copy.
        before = _version(connection)
        if before < VERSION and connection.dialect.name != "sqlite":
            _copy_tables(connection, before)
        for number in range(before + 1, VERSION + 1):
            STEPS[number](connection)
        if before < VERSION:
            connection.execute(update(setting).where(setting.c.name == "version").values(value=str(VERSION)))


def _version(connection: Connection) -> int:
    return int(connection.scalar(select(setting.c.value).where(setting.c.name == "version")) or 0)


def _copy_file(engine: Engine, version: int) -> None:
    """A whole and consistent copy, by SQLite's own backup; one that is there already is kept, as it is the older one."""
    name = engine.url.database
    if not name or name == ":memory:":
        return
    target = Path(f"{name}.layout-{version}")
    if target.exists():
        return
    half = target.with_name(f"{target.name}.{_UNFINISHED}")
    try:
        with closing(sqlite3.connect(name)) as old, closing(sqlite3.connect(half)) as new:
            old.backup(new)
        half.replace(target)
    except (OSError, sqlite3.Error) as error:
        half.unlink(missing_ok=True)
        raise WrongCall(
            f"{name}: of an older layout; before it is brought up to date a copy is made, and that failed ({error}). "
            f"Make room beside it for {target.name}; the register is as it was"
        ) from error


_UNFINISHED = "unfinished"


def _copy_tables(connection: Connection, version: int) -> None:
    schema = f"servanda_layout_{version}"
    connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS "{schema}"'))
    kept = set(inspect(connection).get_table_names(schema=schema))
    for name in inspect(connection).get_table_names():
        if name not in kept:
            connection.execute(text(f'CREATE TABLE "{schema}"."{name}" AS TABLE "{name}"'))


def _to_2(connection: Connection) -> None:
    """Confidence and validity of claims; what is the same; codings."""
    number = "FLOAT" if connection.dialect.name == "sqlite" else "DOUBLE PRECISION"
    for name, kind in (("confidence", number), ("valid_from", "TEXT"), ("valid_until", "TEXT")):
        connection.execute(text(f'ALTER TABLE "claim" ADD COLUMN "{name}" {kind}'))
    for table in (same, coding, resolution):
        table.create(connection)


def _to_3(connection: Connection) -> None:
    """Search over commitments, which step 6 makes anew."""


def _to_4(connection: Connection) -> None:
    """Subtotals of the ledger."""
    subtotals.make(connection)


def _to_5(connection: Connection) -> None:
    """An index for the queue of reviews."""
    next(index for index in claim.indexes if index.name == "claim_by_confidence").create(connection)


def _to_6(connection: Connection) -> None:
    """Searches that know what is filtered by."""
    for name in ("said", "search", "passage"):
        connection.execute(text(f'DROP TABLE IF EXISTS "{name}"'))
    if connection.dialect.name != "sqlite":
        connection.execute(text("DROP INDEX IF EXISTS document_words"))
    for table in (passage, searched):
        table.create(connection)
    indexing.make(connection)
    indexing.fill(connection)


STEPS: Mapping[int, Callable[[Connection], None]] = {2: _to_2, 3: _to_3, 4: _to_4, 5: _to_5, 6: _to_6}
"""The step to each layout from the one before it."""
