"""`servanda add` of 200 texts, killed (SIGKILL) at random moments a hundred times: every document must be there whole, or not at all.

    python benchmarks/killing.py [TIMES]

The moments begin when the register's file is there. After each kill the register is opened and checked: SQLite's own integrity
check, and for each document the very claims, passages and sightings that an undisturbed `add` gives it. The register lives
through several kills, so that texts are also read again.
"""

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

TEXTS = 200
LIVES = 4
_ASKED = {
    "claims": "SELECT document, count(*), sum(length(value)) FROM claim GROUP BY document",
    "evidence": "SELECT c.document, count(*) FROM evidence e JOIN claim c ON c.id = e.claim GROUP BY c.document",
    "passages": "SELECT c.document, count(*) FROM passage p JOIN claim c ON c.id = p.claim GROUP BY c.document",
    "searched": "SELECT document, count(*), sum(length(filed)) FROM search GROUP BY document",
    "standing": "SELECT r.document, count(DISTINCT s.claim) FROM sighting s JOIN reading r ON r.id = s.reading GROUP BY r.document",
}


def texts(folder: Path) -> None:
    """Made-up agreements, each another one."""
    folder.mkdir()
    for k in range(TEXTS):
        articles = "\n\n".join(
            f"Article {n}\nThe Parties shall train {k + n} engineers within {n} months. Norway will pay {k + 1},000 euros in {2026 + n}."
            for n in range(1, 8)
        )
        title = f"Agreement number {k} between Norway and Moldova on training"
        (folder / f"{k:03}.txt").write_text(f"{title}\n\n{articles}\n\nDone at Oslo on {k % 27 + 1} May 2025.\n")


def add(folder: Path, register: Path) -> "subprocess.Popen[bytes]":
    words = [sys.executable, "-m", "servanda", "add", str(folder), "--register", str(register)]
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def held(register: Path) -> dict[str, dict[str, tuple[int, ...]]]:
    """What each document has in each table; fails if SQLite finds the file broken."""
    with closing(sqlite3.connect(register)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        known = {name: {} for (name,) in raw.execute("SELECT id FROM document")}
        for what, query in _ASKED.items():
            for name, *numbers in raw.execute(query):
                known[name][what] = tuple(numbers)
    return known


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    dice = random.Random(20260101)
    with TemporaryDirectory() as place:
        folder, register = Path(place) / "texts", Path(place) / "register.db"
        texts(folder)
        start = time.monotonic()
        assert add(folder, Path(place) / "whole.db").wait() == 0
        took = time.monotonic() - start
        whole = held(Path(place) / "whole.db")
        assert len(whole) == TEXTS
        found = []
        for number in range(times):
            if number % LIVES == 0:
                for path in Path(place).glob("register.db*"):
                    path.unlink()
            process = add(folder, register)
            while not register.exists() and process.poll() is None:
                time.sleep(0.001)
            time.sleep(dice.uniform(0.0, 0.9) * took)
            process.send_signal(signal.SIGKILL)
            process.wait()
            if not register.exists():
                continue
            with closing(sqlite3.connect(register)) as raw:
                made = raw.execute("SELECT count(*) FROM sqlite_master WHERE name = 'setting'").fetchone()[0]
            if made:
                now = held(register)
                assert all(whole[name] == parts for name, parts in now.items()), f"kill {number}: a document is not whole"
                found.append(len(now))
        shutil.rmtree(folder)
    print(f"{times} kills, {len(found)} of them with a register there: every document whole or absent")
    print(f"documents in it: fewest {min(found)}, median {sorted(found)[len(found) // 2]}, most {max(found)} of {TEXTS}")


if __name__ == "__main__":
    main()
