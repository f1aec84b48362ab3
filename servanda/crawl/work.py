"""One shard's work: sift every page, read what passes, write the part. The same on a laptop and on a cluster."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from servanda.crawl.fingerprints import fingerprint
from servanda.crawl.inputs import Shard, records
from servanda.crawl.languages import language_of
from servanda.crawl.page import BadRecord, Page
from servanda.crawl.parts import Part, Whereabouts, tally_of
from servanda.crawl.reading import opened
from servanda.crawl.rows import document_row, finding_rows
from servanda.crawl.sieve import Sieve, Sifted
from servanda.crawl.tally import Tally
from servanda.lexicon import Lexicon, load_lexicon
from servanda.model import BadInput
from servanda.read import read

_EVERY = 500
"""Pages between two words of progress."""
_WORDS = 12
_PAGES_AT_ONCE = 16
_BYTES_AT_ONCE = 4 * 1024 * 1024
"""What is sifted together: a page of usual size is one of sixteen, a large one waits for no other."""

Watch = Callable[[Tally], None]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a job reads: pages from a day on, those with so high a score, so many pages at most, with which codebook."""

    since: str | None = None
    threshold: float | None = None
    limit: int | None = None
    codebook: str | None = None


def work(shard: Shard, settings: Settings, folder: str, watch: Watch) -> Tally:
    """Does a shard's work, unless its part is there already; gives its counts."""
    target = Path(folder)
    done = tally_of(target, shard.number)
    if done is not None:
        return done
    part = Part(target, shard.number)
    try:
        worker = _Worker(shard, settings, part, Whereabouts(target, shard.number), watch)
        tally = worker.run()
        part.finish(tally)
    except BaseException:
        part.drop()
        raise
    return tally


class _Worker:
    def __init__(self, shard: Shard, settings: Settings, part: Part, whereabouts: Whereabouts, watch: Watch) -> None:
        self._shard, self._settings, self._part = shard, settings, part
        self._whereabouts, self._watch = whereabouts, watch
        self._lexicon = load_lexicon(settings.codebook)
        self._sieve = _sieve(settings.codebook, settings.threshold)
        self._all = Tally(shard.number)
        self._new = Tally(shard.number)
        self._told_size = 0
        self._met: dict[str, bytes] = {}
        self._waiting: list[Page] = []
        self._waiting_bytes = 0

    def run(self) -> Tally:
        limit = self._settings.limit
        for record in records(self._shard, self._settings.since):
            if isinstance(record, Page):
                self._wait(record)
            elif isinstance(record, BadRecord):
                self._bad(record)
            else:
                self._new.left[record.reason] += 1
            if self._new.pages >= _EVERY:
                self._tell(record.place.offset - self._shard.start)
            if limit is not None and self._all.pages + self._new.pages + len(self._waiting) >= limit:
                break
        self._sift()
        self._tell(self._shard.size)
        return self._all

    def _wait(self, page: Page) -> None:
        self._waiting.append(page)
        self._waiting_bytes += len(page.content)
        if len(self._waiting) >= _PAGES_AT_ONCE or self._waiting_bytes >= _BYTES_AT_ONCE:
            self._sift()

    def _tell(self, reached: int) -> None:
        reached = max(self._told_size, min(reached, self._shard.size)) if not self._shard.files else self._told_size
        if self._shard.files:
            reached = self._shard.size * (self._all.pages + self._new.pages) // max(1, len(self._shard.files))
        self._new.size = max(0, reached - self._told_size)
        self._told_size = max(reached, self._told_size)
        self._all.add(self._new)
        self._watch(self._new)
        self._new = Tally(self._shard.number)

    def _bad(self, record: BadRecord) -> None:
        self._new.bad += 1
        self._part.bad(record)

    def _sift(self) -> None:
        """Sifts the pages that wait, and reads those that pass."""
        pages, self._waiting, self._waiting_bytes = self._waiting, [], 0
        contents = [_as_utf8(page.content) for page in pages]
        for page, content, sifted in zip(pages, contents, self._sieve.sift_all(contents), strict=True):
            language = language_of(content, english=sifted.english)
            self._new.pages += 1
            self._new.unpacked += len(page.content)
            self._new.languages[language] += 1
            if sifted.passes:
                self._passed(page, sifted, language)

    def _passed(self, page: Page, sifted: Sifted, language: str) -> None:
        self._new.passed += 1
        if not self._whereabouts.at(str(page.place)):
            self._bad(BadRecord(page.place, "deadly", "two workers died while they read it", page.address))
            return
        try:
            self._read(page, sifted, language)
        except BadInput as error:
            self._bad(BadRecord(page.place, "no_text", error.message, page.address))
        except MemoryError:
            self._bad(BadRecord(page.place, "memory", "takes more memory than there is", page.address))
        except Exception as error:
            message = f"Servanda failed on it, which is a fault of Servanda: {type(error).__name__}: {error}"
            self._bad(BadRecord(page.place, "fault", message, page.address))

    def _read(self, page: Page, sifted: Sifted, language: str) -> None:
        raw = opened(page, self._lexicon)
        if raw is None:
            self._new.left["neither_agreement_nor_report"] += 1
            return
        known = self._met.get(raw.document.id)
        if known is not None:
            # A text that was met in this shard is counted again, not read or told again.
            self._part.put("documents", {"id": raw.document.id, "fingerprint": known})
            self._new.read += 1
            return
        reading = read(raw, self._lexicon)
        words = self._sieve.telling(sifted)[:_WORDS]
        row = document_row(reading, page, sifted.score, words, language)
        row["fingerprint"] = self._met[row["id"]] = fingerprint(reading.document.text)
        findings = list(finding_rows(reading))
        self._part.put("documents", row)
        for table, finding in findings:
            self._part.put(table, finding)
        self._new.read += 1


def _as_utf8(content: bytes) -> bytes:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace").encode("utf-8")
    return content


@cache
def _sieve(codebook: str | None, threshold: float | None) -> Sieve:
    lexicon: Lexicon = load_lexicon(codebook)
    return Sieve(lexicon, threshold)
