"""How fast the ledger adds up a million flows, beside DuckDB and pandas on the same rows, and how fast IATI files come in.

    python benchmarks/ledger.py [--flows 1000000] [--transactions 100000]

The register is made in a temporary folder. Peers that are not installed are skipped.
"""

import argparse
import importlib
import random
import resource
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from made_register import STATES

from servanda.flow import tracking
from servanda.flow.importing import import_from
from servanda.register import open_register

DONORS = STATES[:20]
STAGES = ("allocated", "delivered", "disbursed", "pledged")
AREAS = ("economic_support", "humanitarian", "military_aid", "training")
COLUMNS = ("stage", "donor", "month", "currency", "value")


def best_of(times: int, run: Callable[[], Any]) -> float:
    """The shortest of several runs, in seconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return min(taken)


def made_rows(number: int) -> Iterator[tuple[str, ...]]:
    """The same made-up flows each time."""
    dice = random.Random(7)
    for _ in range(number):
        month = f"20{dice.randint(20, 26)}-{dice.randint(1, 12):02d}"
        yield dice.choice(STAGES), dice.choice(DONORS), month, dice.choice(("EUR", "USD")), f"{dice.randint(1, 10**11) / 100:.2f}"


def fill(address: str, number: int) -> float:
    """Puts the flows straight into the ledger's table of a new register; the seconds that took."""
    open_register(address, create=True).close()
    start = time.perf_counter()
    with sqlite3.connect(address) as connection:
        connection.execute("INSERT INTO document VALUES ('d', 'other', NULL, NULL, NULL, NULL, 'made', 'text', '2026')")
        connection.executemany(
            "INSERT INTO posting VALUES (?, 'c', 'd', ?, ?, 'UKR', ?, ?, ?, 'made', ?, ?, NULL, '', NULL, NULL, 0)",
            (
                (f"f{k}", stage, donor, month, month, AREAS[k % 4], currency, round(float(value) * 100) * 100)
                for k, (stage, donor, month, currency, value) in enumerate(made_rows(number))
            ),
        )
    return time.perf_counter() - start


def peers(number: int) -> Iterator[tuple[str, Callable[[], Any]]]:
    """The same sums by DuckDB and by pandas, exact decimals in DuckDB, integers of cents in pandas."""
    rows = list(made_rows(number))
    try:
        pandas = importlib.import_module("pandas")
        frame = pandas.DataFrame(rows, columns=list(COLUMNS))
        frame["value"] = (frame["value"].astype(float) * 100).round().astype("int64")
        yield "pandas", lambda: frame.groupby(["stage", "donor", "month", "currency"])["value"].sum()
    except ImportError:
        print("pandas: not installed, skipped")
        return
    try:
        duckdb = importlib.import_module("duckdb")
        connection = duckdb.connect()
        connection.register("frame", frame)
        connection.execute(
            "CREATE TABLE flow AS SELECT stage, donor, month, currency, (value / 100)::DECIMAL(18, 2) AS value FROM frame"
        )
        asked = "SELECT stage, donor, month, currency, SUM(value) FROM flow GROUP BY ALL"
        yield "DuckDB", lambda: connection.execute(asked).fetchall()
    except ImportError:
        print("DuckDB: not installed, skipped")


def write_iati(path: Path, transactions: int) -> None:
    """An IATI file of made-up activities with twenty transactions each."""
    dice = random.Random(2)
    with path.open("w", encoding="utf-8") as out:
        out.write('<iati-activities version="2.03">\n')
        for a in range(transactions // 20):
            out.write(f'<iati-activity default-currency="EUR"><iati-identifier>DE-1-{a}</iati-identifier>')
            out.write('<reporting-org ref="DE-1" type="10"><narrative>A ministry</narrative></reporting-org>')
            out.write(
                f'<title><narrative>Project {a}</narrative></title><recipient-country code="{dice.choice(("UA", "MD", "KE"))}"/>\n'
            )
            for k in range(20):
                day = f"20{dice.randint(10, 25)}-{dice.randint(1, 12):02d}-15"
                out.write(
                    f'<transaction><transaction-type code="{dice.choice((2, 3, 4, 12))}"/><transaction-date iso-date="{day}"/>'
                )
                out.write(f'<value value-date="{day}">{dice.randint(1, 10**7)}.{dice.randint(0, 99):02d}</value>')
                out.write(f"<description><narrative>Payment {k}</narrative></description></transaction>\n")
            out.write("</iati-activity>\n")
        out.write("</iati-activities>\n")


def main() -> None:
    """Runs all of it and prints a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--flows", type=int, default=1_000_000)
    parser.add_argument("--transactions", type=int, default=100_000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        address = str(Path(folder) / "ledger.db")
        print(f"{args.flows:,} flows put in: {fill(address, args.flows):.1f} s")
        with open_register(address) as register:
            for by in (("stage", "donor", "month"), ("stage", "category"), ("stage", "donor", "year")):
                seconds = best_of(5, lambda by=by: tracking.ledger(register, by))  # type: ignore[misc]
                print(f"servanda ledger --by {','.join(by)}: {seconds * 1000:.0f} ms")
        for name, run in peers(args.flows):
            print(f"{name}, stage, donor, month: {best_of(5, run) * 1000:.0f} ms")
        source = Path(folder) / "activities.xml"
        write_iati(source, args.transactions)
        before, start = time.process_time(), time.perf_counter()
        kept = sum(
            added.claims for added in import_from(str(Path(folder) / "iati.db"), "iati", str(source)) if hasattr(added, "claims")
        )
        cpu, wall = time.process_time() - before, time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{kept:,} IATI transactions: {wall:.1f} s ({cpu:.1f} s of processor time); peak memory of the whole run {peak:.0f} MB"
        )


if __name__ == "__main__":
    main()
