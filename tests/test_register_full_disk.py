"""A disk that fills up gives a clear error and leaves an intact register; many readers during a write see whole documents."""

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from servanda.register import open_register, viewing, writing
from tests.nouns import TEXT, reading

resource = pytest.importorskip("resource", reason="no limit of a file's size can be set here")
ROOT = Path(__file__).parent.parent
AT = "2026-01-01T00:00:00+00:00"
FULL = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
sys.path.insert(0, {root!r})
from servanda.model import ServandaError
from servanda.register import open_register, writing
from tests.nouns import TEXT, reading
kept = 0
try:
    with open_register({register!r}, create=True) as register:
        for number in range(4000):
            writing.add(register, reading(f"{{TEXT}} {{number}}" + " and so on" * 200), reader="test", at={at!r})
            kept += 1
except ServandaError as error:
    print(kept, error)
"""


@pytest.mark.parametrize("limit", [600_000, 900_000])
def test_a_full_disk_is_told_and_leaves_whole_documents(tmp_path: Path, limit: int) -> None:
    register = tmp_path / "r.db"
    code = FULL.format(limit=limit, root=str(ROOT), register=str(register), at=AT)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    kept, _, told = done.stdout.partition(" ")
    assert "Nothing of this step was kept" in told, done.stdout + done.stderr
    assert "full" in told or "I/O" in told
    with closing(sqlite3.connect(register)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with open_register(str(register)) as opened:
        assert len(viewing.documents(opened)) == int(kept)
        assert len(viewing.claims(opened, kind="commitment")) == 2 * int(kept)
        writing.add(opened, reading(), reader="test", at=AT)
        assert len(viewing.documents(opened)) == int(kept) + 1


def test_fifty_readers_during_a_write_see_whole_documents(tmp_path: Path) -> None:
    path = str(tmp_path / "r.db")
    open_register(path, create=True).close()
    done = threading.Event()
    broken: list[str] = []

    def read() -> None:
        with open_register(path) as register:
            while not done.is_set():
                for entry in viewing.documents(register)[:2]:
                    if len(viewing.stored_reading(register, entry.id).commitments) != 2:
                        broken.append(entry.id)

    readers = [threading.Thread(target=read) for _ in range(50)]
    for thread in readers:
        thread.start()
    with open_register(path) as register:
        for number in range(20):
            writing.add(register, reading(f"{TEXT} {number}"), reader="test", at=AT)
    done.set()
    for thread in readers:
        thread.join()
    assert broken == []
