"""Web archives for tests, made of a few pages of our own."""

import zlib
from collections.abc import Iterable, Sequence

PACT = """<html lang="en"><head><title>{a} and {b} sign a security agreement</title></head><body>
<nav><a href="/">Home</a> <a href="/w">World</a></nav><article><h1>{a} and {b} sign a security agreement</h1>
<p>{a} and {b} signed a ten-year security agreement in Oslo on 13 June 2024. The agreement commits {a} to train the army of
{b} and to consult with the government of {b} within a day if the country is attacked.</p>
<p>Prime Minister Ola Berg pledged {n} million euros in military aid for the first year. The treaty must be ratified by the
parliament before it can enter into force, the foreign minister said, and the government of {b} will contribute the land
for the training camp.</p>
<p>"We will deliver the first ten air defence systems before the winter," Berg told reporters in the capital.</p>
</article></body></html>"""
CAKE = """<html lang="en"><head><title>Lemon cake {n}</title></head><body>
<p>Beat the butter with the sugar until the mixture is pale. Add the eggs one at a time and fold in the flour.</p>
<p>Pour the dough into the tin and bake it in the middle of the oven for {n} minutes. The smell fills the whole house.</p>
</body></html>"""
GERMAN = '<html lang="de"><body><p>Der Kuchen wird in der Mitte des Ofens gebacken, bis er braun ist.</p></body></html>'
STATES = ("Norway", "Moldova", "Kenya", "Japan", "France", "Ghana", "Peru", "Canada", "Poland", "Spain", "Chile", "Nepal")


def pact(k: int) -> bytes:
    """A report of an agreement, each number another one."""
    a, b = STATES[k % len(STATES)], STATES[(k + 1 + k // len(STATES)) % len(STATES)]
    return PACT.format(a=a, b=b, n=100 + k).encode()


def pages(count: int) -> list[bytes]:
    """Pages of which every tenth is a report of an agreement, and some are German."""
    found = []
    for k in range(count):
        found.append(pact(k) if k % 10 == 0 else GERMAN.encode() if k % 10 == 5 else CAKE.format(n=k).encode())
    return found


def record(
    content: bytes, k: int = 0, *, kind: str = "response", head: str = "Content-Type: text/html", date: str = "2024-06-13"
) -> bytes:
    """A record of a web archive."""
    block = content
    if kind == "response":
        block = f"HTTP/1.1 200 OK\r\n{head}\r\nContent-Length: {len(content)}\r\n\r\n".encode() + content
    media = {"response": "application/http; msgtype=response", "conversion": "text/plain"}.get(kind, "application/warc-fields")
    lines = (
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Date: {date}T00:00:00Z",
        f"WARC-Record-ID: <urn:uuid:{k:032d}>",
        f"WARC-Target-URI: https://news.example/{k}",
        f"Content-Type: {media}",
        f"Content-Length: {len(block)}",
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def gzipped(content: bytes) -> bytes:
    """One gzip member."""
    packer = zlib.compressobj(6, wbits=31)
    return packer.compress(content) + packer.flush()


def archive(found: Iterable[bytes], *, packed: bool = True) -> bytes:
    """An archive of pages, with the record that archives begin with."""
    records = [record(b"software: a test\r\n", kind="warcinfo"), *(record(page, k) for k, page in enumerate(found))]
    return joined(records, packed=packed)


def joined(records: Sequence[bytes], *, packed: bool = True) -> bytes:
    """Records as a file, each a member of its own where it is packed."""
    return b"".join(map(gzipped, records)) if packed else b"".join(records)
