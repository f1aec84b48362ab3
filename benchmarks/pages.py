"""How fast the pages answer on a large register with twenty visitors at once, beside Datasette on the same SQLite file.

    python benchmarks/pages.py [--register FILE] [--agreements 500] [--commitments 50000] [--flows 1000000]

Makes the register in FILE if it is not there (some minutes). Each visitor looks at a page for a second at the mean before he asks
for the next one. `again` asks for the same address all the time, `fresh` for another one each time (other filters, other
agreements), so that no finished page can be sent again. `cpu` is the processor time of the server (user and system) a fresh
request: the figure that does not depend on what else the machine does; the other times are those that a visitor waits, under
whatever load there is. Datasette (`pip install datasette`) is skipped, saying so, where it is not installed; first paint where
no Chromium is.
"""

import argparse
import asyncio
import importlib.util
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.made_register import AREAS, STATES, fill
from servanda.flow import keeping

VISITORS = 20
ROUNDS = 10
PAUSE = 1.0
"""Seconds that a visitor looks at a page before asking for the next one, at the mean."""


@contextmanager
def running(command: list[str], ready: str) -> Iterator[int]:
    """The process id of a server, from when it answers at an address until the block ends."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
        try:
            for _ in range(600):
                try:
                    urlopen(ready, timeout=60).read()
                    break
                except OSError:
                    time.sleep(0.1)
            yield program.pid
        finally:
            program.terminate()


def processor_time(pid: int) -> float:
    """Seconds of user and system time that a process has used; not a number where the system has no /proc."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return float("nan")
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _visit(port: int, addresses: list[str], taken: list[float], dice: random.Random) -> None:
    """One visitor, who asks for one address after another on one connection and looks at each page for a while."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for address in addresses:
        await asyncio.sleep(dice.uniform(0, 2 * PAUSE))
        start = time.perf_counter()
        writer.write(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        assert b" 200 " in head.split(b"\r\n")[0], (address, head[:200])
        length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
        if length:
            await reader.readexactly(int(length[1]))
        else:
            while size := int(await reader.readline(), 16):
                await reader.readexactly(size + 2)
            await reader.readline()
        taken.append(time.perf_counter() - start)
    writer.close()


def load(port: int, address: Callable[[int], str]) -> tuple[float, float]:
    """(median, 95th percentile) of the milliseconds until the last byte, with all visitors at once."""
    taken: list[float] = []

    async def all_at_once() -> None:
        plans = [[address(v * ROUNDS + k) for k in range(ROUNDS)] for v in range(VISITORS)]
        await asyncio.gather(*(_visit(port, plan, taken, random.Random(n)) for n, plan in enumerate(plans)))

    asyncio.run(all_at_once())
    taken.sort()
    return statistics.median(taken) * 1000, taken[int(len(taken) * 0.95)] * 1000


def measured(port: int, pid: int, address: Callable[[int], str]) -> tuple[float, float, float]:
    """(median, 95th percentile, processor time of the server a request), in milliseconds."""
    before = processor_time(pid)
    median, high = load(port, address)
    return median, high, (processor_time(pid) - before) * 1000 / (VISITORS * ROUNDS)


def same(address: str) -> Callable[[int], str]:
    """The same address for every number."""
    return lambda k: address


def weight(port: int, address: str) -> int:
    """Bytes of a page as it is sent."""
    return len(urlopen(Request(f"http://127.0.0.1:{port}{address}", headers={"Accept-Encoding": "gzip"})).read())


def pages(register: str) -> dict[str, Callable[[int], str]]:
    """The pages, each with another address for each number."""
    entries = keeping.list_agreements(register)
    dice = random.Random(3)
    ids = [entry.id for entry in entries]
    documents = [entry.document for entry in entries]
    pairs = [dice.sample(documents, 2) for _ in range(VISITORS * ROUNDS)]
    return {
        "/": lambda k: f"/?visit={k}",
        "/search": lambda k: f"/search?q=engineers+number+{k}",
        "/agreements": lambda k: f"/agreements?party={STATES[k % len(STATES)]}&q={k % 7}&visit={k}",
        "/agreements/ID": lambda k: f"/agreements/{ids[k % len(ids)]}?visit={k}",
        "/commitments": lambda k: (
            f"/commitments?by={STATES[k % len(STATES)]}&area={AREAS[k % len(AREAS)]}&page={k % 5 + 1}&visit={k}"
        ),
        "/commitments?q": lambda k: f"/commitments?q=number+{k}",
        "/compare": lambda k: f"/compare?party={STATES[k % len(STATES)]}&visit={k}",
        "/compare?a&b": lambda k: f"/compare?a={pairs[k][0]}&b={pairs[k][1]}",
        "/ledger": lambda k: f"/ledger?by={('donor', 'month', 'category', 'year')[k % 4]}&visit={k}",
        "/compare texts": lambda k: f"/compare?a={pairs[k][0]}&b={pairs[k][1]}&view=texts",
        "/ledger time": lambda k: (
            f"/ledger?view=time&by={('donor', 'category')[k % 2]}&step={('year', 'month')[k // 2 % 2]}&visit={k}"
        ),
        "/ledger share": lambda k: f"/ledger?view=share&visit={k}",
        "/ledger/flows": lambda k: (
            f"/ledger/flows?stage=pledged&donor={STATES[k % len(STATES)]}&month=2020-0{k % 9 + 1}&currency=EUR&visit={k}"
        ),
        "/due": lambda k: f"/due?on=2026-01-15&status={('open', 'past', 'all')[k % 3]}&visit={k}",
        "/scenario": lambda k: f"/scenario?event=armed+attack+on+{STATES[k % len(STATES)]}&on=2026-01-15&visit={k}",
        "/barometer": lambda k: f"/barometer?visit={k}",
        "/documents": lambda k: f"/documents?q={k}",
        "/review": lambda k: f"/review?visit={k}",
    }


def paint(port: int, addresses: list[str]) -> dict[str, float]:
    """Milliseconds to the first contentful paint of each page, in a fresh browser each time; empty without a Chromium."""
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser")
    if not browser_path or not importlib.util.find_spec("playwright"):
        print("first paint: skipped, no Chromium")
        return {}
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    told = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        for address in addresses:
            page = browser.new_context().new_page()
            page.goto(f"http://127.0.0.1:{port}{address}")
            entry = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1"
            told[address] = float(page.evaluate(entry))
            page.context.close()
        browser.close()
    return told


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--register", default="/tmp/servanda-pages.db")
    parser.add_argument("--agreements", type=int, default=500)
    parser.add_argument("--commitments", type=int, default=50_000)
    parser.add_argument("--flows", type=int, default=1_000_000)
    parser.add_argument("--only", help="only pages with this in their name")
    args = parser.parse_args()
    if not Path(args.register).exists():
        print(f"making {args.register} ...")
        fill(args.register, args.agreements, args.commitments, args.flows)
    asked = {name: address for name, address in pages(args.register).items() if not args.only or args.only in name}
    serve = [sys.executable, "-m", "servanda", "serve", "--register", args.register, "--port", "8941"]
    start = time.perf_counter()
    with running(serve, "http://127.0.0.1:8941/") as pid:
        print(f"first page after {time.perf_counter() - start:.1f} s")
        print(
            f"{'page':<16} {'first':>8} {'again':>8} {'p95':>8} {'fresh':>8} {'p95':>8} {'cpu':>8} {'bytes':>8}   (ms, {VISITORS} visitors)"
        )
        for name, address in asked.items():
            start = time.perf_counter()
            size = weight(8941, address(0))
            first = (time.perf_counter() - start) * 1000
            again, again95 = load(8941, same(address(0)))
            fresh, fresh95, cpu = measured(8941, pid, address)
            print(
                f"{name:<16} {first:8.0f} {again:8.1f} {again95:8.1f} {fresh:8.1f} {fresh95:8.1f} {cpu:8.1f} {size:8d}",
                flush=True,
            )
        painted = paint(8941, [address(0) for address in asked.values()])
        if painted:
            print(f"first paint: median {statistics.median(painted.values()):.0f} ms, slowest {max(painted.values()):.0f} ms")
    if not args.only:
        beside_datasette(args.register)


def beside_datasette(register: str) -> None:
    """The same load on Datasette's pages of the same tables."""
    if not importlib.util.find_spec("datasette"):
        print("datasette: skipped, not installed")
        return
    serve = [sys.executable, "-m", "datasette", "serve", register, "--port", "8942", "--setting", "sql_time_limit_ms", "20000"]
    name = Path(register).stem
    tables = {
        "index": lambda k: f"/?visit={k}",
        "claim": lambda k: f"/{name}/claim?visit={k}",
        "claim, facets": lambda k: f"/{name}/claim?kind=commitment&_facet=force&visit={k}",
        "posting, facets": lambda k: f"/{name}/posting?_facet=stage&_facet=donor&visit={k}",
        "document": lambda k: f"/{name}/document?_size=20&visit={k}",
        "document, search": lambda k: f"/{name}/document?title__contains={k}&_size=20",
    }
    with running(serve, "http://127.0.0.1:8942/-/versions.json") as pid:
        version = json.load(urlopen("http://127.0.0.1:8942/-/versions.json"))["datasette"]["version"]
        for table, address in tables.items():
            try:
                fresh, fresh95, cpu = measured(8942, pid, address)
                size = weight(8942, address(0))
            except (AssertionError, OSError, asyncio.IncompleteReadError) as error:
                print(f"datasette {version} {table:<18} failed: {error!s:.80}")
                continue
            print(
                f"datasette {version} {table:<18} fresh {fresh:8.1f} p95 {fresh95:8.1f} cpu {cpu:8.1f} bytes {size}", flush=True
            )


if __name__ == "__main__":
    main()
