"""The register at a million claims: loading beside a plain `executemany` of the same rows, a page of an agreement, searches, readers.

    python benchmarks/register.py [CLAIMS]

All figures of one run, on made-up agreements that are always the same (made_register.py). The peer is SQLite's own driver:
the rows that the register wrote, given to `executemany` table by table, into a file with the same tables, indexes and
pragmas.
"""

import multiprocessing
import random
import resource
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from made_register import readings

from servanda.flow import asking, keeping
from servanda.model import Asked, Document, Reading
from servanda.register import open_register, viewing, writing

SYLLABLES = ("ba", "de", "fi", "go", "lu", "ma", "ne", "pi", "ro", "su", "ta", "ve", "zi", "ko", "hu")
AT, LATER = "2026-01-01T00:00:00+00:00", "2026-02-01T00:00:00+00:00"
PROMISES = 100
BATCH = 40
TABLES = ("document", "reading", "claim", "evidence", "sighting", "passage", "search", "said")


def peak() -> float:
    """The most memory this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def batches(found: Iterator[Reading], size: int) -> Iterator[list[Reading]]:
    while some := list(islice(found, size)):
        yield some


class Clock:
    """Adds up seconds of the wall and of this process: the second are what is left of the first on a machine that others use."""

    def __init__(self) -> None:
        self.wall = self.own = 0.0

    def __enter__(self) -> None:
        self._begun = time.perf_counter(), time.process_time()

    def __exit__(self, *trouble: object) -> None:
        self.wall += time.perf_counter() - self._begun[0]
        self.own += time.process_time() - self._begun[1]


def load(path: Path, claims: int) -> tuple[int, Clock, float, float]:
    """(claims, seconds of adding, peak memory after a tenth, and at the end)."""
    agreements, clock, early = claims // PROMISES, Clock(), 0.0
    with open_register(str(path), create=True) as register:
        for number, some in enumerate(batches(readings(agreements, agreements * PROMISES, 0), BATCH)):
            with clock:
                writing.add_many(register, [(found, ()) for found in some], reader="made", at=AT)
            if number == agreements // BATCH // 10:
                early = peak()
    with closing(sqlite3.connect(path)) as raw:
        (number,) = raw.execute("SELECT count(*) FROM claim").fetchone()
    return number, clock, early, peak()


def plain(path: Path, source: Path) -> Clock:
    """Seconds of `executemany` for the rows of every table, in as many transactions as the register took."""
    open_register(str(path), create=True).close()
    clock = Clock()
    with closing(sqlite3.connect(source)) as rows, closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA cache_size = -65536")
        names = [name for (name,) in rows.execute("SELECT id FROM document ORDER BY rowid")]
        for k in range(0, len(names), BATCH):
            some = names[k : k + BATCH]
            taken = [(table, *of_documents(rows, table, some)) for table in TABLES]
            with clock:
                raw.execute("BEGIN IMMEDIATE")
                for table, columns, values in taken:
                    places = ", ".join("?" * len(columns))
                    listed = ", ".join(f'"{column}"' for column in columns)
                    raw.executemany(f'INSERT INTO "{table}" ({listed}) VALUES ({places})', values)
                raw.execute("COMMIT")
    return clock


def of_documents(rows: sqlite3.Connection, table: str, names: list[str]) -> tuple[list[str], list[tuple[object, ...]]]:
    """(columns, rows) that the table has for these documents."""
    given = "(" + ", ".join("?" * len(names)) + ")"
    claims = f"SELECT id FROM claim WHERE document IN {given}"
    if table == "said":
        words = (
            "SELECT p.id, group_concat(substr(d.text, e.start + 1, e.end - e.start), ' ') FROM document d "
            "CROSS JOIN claim c ON c.document = d.id CROSS JOIN passage p ON p.claim = c.id CROSS JOIN evidence e ON e.claim = c.id "
            f"WHERE d.id IN {given} GROUP BY p.id"
        )
        return ["rowid", "words"], rows.execute(words, names).fetchall()
    where = {
        "document": f"id IN {given}",
        "evidence": f"claim IN ({claims})",
        "sighting": f"reading IN (SELECT id FROM reading WHERE document IN {given})",
        "passage": f"claim IN ({claims})",
    }.get(table, f"document IN {given}")
    if table == "search":
        return ["title", "body", "document", "kind"], rows.execute(
            f"SELECT coalesce(title, ''), text, id, kind FROM document WHERE id IN {given}", names
        ).fetchall()
    found = rows.execute(f'SELECT * FROM "{table}" WHERE {where}', names)
    return [column[0] for column in found.description], found.fetchall()


def timed(times: int, ask: Callable[[int], object]) -> str:
    """Median and worst of several askings, by the wall and by this process; each gets its number, so that it can ask for something else."""
    walls, own = [], []
    for number in range(times):
        clock = Clock()
        with clock:
            ask(number)
        walls.append(clock.wall * 1000)
        own.append(clock.own * 1000)
    middle = times // 2
    return f"median {sorted(walls)[middle]:.1f} ms (own {sorted(own)[middle]:.1f} ms), worst {max(walls):.1f} ms (own {max(own):.1f} ms)"


def articles(path: Path, number: int) -> None:
    """A register of so many articles of 250 words for searches; how often a word stands follows Zipf."""
    dice = random.Random(7)
    words = ["party", "shall", "agreement", *(f"{a}{b}{c}" for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES)]
    weights = [1 / (rank + 3) for rank in range(len(words))]
    with open_register(str(path), create=True) as register:
        for start in range(0, number, 500):
            some = []
            for k in range(start, min(start + 500, number)):
                body = " ".join(dice.choices(words, weights, k=250))
                text = f"Article {k}\n{body}"
                some.append(
                    (Reading(Document(Document.id_of(text), "other", f"Article {k}", None, None, "en", text, f"made/{k}")), ())
                )
            writing.add_many(register, some, reader="made", at=AT)


def read_on(path: str, number: int, ready: "multiprocessing.Queue[int]", told: "multiprocessing.Queue[tuple[int, int]]") -> None:
    """So many readers at once, each with a connection of its own, that read the last documents for ten seconds; tells how many they
    read, and how many were not whole.
    """
    counts: list[tuple[int, int]] = []

    def read() -> None:
        seen = broken = 0
        with open_register(path) as register:
            entries = viewing.documents(register)
            ready.put(1)
            until = time.time() + 10
            while time.time() < until:
                entries = viewing.documents(register) if seen % 50 == 0 else entries
                found = viewing.stored_reading(register, entries[seen % min(20, len(entries))].id)
                seen += 1
                broken += len(found.commitments) != PROMISES
        counts.append((seen, broken))

    threads = [threading.Thread(target=read) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told.put((sum(seen for seen, _ in counts), sum(broken for _, broken in counts)))


def readers(path: Path, processes: int, threads: int) -> tuple[int, int, int]:
    """(documents written meanwhile, readings of documents, readings that were not whole) with so many readers."""
    context = multiprocessing.get_context("spawn")
    told: multiprocessing.Queue[tuple[int, int]] = context.Queue()
    ready: multiprocessing.Queue[int] = context.Queue()
    work = [context.Process(target=read_on, args=(str(path), threads, ready, told)) for _ in range(processes)]
    for process in work:
        process.start()
    for _ in range(processes * threads):
        ready.get()
    written = 0
    with open_register(str(path)) as register:
        for found in readings(10**4, 10**4 * PROMISES, 0):
            if all(not process.is_alive() for process in work) or told.qsize() == processes:
                break
            text = found.document.text + f"\nWritten while others read: {written}."
            document = Document(Document.id_of(text), "agreement", None, None, None, "en", text, f"made/late/{written}")
            writing.add(register, Reading(document, commitments=found.commitments), reader="made", at=LATER)
            written += 1
    results = [told.get() for _ in work]
    for process in work:
        process.join()
    return written, sum(read for read, _ in results), sum(broken for _, broken in results)


def main() -> None:
    claims = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with TemporaryDirectory() as folder:
        path = Path(folder) / "register.db"
        number, ours, early, late = load(path, claims)
        theirs = plain(Path(folder) / "plain.db", path)
        print(
            f"load: {number:,} claims in {ours.wall:.1f} s (own {ours.own:.1f} s), {number / ours.own:,.0f} a second of its own"
        )
        print(f"      the same rows by executemany {theirs.wall:.1f} s (own {theirs.own:.1f} s)")
        print(f"      {theirs.wall / ours.wall:.2f} of its speed, by own time {theirs.own / ours.own:.2f}")
        print(
            f"      peak memory {early:.0f} MB after a tenth, {late:.0f} MB at the end; {path.stat().st_size / 10**6:,.0f} MB on disk"
        )
        with keeping.opened(str(path)) as register:
            entries = keeping.list_documents(register)
            told = timed(50, lambda k: keeping.show(register, entries[k * 37 % len(entries)].id))
            print(f"page of an agreement with {PROMISES} commitments: {told}")
            told = timed(20, lambda k: asking.search_commitments(register, f"engineers number {k}", Asked(), limit=20))
            print(f"search over commitments, words: {told}")
            told = timed(20, lambda k: asking.search_commitments(register, "vehicles", Asked(party="POL"), limit=20))
            print(f"search over commitments, a common word and a party: {told}")
        written, read, broken = readers(path, 5, 10)
        print(f"50 readers during a write of {written} documents: {read} readings, {broken} not whole")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "articles.db"
        articles(path, 30_000)
        with keeping.opened(str(path)) as register:
            for words in ("party", "party shall agreement", "badefi", "shall badelu", "huhuhu", "koko"):
                told = timed(15, lambda k, words=words: asking.search(register, words, limit=50))  # type: ignore[misc]
                print(f"search of 30,000 articles, {words!r}: {told}")


if __name__ == "__main__":
    main()
